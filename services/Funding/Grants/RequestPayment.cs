using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Funding.Grants;

/// <summary>An officer requests the payment from the treasury (申请拨付): after pledge and approval, and never the person who
/// approved.</summary>
[For(Roles.FundingOfficer)]
public sealed class RequestPayment(Database database, TimeProvider clock, LetterWriter letters)
{
    public async Task<Outcome> Handle(Guid allianceId, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);

        var grant = await Grant.Lock(work, allianceId);
        if (WhyNot(grant, officer) is { } refusal) return refusal;

        var now = clock.GetUtcNow();
        await work.Execute("""
            update guidance_grant set state = 'PaymentRequested', payment_requested_at = @now, payment_requested_by = @Account,
              payment_requested_by_name = @Name
            where id = @Id
            """, new { grant!.Id, now, officer.Account, officer.Name });
        await work.Publish(new PaymentRequested(allianceId, grant.Id, grant.GrantFen, grant.Payee, now));
        await letters.Tell(work, Audience.Unit(grant.LeadUnitCreditCode), allianceId, $"引导经费已申请拨付",
            $"{grant.AllianceName}的引导经费 {Money.Yuan(grant.GrantFen)} 已向国库申请拨付，请核对收款账户并等待到账。", $"/funding/grants/{allianceId}",
            Articles.Funding);
        await work.Record(allianceId, nameof(RequestPayment), new { grant.GrantFen, grant.Payee }, Articles.Funding, grant.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Grant? grant, Actor officer) => Grant.Missing(grant) ?? grant!.Stopped ?? grant switch
    {
        { State: GrantState.Approved, HeldAt: not null } => Refusal.Conflict(
            $"撤销案件正在办理，案件办结以前不申请拨付", Articles.Revocation, grant.PolicyVersion),
        { State: GrantState.AwaitingPledge } => Refusal.Conflict(
            $"牵头单位尚未承诺配套经费 {Money.Yuan(grant.RequiredMatchingFen)}，不能申请拨付", Articles.Funding, grant.PolicyVersion),
        { State: GrantState.AwaitingApproval } => Refusal.Conflict($"引导经费尚未批准，不能申请拨付", Articles.Funding, grant.PolicyVersion),
        { State: GrantState.PaymentRequested or GrantState.Disbursed } =>
            Refusal.Conflict($"引导经费只拨付一次，已经申请拨付", Articles.Funding, grant.PolicyVersion),
        // Separation of duties: whoever approves does not set the money moving.
        _ when grant.ApprovedBy == officer.Account => Refusal.Forbidden($"审批与申请拨付须由不同的人办理，您已审批这笔经费"),
        _ => null,
    };
}
