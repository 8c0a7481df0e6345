using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Certification.Remedies;

/// <summary>A paper of the proceedings, for those who determine.</summary>
[ForReadingDeterminations]
public sealed class OpenRemedyDocument(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid remedyId, Guid documentId, CancellationToken ct)
        => await database.Find<Guid?>("select document_id from remedy_document where document_id = @documentId and remedy_id = @remedyId",
            new { documentId, remedyId }, ct) is not null && await documents.Find(documentId, ct) is { } found
            ? documents.Download(found)
            : new Outcome(Refusal.NotFound($"没有这份文书"));
}
