using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Funding.Grants;

/// <summary>The recognition ended: everything not yet paid stands still (Art. 14, 17). What was paid stays paid; recovering it is not in
/// the text.</summary>
public sealed class SuspendFunding(Database database, TimeProvider clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.SuspendFunding>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.SuspendFunding> context)
    {
        var (allianceId, reason) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var now = clock.GetUtcNow();
        await work.Execute("""
            insert into ended_recognition(alliance_id, article, sentence, ended_at) values (@allianceId, @Article, @Sentence, @now)
            on conflict (alliance_id) do nothing
            """, new { allianceId, reason.Article, reason.Sentence, now });
        var grant = await Grant.Lock(work, allianceId);
        if (WhyIgnore(grant) is { } why)
        {
            await work.Ignore(allianceId, nameof(SuspendFunding), context.Message, why, reason.Article, grant?.PolicyVersion);
            await work.Commit();
            return;
        }

        var paid = grant!.State == GrantState.Disbursed;
        await work.Execute("""
            update guidance_grant set recognition_ended_at = @now, recognition_ended_article = @Article,
              recognition_ended_sentence = @Sentence,
              state = case when @paid then state else 'Suspended' end
            where id = @Id
            """, new { grant.Id, reason.Article, reason.Sentence, now, paid });
        if (!paid) await work.Publish(new FundingSuspended(allianceId, grant.Id, reason, now));
        if (!paid)
        {
            await letters.Tell(work, [Audience.Unit(grant.LeadUnitCreditCode), Audience.Office(Roles.FundingOfficer)], allianceId,
                $"引导经费停止拨付",
                $"{grant.AllianceName}的认定资格已终止，引导经费停止拨付。原因：{reason.Sentence}。", $"/funding/grants/{allianceId}", reason.Article,
                new($"{grant.AllianceName}的引导经费 {Money.Yuan(grant.GrantFen)} 尚未拨付，认定资格已经终止，停止拨付。", [reason]));
        }
        await work.Record(allianceId, nameof(SuspendFunding), new { reason, stopped = !paid }, reason.Article, grant.PolicyVersion);
        await work.Commit();
    }

    internal static string? WhyIgnore(Grant? grant) => grant switch
    {
        null => "尚未设立引导经费，今后也不再设立",
        { RecognitionEndedAt: not null } => "已按认定终止处理",
        _ => null,
    };
}
