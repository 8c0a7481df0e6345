using Alliance.Contracts;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Operation;

/// <summary>The named effects of the page.</summary>
static class OperationSteps
{
    extension(Row<OperationCase, OperatingCycleStarted> row)
    {
        /// <summary>The case keeps the policy under which the alliance was recognised, and the date its cycles are anchored to.</summary>
        public Row<OperationCase, OperatingCycleStarted> OpenCase() => row.Keep(c =>
        {
            c.Case.OpenedAt = c.Now;
            c.Case.PolicyVersion = c.Message.Application.PolicyVersion;
            c.Case.AnchoredOn = c.Message.AnchoredOn;
            c.Case.Application = c.Message.Application;
            c.Case.Name = c.Message.Application.AllianceName;
        });

        public Row<OperationCase, OperatingCycleStarted> BeginCycle() => row.Keep(c =>
        {
            c.Case.Cycle = c.Message.Cycle;
            c.Case.Attempt = 0;
        });

        public Row<OperationCase, OperatingCycleStarted> SetCycleEnd()
            => row.SetDeadline(c => new StatutoryDeadline<CycleEnds>(
            nameof(CycleEnds), new CycleEnd(c.Case.PolicyVersion, c.Case.AnchoredOn, c.Message.Cycle),
            new(c.Case.CorrelationId, c.Message.Cycle)));

        public Row<OperationCase, OperatingCycleStarted> AwaitFirstReport()
            => row.AwaitReport(c => FixedDates.FirstReportYear(c.Case.AnchoredOn, PolicyBook.Find(c.Case.PolicyVersion)));
    }

    // What the case says of the alliance from then on, to services and on screens.
    extension(Row<OperationCase, MembersChanged> row)
    {
        public Row<OperationCase, MembersChanged> KeepMembers()
            => row.Keep(c => c.Case.Application = c.Case.Application with { Members = c.Message.Members });
    }

    extension(Row<OperationCase, LeadUnitChanged> row)
    {
        /// <summary>The district goes with the lead unit, and its code says which.</summary>
        public Row<OperationCase, LeadUnitChanged> KeepLeadUnit() => row.Keep(c => c.Case.Application
            = c.Case.Application with { LeadUnit = c.Message.LeadUnit, RegionCode = "" });
    }

    extension(Row<OperationCase, AllianceRenamed> row)
    {
        public Row<OperationCase, AllianceRenamed> KeepName() => row.Keep(c =>
        {
            c.Case.Application = c.Case.Application with { AllianceName = c.Message.Name };
            c.Case.Name = c.Message.Name;
        });
    }

    extension(Row<OperationCase, AnnualReportReminderDue> row)
    {
        public Row<OperationCase, AnnualReportReminderDue> RemindAnnualReport()
            => row.Say(c => new RemindAnnualReport(c.Case.CorrelationId, c.Message.Year, c.LastDayOfReport(c.Message.Year)));
    }

    extension(Row<OperationCase, AnnualReportDue> row)
    {
        public Row<OperationCase, AnnualReportDue> RecordMissedReport()
            => row.Say(c => new RecordMissedReport(c.Case.CorrelationId, c.Message.Year, c.LastDayOfReport(c.Message.Year)));

        public Row<OperationCase, AnnualReportDue> AwaitNextReport() => row.AwaitReport(c => c.Message.Year + 1);
    }

    extension(Row<OperationCase, AnnualReportFiled> row)
    {
        public Row<OperationCase, AnnualReportFiled> KeepReport() => row.Keep(c =>
        {
            if (!c.Case.ReportsFiled.Contains(c.Message.Year)) c.Case.ReportsFiled.Add(c.Message.Year);
        });

        public Row<OperationCase, AnnualReportFiled> CancelReportDeadlines()
            => row.And(EffectKind.Cancels, nameof(AnnualReportDue), c =>
            {
                c.Add(new Consequence.Cancelled(DueName(c.Message.Year)));
                c.Add(new Consequence.Cancelled(ReminderName(c.Message.Year)));
            });

        public Row<OperationCase, AnnualReportFiled> AwaitNextReport() => row.AwaitReport(c => c.Message.Year + 1);
    }

    extension(Row<OperationCase, CycleEnds> row)
    {
        public Row<OperationCase, CycleEnds> OpenAssessment() => row.Keep(c => c.Case.Attempt = 1)
            .Say(c => new OpenAssessment(c.Case.CorrelationId, c.Case.Cycle, c.Case.Attempt));
    }

    extension(Row<OperationCase, AssessmentConcluded> row)
    {
        /// <summary>However long the assessment took, the next cycle is computed from the original date (Art. 14).</summary>
        public Row<OperationCase, AssessmentConcluded> StartNextCycle() => row.Keep(c => c.Case.OpenStage()).Say(c =>
        {
            var next = c.Case.Cycle + 1;
            var (startsOn, endsOn) = Cycles.Of(c.Case.AnchoredOn, next, PolicyBook.Find(c.Case.PolicyVersion).CycleMonths);
            return new StartOperatingCycle(c.Case.CorrelationId, c.Case.Application, next, c.Case.AnchoredOn, startsOn, endsOn);
        });

        public Row<OperationCase, AssessmentConcluded> CancelRecognition()
            => row.Say(c => new CancelRecognition(c.Case.CorrelationId, c.Case.Cycle, c.Message.Reason, c.Case.Attempt));
    }

    extension(Row<OperationCase, CancellationNoticePublished> row)
    {
        public Row<OperationCase, CancellationNoticePublished> SetNoticeDeadline() => row
            .Keep(c => (c.Case.NoticeId, c.Case.NoticePeriodOver) = (c.Message.NoticeId, false))
            .SetDeadline(c => new StatutoryDeadline<CancellationNoticeEnds>(
                nameof(CancellationNoticeEnds), new NoticePeriod(c.Case.PolicyVersion, c.Message.PublishedOn, OfCancellation: true),
                new(c.Case.CorrelationId, c.Message.NoticeId))
            { Announced = c.Message.ClosesAt });
    }

    extension(Row<OperationCase, CancellationObjected> row)
    {
        public Row<OperationCase, CancellationObjected> Hold()
            => row.Keep(c => (c.Case.ObjectionOpen, c.Case.ObjectedAt) = (true, c.Case.ObjectedAt.OrLater(c.Message.LodgedAt)));
    }

    extension(Row<OperationCase, CancellationNoticeEnds> row)
    {
        public Row<OperationCase, CancellationNoticeEnds> EndNoticePeriod()
            => row.Keep(c => c.Case.NoticePeriodOver = true);
    }

    extension(Row<OperationCase, CancellationObjectionsSettled> row)
    {
        public Row<OperationCase, CancellationObjectionsSettled> Release()
            => row.RememberSettlement().Keep(c => c.Case.ObjectionOpen = false);

        public Row<OperationCase, CancellationObjectionsSettled> RememberSettlement()
            => row.Keep(c => c.Case.ObjectionsSettledAt = c.Case.ObjectionsSettledAt.OrLater(c.Message.SettledAt));

        public Row<OperationCase, CancellationObjectionsSettled> RepeatAssessment() => row
            .Keep(c => (c.Case.NoticeId, c.Case.NoticePeriodOver, c.Case.RepeatedAt) = (null, false, c.Message.SettledAt))
            .CancelDeadline(nameof(CancellationNoticeEnds))
            .Keep(c => c.Case.Attempt += Math.Sign(c.Case.Attempt))
            .Say(c => new OpenAssessment(c.Case.CorrelationId, c.Case.Cycle, c.Case.Attempt));
    }

    extension(Row<OperationCase, AllianceDissolved> row)
    {
        public Row<OperationCase, AllianceDissolved> SuspendFunding()
            => row.Say(c => new SuspendFunding(c.Case.CorrelationId, c.Message.Reason));
    }

    extension(Row<OperationCase, RecognitionCancelled> row)
    {
        public Row<OperationCase, RecognitionCancelled> SuspendFunding()
            => row.Say(c => new SuspendFunding(c.Case.CorrelationId, c.Message.Reason));
        public Row<OperationCase, RecognitionCancelled> CloseOperation()
            => row.Say(c => new CloseOperation(c.Case.CorrelationId, c.Message.Reason));
    }

    extension(Row<OperationCase, RecognitionRevoked> row)
    {
        public Row<OperationCase, RecognitionRevoked> KeepPlace() => row.Keep(c => c.Case.RevokedIn = c.Case.State);
        public Row<OperationCase, RecognitionRevoked> SuspendFunding()
            => row.Say(c => new SuspendFunding(c.Case.CorrelationId, c.Message.Reason));
        public Row<OperationCase, RecognitionRevoked> CloseOperation()
            => row.Say(c => new CloseOperation(c.Case.CorrelationId, c.Message.Reason));
    }

    extension(Row<OperationCase, EndAnnulled> row)
    {
        public Row<OperationCase, EndAnnulled> RestoreRecognition()
            => row.Say(c => new RestoreRecognition(c.Case.CorrelationId, c.Message.Why));
        public Row<OperationCase, EndAnnulled> ResumeFunding() => row.Say(c => new ResumeFunding(c.Case.CorrelationId, c.Message.Why));

        /// <summary>What the cancellation rested on is assessed anew.</summary>
        public Row<OperationCase, EndAnnulled> ReopenOperation() => row
            .Keep(c => (c.Case.NoticeId, c.Case.NoticePeriodOver, c.Case.ObjectionOpen, c.Case.RepeatedAt, c.Case.AnnulledAt)
                = (null, false, false, c.Message.AnnulledAt, c.Message.AnnulledAt))
            .Keep(c => c.Case.Attempt += Math.Sign(c.Case.Attempt))
            .Say(c => new ReopenOperation(c.Case.CorrelationId, c.Message.Why, c.Case.Cycle, c.Case.Attempt));

        /// <summary>The cycle that ran when the recognition was revoked goes on.</summary>
        public Row<OperationCase, EndAnnulled> ContinueOperation() => row
            .Keep(c => c.Case.AnnulledAt = c.Message.AnnulledAt)
            .Say(c => new ReopenOperation(c.Case.CorrelationId, c.Message.Why, c.Case.Cycle, c.Case.Attempt, Assess: false));

        public Row<OperationCase, EndAnnulled> SetCycleEnd()
            => row.SetDeadline(c => new StatutoryDeadline<CycleEnds>(
            nameof(CycleEnds), new CycleEnd(c.Case.PolicyVersion, c.Case.AnchoredOn, c.Case.Cycle),
            new(c.Case.CorrelationId, c.Case.Cycle)));

        /// <summary>Of a year whose report was due while there was no recognition none is owed.</summary>
        public Row<OperationCase, EndAnnulled> AwaitReportAgain() => row.AwaitReport(c =>
        {
            var year = c.Case.ReportYear;
            while (new AnnualReportDate(c.Case.PolicyVersion, year).Reckon(c.Calendar).DueAt <= c.Now) year++;
            return year;
        });
    }

    extension<T>(Row<OperationCase, T> row) where T : class
    {
        Row<OperationCase, T> AwaitReport(Func<Step<OperationCase, T>, int> year)
            => row.And(EffectKind.Sets, nameof(AnnualReportDue), c => c.AwaitReport(year(c)));

        public Row<OperationCase, T> ConfirmCancellation() => row.Say(c => new ConfirmCancellation(c.Case.CorrelationId));
    }

    extension(Step<OperationCase> step)
    {
        /// <summary>Sets the deadline and the reminders of the next report that has not come in yet. Reminders whose day is past are left
        /// out.</summary>
        public void AwaitReport(int year)
        {
            while (step.Case.ReportsFiled.Contains(year)) year++;
            var (id, version) = (step.Case.CorrelationId, step.Case.PolicyVersion);
            step.Case.ReportYear = year;
            var lastDay = step.LastDayOfReport(year);
            step.Add(new Consequence.Set(new StatutoryDeadline<AnnualReportDue>(DueName(year), new AnnualReportDate(version, year),
                new(id, year, lastDay))));
            foreach (var on in FixedDates.Reminders(year, PolicyBook.Find(version)))
            {
                var reminder = new AnnualReportReminder(version, year, on);
                if (reminder.Reckon(step.Calendar).DueAt > step.Now)
                    step.Add(new Consequence.Set(new StatutoryDeadline<AnnualReportReminderDue>(
                        FormattableString.Invariant($"{ReminderName(year)}:{on:MM-dd}"), reminder, new(id, year, lastDay))));
            }
        }

        /// <summary>The day until which the report is in time; the nominal day while the calendar of that year is not published.</summary>
        public DateOnly LastDayOfReport(int year)
        {
            var period = FixedDates.AnnualReport(year, PolicyBook.Find(step.Case.PolicyVersion), step.Calendar);
            return period.LastDay ?? period.NominalLastDay;
        }
    }

    static string DueName(int year) => $"{nameof(AnnualReportDue)}:{year}";
    static string ReminderName(int year) => $"{nameof(AnnualReportReminderDue)}:{year}";
}
