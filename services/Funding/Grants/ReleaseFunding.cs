using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Funding.Grants;

/// <summary>The revocation case ended without a revocation: what was on hold goes on where it was (Art. 12, 17).</summary>
public sealed class ReleaseFunding(Database database, TimeProvider clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.ReleaseFunding>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.ReleaseFunding> context)
    {
        var (allianceId, caseId, why) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var grant = await Grant.Lock(work, allianceId);
        // Heard before the hold that it ends, it is kept: that hold holds nothing any more.
        var released = await work.Execute("""
            insert into funding_hold(revocation_case_id, alliance_id, why, held_at, released_at, release_why)
            values (@caseId, @allianceId, @why, @now, @now, @why)
            on conflict (revocation_case_id) do update set released_at = @now, release_why = @why where funding_hold.released_at is null
            """, new { caseId, allianceId, why, now = clock.GetUtcNow() });
        if (released == 1)
        {
            if (grant is { RecognitionEndedAt: null, State: not GrantState.Disbursed })
                await letters.Tell(work, Audience.Office(Roles.FundingOfficer), allianceId, $"引导经费恢复拨付",
                    $"对{grant.AllianceName}的撤销案件已经办结，未予撤销，引导经费恢复办理。", $"/funding/grants/{allianceId}", Articles.Funding);
            await work.Record(allianceId, nameof(ReleaseFunding), new { caseId, why }, Articles.Revocation, grant?.PolicyVersion);
        }
        else await work.Ignore(allianceId, nameof(ReleaseFunding), context.Message, "已经恢复拨付", Articles.Revocation, grant?.PolicyVersion);
        await work.Commit();
    }
}
