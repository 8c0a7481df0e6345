using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Certification.Plaques;

/// <summary>The slip or picture by which the recovery of a plaque is proven (Art. 17); it is read by the bureau.</summary>
[For(Roles.CertificationOfficer)]
public sealed class AttachPlaqueProof(Database database, DocumentStore documents)
{
    /// <summary>The answer.</summary>
    public sealed record Attached(Guid DocumentId);

    public async Task<Outcome<Attached>> Handle(Guid allianceId, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await RecognisedAlliance.Lock(work, allianceId);
        var plaque = alliance is null ? null : await Plaque.Of(work, alliance);
        if (WhyNot(plaque, file is { Length: > 0 }) is { } refusal) return refusal;

        await using var content = file!.OpenReadStream();
        var stored = await documents.Store(work, allianceId, "plaque-recovery", plaque!.Number, file.FileName, content, ct);
        if (stored.Refusal is { } unusable) return unusable;
        await work.Execute("update plaque set recovery_document_id = @Value where id = @Id", new { plaque.Id, stored.Value });
        await work.Record(allianceId, nameof(AttachPlaqueProof), new { plaque.Number, documentId = stored.Value }, alliance!.EndArticle,
            alliance.Application.PolicyVersion);
        await work.Commit();
        return new Attached(stored.Value);
    }

    /// <summary>The file, for the bureau.</summary>
    [ForReadingDeterminations]
    public async Task<IResult> Open(Guid allianceId, CancellationToken ct)
        => await database.Find<Guid?>(
            "select recovery_document_id from plaque where alliance_id = @allianceId and state <> 'Lost'", new { allianceId }, ct) is { } id
            && await documents.Find(id, ct) is { } document ? documents.Download(document) : new Outcome(Refusal.NotFound($"没有收回凭证"));

    internal static Refusal? WhyNot(Plaque? plaque, bool hasFile) => plaque switch
    {
        null => Refusal.NotFound($"没有这个联盟"),
        { State: not PlaqueState.Recovered } => Refusal.Conflict($"牌匾收回后才能上传凭证"),
        { RecoveryDocumentId: not null } => Refusal.Conflict($"收回凭证已经上传"),
        _ when !hasFile => Refusal.Invalid($"请选择要上传的文件", field: "file"),
        _ => null,
    };
}
