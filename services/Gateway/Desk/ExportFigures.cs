using System.Globalization;
using Alliance.Contracts.Desk;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Exports;
using Alliance.Ui;
using Alliance.Web.Desk;

namespace Alliance.Gateway.Desk;

/// <summary>The annual summary: the numbers of the figures page as a workbook to reckon with, and as a document to lay before
/// somebody.</summary>
[ForReadingByStaff]
sealed class ExportFigures(ListFigures figures, PrintedPages pages, Words words, TimeProvider clock)
{
    // Excel's own limit for the name of a sheet.
    const int LongestName = 31;

    public async Task<IResult> AsWorkbook(CaseFilter filter, HttpContext http)
    {
        var found = await figures.Handle(filter, http);
        List<Sheet> sheets =
        [
            new(words["要点"], [new(words["分类"], 40), new(words["数值"], Number: true), new(words["单位"], 12), new(words["说明"], 60)],
                [.. found.Key.Select(Row), .. Remarks(filter, found).Select(remark => (IReadOnlyList<string?>)[remark])]),
            .. found.Charts.Index().Select(chart => SheetOf(chart.Index + 1, chart.Item)),
        ];
        return TypedResults.Stream(stream => WorkbookWriter.Write(stream, sheets, http.RequestAborted), WorkbookWriter.ContentType,
            $"{FileName(filter)}.xlsx");
    }

    public async Task<IResult> AsPdf(CaseFilter filter, HttpContext http)
    {
        var found = await figures.Handle(filter, http);
        var title = Title(filter, words);
        var printed = await pages.Pdf<PrintedFigures>(
            new(title, title, "_content/Alliance.Ui/alliance.css", "_content/Alliance.Ui/print.css"),
            new Dictionary<string, object?> { ["Found"] = found, ["Title"] = title, ["Remarks"] = Remarks(filter, found) },
            http.RequestAborted);
        return PrintedPages.Answer(printed, $"{FileName(filter)}.pdf");
    }

    /// <summary>What the summary is called.</summary>
    public static string Title(CaseFilter filter, Words words) => filter.Year is { } year ? words["{0} 年度产业技术创新战略联盟统计", year]
        : words["产业技术创新战略联盟统计"];

    // When it was counted, what it was narrowed to, where the numbers come from, and what is missing.
    List<string> Remarks(CaseFilter filter, AllFigures found)
    {
        string Named(IEnumerable<string> services)
            => string.Join(words["、"], ServiceLink.All.Where(service => services.Contains(service.Key))
                .Select(service => words[service.Text]));
        return
        [
            words["统计时间：{0}（北京时间）", BeijingTime.Text(clock.GetUtcNow())],
            .. string.IsNullOrEmpty(filter.Industry) ? [] : (string[])[words["重点产业：{0}", FigureRows.Industry(words, filter.Industry)]],
            .. string.IsNullOrEmpty(filter.District) ? [] : (string[])[words["县（市、区）：{0}", FigureRows.District(words, filter.District)]],
            words["数据来源：{0}", Named(found.Asked)],
            .. found.Away.Count == 0 ? [] : (string[])[words["没有答复、数据缺失：{0}", Named(found.Away)]],
        ];
    }

    static string FileName(CaseFilter filter)
        => filter.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $"figures-{year}") : "figures";

    IReadOnlyList<string?> Row(KeyFigure figure)
    {
        var text = FigureText.Of(figure.Unit, figure.Value ?? 0, words);
        return
        [
            figure.Title, figure.Value is { } value ? Plain(text.Scaled(value)) : null, figure.Unit == FigureUnit.Count ? null : text.Unit,
            figure.Note,
        ];
    }

    Sheet SheetOf(int number, Figure figure)
    {
        var text = FigureText.Of(figure, words);
        var name = string.Create(CultureInfo.InvariantCulture, $"{number} {figure.Title}");
        var unit = text.Unit is null ? "" : $" ({text.Unit})";
        return new(string.Concat(name.Take(LongestName).Select(c => "[]:*?/\\".Contains(c, StringComparison.Ordinal) ? ' ' : c)),
            [
                new(words["分类"], 32), .. figure.Series.Select(series => new SheetColumn(series.Name + unit, 22, Number: true)),
                .. figure.Notes is { } notes ? [new SheetColumn(notes)] : Array.Empty<SheetColumn>(),
            ],
            [
                .. figure.Rows.Select(row => (IReadOnlyList<string?>)
                [
                    row.Label, .. row.Values.Select(value => Plain(text.Scaled(value.Value))),
                    .. figure.Notes is null ? [] : (string?[])[row.Note],
                ]),
                [figure.Explanation],
            ]);
    }

    static string Plain(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
