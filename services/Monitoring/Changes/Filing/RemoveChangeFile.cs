using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Files;
using Alliance.Statute;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>The lead unit takes a file out of the draft again; what was submitted stays (Art. 15).</summary>
[For(Roles.Applicant)]
public sealed class RemoveChangeFile(Database database, StatutoryClock clock)
{
    public async Task<Outcome> Handle(Guid filingId, Guid fileId, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        if (ChangeFiling.NotOf(alliance, filing, lead) is { } notTheirs) return notTheirs;
        if (!await Attachment.Remove(work, new(filingId), AttachmentKind.Change, fileId, clock.Now))
            return Refusal.NotFound($"草稿没有这个附件；已经提交的附件不能移除");
        await work.Record(alliance!.Id, nameof(RemoveChangeFile), new { filingId, documentId = fileId }, Articles.Changes,
            alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }
}
