using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Certification.Objections.Following;

/// <summary>Opens a file of an objection, for whoever gave it and for the officers who handle it.</summary>
[ForEveryone]
public sealed class OpenEvidence(Database database, DocumentStore documents)
{
    /// <summary>By the key of the objector's page.</summary>
    public async Task<IResult> Handle(Guid key, Guid fileId, CancellationToken ct)
        => await database.Find<Guid?>("select objection_id from objector where key = @key", new { key }, ct) is { } id
            ? await Open(id, fileId, ct) : new Outcome(Missing);

    /// <summary>By the objection's key, for the office.</summary>
    [ForReading(Roles.CertificationOfficer)]
    public Task<IResult> OfObjection(Guid objectionId, Guid fileId, CancellationToken ct) => Open(objectionId, fileId, ct);

    static Refusal Missing => Refusal.NotFound($"没有这个文件，或者已经按期删除");

    async Task<IResult> Open(Guid objectionId, Guid fileId, CancellationToken ct)
        => await EvidenceFile.Find(documents, objectionId, Objection.Evidence, fileId, ct) is { } file
            ? documents.Download(file) : new Outcome(Missing);
}
