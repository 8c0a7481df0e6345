using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Funding.Grants;

/// <summary>The lead unit pledges its matching (承诺配套): at least grant × ratio, in integer fen, before anything is paid (Art. 12).</summary>
[For(Roles.Applicant)]
public sealed class PledgeMatching(Database database, TimeProvider clock, LetterWriter letters)
{
    /// <param name="AmountFen">What the lead unit will add, fen.</param>
    public sealed record Request(long AmountFen);

    public async Task<Outcome> Handle(Guid allianceId, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);

        var grant = await Grant.Lock(work, allianceId);
        if (WhyNot(grant, request, lead) is { } refusal) return refusal;
        // A second click pledges nothing new.
        if (grant is { State: GrantState.AwaitingApproval } && grant.PledgedFen == request.AmountFen) return Outcome.Done;

        await work.Execute("""
            update guidance_grant set state = 'AwaitingApproval', pledged_fen = @AmountFen, pledged_at = @now, pledged_by = @Account
            where id = @Id
            """, new { grant!.Id, request.AmountFen, now = clock.GetUtcNow(), lead.Account });
        await letters.Tell(work, Audience.Office(Roles.FundingApprover), allianceId, $"有引导经费等待审批",
            $"{grant.LeadUnitName}已承诺为{grant.AllianceName}配套 {Money.Yuan(request.AmountFen)}，请审批引导经费。", $"/funding/grants/{allianceId}",
            Articles.Funding);
        await work.Record(allianceId, nameof(PledgeMatching), new { request.AmountFen, requiredFen = grant.RequiredMatchingFen },
            Articles.Funding, grant.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Grant? grant, Request request, Actor lead)
    {
        if (Grant.NotOf(grant, lead) is { } missing) return missing;
        if (grant!.Stopped is { } stopped) return stopped;
        // Until it is approved the pledge may be made anew; what was approved is what was pledged.
        if (grant.State is not (GrantState.AwaitingPledge or GrantState.AwaitingApproval))
            return Refusal.Conflict($"引导经费已经批准，配套承诺不能再更改", Articles.Funding, grant.PolicyVersion);
        if (Grant.Unreal(request.AmountFen, "amountFen") is { } unreal) return Refusal.Invalid([unreal], grant.PolicyVersion);
        var (required, lacks) = (grant.RequiredMatchingFen, grant.RequiredMatchingFen - request.AmountFen);
        if (!Matching.IsMet(request.AmountFen, grant.GrantFen, grant.MatchRatio))
            return Refusal.Invalid(
                $"牵头单位配套经费不得低于引导经费的 {grant.MatchRatio} 倍，即 {Money.Yuan(required)}，承诺金额还差 {Money.Yuan(lacks)}",
                Articles.Funding, "amountFen", grant.PolicyVersion);
        return null;
    }
}
