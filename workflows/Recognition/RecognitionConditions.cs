using Alliance.Contracts;
using Alliance.Workflows.Procedures;
using MassTransit;

namespace Alliance.Workflows.Recognition;

/// <summary>What a row of the page depends on beside state and message. No row changes what a condition of the same message looks
/// at.</summary>
static class RecognitionConditions
{
    public static bool BeforeAnyCorrection(BehaviorContext<RecognitionCase, ApplicationResubmitted> c) => !c.Saga.CorrectionRequested;
    public static bool AfterTheCorrection(BehaviorContext<RecognitionCase, ApplicationResubmitted> c) => c.Saga.CorrectionRequested;
    public static bool ClosedUncorrected<T>(BehaviorContext<RecognitionCase, T> c) where T : class => c.Saga.ClosedUncorrected;
    public static bool RefusedOtherwise<T>(BehaviorContext<RecognitionCase, T> c) where T : class => !c.Saga.ClosedUncorrected;

    public static bool FirstNotice(BehaviorContext<RecognitionCase, NoticePublished> c)
        => c.Saga.NoticeId is null || c.Saga.NoticeId == c.Message.NoticeId;
    public static bool NoticeReplaced(BehaviorContext<RecognitionCase, NoticePublished> c) => !FirstNotice(c);

    // A notice can be reissued under its own number; then the instant tells the former period from the new one.
    public static bool OfThisNotice(BehaviorContext<RecognitionCase, NoticePeriodEnds> c)
        => c.Saga.NoticeId == c.Message.NoticeId && !(c.Now < c.Saga.NoticeClosesAt);
    public static bool OfFormerNotice(BehaviorContext<RecognitionCase, NoticePeriodEnds> c) => !OfThisNotice(c);

    public static bool StillOpen(BehaviorContext<RecognitionCase, ObjectionLodged> c) => !SettledBefore(c);
    public static bool SettledBefore(BehaviorContext<RecognitionCase, ObjectionLodged> c)
        => c.Message.LodgedAt <= c.Saga.ObjectionsSettledAt;

    public static bool Upheld(BehaviorContext<RecognitionCase, ObjectionsSettled> c) => c.Message.Upheld;
    public static bool Dismissed(BehaviorContext<RecognitionCase, ObjectionsSettled> c) => !c.Message.Upheld;
    public static bool DismissedWithinThePeriod(BehaviorContext<RecognitionCase, ObjectionsSettled> c)
        => Dismissed(c) && !c.Saga.NoticePeriodOver;
    public static bool DismissedAfterThePeriod(BehaviorContext<RecognitionCase, ObjectionsSettled> c)
        => Dismissed(c) && c.Saga.NoticePeriodOver;
}
