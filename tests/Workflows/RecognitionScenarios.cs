using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>认定, row by row. The scenario begins on Tuesday 26 September 2023, three days before eight days off (中秋节、国庆节).</summary>
public sealed class RecognitionScenarios(Floor floor) : IAsyncLifetime
{
    readonly Guid _id = Guid.CreateVersion7();
    readonly Guid _notice = Guid.CreateVersion7();
    Scenario _scenario = null!;

    // Seven days after 26 September end on 3 October, a day off; the first working day after the days off is Saturday 7 October, a make-up
    // working day.
    static readonly DateTimeOffset NoticeCloses = The.EndOf(2023, 10, 7);

    public async ValueTask InitializeAsync() => _scenario = await floor.Begin(The.Noon(2023, 9, 26));
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_submitted_application_is_in_formal_review()
    {
        await _scenario.Hear(Submitted());
        _scenario.IsIn(_id, "FormalReview");
        _scenario.WaitsFor(_id, null, null);
        _scenario.Says();
    }

    [Fact]
    public async Task A_requested_correction_is_due_at_the_instant_the_applicant_was_told()
    {
        await _scenario.Hear(Submitted(), CorrectionRequested(The.EndOf(2023, 10, 16)));
        _scenario.IsIn(_id, "Correction");
        _scenario.WaitsFor(_id, "CorrectionDue", The.EndOf(2023, 10, 16));
    }

    [Fact]
    public async Task A_resubmitted_application_is_in_formal_review_again_and_its_deadline_is_cancelled()
    {
        await _scenario.Hear(Submitted(), CorrectionRequested(The.EndOf(2023, 10, 16)), Resubmitted());
        _scenario.IsIn(_id, "FormalReview");
        _scenario.WaitsFor(_id, null, null);
        await _scenario.Until(The.EndOf(2023, 12, 31));
        _scenario.IsIn(_id, "FormalReview");
        _scenario.Says();
    }

    [Fact]
    public async Task What_goes_to_the_experts_is_the_corrected_application()
    {
        await _scenario.Hear(Submitted(), CorrectionRequested(The.EndOf(2023, 10, 16)), Resubmitted(), Passed());
        _scenario.Says(new OpenExpertReview(_id, Corrected));
    }

    [Fact]
    public async Task An_application_that_is_not_corrected_in_time_is_closed_and_refused()
    {
        await _scenario.Hear(Submitted(), CorrectionRequested(The.EndOf(2023, 10, 16)));
        await _scenario.Until(The.EndOf(2023, 10, 16));
        _scenario.IsIn(_id, "Refused");
        _scenario.Says(new CloseUncorrected(_id));
    }

    [Fact]
    public async Task A_correction_deadline_that_arrives_after_the_resubmission_is_ignored_and_noted()
    {
        await _scenario.Hear(Submitted(), CorrectionRequested(The.EndOf(2023, 10, 16)));
        var arrive = await _scenario.FireWithoutArriving(The.EndOf(2023, 10, 16));
        await _scenario.HearBeforeDispatch(Resubmitted());
        await arrive();
        _scenario.IsIn(_id, "FormalReview");
        _scenario.Says();
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task A_resubmission_in_the_last_minute_that_arrives_after_the_deadline_is_in_time()
    {
        await _scenario.Hear(Submitted(), CorrectionRequested(The.EndOf(2023, 10, 16)));
        await _scenario.Until(The.EndOf(2023, 10, 16));
        await _scenario.Hear(Resubmitted());
        _scenario.IsIn(_id, "FormalReview");
        Assert.Equal(Notes.CorrectedInTime, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task A_resubmission_that_overtakes_the_request_for_it_waits_for_its_turn()
    {
        await _scenario.Hear(Submitted(), Resubmitted());
        Assert.Equal(Notes.Early, await _scenario.LastRemark(_id));
        await _scenario.Hear(CorrectionRequested(The.EndOf(2023, 10, 16)));
        _scenario.IsIn(_id, "FormalReview");
        _scenario.WaitsFor(_id, null, null);
    }

    [Fact]
    public async Task A_judgement_that_overtakes_the_resubmission_waits_for_its_turn()
    {
        await _scenario.Hear(Submitted(), CorrectionRequested(The.EndOf(2023, 10, 16)), Passed());
        _scenario.IsIn(_id, "Correction");
        await _scenario.Hear(Resubmitted());
        _scenario.IsIn(_id, "ExpertReview");
        _scenario.Says(new OpenExpertReview(_id, Corrected));
    }

    [Fact]
    public async Task A_formally_passed_application_goes_to_the_experts()
    {
        await _scenario.Hear(Submitted(), Passed());
        _scenario.IsIn(_id, "ExpertReview");
        _scenario.Says(new OpenExpertReview(_id, The.Application()));
    }

    [Fact]
    public async Task A_returned_review_opens_its_second_round_and_comes_before_the_bureau_anew()
    {
        await _scenario.Hear(Submitted(), Passed(), Concluded());
        _scenario.Forget();
        await _scenario.Hear(new ReviewReturned(_id, "请核对成员分工", _scenario.Now));
        _scenario.IsIn(_id, "ExpertReview");
        _scenario.Says(new OpenExpertReview(_id, The.Application(), 2, "请核对成员分工"));
        _scenario.Forget();

        await _scenario.Hear(Concluded());
        _scenario.IsIn(_id, "ExpertReview");
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
        await _scenario.Hear(Concluded() with { Round = 2, AverageScore = 90 });

        _scenario.IsIn(_id, "Determination");
        _scenario.Says(new PrepareDetermination(_id, The.Application(), true, 90, 3, "同意推荐", 2));
    }

    [Fact]
    public async Task A_review_is_returned_once_however_often_it_is_said()
    {
        await _scenario.Hear(Submitted(), Passed(), Concluded(), new ReviewReturned(_id, "再议", _scenario.Now));
        _scenario.Forget();
        await _scenario.Hear(new ReviewReturned(_id, "再议", _scenario.Now), Concluded() with { Round = 2 });
        _scenario.IsIn(_id, "Determination");
        await _scenario.Hear(new ReviewReturned(_id, "再议", _scenario.Now));
        _scenario.IsIn(_id, "Determination");
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task A_withdrawal_in_the_second_round_closes_the_review_and_the_determination()
    {
        await _scenario.Hear(Submitted(), Passed(), Concluded(), new ReviewReturned(_id, "再议", _scenario.Now));
        _scenario.Forget();
        await _scenario.Hear(new ApplicationWithdrawn(_id, "不再申报", _scenario.Now));
        _scenario.IsIn(_id, "Withdrawn");
        _scenario.Says(new CloseReview(_id, "不再申报"), new CloseDetermination(_id, "不再申报"));
    }

    [Fact]
    public async Task An_application_refused_in_formal_review_is_refused()
    {
        await _scenario.Hear(Submitted(), new FormalReviewRefused(_id, [new(Articles.Members, "成员单位不足 4 家")], _scenario.Now));
        _scenario.IsIn(_id, "Refused");
        _scenario.Says();
    }

    [Fact]
    public async Task The_experts_opinion_is_put_before_the_decision_maker()
    {
        await InExpertReview();
        await _scenario.Hear(Concluded());
        _scenario.IsIn(_id, "Determination");
        _scenario.Says(new PrepareDetermination(_id, The.Application(), true, 86.25m, 3, "同意推荐"));
    }

    [Fact]
    public async Task A_proposed_alliance_stands_in_public()
    {
        await InDetermination();
        await _scenario.Hear(new RecognitionProposed(_id, _scenario.Now));
        _scenario.IsIn(_id, "PublicNotice");
        _scenario.Says(new PublishNotice(_id));
    }

    [Fact]
    public async Task A_declined_application_is_declined()
    {
        await InDetermination();
        await _scenario.Hear(new RecognitionDeclined(_id, [The.Reason], _scenario.Now));
        _scenario.IsIn(_id, "Declined");
        _scenario.Says();
    }

    [Fact]
    public async Task A_published_notice_ends_at_the_instant_it_says()
    {
        await InPublicNotice();
        _scenario.IsIn(_id, "PublicNotice");
        _scenario.WaitsFor(_id, "NoticePeriodEnds", NoticeCloses);
    }

    [Fact]
    public async Task The_deadline_names_its_article_its_nominal_day_and_every_step_of_its_computation()
    {
        await InPublicNotice();
        var deadline = Assert.Single(await _scenario.Running(_id));
        Assert.Equal(("NoticePeriodEnds", Articles.Notice, new DateOnly(2023, 10, 3)),
            (deadline.Name, deadline.Article, deadline.NominalDueOn));
        Assert.Contains("起始日 2023-09-26 不计入", deadline.Explanation);
        Assert.Contains("2023-10-07", deadline.Explanation);
        Assert.Contains("民法典第203条", deadline.Explanation);
    }

    [Fact]
    public async Task After_the_period_without_an_objection_the_recognition_is_issued_and_not_a_moment_before()
    {
        await InPublicNotice();
        await _scenario.Until(NoticeCloses.AddTicks(-10));
        _scenario.Says();
        await _scenario.Until(NoticeCloses);
        _scenario.IsIn(_id, "Certification");
        _scenario.Says(new IssueRecognition(_id, _notice));
    }

    [Fact]
    public async Task An_objection_holds_the_case()
    {
        await InPublicNotice();
        await _scenario.Hear(Lodged(The.Noon(2023, 9, 28)));
        _scenario.IsIn(_id, "ObjectionHandling");
        _scenario.WaitsFor(_id, "NoticePeriodEnds", NoticeCloses);
    }

    [Fact]
    public async Task The_period_that_ends_while_an_objection_is_open_is_only_remembered()
    {
        await InPublicNotice();
        await _scenario.Hear(Lodged(The.Noon(2023, 9, 28)));
        await _scenario.Until(The.EndOf(2023, 12, 31));
        _scenario.IsIn(_id, "ObjectionHandling");
        _scenario.Says();
        Assert.Equal(Notes.PeriodOverWhileHeld, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task An_objection_dismissed_within_the_period_lets_the_notice_go_on()
    {
        await InPublicNotice();
        await _scenario.Hear(Lodged(The.Noon(2023, 9, 28)), Settled(upheld: false, The.Noon(2023, 9, 29)));
        _scenario.IsIn(_id, "PublicNotice");
        _scenario.Says();
        await _scenario.Until(NoticeCloses);
        _scenario.IsIn(_id, "Certification");
        _scenario.Says(new IssueRecognition(_id, _notice));
    }

    [Fact]
    public async Task An_objection_dismissed_after_the_period_lets_the_recognition_be_issued_at_once()
    {
        await InPublicNotice();
        await _scenario.Hear(Lodged(The.Noon(2023, 9, 28)));
        await _scenario.Until(The.Noon(2023, 10, 20));
        await _scenario.Hear(Settled(upheld: false, The.Noon(2023, 10, 20)));
        _scenario.IsIn(_id, "Certification");
        _scenario.Says(new IssueRecognition(_id, _notice));
    }

    [Fact]
    public async Task An_upheld_objection_refuses_the_application_and_cancels_its_deadlines()
    {
        await InPublicNotice();
        await _scenario.Hear(Lodged(The.Noon(2023, 9, 28)), Settled(upheld: true, The.Noon(2023, 9, 29)));
        _scenario.IsIn(_id, "Refused");
        Assert.Empty(await _scenario.Running(_id));
        await _scenario.Until(The.EndOf(2023, 12, 31));
        _scenario.Says();
    }

    [Fact]
    public async Task Two_objections_hold_the_case_until_both_are_settled()
    {
        await InPublicNotice();
        await _scenario.Hear(Lodged(The.Noon(2023, 9, 28)), Lodged(The.Noon(2023, 9, 28).AddHours(1)));
        _scenario.IsIn(_id, "ObjectionHandling");
        Assert.Equal(Notes.AnotherObjection, await _scenario.LastRemark(_id));
        await _scenario.Hear(Settled(upheld: false, The.Noon(2023, 9, 29)));
        _scenario.IsIn(_id, "PublicNotice");
    }

    [Fact]
    public async Task An_objection_after_a_dismissed_one_holds_the_case_again()
    {
        await InPublicNotice();
        await _scenario.Hear(Lodged(The.Noon(2023, 9, 27)), Settled(upheld: false, The.Noon(2023, 9, 28)), Lodged(The.Noon(2023, 9, 29)));
        _scenario.IsIn(_id, "ObjectionHandling");
    }

    [Fact]
    public async Task An_objection_of_the_last_minute_that_arrives_after_the_period_holds_the_recognition()
    {
        await InPublicNotice();
        await _scenario.Until(NoticeCloses);
        _scenario.Forget();
        await _scenario.Hear(Lodged(NoticeCloses.AddSeconds(-1)));
        _scenario.IsIn(_id, "ObjectionHandling");
        Assert.Equal(Notes.HeldAfterPeriod, await _scenario.LastRemark(_id));
        await _scenario.Hear(Settled(upheld: false, The.Noon(2023, 10, 20)));
        _scenario.IsIn(_id, "Certification");
        _scenario.Says(new IssueRecognition(_id, _notice));
    }

    [Fact]
    public async Task An_objection_of_the_last_minute_that_is_upheld_refuses_the_application()
    {
        await InPublicNotice();
        await _scenario.Until(NoticeCloses);
        await _scenario.Hear(Lodged(NoticeCloses.AddSeconds(-1)), Settled(upheld: true, The.Noon(2023, 10, 20)));
        _scenario.IsIn(_id, "Refused");
    }

    [Fact]
    public async Task An_answer_that_overtakes_its_objection_settles_it()
    {
        await InPublicNotice();
        await _scenario.Hear(Settled(upheld: false, The.Noon(2023, 9, 29)), Lodged(The.Noon(2023, 9, 28)));
        _scenario.IsIn(_id, "PublicNotice");
        Assert.Equal(Notes.AlreadySettled, await _scenario.LastRemark(_id));
        await _scenario.Until(NoticeCloses);
        _scenario.Says(new IssueRecognition(_id, _notice));
    }

    [Fact]
    public async Task An_answer_that_overtakes_its_objection_after_the_period_asks_for_the_recognition_again()
    {
        await InPublicNotice();
        await _scenario.Until(NoticeCloses);
        _scenario.Forget();
        await _scenario.Hear(Settled(upheld: false, The.Noon(2023, 10, 20)), Lodged(NoticeCloses.AddSeconds(-1)));
        _scenario.IsIn(_id, "Certification");
        _scenario.Says(new IssueRecognition(_id, _notice));
    }

    [Fact]
    public async Task A_recognition_that_overtakes_the_answer_to_an_objection_waits_for_its_turn()
    {
        await InPublicNotice();
        await _scenario.Until(NoticeCloses);
        await _scenario.Hear(Lodged(NoticeCloses.AddSeconds(-1)), Recognised(Guid.CreateVersion7()));
        _scenario.IsIn(_id, "ObjectionHandling");
        await _scenario.Hear(Settled(upheld: false, The.Noon(2023, 10, 20)));
        _scenario.IsIn(_id, "Recognised");
    }

    [Fact]
    public async Task A_reissued_notice_has_a_new_period_and_the_former_one_ends_nothing()
    {
        await InPublicNotice();
        await _scenario.Hear(Lodged(The.Noon(2023, 9, 28)));
        var again = Guid.CreateVersion7();
        await _scenario.Hear(new NoticeReissued(_id, again, new(2023, 10, 9), The.EndOf(2023, 10, 16), new(2023, 10, 16),
            The.Application()));
        _scenario.IsIn(_id, "PublicNotice");
        _scenario.WaitsFor(_id, "NoticePeriodEnds", The.EndOf(2023, 10, 16));
        await _scenario.Until(The.EndOf(2023, 10, 16).AddSeconds(-1));
        _scenario.Says();
        await _scenario.Until(The.EndOf(2023, 10, 16));
        _scenario.Says(new IssueRecognition(_id, again));
    }

    [Fact]
    public async Task The_end_of_a_former_notice_that_arrives_late_is_ignored_and_noted()
    {
        await InPublicNotice();
        var arrive = await _scenario.FireWithoutArriving(NoticeCloses);
        await _scenario.HearBeforeDispatch(
            new NoticeReissued(_id, _notice, new(2023, 10, 8), The.EndOf(2023, 10, 16), new(2023, 10, 15), The.Application()));
        await arrive();
        _scenario.IsIn(_id, "PublicNotice");
        _scenario.Says();
        Assert.Equal(Notes.FormerNotice, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task A_recognised_alliance_gets_its_grant_opened_and_its_first_cycle_started()
    {
        var alliance = await IsRecognised();
        _scenario.IsIn(_id, "Recognised");
        _scenario.Says(
            new OpenGuidanceGrant(alliance, The.Application(), "昆科发〔2023〕1号", new(2023, 10, 9)),
            new StartOperatingCycle(alliance, The.Application(), 1, new(2023, 10, 9), new(2023, 10, 9), new(2025, 10, 9)));
        Assert.Empty(await _scenario.Running(_id));
    }

    [Theory]
    [InlineData("FormalReview", null)]
    [InlineData("Correction", null)]
    [InlineData("ExpertReview", nameof(CloseReview))]
    [InlineData("Determination", nameof(CloseDetermination))]
    [InlineData("PublicNotice", nameof(CloseDetermination))]
    [InlineData("ObjectionHandling", nameof(CloseDetermination))]
    [InlineData("Certification", nameof(CloseDetermination))]
    public async Task A_lead_unit_withdraws_before_recognition_and_what_is_open_is_closed(string state, string? command)
    {
        await Reach(state);
        _scenario.IsIn(_id, state);
        _scenario.Forget();
        await _scenario.Hear(new ApplicationWithdrawn(_id, "合作方退出", _scenario.Now));
        _scenario.IsIn(_id, "Withdrawn");
        Assert.Equal(command is null ? [] : [command], _scenario.Said.Select(c => c.GetType().Name));
        Assert.Empty(await _scenario.Running(_id));
        _scenario.Forget();
        await _scenario.Until(The.EndOf(2024, 12, 31));
        _scenario.IsIn(_id, "Withdrawn");
        _scenario.Says();
    }

    [Theory]
    [InlineData("Recognised")]
    [InlineData("Refused")]
    [InlineData("Declined")]
    public async Task A_withdrawal_after_the_end_changes_nothing_and_is_noted(string state)
    {
        await Reach(state);
        _scenario.Forget();
        await _scenario.Hear(new ApplicationWithdrawn(_id, "合作方退出", _scenario.Now));
        _scenario.IsIn(_id, state);
        _scenario.Says();
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task A_recognition_that_crossed_a_withdrawal_stands()
    {
        await Reach("Certification");
        await _scenario.Hear(new ApplicationWithdrawn(_id, "合作方退出", _scenario.Now));
        _scenario.Forget();
        await _scenario.Hear(Recognised(Guid.CreateVersion7()));
        _scenario.IsIn(_id, "Recognised");
        Assert.Equal([nameof(OpenGuidanceGrant), nameof(StartOperatingCycle)], _scenario.Said.Select(c => c.GetType().Name));
        Assert.Equal(Notes.RecognisedBeforeWithdrawal, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task A_message_delivered_twice_is_handled_once()
    {
        await _scenario.Hear(Submitted());
        await _scenario.HearTwice(Passed());
        _scenario.Says(new OpenExpertReview(_id, The.Application()));
    }

    [Fact]
    public async Task A_message_said_twice_changes_nothing_the_second_time_and_is_noted()
    {
        await _scenario.Hear(Submitted(), Passed(), Passed());
        _scenario.IsIn(_id, "ExpertReview");
        _scenario.Says(new OpenExpertReview(_id, The.Application()));
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task Messages_that_all_came_in_the_wrong_order_end_where_the_right_order_ends()
    {
        await _scenario.Hear(Submitted(), Concluded(), new RecognitionProposed(_id, _scenario.Now), Published(), Passed());
        _scenario.IsIn(_id, "PublicNotice");
        _scenario.WaitsFor(_id, "NoticePeriodEnds", NoticeCloses);
        Assert.Equal([nameof(OpenExpertReview), nameof(PrepareDetermination), nameof(PublishNotice)],
            _scenario.Said.Select(c => c.GetType().Name));
    }

    [Fact]
    public async Task Messages_that_come_before_their_case_wait_until_it_is_opened()
    {
        await _scenario.Hear(Concluded(), Passed(), new RecognitionProposed(_id, _scenario.Now));
        await _scenario.Hear(Submitted());
        _scenario.IsIn(_id, "PublicNotice");
        Assert.Equal([nameof(OpenExpertReview), nameof(PrepareDetermination), nameof(PublishNotice)],
            _scenario.Said.Select(c => c.GetType().Name));
    }

    [Fact]
    public async Task A_notice_whose_calendar_is_not_published_waits_without_firing()
    {
        await InPublicNotice(new NoticePublished(_id, _notice, new(2026, 12, 28), null, new(2027, 1, 4)));
        _scenario.WaitsFor(_id, "NoticePeriodEnds", null);
        await _scenario.Until(The.EndOf(2030, 1, 1));
        _scenario.IsIn(_id, "PublicNotice");
        _scenario.Says();
    }

    [Fact]
    public async Task When_the_calendar_arrives_a_provisional_deadline_gets_its_day_and_fires()
    {
        await InPublicNotice(new NoticePublished(_id, _notice, new(2026, 12, 28), null, new(2027, 1, 4)));
        await _scenario.CalendarArrives(new CalendarNotice
        {
            Year = 2027,
            Papers = ["https://www.gov.cn/"],
            Days = [new(new(2027, 1, 4), "元旦", true), new(new(2027, 1, 5), "元旦", true)],
        });
        _scenario.WaitsFor(_id, "NoticePeriodEnds", The.EndOf(2027, 1, 6));
        await _scenario.Until(The.EndOf(2027, 1, 6));
        _scenario.Says(new IssueRecognition(_id, _notice));
    }

    [Fact]
    public async Task A_holiday_announced_later_extends_a_running_notice_and_none_shortens_it()
    {
        await InPublicNotice(new NoticePublished(_id, _notice, new(2023, 11, 1), The.EndOf(2023, 11, 8), new(2023, 11, 8)));
        var announced = WorkCalendar.StateCouncil.Notices.Single(n => n.Year == 2023);
        var holiday = announced with { Version = 2, Days = [.. announced.Days, new(new(2023, 11, 8), "临时放假", true)] };

        await _scenario.CalendarArrives(holiday);
        _scenario.WaitsFor(_id, "NoticePeriodEnds", The.EndOf(2023, 11, 9));
        Assert.Equal(Notes.CalendarExtends, await _scenario.LastRemark(_id));
        Assert.Contains("原定 2023-11-08 24:00 届满", (await _scenario.Running(_id)).Single().Explanation, StringComparison.Ordinal);

        // Taken back: people hold on to what they were told.
        await _scenario.CalendarArrives(announced with { Version = 3 });
        _scenario.WaitsFor(_id, "NoticePeriodEnds", The.EndOf(2023, 11, 9));

        _scenario.Forget();
        await _scenario.Until(The.EndOf(2023, 11, 8));
        _scenario.Says();
        await _scenario.Hear(new ObjectionLodged(_id, Guid.NewGuid(), The.Noon(2023, 11, 9)));
        _scenario.IsIn(_id, "ObjectionHandling");
        await _scenario.Until(The.EndOf(2023, 11, 9));
        await _scenario.Hear(new ObjectionsSettled(_id, Upheld: false, The.Reason, The.Noon(2023, 11, 13)));
        _scenario.Says(new IssueRecognition(_id, _notice));
    }

    [Fact]
    public async Task A_period_that_was_over_when_the_holiday_was_announced_is_not_opened_again()
    {
        await InPublicNotice(new NoticePublished(_id, _notice, new(2023, 11, 1), The.EndOf(2023, 11, 8), new(2023, 11, 8)));
        await _scenario.Until(The.EndOf(2023, 11, 8));
        var announced = WorkCalendar.StateCouncil.Notices.Single(n => n.Year == 2023);
        await _scenario.CalendarArrives(announced with { Version = 2, Days = [.. announced.Days, new(new(2023, 11, 8), "临时放假", true)] });
        _scenario.IsIn(_id, "Certification");
        Assert.NotEqual(Notes.CalendarExtends, await _scenario.LastRemark(_id));
    }

    // ---- a decision is annulled ----

    DecisionAnnulled Annulled(ApplicationState step, Guid? notice = null)
        => new(_id, step, "复议机关 昆复决〔2023〕1号", new(2023, 12, 1), The.Noon(2023, 12, 1), notice);

    [Fact]
    public async Task An_annulled_refusal_of_the_formal_review_is_reviewed_again()
    {
        var refused = new FormalReviewRefused(_id, [The.Reason], _scenario.Now);
        await _scenario.Hear(Submitted(), refused, Annulled(ApplicationState.FormalReview));
        _scenario.IsIn(_id, "FormalReview");
        _scenario.Says(new ReopenApplication(_id, ApplicationState.FormalReview, "复议机关 昆复决〔2023〕1号"));
        // What was annulled does not come back, however late it is said again.
        await _scenario.Hear(refused);
        _scenario.IsIn(_id, "FormalReview");
        await _scenario.Hear(refused with { RefusedAt = The.Noon(2023, 12, 20) });
        _scenario.IsIn(_id, "Refused");
    }

    [Fact]
    public async Task A_missed_correction_whose_end_was_annulled_has_a_whole_period_again()
    {
        await _scenario.Hear(Submitted(), CorrectionRequested(The.EndOf(2023, 10, 16)));
        await _scenario.Until(The.EndOf(2023, 10, 16));
        _scenario.Forget();
        await _scenario.Until(The.Noon(2023, 12, 1));
        await _scenario.Hear(Annulled(ApplicationState.Correction));
        _scenario.IsIn(_id, "Correction");
        var (name, at) = _scenario.NextDeadlineOf(_id);
        Assert.Equal("CorrectionDue", name);
        Assert.True(at > The.Noon(2023, 12, 1));
        await _scenario.Until(at!.Value);
        _scenario.IsIn(_id, "Refused");
    }

    [Fact]
    public async Task A_refusal_that_was_annulled_waits_for_no_correction_when_it_is_said_again_after_a_missed_one()
    {
        var refused = new FormalReviewRefused(_id, [The.Reason], _scenario.Now);
        await _scenario.Hear(Submitted(), refused, Annulled(ApplicationState.FormalReview));
        await _scenario.Hear(CorrectionRequested(The.EndOf(2023, 12, 22)));
        await _scenario.Until(The.EndOf(2023, 12, 22));
        _scenario.IsIn(_id, "Refused");
        await _scenario.Hear(refused);
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task An_annulled_refusal_by_the_bureau_is_decided_again_and_can_end_recognised()
    {
        await InDetermination();
        var declined = new RecognitionDeclined(_id, [The.Reason], _scenario.Now);
        await _scenario.Hear(declined, Annulled(ApplicationState.Determination));
        _scenario.IsIn(_id, "Determination");
        _scenario.Says(new ReopenApplication(_id, ApplicationState.Determination, "复议机关 昆复决〔2023〕1号"),
            new ReopenDetermination(_id, ApplicationState.Determination, new(2023, 12, 1)));
        await _scenario.Hear(declined);
        _scenario.IsIn(_id, "Determination");
        await _scenario.Hear(new RecognitionProposed(_id, _scenario.Now));
        _scenario.IsIn(_id, "PublicNotice");
    }

    [Fact]
    public async Task An_objection_that_was_wrongly_upheld_is_open_again_under_a_whole_period()
    {
        await InPublicNotice();
        await _scenario.Hear(Lodged(The.Noon(2023, 9, 28)), new ObjectionsSettled(_id, true, The.Reason, The.Noon(2023, 9, 29)));
        _scenario.IsIn(_id, "Refused");
        await _scenario.Until(The.Noon(2023, 12, 1));
        await _scenario.Hear(Annulled(ApplicationState.ObjectionHandling, _notice));
        _scenario.IsIn(_id, "ObjectionHandling");
        // Seven days after 1 December, a Friday, end on Friday the 8th.
        _scenario.WaitsFor(_id, "NoticePeriodEnds", The.EndOf(2023, 12, 8));
        await _scenario.Hear(new ObjectionsSettled(_id, false, The.Reason, The.Noon(2023, 12, 4)));
        _scenario.IsIn(_id, "PublicNotice");
        _scenario.Forget();
        await _scenario.Until(The.EndOf(2023, 12, 8));
        _scenario.Says(new IssueRecognition(_id, _notice));
    }

    [Fact]
    public async Task An_annulment_that_overtakes_its_decision_waits_for_it_and_counts_once()
    {
        await _scenario.Hear(Submitted(), Annulled(ApplicationState.FormalReview));
        _scenario.IsIn(_id, "FormalReview");
        Assert.Equal(Notes.Early, await _scenario.LastRemark(_id));
        await _scenario.Hear(new FormalReviewRefused(_id, [The.Reason], _scenario.Now));
        _scenario.IsIn(_id, "FormalReview");
        await _scenario.Hear(Annulled(ApplicationState.FormalReview),
            new FormalReviewRefused(_id, [The.Reason], The.Noon(2023, 12, 20)));
        _scenario.IsIn(_id, "Refused");
    }

    // ---- the way to each state ----

    async Task Reach(string state)
    {
        switch (state)
        {
            case "FormalReview": await _scenario.Hear(Submitted()); break;
            case "Correction": await _scenario.Hear(Submitted(), CorrectionRequested(The.EndOf(2023, 10, 16))); break;
            case "Refused": await _scenario.Hear(Submitted(), new FormalReviewRefused(_id, [The.Reason], _scenario.Now)); break;
            case "ExpertReview": await InExpertReview(); break;
            case "Determination": await InDetermination(); break;
            case "Declined":
                await InDetermination();
                await _scenario.Hear(new RecognitionDeclined(_id, [The.Reason], _scenario.Now)); break;
            case "PublicNotice": await InPublicNotice(); break;
            case "ObjectionHandling": await InPublicNotice(); await _scenario.Hear(Lodged(The.Noon(2023, 9, 28))); break;
            case "Certification": await InPublicNotice(); await _scenario.Until(NoticeCloses); break;
            case "Recognised": await IsRecognised(); break;
            default: throw new ArgumentOutOfRangeException(nameof(state), state, null);
        }
    }

    async Task InExpertReview()
    {
        await _scenario.Hear(Submitted(), Passed());
        _scenario.Forget();
    }

    async Task InDetermination()
    {
        await InExpertReview();
        await _scenario.Hear(Concluded());
        _scenario.Forget();
    }

    async Task InPublicNotice(NoticePublished? published = null)
    {
        await InDetermination();
        await _scenario.Hear(new RecognitionProposed(_id, _scenario.Now), published ?? Published());
        _scenario.Forget();
    }

    async Task<Guid> IsRecognised()
    {
        await InPublicNotice();
        await _scenario.Until(NoticeCloses);
        _scenario.Forget();
        var alliance = Guid.CreateVersion7();
        await _scenario.Hear(Recognised(alliance));
        return alliance;
    }

    // ---- what the services say ----

    static ApplicationSummary Corrected => The.Application("昆明高原花卉产业技术创新战略联盟");
    ApplicationSubmitted Submitted() => new(_id, The.Application(), _scenario.Now);
    CorrectionRequested CorrectionRequested(DateTimeOffset? dueAt)
        => new(_id, [new(Articles.Agreement, "缺少联盟协议")], dueAt, new(2023, 10, 16), _scenario.Now);
    ApplicationResubmitted Resubmitted() => new(_id, Corrected, _scenario.Now);
    FormalReviewPassed Passed() => new(_id, _scenario.Now);
    ExpertReviewConcluded Concluded() => new(_id, true, 86.25m, 3, "同意推荐", _scenario.Now);
    NoticePublished Published() => new(_id, _notice, _scenario.Today, NoticeCloses, new(2023, 10, 3));
    ObjectionLodged Lodged(DateTimeOffset at) => new(_id, Guid.CreateVersion7(), at);
    ObjectionsSettled Settled(bool upheld, DateTimeOffset at) => new(_id, upheld, new(Articles.Notice, "经核实"), at);
    AllianceRecognised Recognised(Guid alliance) => new(_id, alliance, The.Application(), "昆科发〔2023〕1号", "KM-2023-001", new(2023, 10, 9));
}
