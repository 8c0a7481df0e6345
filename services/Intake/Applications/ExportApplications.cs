using System.Globalization;
using System.Runtime.CompilerServices;
using Alliance.Contracts;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Exports;

namespace Alliance.Intake.Applications;

/// <summary>The list as it is filtered, as CSV or as an Excel workbook; written page by page, however long it is.</summary>
[ForReadingByStaff]
public sealed class ExportApplications(ListApplications list, Words words)
{
    const int PageSize = 500;

    static readonly string[] Titles = ["受理编号", "联盟名称", "牵头单位", "统一社会信用代码", "所属“188”重点产业", "状态", "提交时间", "补正截止"];

    public IResult AsCsv(ListApplications.Request request, Actor actor, CancellationToken ct)
    {
        var titles = Titles.Select(t => words[t]).ToList();
        return TypedResults.Stream(stream => Csv.Write(stream, titles, Rows(request, actor, ct), ct), Csv.ContentType, "applications.csv");
    }

    public IResult AsWorkbook(ListApplications.Request request, Actor actor, CancellationToken ct)
    {
        var sheet = new Sheet(words["申报书"], [.. Titles.Select((title, i) => new SheetColumn(words[title], i is 1 or 2 ? 40 : 20))],
            Rows(request, actor, ct));
        return TypedResults.Stream(stream => WorkbookWriter.Write(stream, [sheet], ct), WorkbookWriter.ContentType, "applications.xlsx");
    }

    async IAsyncEnumerable<IReadOnlyList<string?>> Rows(
        ListApplications.Request request, Actor actor, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = request.After; ;)
        {
            var page = await list.Handle(request with { After = after }, actor, PageSize, ct);
            foreach (var item in page.Items)
                yield return
                [
                    item.ReceiptNumber, item.AllianceName, item.LeadUnit, item.LeadCreditCode, item.KeyIndustry,
                    words[item.State.Word()],
                    item.SubmittedAt is { } submitted ? BeijingText.Of(submitted) : null,
                    item.CorrectionDueAt is { } due ? BeijingText.End(due)
                        : item.CorrectionNominalDueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ];
            if (page.Next is null) yield break;
            after = page.Next;
        }
    }
}
