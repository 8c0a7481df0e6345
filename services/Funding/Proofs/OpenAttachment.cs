using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Funding.Grants;

namespace Alliance.Funding.Proofs;

/// <summary>The paper behind a proof, for whoever reads the grant.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class OpenAttachment(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid allianceId, Guid proofId, Actor actor, CancellationToken ct)
    {
        var grant = await database.Find<Grant>($"select {Grant.Columns} from guidance_grant where alliance_id = @allianceId",
            new { allianceId }, ct);
        var document = grant?.IsVisibleTo(actor) != true ? null : await database.Find<Guid?>(
            "select document_id from matching_proof where id = @proofId and grant_id = @Id", new { proofId, grant.Id }, ct);
        return document is { } id && await documents.Find(id, ct) is { } found
            ? documents.Download(found)
            : new Outcome(Refusal.NotFound($"没有这份附件"));
    }
}
