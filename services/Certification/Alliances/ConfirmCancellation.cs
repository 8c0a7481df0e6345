using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Alliances;

/// <summary>The cancellation's notice period ended without an open objection: the recognition ends, with a document of its own, and the
/// name is free (Art. 14).</summary>
public sealed class ConfirmCancellation(Database database, StatutoryClock clock, LetterWriter letters, Subscribers subscribers)
    : IConsumer<Alliance.Contracts.ConfirmCancellation>
{
    sealed record Decision
    {
        public string Article { get; init; } = "";
        public string Sentence { get; init; } = "";
    }

    public async Task Consume(ConsumeContext<Alliance.Contracts.ConfirmCancellation> context)
    {
        var allianceId = context.Message.AllianceId;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var alliance = await RecognisedAlliance.Lock(work, allianceId);
        var notice = alliance is null ? null
            : (await PublicNotice.LockRunning(work, alliance.ApplicationId, PublicNoticeKind.Cancellation))?.Known(clock.Calendar);
        var now = clock.Now;
        if (WhyIgnore(alliance, notice, now) is { } why)
        {
            await work.Ignore(allianceId, nameof(ConfirmCancellation), context.Message, why, Articles.Operation,
                alliance?.Application.PolicyVersion);
            await work.Commit();
            return;
        }

        var decision = (await work.Find<Decision>("select article, sentence from cancellation where notice_id = @Id", new { notice!.Id }))!;
        var today = clock.Today;
        var documentNumber = await Numbers.NextDocument(work, today);
        await work.Execute("""
            update alliance set status = 'Cancelled', ended_on = @today, end_article = @Article, end_sentence = @Sentence,
              end_document_number = @documentNumber
            where id = @allianceId
            """, new { allianceId, today, decision.Article, decision.Sentence, documentNumber });
        await work.Execute("update notice set outcome = 'Cancelled', closed_at = @now where id = @Id", new { notice.Id, now });
        await work.Execute("update reserved_name set released_at = @now where application_id = @ApplicationId and released_at is null",
            new { alliance!.ApplicationId, now });
        await work.Publish(new RecognitionCancelled(allianceId, new Reason(decision.Article, decision.Sentence), today, now));
        await letters.Tell(work, Parties.Of(alliance.Application), allianceId, $"认定资格已取消",
            $"“{alliance.Name}”的认定资格已取消，文号 {documentNumber}。理由：{decision.Sentence}。对决定不服的，可以依法申请行政复议或者提起行政诉讼。",
            $"/verify/{alliance.CertificateNumber}", Articles.Operation,
            new($"“{alliance.Name}”（文号 {alliance.DocumentNumber}，证书编号 {alliance.CertificateNumber}）的认定资格自 {today:yyyy-MM-dd} 起取消，" +
                $"取消文号 {documentNumber}。公示期已满，没有未处理的异议。", [new(decision.Article, decision.Sentence)]));
        if (alliance.PlaqueHandedOverOn is not null)
            await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), allianceId, $"有牌匾等待收回",
                $"“{alliance.Name}”的认定资格已取消，请收回牌匾，收回后登记。", $"/certification/alliances/{allianceId}", Articles.Operation);
        await subscribers.Tell(work, Subscribers.Subject.Registry, alliance.Application, $"认定资格已取消：您订阅的内容",
            $"“{alliance.Name}”的认定资格已取消，文号 {documentNumber}。", $"/verify/{alliance.CertificateNumber}");
        await work.Record(allianceId, nameof(ConfirmCancellation), new { documentNumber, decision }, Articles.Operation,
            alliance.Application.PolicyVersion);
        await work.Commit();
    }

    /// <summary>Why the command is not carried out; null when it is. For the record.</summary>
    internal static string? WhyIgnore(RecognisedAlliance? alliance, PublicNotice? notice, DateTimeOffset now) => alliance switch
    {
        null => "没有这个联盟",
        { Status: AllianceStatus.Cancelled or AllianceStatus.Revoked } => "资格已经终止",
        { Status: not AllianceStatus.Cancelling } => "没有进行中的取消程序",
        _ when notice is null => "没有进行中的公示",
        _ when notice.OpenObjections > 0 => "尚有异议未处理",
        // The workflow host saw the period end; a clock a moment behind must not lose its command. Thrown, it is retried, and parked at
        // last.
        _ when !notice.IsOver(now) => throw new InvalidOperationException("公示期未满：本服务的时钟晚于流程，稍后重试"),
        _ => null,
    };
}
