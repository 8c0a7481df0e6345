using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Monitoring.Reports;
using Alliance.Ui;

namespace Alliance.Monitoring.ReportPapers;

/// <summary>A year's report on paper, and the receipt of it (回执), as PDF. What was not filed says so on every sheet (Art. 14).</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class PrintReport(ReadReport reports, PrintedPages pages, Words words)
{
    /// <summary>The report: its newest version, or for the lead unit what it saved.</summary>
    public async Task<IResult> Handle(Guid allianceId, int year, Actor actor, CancellationToken ct)
    {
        var outcome = await reports.Handle(allianceId, year, actor, ct);
        if (outcome.Value is not { } view) return new Outcome(outcome.Refusal!);
        var draft = view.Report is null ? view.Draft : null;
        if ((view.Report ?? draft?.Report) is not { } report) return new Outcome(Refusal.NotFound($"{year} 年度科技报告尚未报送"));
        var title = words["{0} 年度科技报告", year];
        var foot = draft is null ? Foot(view) : words["草稿，尚未报送；{0} 保存（北京时间）", BeijingTime.Text(draft.SavedAt)];
        return PrintedPages.Answer(await pages.Pdf<PrintedReport>(Frame(view, title, foot),
            new Dictionary<string, object?> { ["View"] = view, ["Report"] = report }, ct), $"{view.AllianceName} {title}.pdf");
    }

    /// <summary>The receipt: who filed what and when, in time or late, and the hash of it.</summary>
    public async Task<IResult> Receipt(Guid allianceId, int year, Actor actor, CancellationToken ct)
    {
        var outcome = await reports.Handle(allianceId, year, actor, ct);
        if (outcome.Value is not { } view) return new Outcome(outcome.Refusal!);
        if (view.Report is null) return new Outcome(Refusal.NotFound($"{year} 年度科技报告尚未报送"));
        var title = words["{0} 年度科技报告回执", year];
        return PrintedPages.Answer(await pages.Pdf<PrintedReportReceipt>(Frame(view, title, Foot(view)),
            new Dictionary<string, object?> { ["View"] = view }, ct), $"{view.AllianceName} {title}.pdf");
    }

    string Foot(ReadReport.View view)
        => $"{words["{0}　{1} 年度科技报告第 {2} 版　{3} 报送（北京时间）", view.AllianceName, view.Year, view.Version,
            BeijingTime.Text(view.Versions[0].FiledAt)]}\nSHA-256 {view.Versions[0].Sha256}";

    static PrintedPages.Frame Frame(ReadReport.View view, string title, string foot)
        => new($"{view.AllianceName} {title}", foot, "_content/Alliance.Ui/alliance.css", "_content/Alliance.Ui/print.css");
}
