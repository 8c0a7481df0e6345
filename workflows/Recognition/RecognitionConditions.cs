using Alliance.Contracts;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Recognition;

/// <summary>What a row of the page depends on beside state and message. No row changes what a condition of the same message looks
/// at.</summary>
static class RecognitionConditions
{
    public static bool BeforeAnyCorrection(Step<RecognitionCase, ApplicationResubmitted> c) => !c.Case.CorrectionRequested;
    public static bool AfterTheCorrection(Step<RecognitionCase, ApplicationResubmitted> c) => c.Case.CorrectionRequested;
    public static bool ClosedUncorrected<T>(Step<RecognitionCase, T> c) where T : class => c.Case.ClosedUncorrected;
    public static bool RefusedOtherwise<T>(Step<RecognitionCase, T> c) where T : class => !c.Case.ClosedUncorrected;

    public static bool FirstNotice(Step<RecognitionCase, NoticePublished> c)
        => c.Case.NoticeId is null || c.Case.NoticeId == c.Message.NoticeId;
    public static bool NoticeReplaced(Step<RecognitionCase, NoticePublished> c) => !FirstNotice(c);

    // A notice can be reissued under its own number; then the instant tells the former period from the new one.
    public static bool OfThisNotice(Step<RecognitionCase, NoticePeriodEnds> c)
        => c.Case.NoticeId == c.Message.NoticeId && !(c.Now < c.Case.NoticeClosesAt);
    public static bool OfFormerNotice(Step<RecognitionCase, NoticePeriodEnds> c) => !OfThisNotice(c);

    public static bool StillOpen(Step<RecognitionCase, ObjectionLodged> c) => !SettledBefore(c);
    public static bool SettledBefore(Step<RecognitionCase, ObjectionLodged> c)
        => c.Message.LodgedAt <= c.Case.ObjectionsSettledAt;

    public static bool Upheld(Step<RecognitionCase, ObjectionsSettled> c) => c.Message.Upheld;
    public static bool Dismissed(Step<RecognitionCase, ObjectionsSettled> c) => !c.Message.Upheld;
    public static bool DismissedWithinThePeriod(Step<RecognitionCase, ObjectionsSettled> c)
        => Dismissed(c) && !c.Case.NoticePeriodOver;
    public static bool DismissedAfterThePeriod(Step<RecognitionCase, ObjectionsSettled> c)
        => Dismissed(c) && c.Case.NoticePeriodOver;
}
