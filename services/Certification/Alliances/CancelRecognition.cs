using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Alliances;

/// <summary>The assessment was failed: the decision to cancel is put on file and announced at once (取消, Art. 14). The text sets no length
/// for this notice; it stands as long as the one of Art. 11.</summary>
public sealed class CancelRecognition(Database database, StatutoryClock clock, LetterWriter letters, Subscribers subscribers)
    : IConsumer<Alliance.Contracts.CancelRecognition>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.CancelRecognition> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var alliance = await RecognisedAlliance.Lock(work, command.AllianceId);
        var announced = command.Attempt > 0 && await work.Find<int?>("""
            select attempt from cancellation where alliance_id = @AllianceId and cycle = @Cycle and attempt = @Attempt
            """, command) is not null;
        if (WhyIgnore(alliance, announced) is { } why)
        {
            await work.Ignore(command.AllianceId, nameof(CancelRecognition), context.Message, why, Articles.Operation);
            await work.Commit();
            return;
        }

        var policy = alliance!.Policy;
        var period = clock.Reckon(policy.Notice);
        var title = NoticeText.Title(PublicNoticeKind.Cancellation, policy, alliance.Application);
        var noticeId = await PublicNotice.Insert(work, PublicNoticeKind.Cancellation, alliance.ApplicationId, alliance.Id,
            title, period, clock.Now);
        await work.Execute("""
            insert into cancellation(notice_id, alliance_id, cycle, attempt, article, sentence, decided_at)
            values (@noticeId, @AllianceId, @Cycle, @Attempt, @Article, @Sentence, @now)
            """, new
        {
            noticeId,
            command.AllianceId,
            command.Cycle,
            command.Attempt,
            command.Reason.Article,
            command.Reason.Sentence,
            now = clock.Now,
        });
        await work.Execute("update alliance set status = 'Cancelling' where id = @AllianceId", new { command.AllianceId });
        await StatusEvent.Add(work, alliance.Id, StatusEventKind.CancellationAnnounced, period.Start, clock.Now, command.Reason.Article,
            sentence: command.Reason.Sentence);
        await work.Publish(new CancellationNoticePublished(alliance.Id, noticeId, period.Start, period.ClosesAt, period.NominalLastDay,
            clock.Now));
        await letters.Tell(work, Parties.Of(alliance.Application), alliance.Id, $"拟取消认定资格，正在公示",
            $"拟取消“{alliance.Name}”的认定资格，公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}，公示期内可以提出异议。理由：{command.Reason.Sentence}。",
            $"/notices/{noticeId}", Articles.Operation);
        await subscribers.Tell(work, Subscribers.Subject.Notices, alliance.Application, $"拟取消认定资格，正在公示：您订阅的内容",
            $"拟取消“{alliance.Name}”的认定资格，公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}，公示期内可以提出异议。", $"/notices/{noticeId}");
        await work.Record(alliance.Id, nameof(CancelRecognition), new { command.Cycle, command.Reason, noticeId, period.LastDay },
            Articles.Operation, policy.Version);
        await work.Commit();
    }

    // Announced before, or ended meanwhile. An assessment whose cancellation an upheld objection stopped cancels nothing any more.
    internal static string? WhyIgnore(RecognisedAlliance? alliance, bool announced) => alliance switch
    {
        not { Status: AllianceStatus.Valid } => "认定资格不在有效状态",
        _ when announced => "该次考核的取消决定已经公示过",
        _ => null,
    };
}
