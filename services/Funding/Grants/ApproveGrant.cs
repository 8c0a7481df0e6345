using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Funding.Grants;

/// <summary>The bureau approves the grant, after the matching was pledged (Art. 12).</summary>
[For(Roles.FundingApprover)]
public sealed class ApproveGrant(Database database, TimeProvider clock, LetterWriter letters)
{
    public async Task<Outcome> Handle(Guid allianceId, Actor approver, CancellationToken ct)
    {
        await using var work = await database.Begin(this, approver, ct);

        var grant = await Grant.Lock(work, allianceId);
        if (WhyNot(grant) is { } refusal) return refusal;

        var now = clock.GetUtcNow();
        await work.Execute("""
            update guidance_grant set state = 'Approved', approved_at = @now, approved_by = @Account, approved_by_name = @Name
            where id = @Id
            """, new { grant!.Id, now, approver.Account, approver.Name });
        await work.Publish(new GrantApproved(allianceId, grant.Id, grant.GrantFen, now));
        await letters.Tell(work, Audience.Unit(grant.PayeeCreditCode), allianceId, $"引导经费已批准",
            $"{grant.AllianceName}的引导经费 {Money.Yuan(grant.GrantFen)} 已批准，接下来由经费经办人申请拨付。", $"/funding/grants/{allianceId}",
            Articles.Funding);
        await letters.Tell(work, Audience.Office(Roles.FundingOfficer), allianceId, $"有引导经费等待申请拨付",
            $"{grant.AllianceName}的引导经费 {Money.Yuan(grant.GrantFen)} 已批准，请申请拨付。", $"/funding/grants/{allianceId}", Articles.Funding);
        await work.Record(allianceId, nameof(ApproveGrant), new { grant.GrantFen, grant.PledgedFen }, Articles.Funding,
            grant.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Grant? grant) => Grant.Missing(grant) ?? grant!.Stopped ?? grant.State switch
    {
        GrantState.AwaitingPledge =>
            Refusal.Conflict($"牵头单位尚未承诺配套经费 {Money.Yuan(grant.RequiredMatchingFen)}，不能批准", Articles.Funding, grant.PolicyVersion),
        GrantState.AwaitingApproval => null,
        _ => Refusal.Conflict($"引导经费已经批准", Articles.Funding, grant.PolicyVersion),
    };
}
