using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Files;
using Alliance.Statute;

namespace Alliance.Monitoring.Revocations.Statements;

/// <summary>The unit takes a file out of the statement it writes; what was filed stays.</summary>
[For(Roles.Applicant)]
public sealed class RemoveStatementFile(Database database, StatutoryClock clock)
{
    public async Task<Outcome> Handle(Guid id, Guid documentId, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var found = await RevocationCase.Lock(work, id);
        if (RevocationCase.NotOf(found, lead) is { } notTheirs) return notTheirs;
        if (!await Attachment.Remove(work, new(id), AttachmentKind.Statement, documentId, clock.Now))
            return Refusal.NotFound($"没有这份附件；已经提交的附件不能移除");
        await work.Record(found!.AllianceId, nameof(RemoveStatementFile), new { id, documentId }, Articles.Revocation, found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }
}
