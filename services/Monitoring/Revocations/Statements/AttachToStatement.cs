using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Files;
using Alliance.Statute;

namespace Alliance.Monitoring.Revocations.Statements;

/// <summary>The unit adds a file to the statement it writes (陈述申辩, Art. 17); it is filed with it.</summary>
[For(Roles.Applicant)]
public sealed class AttachToStatement(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>The answer.</summary>
    public sealed record Added(Guid DocumentId);

    public async Task<Outcome<Added>> Handle(Guid id, [MaxLength(200)] string? title, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        if (WhyNot(await RevocationCase.Find(database, id, ct), 0, lead) is { } early) return early;
        var stored = await documents.Store(work, id, "revocation-statement", title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var found = await RevocationCase.Lock(work, id);
        if (WhyNot(found, await Attachment.Count(work, new(id)), lead) is { } refusal) return refusal;

        await Attachment.Add(work, new(id), AttachmentKind.Statement, stored.Value!, clock.Now);
        await work.Record(found!.AllianceId, nameof(AttachToStatement), new { id, documentId = stored.Value!.Id, stored.Value.Title },
            Articles.Revocation, found.PolicyVersion);
        await work.Commit();
        return new Added(stored.Value.Id);
    }

    Refusal? WhyNot(RevocationCase? found, int files, Actor lead)
        => FileStatement.WhyNotNow(found, lead, clock.Now, clock.Calendar) ?? (files < RevocationCase.MostFiles ? null
            : Refusal.Conflict($"一个案件最多 {RevocationCase.MostFiles} 份文件"));
}
