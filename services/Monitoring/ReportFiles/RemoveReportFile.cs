using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Files;
using Alliance.Statute;

namespace Alliance.Monitoring.ReportFiles;

/// <summary>The lead unit takes a file out of the draft again; what was filed stays (Art. 14).</summary>
[For(Roles.Applicant)]
public sealed class RemoveReportFile(Database database, StatutoryClock clock)
{
    public async Task<Outcome> Handle(Guid allianceId, int year, Guid fileId, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (OperatingAlliance.NotOf(alliance, lead) is { } notTheirs) return notTheirs;
        if (!await Attachment.Remove(work, new(allianceId, year), AttachmentKind.Report, fileId, clock.Now))
            return Refusal.NotFound($"草稿没有这个附件；已经报送的附件不能移除");
        await work.Record(allianceId, nameof(RemoveReportFile), new { year, documentId = fileId }, Articles.Operation,
            alliance!.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }
}
