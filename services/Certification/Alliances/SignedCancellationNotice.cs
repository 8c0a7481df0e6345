using Alliance.Certification.Instruments;
using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Alliances;

/// <summary>拟取消公示, signed: the intention to cancel stands in public (Art. 14). The text sets no length for this notice; it stands as
/// long as the one of Art. 11.</summary>
public sealed class SignedCancellationNotice(
    StatutoryClock clock, LetterWriter letters, Subscribers subscribers) : ISigning
{
    /// <inheritdoc/>
    public InstrumentKind Kind => InstrumentKind.CancellationNotice;

    /// <inheritdoc/>
    public string Article => Articles.Operation;

    /// <inheritdoc/>
    public string? Column => "理由";

    /// <inheritdoc/>
    public IReadOnlyList<string> Standing(Policy policy) => NoticeText.Contacts(policy);

    /// <inheritdoc/>
    public (string Start, string End) Days(Policy policy, DateOnly on) => NoticeText.Days(clock.Reckon(policy.Notice, on));

    /// <inheritdoc/>
    public async Task<string?> WhyNot(UnitOfWork work, Matter matter)
        => CancelRecognition.WhyIgnore(await RecognisedAlliance.Lock(work, matter.AllianceId!.Value), announced: false);

    /// <inheritdoc/>
    public async Task<SignedLine> Sign(UnitOfWork work, Signature signature, Matter matter)
    {
        var (alliance, reason) = ((await RecognisedAlliance.Lock(work, matter.AllianceId!.Value))!,
            Json.Read<CancelRecognition.Details>(matter.DetailsJson!));
        var period = clock.Reckon(alliance.Policy.Notice);
        var noticeId = await PublicNotice.Insert(work, PublicNoticeKind.Cancellation, alliance.ApplicationId, alliance.Id,
            NoticeText.Title(PublicNoticeKind.Cancellation, alliance.Policy, alliance.Application), period, signature.At,
            signature.InstrumentId);
        await work.Execute("""
            insert into cancellation(notice_id, alliance_id, cycle, attempt, article, sentence, decided_at)
            values (@noticeId, @Id, @Cycle, @Attempt, @Article, @Sentence, @At)
            """, new { noticeId, alliance.Id, reason.Cycle, reason.Attempt, reason.Article, reason.Sentence, signature.At });
        await work.Execute("update alliance set status = 'Cancelling' where id = @Id", new { alliance.Id });
        await StatusEvent.Add(work, alliance.Id, StatusEventKind.CancellationAnnounced, period.Start, signature.At, reason.Article,
            sentence: reason.Sentence);
        await work.Publish(new CancellationNoticePublished(alliance.Id, noticeId, period.Start, period.ClosesAt, period.NominalLastDay,
            signature.At));
        await letters.Tell(work, Parties.Of(alliance.Application), alliance.Id, $"拟取消认定资格，正在公示",
            $"拟取消“{alliance.Name}”的认定资格，公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}，公示期内可以提出异议。理由：{reason.Sentence}。",
            $"/notices/{noticeId}", Articles.Operation);
        await subscribers.Tell(work, Subscribers.Subject.Notices, alliance.Application, $"拟取消认定资格，正在公示：您订阅的内容",
            $"拟取消“{alliance.Name}”的认定资格，公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}，公示期内可以提出异议。", $"/notices/{noticeId}");
        return new(reason.Sentence, noticeId);
    }
}
