using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Statute;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Notices;

/// <summary>拟认定公示, signed: every alliance of its list stands on the portal for the period the policy sets, its last day computed by law
/// (Art. 11).</summary>
public sealed class SignedNotice(StatutoryClock clock, LetterWriter letters, Subscribers subscribers) : ISigning
{
    /// <inheritdoc/>
    public InstrumentKind Kind => InstrumentKind.RecognitionNotice;

    /// <inheritdoc/>
    public string Article => Articles.Notice;

    /// <inheritdoc/>
    public IReadOnlyList<string> Standing(Policy policy) => NoticeText.Contacts(policy);

    /// <inheritdoc/>
    public (string Start, string End) Days(Policy policy, DateOnly on) => NoticeText.Days(clock.Reckon(policy.Notice, on));

    /// <inheritdoc/>
    public async Task<string?> WhyNot(UnitOfWork work, Matter matter)
        => await Determination.Lock(work, matter.ApplicationId) is { State: DeterminationState.Proposed } ? null : "不在公示阶段";

    /// <inheritdoc/>
    public async Task<SignedLine> Sign(UnitOfWork work, Signature signature, Matter matter)
    {
        var (applicationId, application) = (matter.ApplicationId, matter.Application);
        var policy = PolicyBook.Find(application.PolicyVersion);
        var period = clock.Reckon(policy.Notice);
        var noticeId = await PublicNotice.Insert(work, PublicNoticeKind.Recognition, applicationId, allianceId: null,
            NoticeText.Title(PublicNoticeKind.Recognition, policy, application), period, signature.At, signature.InstrumentId);
        await work.Execute("update determination set state = 'PublicNotice' where application_id = @applicationId", new { applicationId });
        await work.Publish(new NoticePublished(applicationId, noticeId, period.Start, period.ClosesAt, period.NominalLastDay));
        var name = application.AllianceName;
        await letters.Tell(work, Parties.Of(application), applicationId, $"公示已经发布",
            $"“{name}”的公示已经发布，公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}，公示期内任何单位和个人可以提出异议。",
            $"/notices/{noticeId}", Articles.Notice);
        await subscribers.Tell(work, Subscribers.Subject.Notices, application, $"公示已经发布：您订阅的内容",
            $"“{name}”的公示已经发布，公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}，公示期内任何单位和个人可以提出异议。", $"/notices/{noticeId}");
        return new(NoticeId: noticeId);
    }
}
