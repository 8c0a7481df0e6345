using System.ComponentModel.DataAnnotations;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Monitoring.Revocations;

/// <summary>An officer puts a piece of evidence on file (Art. 17); the unit reads it from the prior notice on.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class AddEvidence(Database database, FileKeeper files)
{
    /// <summary>The answer.</summary>
    public sealed record Added(Guid DocumentId);

    public async Task<Outcome<Added>> Handle(Guid id, [MaxLength(200)] string? title, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var stored = await files.Store(work, id, RevocationFileKind.Evidence, title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var found = await RevocationCase.Lock(work, id);
        if (WhyNot(found, found is null ? 0 : await RevocationFile.Count(work, id)) is { } refusal) return refusal;

        await files.Keep(work, id, RevocationFileKind.Evidence, stored.Value, title, file!);
        await work.Record(found!.AllianceId, nameof(AddEvidence), new { id, documentId = stored.Value, title }, Articles.Revocation,
            found.PolicyVersion);
        await work.Commit();
        return new Added(stored.Value);
    }

    // What the unit was told must not grow behind its back: more evidence after the notice needs a case of its own.
    internal static Refusal? WhyNot(RevocationCase? found, int count) => RevocationCase.Missing(found) ?? found! switch
    {
        { NoticedAt: not null } => Refusal.Conflict($"事先告知书已经发出，告知的证据不能再变更", Articles.Revocation, found!.PolicyVersion),
        { IsOpen: false } => Refusal.Conflict($"案件已经办结", Articles.Revocation, found!.PolicyVersion),
        _ when count >= RevocationFile.Most => Refusal.Conflict($"一个案件最多 {RevocationFile.Most} 份文件"),
        _ => null,
    };
}
