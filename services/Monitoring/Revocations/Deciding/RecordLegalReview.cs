using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Files;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Revocations.Deciding;

/// <summary>法制审核: the opinion of whoever reviews the law is put on file (Art. 17). On ground 4 nothing is revoked without.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class RecordLegalReview(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <param name="By">Who reviewed it: the office or the person.</param>
    /// <param name="Agrees">Whether the revocation is lawful by that opinion.</param>
    /// <param name="Opinion">In short.</param>
    public sealed record Request([MaxLength(100)] string? By, bool? Agrees, [LongText] string? Opinion);

    public async Task<Outcome> Handle(Guid id, Request request, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var hasFile = file is { Length: > 0 };
        if (WhyNot(await RevocationCase.Find(database, id, ct), request, hasFile) is { } early) return early;
        var stored = await documents.Store(work, id, "revocation-legal-review", "法制审核意见", file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var found = await RevocationCase.Lock(work, id);
        if (WhyNot(found, request, hasFile) is { } refusal) return refusal;

        await Attachment.Add(work, new(id), AttachmentKind.LegalReview, stored.Value!, clock.Now);
        await work.Execute("""
            update revocation_case set legal_by = @by, legal_agrees = @Agrees, legal_opinion = @opinion, legal_at = @Now where id = @id
            """, new { id, by = request.By!.Trim(), request.Agrees, opinion = request.Opinion!.Trim(), clock.Now });
        await work.Record(found!.AllianceId, nameof(RecordLegalReview),
            new { id, request.By, request.Agrees, documentId = stored.Value!.Id }, Articles.Revocation, found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(RevocationCase? found, Request request, bool hasFile)
    {
        if (RevocationCase.Missing(found) is { } missing) return missing;
        var version = found!.PolicyVersion;
        if (!found.IsOpen || found.DecidedAt is not null) return Refusal.Conflict($"案件已经作出决定", Articles.Revocation, version);
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.By)) faults.Add(new($"请填写审核机构或审核人", Articles.Revocation, "by"));
        if (request.Agrees is null) faults.Add(new($"请选择审核结论", Articles.Revocation, "agrees"));
        if (string.IsNullOrWhiteSpace(request.Opinion)) faults.Add(new($"请填写审核意见", Articles.Revocation, "opinion"));
        if (!hasFile) faults.Add(new($"请上传法制审核意见", Articles.Revocation, "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }
}
