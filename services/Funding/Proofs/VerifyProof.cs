using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Funding.Grants;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Funding.Proofs;

/// <summary>
/// An officer accepts or rejects a proof of matching (核实配套). When the accepted ones reach grant × ratio, the matching is verified, once
/// (Art. 12).
/// </summary>
[For(Roles.FundingOfficer)]
public sealed class VerifyProof(Database database, TimeProvider clock, LetterWriter letters)
{
    /// <param name="Accepted">True when the amount counts.</param>
    /// <param name="Why">The officer's finding; a rejection cannot do without.</param>
    public sealed record Request(bool Accepted, [LongText] string? Why);

    public async Task<Outcome> Handle(Guid allianceId, Guid proofId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);

        var grant = await Grant.Lock(work, allianceId);
        var proof = grant is null ? null
            : await work.Find<MatchingProof>($"select {MatchingProof.Columns} from matching_proof where id = @proofId and grant_id = @Id",
                new { proofId, grant.Id });
        if (WhyNot(grant, proof, request) is { } refusal) return refusal;

        var now = clock.GetUtcNow();
        await work.Execute("""
            update matching_proof set state = @state, why = @why, decided_at = @now, decided_by = @Account, decided_by_name = @Name
            where id = @proofId
            """, new
        {
            proofId,
            state = (request.Accepted ? ProofState.Accepted : ProofState.Rejected).ToString(),
            why = request.Why?.Trim(),
            now,
            officer.Account,
            officer.Name,
        });
        var after = request.Accepted ? grant! with { VerifiedMatchingFen = checked(grant.VerifiedMatchingFen + proof!.AmountFen) } : grant!;
        var reached = after.MatchingMet && grant!.MatchingVerifiedAt is null;
        if (request.Accepted)
            await work.Execute("""
                update guidance_grant
                set verified_matching_fen = @VerifiedMatchingFen, matching_verified_at = coalesce(matching_verified_at, @reachedAt)
                where id = @Id
                """, new { after.Id, after.VerifiedMatchingFen, reachedAt = reached ? now : (DateTimeOffset?)null });
        if (reached) await work.Publish(new MatchingVerified(allianceId, after.Id, after.VerifiedMatchingFen, now));
        var amount = Money.Yuan(proof!.AmountFen);
        if (request.Accepted)
            await letters.Tell(work, Audience.Unit(after.LeadUnitCreditCode), allianceId, $"配套证明已核实",
                $"{after.AllianceName}的配套证明 {proof.DocumentNumber}（{amount}）已核实，累计 {Money.Yuan(after.VerifiedMatchingFen)}。",
                $"/funding/grants/{allianceId}", Articles.Funding);
        else
            await letters.Tell(work, Audience.Unit(after.LeadUnitCreditCode), allianceId, $"配套证明未予采信",
                $"{after.AllianceName}的配套证明 {proof.DocumentNumber}（{amount}）未予采信，原因：{request.Why!.Trim().TrimEnd('。')}。可以重新报送。",
                $"/funding/grants/{allianceId}", Articles.Funding);
        await work.Record(allianceId, nameof(VerifyProof),
            new { proofId, proof.AmountFen, request.Accepted, request.Why, after.VerifiedMatchingFen, after.ProofShortfallFen },
            Articles.Funding, after.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Grant? grant, MatchingProof? proof, Request request)
    {
        if (Grant.Missing(grant) is { } missing) return missing;
        if (grant!.Stopped is { } stopped) return stopped;
        if (proof is null) return Refusal.NotFound($"没有这份配套证明");
        if (proof.State != ProofState.Pending) return Refusal.Conflict($"这份配套证明已经核实", Articles.Funding, grant.PolicyVersion);
        if (request.Accepted && proof.DocumentId is null)
            return Refusal.Conflict($"这份配套证明没有附件，不能采纳；请牵头单位补传单据，或不采纳并说明理由", Articles.Funding, grant.PolicyVersion);
        if (!request.Accepted && string.IsNullOrWhiteSpace(request.Why))
            return Refusal.Invalid($"不采纳配套证明须说明理由", Articles.Funding, "why", grant.PolicyVersion);
        return null;
    }
}
