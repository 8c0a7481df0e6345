using System.Globalization;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Exports;
using Alliance.Ui;
using Alliance.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Lists;

/// <summary>A list as a file: all its rows as they are filtered and sorted, written as they are read, however many there are. Which kind of
/// file, the address says.</summary>
/// <param name="list">The list.</param>
/// <param name="query">How it is sorted, and which columns are wanted.</param>
/// <param name="read">Reads a page of it.</param>
public sealed class ListFile<T>(SqlList<T> list, ListQuery query, Func<ListQuery, Task<ListPage<T>>> read) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (services, ct) = (httpContext.RequestServices, httpContext.RequestAborted);
        var (words, actor) = (services.GetRequiredService<Words>(), services.GetRequiredService<Actor>());
        if (actor.IsSignedIn)
            await services.GetRequiredService<RecordExport>().Handle(list, httpContext.Request.QueryString.Value, actor, ct);
        var columns = list.OfFile(query.Columns);
        var file = httpContext.Request.Path.Value?.EndsWith(ListFiles.Workbook, StringComparison.OrdinalIgnoreCase) == true
            ? TypedResults.Stream(stream => WorkbookWriter.Write(stream,
                [new(words[list.Title], [.. columns.Select(c => new SheetColumn(words[c.Title], c.Width))], Rows(columns, words))], ct),
                WorkbookWriter.ContentType, list.Name + ListFiles.Workbook)
            : TypedResults.Stream(stream => Csv.Write(stream, [.. columns.Select(c => words[c.Title])], Rows(columns, words), ct),
                Csv.ContentType, list.Name + ListFiles.Text);
        await file.ExecuteAsync(httpContext);
    }

    async IAsyncEnumerable<IReadOnlyList<string?>> Rows(IReadOnlyList<ListColumn<T>> columns, Words words)
    {
        for (string? after = null; ;)
        {
            var page = await read(query.ForFile(after));
            foreach (var item in page.Items) yield return [.. columns.Select(column => Written(column.Text(item, words)))];
            if (page.Next is null) yield break;
            after = page.Next;
        }
    }

    static string? Written(object? value) => value switch
    {
        DateTimeOffset at => BeijingTime.Text(at),
        DateOnly day => BeijingTime.Text(day),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>Gives an interface the files of a list.</summary>
public static class ListFiles
{
    internal const string Text = ".csv", Workbook = ".xlsx";

    /// <summary>The list at <paramref name="path"/> as CSV and as a workbook.</summary>
    /// <param name="api">The interface.</param>
    /// <param name="path">Where the list is.</param>
    /// <param name="name">What is exported, in the name of the operation.</param>
    /// <param name="file">Answers with a <see cref="ListFile{T}"/>.</param>
    public static IEndpointConventionBuilder MapFiles(this IEndpointRouteBuilder api, string path, string name, Delegate file) => new Both(
        api.MapGet(path + Text, file).ProducesFile("text/csv")
            .Called($"Export{name}AsCsv", "The list as CSV, all rows, as it is filtered and sorted."),
        api.MapGet(path + Workbook, file).ProducesFile(WorkbookWriter.ContentType)
            .Called($"Export{name}AsWorkbook", "The list as an Excel workbook, all rows, as it is filtered and sorted."));

    sealed class Both(IEndpointConventionBuilder one, IEndpointConventionBuilder other) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            one.Add(convention);
            other.Add(convention);
        }
    }
}
