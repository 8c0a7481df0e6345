using System.Globalization;
using Alliance.Contracts.Desk;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Names;
using Alliance.Statute.Policies;
using Alliance.Web.Api;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Web.Desk;

/// <summary>What a service counts for the leadership; the class says who may read it.</summary>
public interface IReadFigures
{
    /// <summary>Counts.</summary>
    Task<ServiceFigures> Handle(CaseFilter filter, Actor actor, CancellationToken ct);
}

/// <summary>Gives a service its figures.</summary>
public static class FigureSetup
{
    /// <summary>What this service counts.</summary>
    public static IServiceCollection AddFigures<TFigures>(this IServiceCollection services) where TFigures : class, IReadFigures
        => services.AddScoped<IReadFigures, TFigures>();

    /// <summary>Where the gateway asks for it; for whom the class says.</summary>
    public static void MapFigures<TFigures>(this IEndpointRouteBuilder api) where TFigures : class, IReadFigures
        => api.MapGet("/figures", ([AsParameters] CaseFilter filter, IReadFigures slice, Actor actor, CancellationToken ct) =>
            slice.Handle(filter, actor, ct)).For([.. Rights.Of(typeof(TFigures), nameof(IReadFigures.Handle))!.Admitted!])
            .Called("ReadFigures", "What is counted here: a few numbers, and tables with the chart that suits each.");
}

/// <summary>Rows of figures, the same in every service.</summary>
public static class FigureRows
{
    /// <summary>More years than these are history.</summary>
    public const int Years = 6;

    /// <summary>More names than these are read by nobody; the rest is one row.</summary>
    public const int Names = 12;

    /// <summary>A row a year, the latest last.</summary>
    public static IReadOnlyList<FigureRow> OfYears<T>(
        IEnumerable<T> counted, Func<T, int> year, Func<int, IReadOnlyList<T>, IReadOnlyList<FigureValue>> values,
        Func<IReadOnlyList<T>, string?>? note = null)
        => [.. counted.GroupBy(year).OrderByDescending(group => group.Key).Take(Years).Reverse()
            .Select(group => (Year: group.Key, All: (IReadOnlyList<T>)[.. group]))
            .Select(group => new FigureRow(Text(group.Year), Text(group.Year), values(group.Year, group.All), note?.Invoke(group.All)))];

    /// <summary>A row a name, the largest first; what is beyond <see cref="Names"/> in one row at the end.</summary>
    public static IReadOnlyList<FigureRow> OfNames<T>(
        Words words, IEnumerable<T> counted, Func<T, string> key, Func<string, string> label,
        Func<string, IReadOnlyList<T>, FigureValue> value)
    {
        var rows = counted.GroupBy(key).Select(group => new FigureRow(group.Key,
            group.Key.Length == 0 ? words["未记载"] : label(group.Key), [value(group.Key, [.. group])]))
            .Where(row => row.Values[0].Value > 0)
            .OrderByDescending(row => row.Values[0].Value).ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        return rows.Count <= Names ? rows
            : [.. rows.Take(Names - 1), new FigureRow("", words["其余 {0} 项", rows.Count - Names + 1],
                [new(rows.Skip(Names - 1).Sum(row => row.Values[0].Value))])];
    }

    /// <summary>A 重点产业 in the reader's language; one that is of no policy stays as somebody wrote it.</summary>
    public static string Industry(Words words, string name)
        => PolicyBook.All.Any(policy => policy.Document.KeyIndustries?.Contains(name) == true) ? words[name] : name;

    /// <summary>The name of a district in the reader's language.</summary>
    public static string District(Words words, string code) => words[Districts.NameOf(code)];

    /// <summary>So many of all of a hundred; null where there are none.</summary>
    public static decimal? Percent(decimal of, decimal all) => all == 0 ? null : Math.Round(100 * of / all, 1);

    /// <summary>The same as people read it; null where there are none.</summary>
    public static string? Rate(decimal of, decimal all)
        => Percent(of, all) is { } percent ? percent.ToString("0.#", CultureInfo.InvariantCulture) + "%" : null;

    static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
