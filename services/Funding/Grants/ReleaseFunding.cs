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
        var released = await work.Execute("""
            update funding_hold set released_at = @now, release_why = @why where revocation_case_id = @caseId and released_at is null
            """, new { caseId, why, now = clock.GetUtcNow() });
        if (released == 1)
        {
            if (grant is { RecognitionEndedAt: null, State: not GrantState.Disbursed })
                await letters.Tell(work, Audience.Office(Roles.FundingOfficer), allianceId, $"引导经费恢复拨付",
                    $"对{grant.AllianceName}的撤销案件已经办结，未予撤销，引导经费恢复办理。", $"/funding/grants/{allianceId}", Articles.Funding);
            await work.Record(allianceId, nameof(ReleaseFunding), new { caseId, why }, Articles.Revocation, grant?.PolicyVersion);
        }
        else await work.Ignore(allianceId, nameof(ReleaseFunding), context.Message, "没有暂停拨付", Articles.Revocation, grant?.PolicyVersion);
        await work.Commit();
    }
}
