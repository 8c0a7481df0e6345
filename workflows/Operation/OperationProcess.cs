using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Workflows.Procedures;
using static Alliance.Contracts.OperationState;
using static Alliance.Workflows.Operation.OperationConditions;

namespace Alliance.Workflows.Operation;

/// <summary>运行: annual reports, cycles and their assessment, and the two ways in which a recognition ends (Art. 14, 17). One case an
/// alliance.</summary>
public sealed class OperationProcess : Procedure<OperationCase>
{
    /// <summary>The page of law.</summary>
    public OperationProcess()
    {
        WhatIsHeard();
        InAnyOrder(Operating, UnderAssessment, Cancelling, Cancelled, Revoked, Dissolved);
        EndsIn(Cancelled, Revoked, Dissolved);

        // Art. 14: the first cycle begins with the recognition document; the first report is due in the very year.
        Initially(
            When<OperatingCycleStarted>().OpenCase().BeginCycle().SetCycleEnd().AwaitFirstReport().TransitionTo(Operating));

        // Art. 14: a report every year, as long as the recognition lasts. A missed one is put on record; it revokes nothing by itself.
        During([Operating, UnderAssessment, Cancelling],
            When<AnnualReportReminderDue>(ReportAwaited).RemindAnnualReport(),
            When<AnnualReportReminderDue>(ReportIn).Note(Notes.ReportIn),
            When<AnnualReportDue>(ReportNotMissed).Note(Notes.ReportIn),
            When<AnnualReportDue>(ReportMissed).RecordMissedReport().AwaitNextReport(),
            When<AnnualReportFiled>(ForAnEarlierYear).KeepReport().Note(Notes.ReportLate),
            When<AnnualReportFiled>(ForALaterYear).KeepReport(),
            When<AnnualReportFiled>(ForTheAwaitedYear).KeepReport().CancelReportDeadlines().AwaitNextReport());

        // Art. 14: after the cycle the alliance is assessed. Passed, the next cycle begins, anchored to the original date.
        During(Operating,
            When<CycleEnds>(OfThisCycle).OpenAssessment().TransitionTo(UnderAssessment),
            When<CycleEnds>(OfAnotherCycle).Note(Notes.OtherCycle),
            When<OperatingCycleStarted>(OfAnotherCycle).Note(Notes.OtherCycle),
            When<OperatingCycleStarted>(OfTheNextCycle).BeginCycle().SetCycleEnd());
        During(UnderAssessment,
            When<AssessmentConcluded>(Passed).StartNextCycle().TransitionTo(Operating),
            When<AssessmentConcluded>(Failed).CancelRecognition().TransitionTo(Cancelling),
            When<AssessmentConcluded>(OfAFormerAssessment).Note(Notes.AssessedAnew),
            When<AssessmentConcluded>(OfAnotherCycle).Note(Notes.OtherCycle));

        // Art. 14: failed, the recognition is cancelled after a public notice. An objection holds it; upheld, the assessment is repeated.
        During(Cancelling,
            When<CancellationNoticePublished>(OfThisCancellation).SetNoticeDeadline(),
            When<CancellationNoticePublished>(NoticeHeard).Note(Notes.Late),
            When<CancellationNoticePublished>(OfFormerCancellation).Note(Notes.FormerNotice),
            When<CancellationObjected>(FirstOpen).Hold(),
            When<CancellationObjected>(AnotherOpen).Hold().Note(Notes.AnotherObjection),
            When<CancellationObjected>(SettledBefore).Note(Notes.AlreadySettled),
            When<CancellationNoticeEnds>(NothingOpen).EndNoticePeriod().ConfirmCancellation(),
            When<CancellationNoticeEnds>(SomethingOpen).EndNoticePeriod().Note(Notes.CancellationPeriodOverWhileHeld),
            When<CancellationNoticeEnds>(OfFormerNotice).Note(Notes.FormerNotice),
            When<CancellationObjectionsSettled>(AnswerHeard).Note(Notes.AlreadySettled),
            When<CancellationObjectionsSettled>(AnotherIsOpen).RememberSettlement().Note(Notes.AnotherIsOpen),
            When<CancellationObjectionsSettled>(DismissedWithinThePeriod).Release(),
            When<CancellationObjectionsSettled>(DismissedAfterThePeriod).Release().ConfirmCancellation(),
            When<CancellationObjectionsSettled>(Upheld).Release().RepeatAssessment().TransitionTo(UnderAssessment));

        // Art. 15: changes are filed at any time; what is said of the alliance afterwards, and to whom, is as it is then.
        During([Operating, UnderAssessment, Cancelling],
            When<MembersChanged>().KeepMembers(),
            When<LeadUnitChanged>().KeepLeadUnit(),
            When<AllianceRenamed>().KeepName());

        // Art. 15: the members end the alliance themselves. Monitoring has closed its books with the note; nothing more is paid.
        During([Operating, UnderAssessment, Cancelling],
            When<AllianceDissolved>().SuspendFunding().CancelDeadlines().TransitionTo(Dissolved));

        // Art. 14, 17: the recognition ends. Nothing more is paid, and the books are closed.
        During([Operating, UnderAssessment, Cancelling],
            When<RecognitionCancelled>(StillStands).SuspendFunding().CloseOperation().CancelDeadlines().TransitionTo(Cancelled),
            When<RecognitionCancelled>(AnnulledSince).Note(Notes.Late),
            When<RecognitionRevoked>(StillStands).KeepPlace().SuspendFunding().CloseOperation().CancelDeadlines().TransitionTo(Revoked),
            When<RecognitionRevoked>(AnnulledSince).Note(Notes.Late));

        // Reconsideration or court annulled the cancellation: the recognition is valid again, and what it rested on is assessed anew, as
        // after an objection that was upheld. Of a revocation: the cycle that ran goes on; one that was being assessed is assessed anew.
        During([Operating, UnderAssessment, Cancelling],
            When<EndAnnulled>(NotAnnulledYet).WaitForItsTurn(),
            When<EndAnnulled>(AnnulmentHeard).Note(Notes.Late));
        During(Cancelled,
            When<EndAnnulled>(NotAnnulledYet).RestoreRecognition().ResumeFunding().ReopenOperation().AwaitReportAgain()
                .TransitionTo(UnderAssessment),
            When<EndAnnulled>(AnnulmentHeard).Note(Notes.Late));
        During(Revoked,
            When<EndAnnulled>(WhileItOperated).RestoreRecognition().ResumeFunding().ContinueOperation().SetCycleEnd().AwaitReportAgain()
                .TransitionTo(Operating),
            When<EndAnnulled>(WhileItWasAssessed).RestoreRecognition().ResumeFunding().ReopenOperation().AwaitReportAgain()
                .TransitionTo(UnderAssessment),
            When<EndAnnulled>(AnnulmentHeard).Note(Notes.Late),
            When<OperatingCycleStarted>(OfTheNextCycle).BeginCycle(),
            When<OperatingCycleStarted>(OfAnotherCycle).Note(Notes.OtherCycle));
    }

    void WhatIsHeard()
    {
        Hear<OperatingCycleStarted>(m => m.AllianceId, Articles.Operation);
        Hear<AnnualReportReminderDue>(m => m.AllianceId, Articles.Operation);
        Hear<AnnualReportDue>(m => m.AllianceId, Articles.Operation);
        Hear<AnnualReportFiled>(m => m.AllianceId, Articles.Operation);
        Hear<CycleEnds>(m => m.AllianceId, Articles.Operation);
        Hear<AssessmentConcluded>(m => m.AllianceId, Articles.Operation);
        Hear<CancellationNoticePublished>(m => m.AllianceId, Articles.Operation);
        Hear<CancellationNoticeEnds>(m => m.AllianceId, Articles.Operation);
        Hear<CancellationObjected>(m => m.AllianceId, Articles.Operation);
        Hear<CancellationObjectionsSettled>(m => m.AllianceId, Articles.Operation);
        Hear<MembersChanged>(m => m.AllianceId, Articles.Changes);
        Hear<LeadUnitChanged>(m => m.AllianceId, Articles.Changes);
        Hear<AllianceRenamed>(m => m.AllianceId, Articles.Changes);
        Hear<AllianceDissolved>(m => m.AllianceId, Articles.Changes);
        Hear<RecognitionCancelled>(m => m.AllianceId, Articles.Operation);
        Hear<RecognitionRevoked>(m => m.AllianceId, Articles.Revocation);
        Hear<EndAnnulled>(m => m.AllianceId, Articles.Reconsideration);
    }
}
