using Alliance.Funding.Grants;
using Alliance.Platform.Data;
using Alliance.Platform.Documents;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;

namespace Alliance.Funding.Proofs;

/// <summary>The paper behind a proof, for its lead unit and the bureau.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class OpenAttachment(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid allianceId, Guid proofId, Actor actor, CancellationToken ct)
    {
        var found = await database.Find<Found>("""
            select g.payee_credit_code, p.document_id from matching_proof p join guidance_grant g on g.id = p.grant_id
            where p.id = @proofId and g.alliance_id = @allianceId
            """, new { proofId, allianceId }, ct);
        return found?.DocumentId is { } id && (Grant.SeesAll(actor) || actor.BelongsTo(found.PayeeCreditCode)) && await documents.Find(id, ct) is { } document
            ? documents.Download(document)
            : new Outcome(Refusal.NotFound($"没有这份附件"));
    }

    sealed record Found
    {
        public string PayeeCreditCode { get; init; } = "";
        public Guid? DocumentId { get; init; }
    }
}
