using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Monitoring.Revocations.Statements;

/// <summary>The unit adds a file to the statement it writes (陈述申辩, Art. 17); it is filed with it.</summary>
[For(Roles.Applicant)]
public sealed class AttachToStatement(Database database, StatutoryClock clock, FileKeeper files)
{
    /// <summary>The answer.</summary>
    public sealed record Added(Guid DocumentId);

    public async Task<Outcome<Added>> Handle(Guid id, [MaxLength(200)] string? title, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        // Whose case it is not stores nothing.
        if (RevocationCase.NotOf(await RevocationCase.Find(database, id, ct), lead) is { } notTheirs) return notTheirs;
        var stored = await files.Store(work, id, RevocationFileKind.Statement, title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var found = await RevocationCase.Lock(work, id);
        if (FileStatement.WhyNotNow(found, lead, clock.Now, clock.Calendar) is { } refusal) return refusal;
        if (await RevocationFile.Count(work, id) >= RevocationFile.Most)
            return Refusal.Conflict($"一个案件最多 {RevocationFile.Most} 份文件");
        await files.Keep(work, id, RevocationFileKind.Statement, stored.Value, title, file!);
        await work.Record(found!.AllianceId, nameof(AttachToStatement), new { id, documentId = stored.Value, title }, Articles.Revocation,
            found.PolicyVersion);
        await work.Commit();
        return new Added(stored.Value);
    }
}
