using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Funding.Grants;

/// <summary>A revocation case runs: nothing is paid until it is decided (Art. 12, 17). What the treasury was asked for before may still
/// leave; then it is recorded.</summary>
public sealed class HoldFunding(Database database, TimeProvider clock, LetterWriter letters) : IConsumer<Alliance.Contracts.HoldFunding>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.HoldFunding> context)
    {
        var (allianceId, caseId, why) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var grant = await Grant.Lock(work, allianceId);
        var held = await work.Execute("""
            insert into funding_hold(revocation_case_id, alliance_id, why, held_at) values (@caseId, @allianceId, @why, @now)
            on conflict (revocation_case_id) do nothing
            """, new { caseId, allianceId, why, now = clock.GetUtcNow() });
        if (held == 1)
        {
            if (grant is { State: not (GrantState.Disbursed or GrantState.PaidAfterEnd) })
                await letters.Tell(work, Audience.Office(Roles.FundingOfficer), allianceId, $"引导经费暂停拨付",
                    $"对{grant.AllianceName}的撤销案件正在办理，案件办结以前不申请拨付；已经申请拨付的，请与财政部门联系暂缓付款，已经付出的如实登记凭证。",
                    $"/funding/grants/{allianceId}", Articles.Revocation);
            await work.Record(allianceId, nameof(HoldFunding), new { caseId, why }, Articles.Revocation, grant?.PolicyVersion);
        }
        else await work.Ignore(allianceId, nameof(HoldFunding), context.Message, "已经暂停，或者案件已经办结", Articles.Revocation,
            grant?.PolicyVersion);
        await work.Commit();
    }
}
