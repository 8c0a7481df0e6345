using Alliance.Contracts;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Operation;

/// <summary>What a row of the page depends on beside state and message. Of the rows of one message exactly one holds.</summary>
static class OperationConditions
{
    public static bool ReportAwaited(Step<OperationCase, AnnualReportReminderDue> c) => c.Message.Year == c.Case.ReportYear;
    public static bool ReportIn(Step<OperationCase, AnnualReportReminderDue> c) => !ReportAwaited(c);

    public static bool ReportMissed(Step<OperationCase, AnnualReportDue> c) => c.Message.Year == c.Case.ReportYear;
    public static bool ReportNotMissed(Step<OperationCase, AnnualReportDue> c) => !ReportMissed(c);

    public static bool ForTheAwaitedYear(Step<OperationCase, AnnualReportFiled> c) => c.Message.Year == c.Case.ReportYear;
    public static bool ForAnEarlierYear(Step<OperationCase, AnnualReportFiled> c) => c.Message.Year < c.Case.ReportYear;
    public static bool ForALaterYear(Step<OperationCase, AnnualReportFiled> c) => c.Message.Year > c.Case.ReportYear;

    // While the next cycle has not begun, the one that was assessed still is the case's.
    public static bool OfThisCycle(Step<OperationCase, CycleEnds> c) => c.Message.Cycle == c.Case.Cycle && c.Case.Attempt == 0;
    public static bool OfAnotherCycle(Step<OperationCase, CycleEnds> c) => !OfThisCycle(c);
    public static bool OfTheNextCycle(Step<OperationCase, OperatingCycleStarted> c) => c.Message.Cycle == c.Case.Cycle + 1;
    public static bool OfAnotherCycle(Step<OperationCase, OperatingCycleStarted> c) => !OfTheNextCycle(c);

    public static bool Passed(Step<OperationCase, AssessmentConcluded> c)
        => c.Message.Passed && c.Message.Cycle == c.Case.Cycle && !OfAFormerAssessment(c);
    public static bool Failed(Step<OperationCase, AssessmentConcluded> c)
        => !c.Message.Passed && c.Message.Cycle == c.Case.Cycle && !OfAFormerAssessment(c);
    // Concluded before the recognition ended and was restored: the cycle is assessed anew.
    public static bool OfAFormerAssessment(Step<OperationCase, AssessmentConcluded> c)
        => c.Message.Cycle == c.Case.Cycle && c.Message.ConcludedAt < c.Case.AnnulledAt;
    public static bool OfAnotherCycle(Step<OperationCase, AssessmentConcluded> c) => c.Message.Cycle != c.Case.Cycle;

    public static bool FirstOpen(Step<OperationCase, CancellationObjected> c) => !SettledBefore(c) && !c.Case.ObjectionOpen;
    public static bool AnotherOpen(Step<OperationCase, CancellationObjected> c) => !SettledBefore(c) && c.Case.ObjectionOpen;
    public static bool SettledBefore(Step<OperationCase, CancellationObjected> c)
        => c.Message.LodgedAt <= c.Case.ObjectionsSettledAt;

    public static bool OfFormerNotice(Step<OperationCase, CancellationNoticeEnds> c) => c.Message.NoticeId != c.Case.NoticeId;
    public static bool NothingOpen(Step<OperationCase, CancellationNoticeEnds> c) => !OfFormerNotice(c) && !c.Case.ObjectionOpen;
    public static bool SomethingOpen(Step<OperationCase, CancellationNoticeEnds> c)
        => !OfFormerNotice(c) && c.Case.ObjectionOpen;

    public static bool AnswerHeard(Step<OperationCase, CancellationObjectionsSettled> c)
        => c.Message.SettledAt <= c.Case.ObjectionsSettledAt;
    public static bool Upheld(Step<OperationCase, CancellationObjectionsSettled> c) => c.Message.Upheld && !AnswerHeard(c);
    public static bool DismissedWithinThePeriod(Step<OperationCase, CancellationObjectionsSettled> c)
        => Dismissed(c) && !AnotherIsOpen(c) && !c.Case.NoticePeriodOver;
    public static bool DismissedAfterThePeriod(Step<OperationCase, CancellationObjectionsSettled> c)
        => Dismissed(c) && !AnotherIsOpen(c) && c.Case.NoticePeriodOver;
    // One that was lodged after the answer was given, and heard before it.
    public static bool AnotherIsOpen(Step<OperationCase, CancellationObjectionsSettled> c)
        => Dismissed(c) && c.Message.SettledAt < c.Case.ObjectedAt;
    static bool Dismissed(Step<OperationCase, CancellationObjectionsSettled> c) => !c.Message.Upheld && !AnswerHeard(c);

    public static bool StillStands(Step<OperationCase, RecognitionCancelled> c) => !AnnulledSince(c);
    public static bool AnnulledSince(Step<OperationCase, RecognitionCancelled> c)
        => c.Message.CancelledAt > default(DateTimeOffset) && c.Message.CancelledAt <= c.Case.AnnulledAt;
    public static bool StillStands(Step<OperationCase, RecognitionRevoked> c) => !AnnulledSince(c);
    public static bool AnnulledSince(Step<OperationCase, RecognitionRevoked> c)
        => c.Message.RevokedAt > default(DateTimeOffset) && c.Message.RevokedAt <= c.Case.AnnulledAt;
    public static bool WhileItOperated(Step<OperationCase, EndAnnulled> c)
        => !AnnulmentHeard(c) && c.Case.RevokedIn == nameof(OperationState.Operating);
    public static bool WhileItWasAssessed(Step<OperationCase, EndAnnulled> c)
        => !AnnulmentHeard(c) && c.Case.RevokedIn != nameof(OperationState.Operating);
    public static bool NotAnnulledYet(Step<OperationCase, EndAnnulled> c) => !AnnulmentHeard(c);
    public static bool AnnulmentHeard(Step<OperationCase, EndAnnulled> c) => c.Message.AnnulledAt <= c.Case.AnnulledAt;

    public static bool OfThisCancellation(Step<OperationCase, CancellationNoticePublished> c)
        => !OfFormerCancellation(c) && !NoticeHeard(c);
    public static bool NoticeHeard(Step<OperationCase, CancellationNoticePublished> c)
        => !OfFormerCancellation(c) && c.Case.NoticeId == c.Message.NoticeId;
    public static bool OfFormerCancellation(Step<OperationCase, CancellationNoticePublished> c)
        => c.Message.PublishedAt > default(DateTimeOffset) && c.Message.PublishedAt < c.Case.RepeatedAt;
}
