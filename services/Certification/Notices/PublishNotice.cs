using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Notices;

/// <summary>The proposal stands on the public portal at once, for the period the policy sets, its last day computed by law (Art.
/// 11).</summary>
public sealed class PublishNotice(Database database, StatutoryClock clock, LetterWriter letters, Subscribers subscribers)
    : IConsumer<Alliance.Contracts.PublishNotice>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.PublishNotice> context)
    {
        var applicationId = context.Message.ApplicationId;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        if (await Determination.Lock(work, applicationId) is not { State: DeterminationState.Proposed } determination)
        {
            // Published before, or withdrawn meanwhile.
            await work.Ignore(applicationId, nameof(PublishNotice), context.Message, "不在公示阶段，或者公示已经发布", Articles.Notice);
            await work.Commit();
            return;
        }

        var policy = determination.Policy;
        var period = clock.Reckon(policy.Notice);
        var title = NoticeText.Title(PublicNoticeKind.Recognition, policy, determination.Application);
        var noticeId = await PublicNotice.Insert(work, PublicNoticeKind.Recognition, applicationId, allianceId: null,
            title, period, clock.Now);
        await work.Execute("update determination set state = 'PublicNotice' where application_id = @applicationId", new { applicationId });
        await work.Publish(new NoticePublished(applicationId, noticeId, period.Start, period.ClosesAt, period.NominalLastDay));
        var name = determination.Application.AllianceName;
        await letters.Tell(work, Parties.Of(determination.Application), applicationId, $"公示已经发布",
            $"“{name}”的公示已经发布，公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}，公示期内任何单位和个人可以提出异议。",
            $"/notices/{noticeId}", Articles.Notice);
        await subscribers.Tell(work, Subscribers.Subject.Notices, determination.Application, $"公示已经发布：您订阅的内容",
            $"“{name}”的公示已经发布，公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}，公示期内任何单位和个人可以提出异议。", $"/notices/{noticeId}");
        await work.Record(applicationId, nameof(PublishNotice), new { noticeId, period.Start, period.LastDay, period.NominalLastDay },
            Articles.Notice, policy.Version);
        await work.Commit();
    }
}
