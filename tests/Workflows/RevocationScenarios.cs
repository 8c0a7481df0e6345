using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Workflows.Interventions;
using Alliance.Workflows.Procedures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>撤销, row by row (Art. 17). The prior notice is served on Thursday 11 April 2024: five working days later is Thursday 18 April.
/// A hearing that is asked for on 15 April is due on 14 May, because the days of Labour Day are no working days.</summary>
public sealed class RevocationScenarios(Floor floor) : IAsyncLifetime
{
    readonly Guid _id = Guid.CreateVersion7();
    readonly Guid _alliance = Guid.CreateVersion7();
    Scenario _scenario = null!;

    static readonly Reason Fraud = new("Art. 17(3)", "申报材料弄虚作假");
    static readonly RevocationDecision Decision = new(3, "营业执照系伪造", "听证会上承认", "弄虚作假", FromRecognition: true);
    static readonly DateTimeOffset PeriodOver = The.EndOf(2024, 4, 18);

    public async ValueTask InitializeAsync() => _scenario = await floor.Begin(The.Noon(2024, 4, 11));
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    RevocationCaseOpened Opened() => new(_id, _alliance, The.Application(), 3, Fraud, _scenario.Now);
    PriorNoticeServed Told() => new(_id, new(2024, 4, 11), PeriodOver, new(2024, 4, 18), The.Noon(2024, 4, 11));
    StatementFiled Stated() => new(_id, _scenario.Now);
    HearingRequested Asked() => new(_id, new(2024, 4, 15), The.Noon(2024, 4, 15));
    HearingHeld Held() => new(_id, new(2024, 4, 29), true, The.Noon(2024, 4, 29));
    RevocationDecided ToRevoke(DateTimeOffset? at = null) => new(_id, _alliance, true, Fraud, at ?? _scenario.Now, Decision);
    RevocationDecided ToDrop() => new(_id, _alliance, false, new(Articles.Revocation, "证据不足"), _scenario.Now);
    RecognitionRevoked Revoked(DateTimeOffset at) => new(_alliance, Fraud, BeijingTime.DayOf(at), _id, at, new(2023, 11, 9));
    RevokeRecognition RevokeCommand => new(_alliance, _id, Fraud, Decision);

    [Fact]
    public async Task Opened_the_case_holds_the_money_and_waits_for_the_bureau_without_a_deadline()
    {
        await _scenario.Hear(Opened());
        _scenario.IsIn(_id, "Investigation");
        _scenario.WaitsFor(_id, null, null);
        _scenario.Says(new HoldFunding(_alliance, _id, "申报材料弄虚作假"));
    }

    [Fact]
    public async Task Told_the_unit_has_five_working_days_to_answer()
    {
        await _scenario.Hear(Opened(), Told());
        _scenario.IsIn(_id, "Statement");
        _scenario.WaitsFor(_id, "StatementDue", PeriodOver);
        var running = Assert.Single(await _scenario.Running(_id));
        Assert.Equal((Articles.Revocation, new DateOnly(2024, 4, 18)), (running.Article, running.NominalDueOn));
    }

    [Fact]
    public async Task With_a_written_statement_alone_it_is_decided_when_the_period_is_over()
    {
        await _scenario.Hear(Opened(), Told(), Stated());
        _scenario.IsIn(_id, "Statement");
        await _scenario.Until(PeriodOver);
        _scenario.IsIn(_id, "Decision");
        _scenario.Forget();
        await _scenario.Hear(ToRevoke());
        _scenario.IsIn(_id, "Revoking");
        _scenario.Says(RevokeCommand);
    }

    [Fact]
    public async Task A_decision_that_is_heard_before_the_period_is_over_waits_for_its_end()
    {
        await _scenario.Hear(Opened(), Told());
        _scenario.Forget();
        await _scenario.Hear(ToRevoke());
        _scenario.IsIn(_id, "Statement");
        _scenario.Says();
        Assert.Equal(Notes.Early, await _scenario.LastRemark(_id));
        await _scenario.Until(PeriodOver);
        _scenario.IsIn(_id, "Revoking");
        _scenario.Says(RevokeCommand);
    }

    [Fact]
    public async Task A_hearing_that_was_asked_for_comes_before_the_decision_though_the_period_is_over()
    {
        await _scenario.Hear(Opened(), Told(), Asked());
        _scenario.IsIn(_id, "Hearing");
        Assert.Equal([("StatementDue", PeriodOver.ToUniversalTime()), ("HearingDue", The.EndOf(2024, 5, 14).ToUniversalTime())],
            (await _scenario.Running(_id)).Select(d => (d.Name, d.DueAt!.Value.ToUniversalTime())));
        await _scenario.Until(PeriodOver);
        _scenario.IsIn(_id, "Hearing");
        Assert.Equal(Notes.StatementPeriodOverBeforeHearing, await _scenario.LastRemark(_id));
        _scenario.Forget();
        await _scenario.Hear(ToRevoke());
        _scenario.IsIn(_id, "Hearing");
        _scenario.Says();
        await _scenario.Hear(Held());
        _scenario.IsIn(_id, "Revoking");
        _scenario.Says(RevokeCommand);
        Assert.Empty(await _scenario.Running(_id));
    }

    [Fact]
    public async Task A_hearing_within_the_period_does_not_shorten_it()
    {
        await _scenario.Hear(Opened(), Told(), Asked(), Held());
        _scenario.IsIn(_id, "Statement");
        _scenario.WaitsFor(_id, "StatementDue", PeriodOver);
        Assert.Equal(Notes.StatementPeriodRuns, await _scenario.LastRemark(_id));
        await _scenario.Until(PeriodOver);
        _scenario.IsIn(_id, "Decision");
    }

    [Fact]
    public async Task A_hearing_that_is_not_held_in_time_is_reminded_of_and_still_owed()
    {
        await _scenario.Hear(Opened(), Told(), Asked());
        await _scenario.Until(PeriodOver);
        _scenario.Forget();
        await _scenario.Until(The.EndOf(2024, 5, 14));
        _scenario.Says(new RemindHearing(_id));
        _scenario.IsIn(_id, "Hearing");
    }

    [Fact]
    public async Task A_hearing_asked_for_in_the_last_minute_and_heard_after_the_period_comes_first()
    {
        await _scenario.Hear(Opened(), Told());
        await _scenario.Until(PeriodOver);
        _scenario.IsIn(_id, "Decision");
        await _scenario.Hear(Asked());
        _scenario.IsIn(_id, "Hearing");
        Assert.Equal(Notes.HearingAskedInTime, await _scenario.LastRemark(_id));
        await _scenario.Hear(Held());
        _scenario.IsIn(_id, "Decision");
    }

    [Fact]
    public async Task What_the_unit_did_is_heard_in_any_order()
    {
        await _scenario.Hear(Opened(), Held(), Stated(), Asked());
        _scenario.IsIn(_id, "Investigation");
        await _scenario.Hear(Told());
        _scenario.IsIn(_id, "Statement");
        await _scenario.Until(PeriodOver);
        _scenario.IsIn(_id, "Decision");
        await _scenario.Hear(Asked(), Held(), Stated());
        _scenario.IsIn(_id, "Decision");
    }

    [Fact]
    public async Task What_is_said_twice_changes_nothing()
    {
        await _scenario.Hear(Opened(), Told(), Asked(), Held());
        var stated = Stated();
        await _scenario.Hear(stated);
        _scenario.Forget();
        await _scenario.Hear(Opened(), Told(), Asked(), Held(), stated);
        _scenario.IsIn(_id, "Statement");
        _scenario.Says();
        _scenario.WaitsFor(_id, "StatementDue", PeriodOver);
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
    }

    [Theory]
    [InlineData("Investigation")]
    [InlineData("Statement")]
    [InlineData("Hearing")]
    [InlineData("Decision")]
    public async Task Dropped_everything_is_released_wherever_the_case_was(string state)
    {
        await Reach(state);
        _scenario.Forget();
        await _scenario.Hear(ToDrop());
        _scenario.IsIn(_id, "Dropped");
        _scenario.Says(new ReleaseFunding(_alliance, _id, "证据不足"));
        Assert.Empty(await _scenario.Running(_id));
        await _scenario.Hear(Told(), Asked());
        _scenario.IsIn(_id, "Dropped");
    }

    [Theory]
    [InlineData("Investigation")]
    [InlineData("Statement")]
    [InlineData("Hearing")]
    [InlineData("Decision")]
    [InlineData("Revoking")]
    public async Task A_recognition_that_ended_otherwise_leaves_nothing_to_revoke(string state)
    {
        await Reach(state);
        _scenario.Forget();
        await _scenario.Hear(new RevocationOvertaken(_id, _alliance, The.Reason, _scenario.Now));
        _scenario.IsIn(_id, "Overtaken");
        _scenario.Says(new ReleaseFunding(_alliance, _id, The.Reason.Sentence));
        Assert.Empty(await _scenario.Running(_id));
    }

    [Fact]
    public async Task Revoked_the_plaque_is_due_and_asked_for()
    {
        await Reach("Revoked");
        // Fifteen working days from 20 May 2024 on: the Dragon Boat Festival lies between.
        _scenario.WaitsFor(_id, "PlaqueRecoveryDue", The.EndOf(2024, 6, 11));
        _scenario.Forget();
        await _scenario.Until(The.EndOf(2024, 6, 11));
        _scenario.Says(new RemindPlaqueRecovery(_alliance, _id, new(2024, 6, 11)));
    }

    [Fact]
    public async Task A_plaque_that_came_back_is_not_asked_for_even_where_it_was_heard_before_the_revocation()
    {
        await Reach("Revoking");
        var back = new PlaqueRecovered(_id, _alliance, new(2024, 5, 20), The.Noon(2024, 5, 20));
        await _scenario.Hear(back, Revoked(The.Noon(2024, 5, 20)));
        _scenario.IsIn(_id, "Revoked");
        Assert.Empty(await _scenario.Running(_id));
    }

    [Fact]
    public async Task An_annulled_revocation_is_decided_anew_with_the_money_on_hold()
    {
        await Reach("Revoked");
        _scenario.Forget();
        await _scenario.Hear(new RevocationAnnulled(_id, _alliance, "云01行终1号", The.Noon(2024, 9, 2)));
        _scenario.IsIn(_id, "Decision");
        _scenario.Says(new ReopenRevocation(_id, "云01行终1号"));
        Assert.Empty(await _scenario.Running(_id));

        // What was said of the first decision decides nothing any more.
        _scenario.Forget();
        await _scenario.Hear(ToRevoke(The.Noon(2024, 5, 17)), Revoked(The.Noon(2024, 5, 20)));
        _scenario.IsIn(_id, "Decision");
        _scenario.Says();
        await _scenario.Hear(new RevocationDecided(_id, _alliance, false, new(Articles.Revocation, "证据不足"), The.Noon(2024, 9, 20)));
        _scenario.IsIn(_id, "Dropped");
        _scenario.Says(new ReleaseFunding(_alliance, _id, "证据不足"));
    }

    [Fact]
    public async Task Annulled_a_revocation_may_be_decided_again_and_its_plaque_is_due_anew()
    {
        await Reach("Revoked");
        await _scenario.Hear(new RevocationAnnulled(_id, _alliance, "云01行终1号", The.Noon(2024, 9, 2)), ToRevoke(The.Noon(2024, 9, 20)));
        _scenario.IsIn(_id, "Revoking");
        // The plaque of the first revocation came back then.
        await _scenario.Hear(new PlaqueRecovered(_id, _alliance, new(2024, 6, 3), The.Noon(2024, 6, 3)),
            Revoked(The.Noon(2024, 9, 24)));
        _scenario.IsIn(_id, "Revoked");
        Assert.Equal("PlaqueRecoveryDue", Assert.Single(await _scenario.Running(_id)).Name);
    }

    [Fact]
    public async Task The_revocation_ends_the_operation_and_its_annulment_brings_the_cycle_back()
    {
        await _scenario.Hear(new OperatingCycleStarted(_alliance, The.Application(), 1, Guid.CreateVersion7(), new(2023, 11, 9),
            new(2023, 11, 9), new(2025, 11, 9)));
        await Reach("Revoking");
        _scenario.Forget();
        await _scenario.Hear(Revoked(The.Noon(2024, 5, 20)));
        _scenario.IsIn(_alliance, "Revoked");
        _scenario.IsIn(_id, "Revoked");
        _scenario.Says(new SuspendFunding(_alliance, Fraud), new CloseOperation(_alliance, Fraud));

        _scenario.Forget();
        await _scenario.Until(The.Noon(2025, 2, 3));
        _scenario.Forget();
        await _scenario.Hear(new EndAnnulled(_alliance, "云01行终1号", The.Noon(2025, 2, 3)));
        _scenario.IsIn(_alliance, "Operating");
        _scenario.Says(new RestoreRecognition(_alliance, "云01行终1号"), new ResumeFunding(_alliance, "云01行终1号"),
            new ReopenOperation(_alliance, "云01行终1号", 1, 0, Assess: false));
        Assert.Equal(["AnnualReportDue:2025", "CycleEnds"],
            (await _scenario.Running(_alliance)).Select(d => d.Name)
                .Where(name => !name.Contains("Reminder", StringComparison.Ordinal)).Order());

        _scenario.Forget();
        await _scenario.Until(The.EndOf(2025, 11, 10));
        Assert.Contains(new OpenAssessment(_alliance, 1, 1), _scenario.Said);
    }

    [Fact]
    public async Task A_cycle_that_ends_while_the_case_runs_is_assessed_and_the_revocation_still_ends_it()
    {
        await _scenario.Hear(new OperatingCycleStarted(_alliance, The.Application(), 1, Guid.CreateVersion7(), new(2022, 4, 15),
            new(2022, 4, 15), new(2024, 4, 15)));
        await Reach("Decision");
        _scenario.IsIn(_alliance, "UnderAssessment");
        await _scenario.Hear(ToRevoke());
        _scenario.Forget();
        await _scenario.Hear(Revoked(The.Noon(2024, 5, 20)));
        _scenario.IsIn(_alliance, "Revoked");

        await _scenario.Hear(new EndAnnulled(_alliance, "云01行终1号", The.Noon(2024, 9, 2)));
        _scenario.IsIn(_alliance, "UnderAssessment");
        Assert.Contains(new ReopenOperation(_alliance, "云01行终1号", 1, 2), _scenario.Said);
    }

    [Theory]
    [InlineData("Investigation")]
    [InlineData("Statement")]
    [InlineData("Hearing")]
    [InlineData("Decision")]
    [InlineData("Revoking")]
    [InlineData("Revoked")]
    public async Task Whoever_takes_the_lead_while_the_case_runs_leads_the_alliance_in_it_and_no_period_moves(string state)
    {
        await Reach(state);
        var running = await _scenario.Running(_id);
        _scenario.Forget();
        await _scenario.Hear(
            new RevocationPartiesChanged(_id, _alliance, The.Application() with { LeadUnit = The.NewLead }, _scenario.Now));
        _scenario.IsIn(_id, state);
        _scenario.Says();
        Assert.Equal("昆明花卉产业技术创新战略联盟 昆明新牵头有限公司", await _scenario.Known(_id));
        Assert.Equal(running.Select(d => (d.Name, d.DueAt)), (await _scenario.Running(_id)).Select(d => (d.Name, d.DueAt)));
    }

    [Fact]
    public async Task Told_of_the_decision_first_the_case_still_waits_until_the_unit_was_told_and_heard()
    {
        await _scenario.Hear(Opened(), ToRevoke());
        _scenario.IsIn(_id, "Investigation");
        Assert.Equal(Notes.Early, await _scenario.LastRemark(_id));
        await _scenario.Hear(Told());
        _scenario.Forget();
        await _scenario.Until(PeriodOver);
        _scenario.Says(RevokeCommand);
    }

    [Fact]
    public async Task Minutes_that_are_heard_before_the_request_are_not_lost_and_nothing_is_decided_between()
    {
        await Reach("Decision");
        await _scenario.Hear(Held());
        _scenario.IsIn(_id, "Decision");
        Assert.Equal(Notes.Early, await _scenario.LastRemark(_id));
        await _scenario.Hear(Asked());
        _scenario.IsIn(_id, "Decision");
        Assert.Empty(await _scenario.Running(_id));
    }

    [Fact]
    public async Task What_the_unit_says_while_it_waits_for_its_hearing_is_known()
    {
        await Reach("Hearing");
        var stated = Stated();
        await _scenario.Hear(stated);
        Assert.Null(await _scenario.LastRemark(_id));
        await _scenario.Hear(stated);
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
        _scenario.IsIn(_id, "Hearing");
    }

    [Fact]
    public async Task A_plaque_that_comes_back_in_time_is_not_asked_for()
    {
        await Reach("Revoked");
        _scenario.Forget();
        await _scenario.Hear(new PlaqueRecovered(_id, _alliance, new(2024, 6, 3), The.Noon(2024, 6, 3)));
        Assert.Empty(await _scenario.Running(_id));
        await _scenario.Until(The.EndOf(2024, 6, 20));
        _scenario.IsIn(_id, "Revoked");
        _scenario.Says();
    }

    [Fact]
    public async Task An_annulment_that_is_heard_before_the_revocation_waits_for_it()
    {
        await Reach("Revoking");
        await _scenario.Hear(new RevocationAnnulled(_id, _alliance, "云01行终1号", The.Noon(2024, 9, 2)));
        _scenario.IsIn(_id, "Revoking");
        _scenario.Forget();
        await _scenario.Hear(Revoked(The.Noon(2024, 5, 20)));
        _scenario.IsIn(_id, "Decision");
        _scenario.Says(new ReopenRevocation(_id, "云01行终1号"));
        Assert.Empty(await _scenario.Running(_id));
    }

    [Fact]
    public async Task What_is_said_again_of_an_annulled_revocation_changes_nothing_of_the_next_one()
    {
        var (annulled, first) = (new RevocationAnnulled(_id, _alliance, "云01行终1号", The.Noon(2024, 9, 2)), The.Noon(2024, 5, 20));
        await Reach("Revoked");
        await _scenario.Hear(annulled, ToRevoke(The.Noon(2024, 9, 20)));
        _scenario.Forget();
        await _scenario.Hear(annulled);
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
        await _scenario.Hear(Revoked(first));
        Assert.Equal(Notes.FormerRevocation, await _scenario.LastRemark(_id));
        _scenario.IsIn(_id, "Revoking");
        await _scenario.Hear(Revoked(The.Noon(2024, 9, 24)));
        _scenario.IsIn(_id, "Revoked");

        await _scenario.Hear(annulled, new PlaqueRecovered(_id, _alliance, new(2024, 6, 3), The.Noon(2024, 6, 3)),
            new PlaqueRecoveryDue(_id, new(2024, 5, 20)));
        Assert.Equal(Notes.FormerRevocation, await _scenario.LastRemark(_id));
        _scenario.IsIn(_id, "Revoked");
        _scenario.Says();
        Assert.Equal("PlaqueRecoveryDue", Assert.Single(await _scenario.Running(_id)).Name);
    }

    [Fact]
    public async Task Dissolved_while_an_annulment_is_on_its_way_the_case_ends_with_it()
    {
        await Reach("Revoked");
        await _scenario.Hear(new RevocationOvertaken(_id, _alliance, The.Reason, The.Noon(2024, 9, 10)));
        _scenario.IsIn(_id, "Revoked");
        Assert.Equal(Notes.Early, await _scenario.LastRemark(_id));
        _scenario.Forget();
        await _scenario.Hear(new RevocationAnnulled(_id, _alliance, "云01行终1号", The.Noon(2024, 9, 2)));
        _scenario.IsIn(_id, "Overtaken");
        _scenario.Says(new ReopenRevocation(_id, "云01行终1号"), new ReleaseFunding(_alliance, _id, The.Reason.Sentence));
    }

    [Fact]
    public async Task Cancelled_while_the_case_runs_the_alliance_is_not_revoked_and_its_money_is_stopped_by_the_cancellation()
    {
        await ReachCancelling();
        await Reach("Decision");
        await _scenario.Hear(ToRevoke());
        _scenario.Forget();
        await _scenario.Hear(new RecognitionCancelled(_alliance, The.Reason, new(2024, 5, 20), The.Noon(2024, 5, 20)),
            new RevocationOvertaken(_id, _alliance, The.Reason, The.Noon(2024, 5, 20)));
        _scenario.IsIn(_alliance, "Cancelled");
        _scenario.IsIn(_id, "Overtaken");
        _scenario.Says(new SuspendFunding(_alliance, The.Reason), new CloseOperation(_alliance, The.Reason),
            new ReleaseFunding(_alliance, _id, The.Reason.Sentence));
        _scenario.Forget();
        await _scenario.Hear(Revoked(The.Noon(2024, 5, 21)));
        _scenario.IsIn(_alliance, "Cancelled");
        _scenario.IsIn(_id, "Overtaken");
        _scenario.Says();
    }

    [Fact]
    public async Task Revoked_while_its_cancellation_stands_in_public_nothing_is_cancelled_and_annulled_it_is_assessed_anew()
    {
        await ReachCancelling();
        await Reach("Decision");
        await _scenario.Hear(ToRevoke(), Revoked(The.Noon(2024, 5, 20)));
        _scenario.IsIn(_alliance, "Revoked");
        Assert.Empty(await _scenario.Running(_alliance));
        _scenario.Forget();
        await _scenario.Hear(new RecognitionCancelled(_alliance, The.Reason, new(2024, 5, 21), The.Noon(2024, 5, 21)));
        _scenario.IsIn(_alliance, "Revoked");
        _scenario.Says();

        await _scenario.Hear(new EndAnnulled(_alliance, "云01行终1号", The.Noon(2024, 9, 2)));
        _scenario.IsIn(_alliance, "UnderAssessment");
        _scenario.Says(new RestoreRecognition(_alliance, "云01行终1号"), new ResumeFunding(_alliance, "云01行终1号"),
            new ReopenOperation(_alliance, "云01行终1号", 1, 2));
    }

    [Fact]
    public async Task Dissolved_in_the_moment_in_which_the_case_is_dropped_both_end_and_the_hold_with_them()
    {
        await Operating(new(2023, 11, 9));
        await Reach("Statement");
        _scenario.Forget();
        var dissolved = new AllianceDissolved(_alliance, Guid.CreateVersion7(), "变更备〔2024〕1号", new("Art. 15", "自行解散"),
            new(2024, 4, 12), The.Noon(2024, 4, 12));
        await _scenario.Hear(dissolved, ToDrop());
        _scenario.IsIn(_alliance, "Dissolved");
        _scenario.IsIn(_id, "Dropped");
        _scenario.Says(new SuspendFunding(_alliance, dissolved.Reason), new ReleaseFunding(_alliance, _id, "证据不足"));
        Assert.Empty(await _scenario.Running(_id));
        Assert.Empty(await _scenario.Running(_alliance));
    }

    [Fact]
    public async Task Another_lead_is_known_to_the_operation_and_to_the_case_and_what_was_filed_stands()
    {
        await Operating(new(2023, 11, 9));
        await _scenario.Hear(Opened(), Told(), Stated(), Asked());
        var changed = The.Application() with { LeadUnit = The.NewLead };
        await _scenario.Hear(new LeadUnitChanged(_alliance, Guid.CreateVersion7(), "变更备〔2024〕2号", The.Application().LeadUnit, The.NewLead,
                changed.Members, new(2024, 4, 15), _scenario.Now),
            new RevocationPartiesChanged(_id, _alliance, changed, _scenario.Now));
        Assert.Equal(await _scenario.Known(_alliance), await _scenario.Known(_id));
        _scenario.IsIn(_id, "Hearing");
        Assert.Equal(["HearingDue", "StatementDue"], (await _scenario.Running(_id)).Select(d => d.Name).Order());
    }

    [Theory]
    [InlineData("StatementDue")]
    [InlineData("HearingDue")]
    public async Task No_intervention_moves_what_the_unit_has_a_right_to(string name)
    {
        await _scenario.Hear(Opened(), Told(), Asked());
        await using var scope = floor.Services.CreateAsyncScope();
        var intervene = new Intervene(scope.ServiceProvider.GetRequiredService<Database>(), WorkCalendar.StateCouncil, floor.Clock,
            new LetterWriter(new Words(), floor.Clock, new("workflows")));
        var outcome = await intervene.Handle(_id, new MoveDeadline(name, new(2024, 4, 16)), "尽快办结",
            InterventionScenarios.Person("admin", "系统管理员"), TestContext.Current.CancellationToken);
        Assert.Equal(Articles.Revocation, outcome.Refusal?.Article);
        Assert.Contains(await _scenario.Running(_id), deadline => deadline.Name == name);
    }

    Task Operating(DateOnly on) => _scenario.Hear(new OperatingCycleStarted(_alliance, The.Application(), 1, Guid.CreateVersion7(), on, on,
        on.AddYears(2)));

    // The cycle ended, its assessment failed, and the cancellation stands in public.
    async Task ReachCancelling()
    {
        await Operating(new(2022, 4, 8));
        await _scenario.Until(The.Noon(2024, 4, 11));
        await _scenario.Hear(
            new AssessmentConcluded(_alliance, 1, Guid.CreateVersion7(), false, 40, The.Reason, _scenario.Now),
            new CancellationNoticePublished(_alliance, Guid.CreateVersion7(), new(2024, 5, 16), The.EndOf(2024, 5, 23), new(2024, 5, 23)));
        _scenario.IsIn(_alliance, "Cancelling");
    }

    async Task Reach(string state)
    {
        await _scenario.Hear(Opened());
        if (state == "Investigation") return;
        await _scenario.Hear(Told());
        if (state == "Statement") return;
        if (state == "Hearing") await _scenario.Hear(Asked());
        if (state == "Hearing") return;
        await _scenario.Until(PeriodOver);
        if (state == "Decision") return;
        await _scenario.Hear(ToRevoke());
        if (state == "Revoking") return;
        await _scenario.Hear(Revoked(The.Noon(2024, 5, 20)));
    }
}
