using Alliance.Contracts;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Procedures;
using MassTransit;

namespace Alliance.Workflows.Recognition;

/// <summary>The named effects of the page.</summary>
static class RecognitionSteps
{
    extension(EventActivityBinder<RecognitionCase, ApplicationSubmitted> step)
    {
        /// <summary>The case takes its name and keeps the policy version.</summary>
        public EventActivityBinder<RecognitionCase, ApplicationSubmitted> OpenCase() => step.Then(c =>
        {
            c.Saga.OpenedAt = c.Message.SubmittedAt;
            c.Saga.PolicyVersion = c.Message.Application.PolicyVersion;
            c.Saga.Take(c.Message.Application);
        });
    }

    extension(EventActivityBinder<RecognitionCase, CorrectionRequested> step)
    {
        public EventActivityBinder<RecognitionCase, CorrectionRequested> SetCorrectionDeadline() => step
            .Then(c => c.Saga.CorrectionRequested = true)
            .SetDeadline(c => new StatutoryDeadline<CorrectionDue>(
                nameof(CorrectionDue), new CorrectionPeriod(c.Saga.PolicyVersion, BeijingTime.DayOf(c.Message.RequestedAt)),
                new(c.Saga.CorrelationId))
            { Announced = c.Message.DueAt });
    }

    extension(EventActivityBinder<RecognitionCase, ApplicationResubmitted> step)
    {
        public EventActivityBinder<RecognitionCase, ApplicationResubmitted> TakeCorrectedApplication()
            => step.Then(c => c.Saga.Take(c.Message.Application));
    }

    extension(EventActivityBinder<RecognitionCase, CorrectionDue> step)
    {
        public EventActivityBinder<RecognitionCase, CorrectionDue> CloseUncorrected() => step
            .Then(c => c.Saga.ClosedUncorrected = true)
            .Say(c => new CloseUncorrected(c.Saga.CorrelationId));
    }

    extension(EventActivityBinder<RecognitionCase, FormalReviewPassed> step)
    {
        public EventActivityBinder<RecognitionCase, FormalReviewPassed> OpenExpertReview()
            => step.Then(c => c.Saga.OpenStage()).Say(c => new OpenExpertReview(c.Saga.CorrelationId, c.Saga.Application));
    }

    extension(EventActivityBinder<RecognitionCase, ExpertReviewConcluded> step)
    {
        public EventActivityBinder<RecognitionCase, ExpertReviewConcluded> PrepareDetermination()
            => step.Then(c => c.Saga.OpenStage()).Say(c => new PrepareDetermination(
            c.Saga.CorrelationId, c.Saga.Application, c.Message.Recommended, c.Message.AverageScore, c.Message.Experts, c.Message.Opinion));
    }

    extension(EventActivityBinder<RecognitionCase, RecognitionProposed> step)
    {
        public EventActivityBinder<RecognitionCase, RecognitionProposed> PublishNotice()
            => step.Say(c => new PublishNotice(c.Saga.CorrelationId));
    }

    extension(EventActivityBinder<RecognitionCase, NoticePublished> step)
    {
        public EventActivityBinder<RecognitionCase, NoticePublished> SetNoticeDeadline() => step
            .Then(c => c.Saga.TakeNotice(c.Message.NoticeId, c.Message.ClosesAt))
            .SetDeadline(c => NoticeDeadline(c.Saga, c.Message.NoticeId, c.Message.PublishedOn, c.Message.ClosesAt));
    }

    extension(EventActivityBinder<RecognitionCase, NoticeReissued> step)
    {
        /// <summary>What was objected to stands no more, so nothing said about the former notice holds the new one.</summary>
        public EventActivityBinder<RecognitionCase, NoticeReissued> SetNewNoticeDeadline() => step
            .Then(c => c.Saga.TakeNotice(c.Message.NoticeId, c.Message.ClosesAt))
            .Then(c => c.Saga.Take(c.Message.Application))
            .SetDeadline(c => NoticeDeadline(c.Saga, c.Message.NoticeId, c.Message.PublishedOn, c.Message.ClosesAt));
    }

    extension(EventActivityBinder<RecognitionCase, NoticePeriodEnds> step)
    {
        public EventActivityBinder<RecognitionCase, NoticePeriodEnds> EndNoticePeriod() => step.Then(c => c.Saga.NoticePeriodOver = true);
    }

    extension(EventActivityBinder<RecognitionCase, ObjectionsSettled> step)
    {
        public EventActivityBinder<RecognitionCase, ObjectionsSettled> RememberSettlement()
            => step.Then(c => c.Saga.ObjectionsSettledAt = c.Message.SettledAt);
    }

    extension(EventActivityBinder<RecognitionCase, AllianceRecognised> step)
    {
        public EventActivityBinder<RecognitionCase, AllianceRecognised> OpenGuidanceGrant()
            => step.Then(c => c.Saga.OpenStage())
                .Say(c => new OpenGuidanceGrant(c.Message.AllianceId, c.Recognised(), c.Message.DocumentNumber, c.Message.RecognisedOn));

        /// <summary>Cycle 1, anchored to the date of the recognition document (Art. 14).</summary>
        public EventActivityBinder<RecognitionCase, AllianceRecognised> StartOperatingCycle() => step.Say(c =>
        {
            var (startsOn, endsOn) = Cycles.Of(c.Message.RecognisedOn, 1, PolicyBook.Find(c.Saga.PolicyVersion).CycleMonths);
            return new StartOperatingCycle(c.Message.AllianceId, c.Recognised(), 1, c.Message.RecognisedOn, startsOn, endsOn);
        });
    }

    extension(EventActivityBinder<RecognitionCase, ApplicationWithdrawn> step)
    {
        public EventActivityBinder<RecognitionCase, ApplicationWithdrawn> CloseReview()
            => step.Say(c => new CloseReview(c.Saga.CorrelationId, c.Message.Why));

        public EventActivityBinder<RecognitionCase, ApplicationWithdrawn> CloseDetermination()
            => step.Say(c => new CloseDetermination(c.Saga.CorrelationId, c.Message.Why));
    }

    extension<T>(EventActivityBinder<RecognitionCase, T> step) where T : class
    {
        public EventActivityBinder<RecognitionCase, T> IssueRecognition()
            => step.Say(c => new IssueRecognition(c.Saga.CorrelationId, c.Saga.NoticeId!.Value));
    }

    static void Take(this RecognitionCase @case, ApplicationSummary application)
        => (@case.Application, @case.Name) = (application with { PolicyVersion = @case.PolicyVersion }, application.AllianceName);

    // As it was recognised, under the policy the case goes on under.
    static ApplicationSummary Recognised(this BehaviorContext<RecognitionCase, AllianceRecognised> c)
        => c.Message.Application with { PolicyVersion = c.Saga.PolicyVersion };

    static void TakeNotice(this RecognitionCase @case, Guid noticeId, DateTimeOffset? closesAt)
        => (@case.NoticeId, @case.NoticeClosesAt, @case.NoticePeriodOver) = (noticeId, closesAt, false);

    static StatutoryDeadline<NoticePeriodEnds> NoticeDeadline(
        RecognitionCase @case, Guid noticeId, DateOnly publishedOn, DateTimeOffset? closesAt)
        => new(nameof(NoticePeriodEnds), new NoticePeriod(@case.PolicyVersion, publishedOn),
            new(@case.CorrelationId, noticeId))
        { Announced = closesAt };
}
