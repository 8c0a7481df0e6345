using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Files;
using Alliance.Statute;

namespace Alliance.Monitoring.Revocations;

/// <summary>An officer puts a piece of evidence on file (Art. 17); the unit reads it from the prior notice on.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class AddEvidence(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>The answer.</summary>
    public sealed record Added(Guid DocumentId);

    public async Task<Outcome<Added>> Handle(Guid id, [MaxLength(200)] string? title, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        if (WhyNot(await RevocationCase.Find(database, id, ct), 0) is { } early) return early;
        var stored = await documents.Store(work, id, "revocation-evidence", title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var found = await RevocationCase.Lock(work, id);
        if (WhyNot(found, await Attachment.Count(work, new(id))) is { } refusal) return refusal;

        await Attachment.Add(work, new(id), AttachmentKind.Evidence, stored.Value!, clock.Now);
        await work.Record(found!.AllianceId, nameof(AddEvidence), new { id, documentId = stored.Value!.Id, stored.Value.Title },
            Articles.Revocation, found.PolicyVersion);
        await work.Commit();
        return new Added(stored.Value.Id);
    }

    // What the unit was told must not grow behind its back: more evidence after the notice needs a case of its own.
    internal static Refusal? WhyNot(RevocationCase? found, int count) => RevocationCase.Missing(found) ?? found! switch
    {
        { NoticedAt: not null } => Refusal.Conflict($"事先告知书已经发出，告知的证据不能再变更", Articles.Revocation, found!.PolicyVersion),
        { IsOpen: false } => Refusal.Conflict($"案件已经办结", Articles.Revocation, found!.PolicyVersion),
        _ when count >= RevocationCase.MostFiles => Refusal.Conflict($"一个案件最多 {RevocationCase.MostFiles} 份文件"),
        _ => null,
    };
}
