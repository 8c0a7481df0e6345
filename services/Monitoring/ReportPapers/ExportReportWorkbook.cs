using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Exports;
using Alliance.Monitoring.Reports;

namespace Alliance.Monitoring.ReportPapers;

/// <summary>A year's report as an Excel workbook, to be filled in without a connection and brought back (Art. 14).</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ExportReportWorkbook(ReadReport reports)
{
    public async Task<IResult> Handle(Guid allianceId, int year, Actor actor, CancellationToken ct)
    {
        var outcome = await reports.Handle(allianceId, year, actor, ct);
        if (outcome.Value is not { } view) return new Outcome(outcome.Refusal!);
        var sheets = ReportWorkbook.Of(view, view.Draft?.Report ?? view.Report ?? new());
        return TypedResults.Stream(stream => WorkbookWriter.Write(stream, sheets, ct), WorkbookWriter.ContentType,
            $"{view.AllianceName} {year} 年度科技报告.xlsx");
    }
}
