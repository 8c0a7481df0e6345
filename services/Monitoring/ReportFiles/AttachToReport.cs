using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Files;
using Alliance.Monitoring.Reports;
using Alliance.Statute;
using Alliance.Statute.Periods;

namespace Alliance.Monitoring.ReportFiles;

/// <summary>The lead unit adds a file to the report that it writes or amends (Art. 14); it is filed with the next version.</summary>
[For(Roles.Applicant)]
public sealed class AttachToReport(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>Most files of a report.</summary>
    internal const int Most = 30;

    /// <summary>The answer.</summary>
    public sealed record Attached(Guid FileId);

    public async Task<Outcome<Attached>> Handle(
        Guid allianceId, int year, string? title, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        if (await WhyNotTheirs(work, await OperatingAlliance.Find(database, allianceId, ct), year, lead) is { } early) return early;
        var stored = await documents.Store(work, allianceId, "annual-report", title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (await WhyNotTheirs(work, alliance, year, lead) is { } refusal) return refusal;

        await Attachment.Add(work, new(allianceId, year), AttachmentKind.Report, stored.Value!, clock.Now);
        await work.Record(allianceId, nameof(AttachToReport), new { year, documentId = stored.Value!.Id, stored.Value.Title },
            Articles.Operation, alliance!.PolicyVersion);
        await work.Commit();
        return new Attached(stored.Value.Id);
    }

    async Task<Refusal?> WhyNotTheirs(UnitOfWork work, OperatingAlliance? alliance, int year, Actor lead)
        => FileAnnualReport.WhyNotOf(alliance, year, clock.Today, lead) ?? WhyNot(await StoredReport.Of(work, alliance!.Id, year), year,
            await Attachment.Count(work, new(alliance.Id, year)));

    internal static Refusal? WhyNot(StoredReport? report, int year, int count) => report switch
    {
        { State: not ReportStage.Returned } => Refusal.Conflict(
            $"{year} 年度科技报告已于 {BeijingTime.DayOf(report.FiledAt):yyyy-MM-dd} 报送，内容已固定", Articles.Operation),
        _ when count >= Most => Refusal.Conflict($"一份报告最多 {Most} 个附件"),
        _ => null,
    };
}
