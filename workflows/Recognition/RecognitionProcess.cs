using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Workflows.Procedures;
using static Alliance.Contracts.ApplicationState;
using static Alliance.Workflows.Recognition.RecognitionConditions;

namespace Alliance.Workflows.Recognition;

/// <summary>认定: from the submitted application to the recognised alliance (Art. 8–11). One case an application.</summary>
public sealed class RecognitionProcess : Procedure<RecognitionCase>
{
    /// <summary>The page of law.</summary>
    public RecognitionProcess()
    {
        WhatIsHeard();
        InOrder([FormalReview, Correction], [ExpertReview], [Determination], [PublicNotice, ObjectionHandling], [Certification],
            [Recognised, Refused, Declined, Withdrawn]);
        EndsIn(Recognised, Refused, Declined, Withdrawn);

        // Art. 9: the lead unit submits.
        Initially(
            When<ApplicationSubmitted>().OpenCase().TransitionTo(FormalReview));

        // Art. 10: formal review; one correction, within the period of the policy.
        During(FormalReview,
            When<CorrectionRequested>(BeforeAnyCorrection).SetCorrectionDeadline().TransitionTo(Correction),
            When<CorrectionRequested>(AfterTheCorrection).Note(Notes.Late),
            When<FormalReviewPassed>(OfWhatWasHeard).OpenExpertReview().TransitionTo(ExpertReview),
            When<FormalReviewPassed>(OfACorrectionToCome).WaitForItsTurn(),
            When<FormalReviewRefused>().TransitionTo(Refused),
            When<ApplicationResubmitted>(BeforeAnyCorrection).WaitForItsTurn(),
            When<ApplicationResubmitted>(AfterTheCorrection).Note(Notes.Late));
        During(Correction,
            When<ApplicationResubmitted>().CancelDeadlines().TakeCorrectedApplication().TransitionTo(FormalReview),
            When<CorrectionDue>().CloseUncorrected().TransitionTo(Refused),
            When<FormalReviewPassed>().WaitForItsTurn(),
            When<FormalReviewRefused>().WaitForItsTurn());
        // The lead unit resubmitted in the last minute, and the deadline was heard first: what came in time is in time,
        // and what the officer decided on it may be heard before it.
        During(Refused,
            When<ApplicationResubmitted>(ClosedUncorrected).TakeCorrectedApplication().Note(Notes.CorrectedInTime)
                .TransitionTo(FormalReview),
            When<ApplicationResubmitted>(RefusedOtherwise).Note(Notes.Late),
            When<FormalReviewPassed>(ClosedUncorrected).WaitForItsTurn(),
            When<FormalReviewPassed>(RefusedOtherwise).Note(Notes.Late),
            When<FormalReviewRefused>(ClosedUncorrected).WaitForItsTurn(),
            When<FormalReviewRefused>(RefusedOtherwise).Note(Notes.Late),
            When<ApplicationWithdrawn>(ClosedUncorrected).Note(Notes.WithdrawnInTime).TransitionTo(Withdrawn),
            When<ApplicationWithdrawn>(RefusedOtherwise).Note(Notes.Late));

        // Art. 10: experts give their opinion. Art. 11: the bureau proposes or declines; what is proposed stands in public.
        During(ExpertReview,
            When<ExpertReviewConcluded>().PrepareDetermination().TransitionTo(Determination));
        During(Determination,
            When<RecognitionProposed>().PublishNotice().TransitionTo(PublicNotice),
            When<RecognitionDeclined>().TransitionTo(Declined));

        // Art. 11: no objection within the period, and the recognition is issued. An objection holds this alliance only.
        During([PublicNotice, ObjectionHandling],
            When<NoticePublished>(FirstNotice).SetNoticeDeadline(),
            When<NoticePublished>(NoticeHeard).Note(Notes.Late),
            When<NoticePublished>(NoticeReplaced).Note(Notes.NoticeKnown),
            When<NoticePeriodEnds>(OfFormerNotice).Note(Notes.FormerNotice));
        During(PublicNotice,
            When<NoticePeriodEnds>(OfThisNotice).EndNoticePeriod().IssueRecognition().TransitionTo(Certification),
            When<ObjectionLodged>(StillOpen).RememberObjection().TransitionTo(ObjectionHandling),
            When<ObjectionsSettled>(Dismissed).RememberSettlement().Note(Notes.SettledBeforeHeard));
        During(ObjectionHandling,
            When<NoticePeriodEnds>(OfThisNotice).EndNoticePeriod().Note(Notes.PeriodOverWhileHeld),
            When<ObjectionLodged>(StillOpen).RememberObjection().Note(Notes.AnotherObjection),
            When<ObjectionsSettled>(AnotherIsOpen).RememberSettlement().Note(Notes.AnotherIsOpen),
            When<ObjectionsSettled>(DismissedWithinThePeriod).RememberSettlement().TransitionTo(PublicNotice),
            When<ObjectionsSettled>(DismissedAfterThePeriod).RememberSettlement().IssueRecognition().TransitionTo(Certification));
        // Lodged in the last minute, heard after the period's end. Certification does not issue while an objection is open, so it is asked
        // again.
        During(Certification,
            When<ObjectionLodged>(StillOpen).RememberObjection().Note(Notes.HeldAfterPeriod).TransitionTo(ObjectionHandling),
            When<ObjectionsSettled>(Dismissed).RememberSettlement().Note(Notes.SettledBeforeHeard).IssueRecognition());
        During([PublicNotice, ObjectionHandling, Certification],
            When<ObjectionLodged>(SettledBefore).Note(Notes.AlreadySettled),
            When<ObjectionsSettled>(Upheld).CancelDeadlines().TransitionTo(Refused),
            When<NoticeReissued>(Superseded).Note(Notes.NoticeKnown));
        During(PublicNotice,
            When<NoticeReissued>(Newest).SetNewNoticeDeadline());
        During(Certification,
            When<NoticeReissued>(Newest).SetNewNoticeDeadline().TransitionTo(PublicNotice));
        During(ObjectionHandling,
            When<NoticeReissued>(NothingLodgedSince).SetNewNoticeDeadline().TransitionTo(PublicNotice),
            When<NoticeReissued>(ObjectedSince).SetNewNoticeDeadline());

        // Art. 11, 12, 14: recognised; the grant is opened and the first operating cycle begins.
        During(Certification,
            When<AllianceRecognised>().CancelDeadlines().OpenGuidanceGrant().StartOperatingCycle().TransitionTo(Recognised));

        // The lead unit may withdraw at any time before recognition.
        During([FormalReview, Correction],
            When<ApplicationWithdrawn>().CancelDeadlines().TransitionTo(Withdrawn));
        During(ExpertReview,
            When<ApplicationWithdrawn>().CloseReview().CancelDeadlines().TransitionTo(Withdrawn));
        During([Determination, PublicNotice, ObjectionHandling, Certification],
            When<ApplicationWithdrawn>().CloseDetermination().CancelDeadlines().TransitionTo(Withdrawn));
        // Recognition and withdrawal crossed: a recognition that was issued stands.
        During(Withdrawn,
            When<AllianceRecognised>().OpenGuidanceGrant().StartOperatingCycle().Note(Notes.RecognisedBeforeWithdrawal)
                .TransitionTo(Recognised));
    }

    void WhatIsHeard()
    {
        Hear<ApplicationSubmitted>(m => m.ApplicationId, Articles.Applications);
        Hear<CorrectionRequested>(m => m.ApplicationId, Articles.Review);
        Hear<ApplicationResubmitted>(m => m.ApplicationId, Articles.Review);
        Hear<CorrectionDue>(m => m.ApplicationId, Articles.Review);
        Hear<FormalReviewPassed>(m => m.ApplicationId, Articles.Review);
        Hear<FormalReviewRefused>(m => m.ApplicationId, Articles.Review);
        Hear<ExpertReviewConcluded>(m => m.ApplicationId, Articles.Review);
        Hear<RecognitionProposed>(m => m.ApplicationId, Articles.Notice);
        Hear<RecognitionDeclined>(m => m.ApplicationId, Articles.Notice);
        Hear<NoticePublished>(m => m.ApplicationId, Articles.Notice);
        Hear<NoticePeriodEnds>(m => m.ApplicationId, Articles.Notice);
        Hear<NoticeReissued>(m => m.ApplicationId, Articles.Notice);
        Hear<ObjectionLodged>(m => m.ApplicationId, Articles.Notice);
        Hear<ObjectionsSettled>(m => m.ApplicationId, Articles.Notice);
        Hear<AllianceRecognised>(m => m.ApplicationId, Articles.Notice);
        Hear<ApplicationWithdrawn>(m => m.ApplicationId);
    }
}
