using Alliance.Contracts;
using MassTransit;

namespace Alliance.Workflows.Operation;

/// <summary>
/// What a row of the page depends on beside state and message. Rows of one message are tried one after the other, so the page has them
/// in an order in which none changes what a later one looks at.
/// </summary>
static class OperationConditions
{
    public static bool ReportAwaited(BehaviorContext<OperationCase, AnnualReportReminderDue> c) => c.Message.Year == c.Saga.ReportYear;
    public static bool ReportIn(BehaviorContext<OperationCase, AnnualReportReminderDue> c) => !ReportAwaited(c);

    public static bool ReportMissed(BehaviorContext<OperationCase, AnnualReportDue> c) => c.Message.Year == c.Saga.ReportYear;
    public static bool ReportNotMissed(BehaviorContext<OperationCase, AnnualReportDue> c) => !ReportMissed(c);

    public static bool ForTheAwaitedYear(BehaviorContext<OperationCase, AnnualReportFiled> c) => c.Message.Year == c.Saga.ReportYear;
    public static bool ForAnEarlierYear(BehaviorContext<OperationCase, AnnualReportFiled> c) => c.Message.Year < c.Saga.ReportYear;
    public static bool ForALaterYear(BehaviorContext<OperationCase, AnnualReportFiled> c) => c.Message.Year > c.Saga.ReportYear;

    public static bool OfThisCycle(BehaviorContext<OperationCase, CycleEnds> c) => c.Message.Cycle == c.Saga.Cycle;
    public static bool OfAnotherCycle(BehaviorContext<OperationCase, CycleEnds> c) => !OfThisCycle(c);
    public static bool OfTheNextCycle(BehaviorContext<OperationCase, OperatingCycleStarted> c) => c.Message.Cycle == c.Saga.Cycle + 1;
    public static bool OfAnotherCycle(BehaviorContext<OperationCase, OperatingCycleStarted> c) => !OfTheNextCycle(c);

    public static bool Passed(BehaviorContext<OperationCase, AssessmentConcluded> c) => c.Message.Passed && c.Message.Cycle == c.Saga.Cycle;
    public static bool Failed(BehaviorContext<OperationCase, AssessmentConcluded> c)
        => !c.Message.Passed && c.Message.Cycle == c.Saga.Cycle;
    public static bool OfAnotherCycle(BehaviorContext<OperationCase, AssessmentConcluded> c) => c.Message.Cycle != c.Saga.Cycle;

    public static bool StillOpen(BehaviorContext<OperationCase, CancellationObjected> c) => !SettledBefore(c);
    public static bool SettledBefore(BehaviorContext<OperationCase, CancellationObjected> c)
        => c.Message.LodgedAt <= c.Saga.ObjectionsSettledAt;

    public static bool OfFormerNotice(BehaviorContext<OperationCase, CancellationNoticeEnds> c) => c.Message.NoticeId != c.Saga.NoticeId;
    public static bool NothingOpen(BehaviorContext<OperationCase, CancellationNoticeEnds> c) => !OfFormerNotice(c) && !c.Saga.ObjectionOpen;
    public static bool SomethingOpen(BehaviorContext<OperationCase, CancellationNoticeEnds> c)
        => !OfFormerNotice(c) && c.Saga.ObjectionOpen;

    public static bool Upheld(BehaviorContext<OperationCase, CancellationObjectionsSettled> c) => c.Message.Upheld;
    public static bool DismissedWithinThePeriod(BehaviorContext<OperationCase, CancellationObjectionsSettled> c)
        => !Upheld(c) && !c.Saga.NoticePeriodOver;
    public static bool DismissedAfterThePeriod(BehaviorContext<OperationCase, CancellationObjectionsSettled> c)
        => !Upheld(c) && c.Saga.NoticePeriodOver;
}
