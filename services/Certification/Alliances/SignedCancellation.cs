using Alliance.Certification.Instruments;
using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Certification.Alliances;

/// <summary>取消决定, signed: the recognition ends, and the name is free (Art. 14).</summary>
public sealed class SignedCancellation(StatutoryClock clock, LetterWriter letters, Subscribers subscribers) : ISigning
{
    sealed record Decision
    {
        public Guid NoticeId { get; init; }
        public string Article { get; init; } = "";
        public string Sentence { get; init; } = "";
    }

    /// <inheritdoc/>
    public InstrumentKind Kind => InstrumentKind.Cancellation;

    /// <inheritdoc/>
    public string Article => Articles.Operation;

    /// <inheritdoc/>
    public string? Column => "理由";

    /// <inheritdoc/>
    public async Task<string?> WhyNot(UnitOfWork work, Matter matter)
    {
        var alliance = await RecognisedAlliance.Lock(work, matter.AllianceId!.Value);
        var notice = alliance is null ? null
            : (await PublicNotice.LockRunning(work, alliance.ApplicationId, PublicNoticeKind.Cancellation))?.Known(clock.Calendar);
        return ConfirmCancellation.WhyIgnore(alliance, notice, clock.Now);
    }

    /// <inheritdoc/>
    public async Task<SignedLine> Sign(UnitOfWork work, Signature signature, Matter matter)
    {
        var alliance = (await RecognisedAlliance.Lock(work, matter.AllianceId!.Value))!;
        var (allianceId, documentNumber, today) = (alliance.Id, signature.Number!, signature.On);
        var decision = (await work.Find<Decision>("""
            select c.notice_id, c.article, c.sentence from cancellation c join notice n on n.id = c.notice_id
            where c.alliance_id = @allianceId and n.outcome is null
            """, new { allianceId }))!;
        await work.Execute("""
            update alliance set status = 'Cancelled', ended_on = @today, end_article = @Article, end_sentence = @Sentence,
              end_document_number = @documentNumber, end_instrument_id = @InstrumentId
            where id = @allianceId
            """, new { allianceId, today, decision.Article, decision.Sentence, documentNumber, signature.InstrumentId });
        await StatusEvent.Add(work, allianceId, StatusEventKind.Cancelled, today, signature.At, decision.Article, documentNumber,
            decision.Sentence);
        await work.Execute("update notice set outcome = 'Cancelled', closed_at = @At where id = @NoticeId",
            new { decision.NoticeId, signature.At });
        // A revocation that was decided meanwhile has nothing left to revoke.
        await matter.DropOthers(work, "认定资格已取消", signature.At);
        await work.Execute("update reserved_name set released_at = @At where application_id = @ApplicationId and released_at is null",
            new { alliance.ApplicationId, signature.At });
        await work.Publish(new RecognitionCancelled(allianceId, new Reason(decision.Article, decision.Sentence), today, signature.At));
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
        return new(decision.Sentence, decision.NoticeId);
    }
}
