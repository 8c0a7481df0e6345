using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Alliance.Core.Rules;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Alliance.Documents;

/// <summary>
/// Renders a component into one whole HTML document that carries its stylesheets and needs nothing else: to be kept in a dossier, or to
/// become PDF. Rendered in the process and for the person who asks, so nothing has to sign in.
/// </summary>
public sealed class PrintedPages(
    IServiceProvider services,
    ILoggerFactory logs,
    IWebHostEnvironment site,
    IHttpContextAccessor http,
    PdfPrinter printer,
    HtmlEncoder encoder)
{
    /// <summary>What stands around a printed page.</summary>
    /// <param name="Title">Title of the document.</param>
    /// <param name="Foot">At the foot of every sheet, left of the page number; null: no foot.</param>
    /// <param name="Styles">Stylesheets below the web root, for example "_content/Alliance.Ui/print.css".</param>
    public sealed record Frame(string Title, string? Foot, params IReadOnlyList<string> Styles);

    /// <summary>The component as HTML.</summary>
    public async Task<string> Html<TPage>(Frame frame, IReadOnlyDictionary<string, object?> parameters) where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        RenderFragment page = builder =>
        {
            builder.OpenComponent<TPage>(0);
            builder.AddMultipleAttributes(1, parameters!);
            builder.CloseComponent();
        };
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<CascadingValue<HttpContext>>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(CascadingValue<HttpContext>.Value)] = http.HttpContext,
                [nameof(CascadingValue<HttpContext>.IsFixed)] = true,
                [nameof(CascadingValue<HttpContext>.ChildContent)] = page,
            }))).ToHtmlString());
        var styles = new StringBuilder();
        foreach (var path in frame.Styles)
        {
            await using var file = site.WebRootFileProvider.GetFileInfo(path).CreateReadStream();
            using var reader = new StreamReader(file);
            styles.Append(await reader.ReadToEndAsync());
        }
        if (frame.Foot is { } foot)
            styles.Append(CultureInfo.InvariantCulture,
                $$$"""@page{@bottom-left{content:"{{{Quoted(foot)}}}"}@bottom-right{content:counter(page) " / " counter(pages)}}""");
        return $"""
            <!doctype html><html lang="{CultureInfo.CurrentUICulture.Name}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>{encoder.Encode(frame.Title)}</title><style>{styles}</style></head><body class="printed">{body}</body></html>
            """;
    }

    /// <summary>The component as PDF.</summary>
    public async Task<Outcome<byte[]>> Pdf<TPage>(Frame frame, IReadOnlyDictionary<string, object?> parameters, CancellationToken ct)
        where TPage : IComponent
        => printer.IsAvailable ? await printer.Print(await Html<TPage>(frame, parameters), ct) : PdfPrinter.Unavailable;

    /// <summary>The PDF as an answer that opens in the browser, or the refusal.</summary>
    public static IResult Answer(Outcome<byte[]> printed, string fileName)
        => printed.Value is { } pdf ? new PdfResult(pdf, fileName) : new Outcome(printed.Refusal!);

    // Inside a quoted string of CSS, itself inside an element of HTML.
    static string Quoted(string text)
        => string.Concat(text.Select(c => c is '"' or '\\' or '<' or '\n' or '\r'
            ? string.Create(CultureInfo.InvariantCulture, $"\\{(int)c:x} ") : c.ToString()));

    sealed class PdfResult(byte[] pdf, string fileName) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            Served.Safely(httpContext.Response, "application/pdf", fileName, inline: true);
            httpContext.Response.ContentLength = pdf.Length;
            return httpContext.Response.Body.WriteAsync(pdf, httpContext.RequestAborted).AsTask();
        }
    }
}
