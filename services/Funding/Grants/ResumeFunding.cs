using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Funding.Grants;

/// <summary>The end of the recognition was annulled: the grant is where it was when it was stopped (Art. 12). What was paid meanwhile is a
/// payment like any other.</summary>
public sealed class ResumeFunding(Database database, LetterWriter letters) : IConsumer<Alliance.Contracts.ResumeFunding>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.ResumeFunding> context)
    {
        var (allianceId, why) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        await work.Execute("delete from ended_recognition where alliance_id = @allianceId", new { allianceId });
        var grant = await Grant.Lock(work, allianceId);
        if (grant is not { RecognitionEndedAt: not null })
        {
            await work.Ignore(allianceId, nameof(ResumeFunding), context.Message, "引导经费没有停拨", Articles.Funding, grant?.PolicyVersion);
            await work.Commit();
            return;
        }

        await work.Execute("""
            update guidance_grant set recognition_ended_at = null, recognition_ended_article = null, recognition_ended_sentence = null,
              state = @state
            where id = @Id
            """, new { grant.Id, state = Where(grant).ToString() });
        await letters.Tell(work, [Audience.Unit(grant.LeadUnitCreditCode), Audience.Office(Roles.FundingOfficer)], allianceId, $"引导经费恢复办理",
            $"{grant.AllianceName}终止资格的决定已被撤销（{why}），引导经费恢复办理。", $"/funding/grants/{allianceId}", Articles.Funding);
        await work.Record(allianceId, nameof(ResumeFunding), new { why, state = Where(grant) }, Articles.Funding, grant.PolicyVersion);
        await work.Commit();
    }

    /// <summary>Where the grant was when it was stopped.</summary>
    internal static GrantState Where(Grant grant) => grant switch
    {
        { VoucherRecordedAt: not null } => GrantState.Disbursed,
        { PaymentRequestedAt: not null } => GrantState.PaymentRequested,
        { ApprovedAt: not null } => GrantState.Approved,
        { PledgedAt: not null } => GrantState.AwaitingApproval,
        _ => GrantState.AwaitingPledge,
    };
}
