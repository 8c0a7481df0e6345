using Alliance.Contracts;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Recognition;

/// <summary>The named effects of the page.</summary>
static class RecognitionSteps
{
    extension(Row<RecognitionCase, ApplicationSubmitted> row)
    {
        /// <summary>The case takes its name and keeps the policy version.</summary>
        public Row<RecognitionCase, ApplicationSubmitted> OpenCase() => row.Keep(c =>
        {
            c.Case.OpenedAt = c.Message.SubmittedAt;
            c.Case.Submissions = 1;
            c.Case.PolicyVersion = c.Message.Application.PolicyVersion;
            c.Case.Keep(c.Message.Application);
        });
    }

    extension(Row<RecognitionCase, CorrectionRequested> row)
    {
        public Row<RecognitionCase, CorrectionRequested> SetCorrectionDeadline() => row
            .Keep(c => c.Case.CorrectionRequested = true)
            .SetDeadline(c => new StatutoryDeadline<CorrectionDue>(
                nameof(CorrectionDue), new CorrectionPeriod(c.Case.PolicyVersion, BeijingTime.DayOf(c.Message.RequestedAt)),
                new(c.Case.CorrelationId, c.Case.CorrectionsAnew))
            { Announced = c.Message.DueAt });
    }

    extension(Row<RecognitionCase, ApplicationResubmitted> row)
    {
        public Row<RecognitionCase, ApplicationResubmitted> TakeCorrectedApplication()
            => row.Keep(c => c.Case.ClosedUncorrected = false)
                .Keep(c => c.Case.Submissions += Math.Sign(c.Case.Submissions)).Keep(c => c.Case.Keep(c.Message.Application));
    }

    extension(Row<RecognitionCase, CorrectionDue> row)
    {
        public Row<RecognitionCase, CorrectionDue> CloseUncorrected() => row
            .Keep(c => c.Case.ClosedUncorrected = true)
            .Say(c => new CloseUncorrected(c.Case.CorrelationId));
    }

    extension(Row<RecognitionCase, FormalReviewPassed> row)
    {
        public Row<RecognitionCase, FormalReviewPassed> OpenExpertReview()
            => row.Keep(c => c.Case.OpenStage()).Say(c => new OpenExpertReview(c.Case.CorrelationId, c.Case.Application));
    }

    extension(Row<RecognitionCase, ExpertReviewConcluded> row)
    {
        public Row<RecognitionCase, ExpertReviewConcluded> PrepareDetermination()
            => row.Keep(c => c.Case.OpenStage()).Say(c => new PrepareDetermination(
            c.Case.CorrelationId, c.Case.Application, c.Message.Recommended, c.Message.AverageScore, c.Message.Experts, c.Message.Opinion,
            c.Case.Round()));
    }

    extension(Row<RecognitionCase, ReviewReturned> row)
    {
        /// <summary>The same stage once more, under the policy it began with.</summary>
        public Row<RecognitionCase, ReviewReturned> OpenSecondRound() => row
            .Keep(c => c.Case.ReviewReturned = true)
            .Say(c => new OpenExpertReview(c.Case.CorrelationId, c.Case.Application, c.Case.Round(), c.Message.Why));
    }

    extension(Row<RecognitionCase, RecognitionProposed> row)
    {
        public Row<RecognitionCase, RecognitionProposed> PublishNotice()
            => row.Say(c => new PublishNotice(c.Case.CorrelationId));
    }

    extension(Row<RecognitionCase, NoticePublished> row)
    {
        public Row<RecognitionCase, NoticePublished> SetNoticeDeadline() => row
            .Keep(c => c.Case.TakeNotice(c.Message.NoticeId, c.Message.ClosesAt))
            .SetDeadline(c => NoticeDeadline(c.Case, c.Message.NoticeId, c.Message.PublishedOn, c.Message.ClosesAt));
    }

    extension(Row<RecognitionCase, NoticeReissued> row)
    {
        /// <summary>What was objected to before stands no more, so nothing said about the former notice holds the new one.</summary>
        public Row<RecognitionCase, NoticeReissued> SetNewNoticeDeadline() => row
            .Keep(c => c.Case.TakeNotice(c.Message.NoticeId, c.Message.ClosesAt))
            .Keep(c => (c.Case.ReissuedAt, c.Case.ObjectionsSettledAt)
                = (c.Message.ReissuedAt, c.Case.ObjectionsSettledAt.OrLater(c.Message.ReissuedAt)))
            .Keep(c => c.Case.Keep(c.Message.Application))
            .SetDeadline(c => NoticeDeadline(c.Case, c.Message.NoticeId, c.Message.PublishedOn, c.Message.ClosesAt));
    }

    extension(Row<RecognitionCase, NoticePeriodEnds> row)
    {
        public Row<RecognitionCase, NoticePeriodEnds> EndNoticePeriod() => row.Keep(c => c.Case.NoticePeriodOver = true);
    }

    extension(Row<RecognitionCase, ObjectionsSettled> row)
    {
        public Row<RecognitionCase, ObjectionsSettled> RememberSettlement()
            => row.Keep(c => c.Case.ObjectionsSettledAt = c.Case.ObjectionsSettledAt.OrLater(c.Message.SettledAt));
    }

    extension(Row<RecognitionCase, ObjectionLodged> row)
    {
        public Row<RecognitionCase, ObjectionLodged> RememberObjection()
            => row.Keep(c => c.Case.ObjectedAt = c.Case.ObjectedAt.OrLater(c.Message.LodgedAt));
    }

    extension(Row<RecognitionCase, AllianceRecognised> row)
    {
        public Row<RecognitionCase, AllianceRecognised> OpenGuidanceGrant()
            => row.Keep(c => c.Case.OpenStage())
                .Say(c => new OpenGuidanceGrant(c.Message.AllianceId, c.Recognised(), c.Message.DocumentNumber, c.Message.RecognisedOn));

        /// <summary>Cycle 1, anchored to the date of the recognition document (Art. 14).</summary>
        public Row<RecognitionCase, AllianceRecognised> StartOperatingCycle() => row.Say(c =>
        {
            var (startsOn, endsOn) = Cycles.Of(c.Message.RecognisedOn, 1, PolicyBook.Find(c.Case.PolicyVersion).CycleMonths);
            return new StartOperatingCycle(c.Message.AllianceId, c.Recognised(), 1, c.Message.RecognisedOn, startsOn, endsOn);
        });
    }

    extension(Row<RecognitionCase, ApplicationWithdrawn> row)
    {
        public Row<RecognitionCase, ApplicationWithdrawn> CloseReview()
            => row.Say(c => new CloseReview(c.Case.CorrelationId, c.Message.Why));

        public Row<RecognitionCase, ApplicationWithdrawn> CloseDetermination()
            => row.Say(c => new CloseDetermination(c.Case.CorrelationId, c.Message.Why));
    }

    extension(Row<RecognitionCase, DecisionAnnulled> row)
    {
        /// <summary>What was decided before is not decided any more.</summary>
        public Row<RecognitionCase, DecisionAnnulled> TakeUpAgain() => row.Keep(c => c.Case.AnnulledAt = c.Message.AnnulledAt);

        public Row<RecognitionCase, DecisionAnnulled> ReopenApplication()
            => row.Say(c => new ReopenApplication(c.Case.CorrelationId, c.Message.Step, c.Message.Why));

        public Row<RecognitionCase, DecisionAnnulled> ReopenDetermination()
            => row.Say(c => new ReopenDetermination(c.Case.CorrelationId, c.Message.Step, c.Message.ResumesOn));

        /// <summary>A whole period of the policy, from the day on which the case was taken up again.</summary>
        public Row<RecognitionCase, DecisionAnnulled> SetCorrectionDeadlineAnew() => row
            .Keep(c => (c.Case.ClosedUncorrected, c.Case.CorrectionsAnew) = (false, c.Case.CorrectionsAnew + 1))
            .SetDeadline(c => new StatutoryDeadline<CorrectionDue>(
                nameof(CorrectionDue), CorrectionAnew(c), new(c.Case.CorrelationId, c.Case.CorrectionsAnew)))
            .Say(c =>
            {
                var period = CorrectionAnew(c).Reckon(c.Calendar);
                return new ReopenApplication(c.Case.CorrelationId, c.Message.Step, c.Message.Why, period.NominalDueOn, period.DueAt);
            });

        /// <summary>What was taken off the portal stands there for a whole period again; the objection that was upheld is to be answered
        /// anew.</summary>
        public Row<RecognitionCase, DecisionAnnulled> SetNoticeDeadlineAnew() => row
            .Keep(c => c.Case.TakeNotice(c.Message.NoticeId ?? c.Case.NoticeId!.Value,
                new NoticePeriod(c.Case.PolicyVersion, c.Message.ResumesOn).Reckon(c.Calendar).DueAt))
            .Keep(c => c.Case.ObjectedAt = c.Case.ObjectedAt.OrLater(c.Message.AnnulledAt))
            .SetDeadline(c => NoticeDeadline(c.Case, c.Case.NoticeId!.Value, c.Message.ResumesOn, null));
    }

    extension<T>(Row<RecognitionCase, T> row) where T : class
    {
        public Row<RecognitionCase, T> RememberWithdrawal() => row.Keep(c => c.Case.AlsoWithdrawn = true);

        public Row<RecognitionCase, T> IssueRecognition()
            => row.Say(c => new IssueRecognition(c.Case.CorrelationId, c.Case.NoticeId!.Value));
    }

    static CorrectionPeriod CorrectionAnew(Step<RecognitionCase, DecisionAnnulled> c) => new(c.Case.PolicyVersion, c.Message.ResumesOn);

    // As it was recognised, under the policy the case goes on under.
    static ApplicationSummary Recognised(this Step<RecognitionCase, AllianceRecognised> c)
        => c.Message.Application with { PolicyVersion = c.Case.PolicyVersion };

    static void TakeNotice(this RecognitionCase @case, Guid noticeId, DateTimeOffset? closesAt)
        => (@case.NoticeId, @case.NoticeClosesAt, @case.NoticePeriodOver) = (noticeId, closesAt, false);

    static StatutoryDeadline<NoticePeriodEnds> NoticeDeadline(
        RecognitionCase @case, Guid noticeId, DateOnly publishedOn, DateTimeOffset? closesAt)
        => new(nameof(NoticePeriodEnds), new NoticePeriod(@case.PolicyVersion, publishedOn),
            new(@case.CorrelationId, noticeId))
        { Announced = closesAt };
}
