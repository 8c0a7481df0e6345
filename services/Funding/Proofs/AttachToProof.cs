using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Funding.Grants;
using Alliance.Statute;

namespace Alliance.Funding.Proofs;

/// <summary>The lead unit adds the paper to a proof that an officer has not decided on yet (Art. 12).</summary>
[For(Roles.Applicant)]
public sealed class AttachToProof(Database database, DocumentStore documents)
{
    /// <summary>The answer.</summary>
    public sealed record Attached(Guid AttachmentId);

    public async Task<Outcome<Attached>> Handle(Guid allianceId, Guid proofId, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var known = await Grant.Find(work, allianceId);
        var early = await Of(work, known, proofId);
        if (WhyNot(known, early, lead) is { } refused) return refused;
        var stored = await documents.Store(work, allianceId, "matching-proof", early!.DocumentNumber, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var grant = await Grant.Lock(work, allianceId);
        if (WhyNot(grant, await Of(work, grant, proofId), lead) is { } refusal) return refusal;

        await work.Execute("update matching_proof set document_id = @Id where id = @proofId", new { proofId, stored.Value!.Id });
        await work.Record(allianceId, nameof(AttachToProof), new { proofId, documentId = stored.Value.Id }, Articles.Funding,
            grant!.PolicyVersion);
        await work.Commit();
        return new Attached(stored.Value.Id);
    }

    static async Task<MatchingProof?> Of(UnitOfWork work, Grant? grant, Guid proofId) => grant is null ? null
        : await work.Find<MatchingProof>($"select {MatchingProof.Columns} from matching_proof where id = @proofId and grant_id = @Id",
            new { proofId, grant.Id });

    internal static Refusal? WhyNot(Grant? grant, MatchingProof? proof, Actor lead)
    {
        if (Grant.NotOf(grant, lead) is { } missing) return missing;
        if (grant!.Stopped is { } stopped) return stopped;
        if (proof is null) return Refusal.NotFound($"没有这份配套证明");
        return proof.State == ProofState.Pending ? null
            : Refusal.Conflict($"这份配套证明已经核实，不能再补传附件", Articles.Funding, grant.PolicyVersion);
    }
}
