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
            When<FormalReviewRefused>(OfWhatWasHeard).TransitionTo(Refused),
            When<FormalReviewRefused>(OfACorrectionToCome).WaitForItsTurn(),
            When<FormalReviewRefused>(AnnulledSince).Note(Notes.Late),
            When<ApplicationResubmitted>(BeforeAnyCorrection).WaitForItsTurn(),
            When<ApplicationResubmitted>(AfterTheCorrection).Note(Notes.Late));
        During(Correction,
            When<ApplicationResubmitted>().CancelDeadlines().TakeCorrectedApplication().TransitionTo(FormalReview),
            When<CorrectionDue>(OfThisPeriod).CloseUncorrected().TransitionTo(Refused),
            When<CorrectionDue>(OfAFormerPeriod).Note(Notes.Late),
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
            When<FormalReviewRefused>(OfACorrectionInTime).WaitForItsTurn(),
            When<FormalReviewRefused>(OfNoCorrectionInTime).Note(Notes.Late),
            When<ApplicationWithdrawn>(ClosedUncorrected).Note(Notes.WithdrawnInTime).TransitionTo(Withdrawn),
            When<ApplicationWithdrawn>(RefusedOtherwise).RememberWithdrawal().Note(Notes.Late));

        // Art. 10: experts give their opinion. Art. 11: the bureau proposes or declines; what is proposed stands in public.
        During(ExpertReview,
            When<ExpertReviewConcluded>(OfThisRound).PrepareDetermination().TransitionTo(Determination),
            When<ExpertReviewConcluded>(OfAFormerRound).Note(Notes.Late),
            When<ReviewReturned>().Note(Notes.Late));
        // The bureau may ask the experts once more before it decides; once an application.
        During(Determination,
            When<ReviewReturned>(BeforeAnyReturn).OpenSecondRound().TransitionTo(ExpertReview),
            When<ReviewReturned>(AfterTheReturn).Note(Notes.Late),
            When<RecognitionProposed>().PublishNotice().TransitionTo(PublicNotice),
            When<RecognitionDeclined>(StillStands).TransitionTo(Declined),
            When<RecognitionDeclined>(AnnulledSince).Note(Notes.Late));

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
            When<ObjectionsSettled>(AnnulledSince).Note(Notes.Late),
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
            When<ApplicationWithdrawn>(BeforeAnyReturn).CloseReview().CancelDeadlines().TransitionTo(Withdrawn),
            When<ApplicationWithdrawn>(AfterTheReturn).CloseReview().CloseDetermination().CancelDeadlines().TransitionTo(Withdrawn));
        During([Determination, PublicNotice, ObjectionHandling, Certification],
            When<ApplicationWithdrawn>().CloseDetermination().CancelDeadlines().TransitionTo(Withdrawn));
        // Recognition and withdrawal crossed: a recognition that was issued stands.
        During(Withdrawn,
            When<AllianceRecognised>().OpenGuidanceGrant().StartOperatingCycle().Note(Notes.RecognisedBeforeWithdrawal)
                .TransitionTo(Recognised));

        // Reconsideration or court annulled the decision: the case comes back to the step in which it was taken, and its periods run anew.
        During(Refused,
            When<DecisionAnnulled>(OfTheFormalReview).TakeUpAgain().ReopenApplication().TransitionTo(FormalReview),
            When<DecisionAnnulled>(OfTheMissedCorrection).TakeUpAgain().SetCorrectionDeadlineAnew().TransitionTo(Correction),
            When<DecisionAnnulled>(OfTheObjection).TakeUpAgain().ReopenApplication().ReopenDetermination().SetNoticeDeadlineAnew()
                .TransitionTo(ObjectionHandling),
            When<DecisionAnnulled>(OfADecisionToCome).WaitForItsTurn(),
            When<DecisionAnnulled>(OfNoDecisionHere).Note(Notes.Late));
        During(Declined,
            When<DecisionAnnulled>(OfTheDetermination).TakeUpAgain().ReopenApplication().ReopenDetermination().TransitionTo(Determination),
            When<DecisionAnnulled>(NotOfTheDetermination).Note(Notes.Late),
            When<ApplicationWithdrawn>().RememberWithdrawal().Note(Notes.Late));
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
        Hear<ReviewReturned>(m => m.ApplicationId, Articles.Notice);
        Hear<RecognitionProposed>(m => m.ApplicationId, Articles.Notice);
        Hear<RecognitionDeclined>(m => m.ApplicationId, Articles.Notice);
        Hear<NoticePublished>(m => m.ApplicationId, Articles.Notice);
        Hear<NoticePeriodEnds>(m => m.ApplicationId, Articles.Notice);
        Hear<NoticeReissued>(m => m.ApplicationId, Articles.Notice);
        Hear<ObjectionLodged>(m => m.ApplicationId, Articles.Notice);
        Hear<ObjectionsSettled>(m => m.ApplicationId, Articles.Notice);
        Hear<AllianceRecognised>(m => m.ApplicationId, Articles.Notice);
        Hear<ApplicationWithdrawn>(m => m.ApplicationId);
        Hear<DecisionAnnulled>(m => m.ApplicationId, Articles.Reconsideration);
    }
}
