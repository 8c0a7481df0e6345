using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;

namespace Alliance.Certification.Objections.Following;

/// <summary>
/// Whoever objected adds a file to their objection until it is answered: PDF, image or Office file, looked at by the malware scanner before
/// anybody reads it. An officer adds what came on paper.
/// </summary>
[ForEveryone]
public sealed class AttachEvidence(Database database, DocumentStore documents, FollowObjection following)
{
    /// <param name="FileId">The file that was stored.</param>
    public sealed record Answer(Guid FileId);

    /// <summary>By the key of the objector's page.</summary>
    public async Task<Outcome<Answer>> Handle(Guid key, IFormFile? file, Actor objector, CancellationToken ct)
    {
        await using var work = await database.Begin(this, objector.Unnamed, ct);
        if (await following.Find(key, ct) is not { } seen) return Refusal.NotFound($"链接已经失效");
        if (!seen.TakesFiles) return Closed;
        return await Store(work, seen.ObjectionId, file, ct);
    }

    /// <summary>By the objection's key, for the office.</summary>
    [For(Roles.CertificationOfficer)]
    public async Task<Outcome<Answer>> Bring(Guid objectionId, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        return await Store(work, objectionId, file, ct);
    }

    static Refusal Closed => Refusal.Conflict($"异议已经答复或者终止，不能再补充材料", Articles.Notice);

    async Task<Outcome<Answer>> Store(UnitOfWork work, Guid objectionId, IFormFile? file, CancellationToken ct)
    {
        // One after another, so that counting and storing are one.
        var objection = await work.Find<Objection>($"select {Objection.Columns} from objection where id = @objectionId for update",
            new { objectionId });
        if (WhyNot(objection, file is { Length: > 0 }) is { } refusal) return refusal;
        await using var content = file!.OpenReadStream();
        var stored = await EvidenceFile.Store(work, documents, objectionId, Objection.Evidence, EvidenceFile.OfObjector, file.FileName,
            content, ct);
        if (stored.Refusal is { } unfit) return unfit;
        var caseId = await work.Find<Guid>("select coalesce(alliance_id, application_id) from notice where id = @NoticeId", objection!);
        await work.Record(caseId, nameof(AttachEvidence), new { objectionId, documentId = stored.Value }, Articles.Notice);
        await work.Commit();
        return new Answer(stored.Value);
    }

    internal static Refusal? WhyNot(Objection? objection, bool hasFile) => objection switch
    {
        null => Refusal.NotFound($"没有这项异议"),
        { State: not (ObjectionState.Open or ObjectionState.Unconfirmed) } => Closed,
        _ => hasFile ? null : Refusal.Invalid($"请选择要上传的文件", field: "file"),
    };
}
