using Alliance.Contracts;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Recognition;

/// <summary>What a row of the page depends on beside state and message. Of the rows of one message exactly one holds.</summary>
static class RecognitionConditions
{
    public static bool BeforeAnyCorrection<T>(Step<RecognitionCase, T> c) where T : class => !c.Case.CorrectionRequested;
    public static bool AfterTheCorrection<T>(Step<RecognitionCase, T> c) where T : class => c.Case.CorrectionRequested;
    // The judgement of the corrected application may be heard before anything is known of a correction.
    public static bool OfWhatWasHeard(Step<RecognitionCase, FormalReviewPassed> c) => !OfACorrectionToCome(c);
    public static bool OfACorrectionToCome(Step<RecognitionCase, FormalReviewPassed> c)
        => c.Case.Submissions > 0 && c.Message.Submission > c.Case.Submissions;
    public static bool OfWhatWasHeard(Step<RecognitionCase, FormalReviewRefused> c) => !OfACorrectionToCome(c) && !AnnulledSince(c);
    public static bool OfACorrectionToCome(Step<RecognitionCase, FormalReviewRefused> c)
        => c.Case.Submissions > 0 && c.Message.Submission > c.Case.Submissions && !AnnulledSince(c);
    public static bool OfACorrectionInTime(Step<RecognitionCase, FormalReviewRefused> c) => c.Case.ClosedUncorrected && !AnnulledSince(c);
    public static bool OfNoCorrectionInTime(Step<RecognitionCase, FormalReviewRefused> c) => !OfACorrectionInTime(c);
    public static bool ClosedUncorrected<T>(Step<RecognitionCase, T> c) where T : class => c.Case.ClosedUncorrected;
    public static bool RefusedOtherwise<T>(Step<RecognitionCase, T> c) where T : class => !c.Case.ClosedUncorrected;

    public static bool BeforeAnyReturn<T>(Step<RecognitionCase, T> c) where T : class => !c.Case.ReviewReturned;
    public static bool AfterTheReturn<T>(Step<RecognitionCase, T> c) where T : class => c.Case.ReviewReturned;
    public static bool OfThisRound(Step<RecognitionCase, ExpertReviewConcluded> c) => c.Message.Round == c.Case.Round();
    public static bool OfAFormerRound(Step<RecognitionCase, ExpertReviewConcluded> c) => !OfThisRound(c);

    public static bool FirstNotice(Step<RecognitionCase, NoticePublished> c) => c.Case.NoticeId is null;
    public static bool NoticeHeard(Step<RecognitionCase, NoticePublished> c) => c.Case.NoticeId == c.Message.NoticeId;
    public static bool NoticeReplaced(Step<RecognitionCase, NoticePublished> c) => !FirstNotice(c) && !NoticeHeard(c);

    // A notice can be reissued under its own number; then the instant tells the former period from the new one.
    public static bool OfThisNotice(Step<RecognitionCase, NoticePeriodEnds> c)
        => c.Case.NoticeId == c.Message.NoticeId && !(c.Now < c.Case.NoticeClosesAt);
    public static bool OfFormerNotice(Step<RecognitionCase, NoticePeriodEnds> c) => !OfThisNotice(c);

    public static bool StillOpen(Step<RecognitionCase, ObjectionLodged> c) => !SettledBefore(c);
    public static bool SettledBefore(Step<RecognitionCase, ObjectionLodged> c)
        => c.Message.LodgedAt <= c.Case.ObjectionsSettledAt;

    public static bool Upheld(Step<RecognitionCase, ObjectionsSettled> c) => c.Message.Upheld && !AnnulledSince(c);
    public static bool Dismissed(Step<RecognitionCase, ObjectionsSettled> c) => !c.Message.Upheld;
    public static bool DismissedWithinThePeriod(Step<RecognitionCase, ObjectionsSettled> c)
        => Dismissed(c) && !AnotherIsOpen(c) && !c.Case.NoticePeriodOver;
    public static bool DismissedAfterThePeriod(Step<RecognitionCase, ObjectionsSettled> c)
        => Dismissed(c) && !AnotherIsOpen(c) && c.Case.NoticePeriodOver;
    // One that was lodged after the answer was given, and heard before it.
    public static bool AnotherIsOpen(Step<RecognitionCase, ObjectionsSettled> c) => Dismissed(c) && c.Message.SettledAt < c.Case.ObjectedAt;

    // What was decided before an annulment is not decided any more, however late it is heard.
    public static bool AnnulledSince(Step<RecognitionCase, FormalReviewRefused> c) => c.Message.RefusedAt <= c.Case.AnnulledAt;
    public static bool StillStands(Step<RecognitionCase, RecognitionDeclined> c) => !AnnulledSince(c);
    public static bool AnnulledSince(Step<RecognitionCase, RecognitionDeclined> c) => c.Message.DeclinedAt <= c.Case.AnnulledAt;
    public static bool AnnulledSince(Step<RecognitionCase, ObjectionsSettled> c)
        => c.Message.Upheld && c.Message.SettledAt <= c.Case.AnnulledAt;
    public static bool OfThisPeriod(Step<RecognitionCase, CorrectionDue> c) => c.Message.Period == c.Case.CorrectionsAnew;
    public static bool OfAFormerPeriod(Step<RecognitionCase, CorrectionDue> c) => !OfThisPeriod(c);

    public static bool OfTheFormalReview(Step<RecognitionCase, DecisionAnnulled> c)
        => Counts(c, ApplicationState.FormalReview) && !c.Case.ClosedUncorrected;
    public static bool OfTheMissedCorrection(Step<RecognitionCase, DecisionAnnulled> c)
        => Counts(c, ApplicationState.Correction) && c.Case.ClosedUncorrected;
    public static bool OfTheObjection(Step<RecognitionCase, DecisionAnnulled> c)
        => Counts(c, ApplicationState.ObjectionHandling) && !c.Case.ClosedUncorrected;
    public static bool OfTheDetermination(Step<RecognitionCase, DecisionAnnulled> c) => Counts(c, ApplicationState.Determination);
    // Closed uncorrected here, corrected in time and decided on there: the correction is on its way, and after it what was annulled.
    public static bool OfADecisionToCome(Step<RecognitionCase, DecisionAnnulled> c)
        => c.Case.ClosedUncorrected && c.Message.Step != ApplicationState.Correction && IsNew(c);
    public static bool OfNoDecisionHere(Step<RecognitionCase, DecisionAnnulled> c) => !OfTheFormalReview(c) && !OfTheMissedCorrection(c)
        && !OfTheObjection(c) && !OfADecisionToCome(c);
    public static bool NotOfTheDetermination(Step<RecognitionCase, DecisionAnnulled> c) => !OfTheDetermination(c);
    static bool Counts(Step<RecognitionCase, DecisionAnnulled> c, ApplicationState step)
        => IsNew(c) && c.Message.Step == step && !c.Case.AlsoWithdrawn;
    static bool IsNew(Step<RecognitionCase, DecisionAnnulled> c) => !(c.Message.AnnulledAt <= c.Case.AnnulledAt);

    // The instants tell what holds the new notice from what held a former one, whichever is heard first.
    public static bool Superseded(Step<RecognitionCase, NoticeReissued> c)
        => c.Message.ReissuedAt > default(DateTimeOffset) && c.Message.ReissuedAt <= c.Case.ReissuedAt;
    public static bool Newest(Step<RecognitionCase, NoticeReissued> c) => !Superseded(c);
    public static bool NothingLodgedSince(Step<RecognitionCase, NoticeReissued> c) => !Superseded(c) && !ObjectedSince(c);
    public static bool ObjectedSince(Step<RecognitionCase, NoticeReissued> c)
        => !Superseded(c) && c.Message.ReissuedAt > default(DateTimeOffset) && c.Case.ObjectedAt > c.Message.ReissuedAt
            && !(c.Case.ObjectedAt <= c.Case.ObjectionsSettledAt);
}
