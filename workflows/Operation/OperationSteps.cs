using Alliance.Contracts;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Procedures;
using MassTransit;

namespace Alliance.Workflows.Operation;

/// <summary>The named effects of the page.</summary>
static class OperationSteps
{
    extension(EventActivityBinder<OperationCase, OperatingCycleStarted> step)
    {
        /// <summary>The case keeps the policy under which the alliance was recognised, and the date its cycles are anchored to.</summary>
        public EventActivityBinder<OperationCase, OperatingCycleStarted> OpenCase() => step.Then(c =>
        {
            c.Saga.OpenedAt = c.Now;
            c.Saga.PolicyVersion = c.Message.Application.PolicyVersion;
            c.Saga.AnchoredOn = c.Message.AnchoredOn;
        });

        public EventActivityBinder<OperationCase, OperatingCycleStarted> BeginCycle() => step.Then(c =>
        {
            c.Saga.Cycle = c.Message.Cycle;
            c.Saga.Application = c.Message.Application;
            c.Saga.Name = c.Message.Application.AllianceName;
        });

        public EventActivityBinder<OperationCase, OperatingCycleStarted> SetCycleEnd()
            => step.SetDeadline(c => new StatutoryDeadline<CycleEnds>(
            nameof(CycleEnds), new CycleEnd(c.Saga.PolicyVersion, c.Saga.AnchoredOn, c.Message.Cycle),
            new(c.Saga.CorrelationId, c.Message.Cycle)));

        public EventActivityBinder<OperationCase, OperatingCycleStarted> AwaitFirstReport()
            => step.AwaitReport(c => FixedDates.FirstReportYear(c.Saga.AnchoredOn, PolicyBook.Find(c.Saga.PolicyVersion)));
    }

    extension(EventActivityBinder<OperationCase, AnnualReportReminderDue> step)
    {
        public EventActivityBinder<OperationCase, AnnualReportReminderDue> RemindAnnualReport()
            => step.Say(c => new RemindAnnualReport(c.Saga.CorrelationId, c.Message.Year, c.LastDayOfReport(c.Message.Year)));
    }

    extension(EventActivityBinder<OperationCase, AnnualReportDue> step)
    {
        public EventActivityBinder<OperationCase, AnnualReportDue> RecordMissedReport()
            => step.Say(c => new RecordMissedReport(c.Saga.CorrelationId, c.Message.Year, c.LastDayOfReport(c.Message.Year)));

        public EventActivityBinder<OperationCase, AnnualReportDue> AwaitNextReport() => step.AwaitReport(c => c.Message.Year + 1);
    }

    extension(EventActivityBinder<OperationCase, AnnualReportFiled> step)
    {
        public EventActivityBinder<OperationCase, AnnualReportFiled> KeepReport() => step.Then(c =>
        {
            if (!c.Saga.ReportsFiled.Contains(c.Message.Year)) c.Saga.ReportsFiled.Add(c.Message.Year);
        });

        public EventActivityBinder<OperationCase, AnnualReportFiled> CancelReportDeadlines()
            => step.Add(new Effect<OperationCase, AnnualReportFiled>(EffectKind.Cancels, nameof(AnnualReportDue), async c =>
        {
            await c.CancelDeadlines(DueName(c.Message.Year));
            await c.CancelDeadlines(ReminderName(c.Message.Year));
        }));

        public EventActivityBinder<OperationCase, AnnualReportFiled> AwaitNextReport() => step.AwaitReport(c => c.Message.Year + 1);
    }

    extension(EventActivityBinder<OperationCase, CycleEnds> step)
    {
        public EventActivityBinder<OperationCase, CycleEnds> OpenAssessment()
            => step.Say(c => new OpenAssessment(c.Saga.CorrelationId, c.Saga.Cycle));
    }

    extension(EventActivityBinder<OperationCase, AssessmentConcluded> step)
    {
        /// <summary>However long the assessment took, the next cycle is computed from the original date (Art. 14).</summary>
        public EventActivityBinder<OperationCase, AssessmentConcluded> StartNextCycle() => step.Then(c => c.Saga.OpenStage()).Say(c =>
        {
            var next = c.Saga.Cycle + 1;
            var (startsOn, endsOn) = Cycles.Of(c.Saga.AnchoredOn, next, PolicyBook.Find(c.Saga.PolicyVersion).CycleMonths);
            return new StartOperatingCycle(c.Saga.CorrelationId, c.Saga.Application, next, c.Saga.AnchoredOn, startsOn, endsOn);
        });

        public EventActivityBinder<OperationCase, AssessmentConcluded> CancelRecognition()
            => step.Say(c => new CancelRecognition(c.Saga.CorrelationId, c.Saga.Cycle, c.Message.Reason));
    }

    extension(EventActivityBinder<OperationCase, CancellationNoticePublished> step)
    {
        public EventActivityBinder<OperationCase, CancellationNoticePublished> SetNoticeDeadline() => step
            .Then(c => (c.Saga.NoticeId, c.Saga.NoticePeriodOver) = (c.Message.NoticeId, false))
            .SetDeadline(c => new StatutoryDeadline<CancellationNoticeEnds>(
                nameof(CancellationNoticeEnds), new NoticePeriod(c.Saga.PolicyVersion, c.Message.PublishedOn, OfCancellation: true),
                new(c.Saga.CorrelationId, c.Message.NoticeId))
            { Announced = c.Message.ClosesAt });
    }

    extension(EventActivityBinder<OperationCase, CancellationObjected> step)
    {
        public EventActivityBinder<OperationCase, CancellationObjected> Hold() => step.Then(c => c.Saga.ObjectionOpen = true);
    }

    extension(EventActivityBinder<OperationCase, CancellationNoticeEnds> step)
    {
        public EventActivityBinder<OperationCase, CancellationNoticeEnds> EndNoticePeriod()
            => step.Then(c => c.Saga.NoticePeriodOver = true);
    }

    extension(EventActivityBinder<OperationCase, CancellationObjectionsSettled> step)
    {
        public EventActivityBinder<OperationCase, CancellationObjectionsSettled> Release()
            => step.Then(c => (c.Saga.ObjectionOpen, c.Saga.ObjectionsSettledAt) = (false, c.Message.SettledAt));

        public EventActivityBinder<OperationCase, CancellationObjectionsSettled> RepeatAssessment() => step
            .Then(c => (c.Saga.NoticeId, c.Saga.NoticePeriodOver) = (null, false))
            .CancelDeadline(nameof(CancellationNoticeEnds))
            .Say(c => new OpenAssessment(c.Saga.CorrelationId, c.Saga.Cycle));
    }

    extension(EventActivityBinder<OperationCase, RecognitionCancelled> step)
    {
        public EventActivityBinder<OperationCase, RecognitionCancelled> SuspendFunding()
            => step.Say(c => new SuspendFunding(c.Saga.CorrelationId, c.Message.Reason));
        public EventActivityBinder<OperationCase, RecognitionCancelled> CloseOperation()
            => step.Say(c => new CloseOperation(c.Saga.CorrelationId, c.Message.Reason));
    }

    extension(EventActivityBinder<OperationCase, RecognitionRevoked> step)
    {
        public EventActivityBinder<OperationCase, RecognitionRevoked> SuspendFunding()
            => step.Say(c => new SuspendFunding(c.Saga.CorrelationId, c.Message.Reason));
        public EventActivityBinder<OperationCase, RecognitionRevoked> CloseOperation()
            => step.Say(c => new CloseOperation(c.Saga.CorrelationId, c.Message.Reason));
    }

    extension<T>(EventActivityBinder<OperationCase, T> step) where T : class
    {
        EventActivityBinder<OperationCase, T> AwaitReport(Func<BehaviorContext<OperationCase, T>, int> year)
            => step.Add(new Effect<OperationCase, T>(EffectKind.Sets, nameof(AnnualReportDue), c => c.AwaitReport(year(c))));

        public EventActivityBinder<OperationCase, T> ConfirmCancellation() => step.Say(c => new ConfirmCancellation(c.Saga.CorrelationId));
    }

    extension(BehaviorContext<OperationCase> context)
    {
        /// <summary>Sets the deadline and the reminders of the next report that has not come in yet. Reminders whose day is past are left
        /// out.</summary>
        public async Task AwaitReport(int year)
        {
            while (context.Saga.ReportsFiled.Contains(year)) year++;
            var (id, version) = (context.Saga.CorrelationId, context.Saga.PolicyVersion);
            context.Saga.ReportYear = year;
            var lastDay = context.LastDayOfReport(year);
            await context.SetDeadline(
                new StatutoryDeadline<AnnualReportDue>(DueName(year), new AnnualReportDate(version, year), new(id, year, lastDay)));
            foreach (var on in FixedDates.Reminders(year, PolicyBook.Find(version)))
            {
                var reminder = new AnnualReportReminder(version, year, on);
                if (reminder.Reckon(context.Calendar).DueAt > context.Now)
                    await context.SetDeadline(
                        new StatutoryDeadline<AnnualReportReminderDue>(FormattableString.Invariant($"{ReminderName(year)}:{on:MM-dd}"),
                            reminder, new(id, year, lastDay)));
            }
        }

        /// <summary>The day until which the report is in time; the nominal day while the calendar of that year is not published.</summary>
        public DateOnly LastDayOfReport(int year)
        {
            var period = FixedDates.AnnualReport(year, PolicyBook.Find(context.Saga.PolicyVersion), context.Calendar);
            return period.LastDay ?? period.NominalLastDay;
        }
    }

    static string DueName(int year) => $"{nameof(AnnualReportDue)}:{year}";
    static string ReminderName(int year) => $"{nameof(AnnualReportReminderDue)}:{year}";
}
