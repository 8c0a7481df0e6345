using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>运行, row by row. The alliance is recognised on Thursday 9 November 2023; its first cycle ends on Sunday 9 November
/// 2025.</summary>
public sealed class OperationScenarios(Floor floor) : IAsyncLifetime
{
    readonly Guid _id = Guid.CreateVersion7();
    readonly Guid _notice = Guid.CreateVersion7();
    Scenario _scenario = null!;

    static readonly DateOnly RecognisedOn = new(2023, 11, 9);
    // 9 November 2025 is a Sunday: what is due by the cycle's end is in time until Monday, then the assessment opens.
    static readonly DateTimeOffset CycleOver = The.EndOf(2025, 11, 10);
    static readonly DateTimeOffset CancellationCloses = The.EndOf(2026, 1, 12);

    public async ValueTask InitializeAsync() => _scenario = await floor.Begin(The.Noon(2023, 11, 9));
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_first_cycle_opens_the_operation_with_its_report_its_reminders_and_its_end()
    {
        await _scenario.Hear(Started(1));
        _scenario.IsIn(_id, "Operating");
        Assert.Equal(
            [("AnnualReportReminderDue:2023:11-15", Articles.Operation), ("AnnualReportReminderDue:2023:12-08", Articles.Operation),
                ("AnnualReportDue:2023", Articles.Operation), ("CycleEnds", Articles.Operation)],
            (await _scenario.Running(_id)).Select(d => (d.Name, d.Article)));
        _scenario.Says();
    }

    [Fact]
    public async Task The_first_report_is_due_in_the_very_year_even_when_the_alliance_was_recognised_in_November()
    {
        await _scenario.Hear(Started(1));
        var report = Assert.Single(await _scenario.Running(_id), d => d.Name == "AnnualReportDue:2023");
        Assert.Equal(The.EndOf(2023, 12, 15), report.DueAt);
    }

    [Fact]
    public async Task An_alliance_recognised_after_the_date_owes_its_first_report_in_the_next_year()
    {
        var scenario = await floor.Begin(The.Noon(2023, 12, 20));
        await scenario.Hear(Started(1, new(2023, 12, 20)));
        Assert.DoesNotContain(await scenario.Running(_id), d => d.Name == "AnnualReportDue:2023");
        Assert.Contains(await scenario.Running(_id), d => d.Name == "AnnualReportDue:2024");
    }

    [Fact]
    public async Task A_date_that_is_a_day_off_moves_to_the_next_working_day()
    {
        await _scenario.Hear(Started(1), Filed(2023));
        // 15 December 2024 is a Sunday.
        var report = Assert.Single(await _scenario.Running(_id), d => d.Name == "AnnualReportDue:2024");
        Assert.Equal((new DateOnly(2024, 12, 15), The.EndOf(2024, 12, 16)), (report.NominalDueOn, report.DueAt!.Value));
    }

    [Fact]
    public async Task What_changed_in_an_alliance_is_what_the_next_cycle_is_begun_with()
    {
        var (lead, member) = (new Unit("新牵头单位", "91530102MA6NKX9901"), new Unit("新成员单位", "91530102MA6NKX9902"));
        Unit[] members = [.. The.Application().Members, member, lead];
        await _scenario.Hear(Started(1), Filed(2023), Filed(2024));
        await _scenario.Until(CycleOver);
        _scenario.Forget();
        // While it is assessed: what changed is not forgotten with the next cycle.
        await _scenario.Hear(
            new MembersChanged(_id, _notice, "变更备〔2025〕1号", members, [member, lead], [], RecognisedOn, _scenario.Now),
            new LeadUnitChanged(_id, _notice, "变更备〔2025〕2号", The.Application().LeadUnit, lead, members, RecognisedOn, _scenario.Now),
            new AllianceRenamed(_id, _notice, "变更备〔2025〕3号", "昆明花卉产业技术创新战略联盟", "昆明鲜切花产业技术创新战略联盟", RecognisedOn, _scenario.Now));
        _scenario.IsIn(_id, "UnderAssessment");
        await _scenario.Hear(Assessed(1, passed: true));

        var application = The.Application("昆明鲜切花产业技术创新战略联盟") with { LeadUnit = lead, Members = members, RegionCode = "" };
        var (startsOn, endsOn) = Cycles.Of(RecognisedOn, 2, 24);
        _scenario.Says(new StartOperatingCycle(_id, application, 2, RecognisedOn, startsOn, endsOn));
    }

    [Fact]
    public async Task An_alliance_that_its_members_ended_is_paid_nothing_more_and_owes_nothing_more()
    {
        await _scenario.Hear(Started(1), Filed(2023));
        _scenario.Forget();
        var reason = new Reason(Articles.Changes, "全体成员单位同意，联盟自行解散");
        await _scenario.Hear(new AllianceDissolved(_id, _notice, "变更备〔2024〕1号", reason, new(2024, 5, 6), _scenario.Now));

        _scenario.IsIn(_id, "Dissolved");
        _scenario.Says(new SuspendFunding(_id, reason));
        Assert.Empty(await _scenario.Running(_id));
        _scenario.Forget();
        // What crosses it changes nothing any more.
        await _scenario.Hear(Filed(2024), Assessed(1, passed: true), new EndAnnulled(_id, "复议决定", _scenario.Now));
        _scenario.IsIn(_id, "Dissolved");
        _scenario.Says();
    }

    [Fact]
    public async Task The_lead_unit_is_reminded_before_the_date()
    {
        await _scenario.Hear(Started(1));
        await _scenario.Until(The.Noon(2023, 12, 8));
        _scenario.Says(new RemindAnnualReport(_id, 2023, new(2023, 12, 15)), new RemindAnnualReport(_id, 2023, new(2023, 12, 15)));
        _scenario.IsIn(_id, "Operating");
    }

    [Fact]
    public async Task A_missed_report_is_put_on_record_and_the_next_years_is_awaited()
    {
        await _scenario.Hear(Started(1));
        await _scenario.Until(The.Noon(2023, 12, 15));
        _scenario.Forget();
        await _scenario.Until(The.EndOf(2023, 12, 15));
        _scenario.IsIn(_id, "Operating");
        _scenario.Says(new RecordMissedReport(_id, 2023, new(2023, 12, 15)));
        Assert.Contains(await _scenario.Running(_id), d => d.Name == "AnnualReportDue:2024");
    }

    [Fact]
    public async Task A_filed_report_cancels_its_reminders_and_its_date_and_the_next_years_is_awaited()
    {
        await _scenario.Hear(Started(1), Filed(2023));
        Assert.Equal(
            ["AnnualReportReminderDue:2024:11-15", "AnnualReportReminderDue:2024:12-08", "AnnualReportDue:2024", "CycleEnds"],
            (await _scenario.Running(_id)).Select(d => d.Name));
        await _scenario.Until(The.EndOf(2023, 12, 31));
        _scenario.Says();
    }

    [Fact]
    public async Task A_report_filed_late_is_noted_and_changes_no_deadline()
    {
        await _scenario.Hear(Started(1));
        await _scenario.Until(The.EndOf(2023, 12, 20));
        _scenario.Forget();
        await _scenario.Hear(Filed(2023));
        _scenario.Says();
        Assert.Equal(Notes.ReportLate, await _scenario.LastRemark(_id));
        Assert.Contains(await _scenario.Running(_id), d => d.Name == "AnnualReportDue:2024");
    }

    [Fact]
    public async Task A_report_date_that_arrives_after_the_report_is_ignored_and_noted()
    {
        await _scenario.Hear(Started(1));
        await _scenario.Until(The.Noon(2023, 12, 15));
        _scenario.Forget();
        var arrive = await _scenario.FireWithoutArriving(The.EndOf(2023, 12, 15));
        await _scenario.HearBeforeDispatch(Filed(2023));
        await arrive();
        _scenario.Says();
        Assert.Equal(Notes.ReportIn, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task A_report_filed_ahead_is_not_awaited_when_its_year_comes()
    {
        await _scenario.Hear(Started(1), Filed(2024), Filed(2023));
        Assert.Contains(await _scenario.Running(_id), d => d.Name == "AnnualReportDue:2025");
        Assert.DoesNotContain(await _scenario.Running(_id), d => d.Name == "AnnualReportDue:2024");
    }

    [Fact]
    public async Task The_end_of_a_cycle_opens_its_assessment_while_reports_stay_due()
    {
        await AtTheEndOfTheCycle();
        _scenario.IsIn(_id, "UnderAssessment");
        _scenario.Says(new OpenAssessment(_id, 1, 1));
        Assert.Contains(await _scenario.Running(_id), d => d.Name == "AnnualReportDue:2025");
        _scenario.Forget();
        await _scenario.Until(The.EndOf(2025, 12, 15));
        Assert.Equal([nameof(RemindAnnualReport), nameof(RemindAnnualReport), nameof(RecordMissedReport)],
            _scenario.Said.Select(c => c.GetType().Name));
        _scenario.IsIn(_id, "UnderAssessment");
    }

    [Fact]
    public async Task A_passed_assessment_starts_the_next_cycle_from_the_original_date_however_late_it_is()
    {
        await AtTheEndOfTheCycle();
        _scenario.Forget();
        await _scenario.Until(The.Noon(2025, 11, 12));
        await _scenario.Hear(Assessed(1, passed: true));
        _scenario.IsIn(_id, "Operating");
        _scenario.Says(new StartOperatingCycle(_id, The.Application(), 2, RecognisedOn, new(2025, 11, 10), new(2027, 11, 9)));
    }

    [Fact]
    public async Task The_next_cycle_has_its_own_end_provisional_until_that_years_calendar_is_published()
    {
        await AtTheEndOfTheCycle();
        await _scenario.Hear(Assessed(1, passed: true), Started(2));
        _scenario.IsIn(_id, "Operating");
        var end = Assert.Single(await _scenario.Running(_id), d => d.Name == "CycleEnds");
        Assert.Equal((new DateOnly(2027, 11, 9), (DateTimeOffset?)null), (end.NominalDueOn, end.DueAt));
        await _scenario.CalendarArrives(new CalendarNotice { Year = 2027, Papers = ["https://www.gov.cn/"], Days = [] });
        await _scenario.Until(The.EndOf(2027, 11, 9));
        _scenario.IsIn(_id, "UnderAssessment");
        Assert.Contains(_scenario.Said, c => c is OpenAssessment { Cycle: 2 });
    }

    [Fact]
    public async Task A_failed_assessment_leads_to_cancellation()
    {
        await AtTheEndOfTheCycle();
        _scenario.Forget();
        await _scenario.Hear(Assessed(1, passed: false));
        _scenario.IsIn(_id, "Cancelling");
        _scenario.Says(new CancelRecognition(_id, 1, The.Reason, 1));
    }

    [Fact]
    public async Task An_assessment_of_another_cycle_is_ignored_and_noted()
    {
        await AtTheEndOfTheCycle();
        _scenario.Forget();
        await _scenario.Hear(Assessed(7, passed: false));
        _scenario.IsIn(_id, "UnderAssessment");
        _scenario.Says();
        Assert.Equal(Notes.OtherCycle, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task A_start_of_a_cycle_that_is_not_the_next_one_is_ignored_and_noted()
    {
        await _scenario.Hear(Started(1), Started(1));
        Assert.Equal(Notes.OtherCycle, await _scenario.LastRemark(_id));
        await _scenario.Hear(Started(5));
        Assert.Equal(Notes.OtherCycle, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task After_the_cancellations_period_without_an_objection_it_is_confirmed()
    {
        await InCancellation();
        _scenario.WaitsFor(_id, "CancellationNoticeEnds", CancellationCloses);
        await _scenario.Until(CancellationCloses);
        _scenario.IsIn(_id, "Cancelling");
        _scenario.Says(new ConfirmCancellation(_id));
    }

    [Fact]
    public async Task An_objection_holds_the_cancellation_and_the_period_is_only_remembered()
    {
        await InCancellation();
        await _scenario.Hear(Objected(The.Noon(2026, 1, 8)));
        await _scenario.Until(CancellationCloses);
        _scenario.IsIn(_id, "Cancelling");
        _scenario.Says();
        Assert.Equal(Notes.CancellationPeriodOverWhileHeld, await _scenario.LastRemark(_id));
        await _scenario.Hear(Settled(upheld: false, The.Noon(2026, 1, 20)));
        _scenario.Says(new ConfirmCancellation(_id));
    }

    [Fact]
    public async Task An_objection_dismissed_within_the_period_lets_it_go_on()
    {
        await InCancellation();
        await _scenario.Hear(Objected(The.Noon(2026, 1, 8)), Settled(upheld: false, The.Noon(2026, 1, 9)));
        _scenario.Says();
        await _scenario.Until(CancellationCloses);
        _scenario.Says(new ConfirmCancellation(_id));
    }

    [Fact]
    public async Task An_upheld_objection_has_the_assessment_repeated()
    {
        await InCancellation();
        await _scenario.Hear(Objected(The.Noon(2026, 1, 8)), Settled(upheld: true, The.Noon(2026, 1, 9)));
        _scenario.IsIn(_id, "UnderAssessment");
        _scenario.Says(new OpenAssessment(_id, 1, 2));
        await _scenario.Until(The.EndOf(2026, 2, 28));
        _scenario.IsIn(_id, "UnderAssessment");
        _scenario.Forget();
        await _scenario.Hear(Assessed(1, passed: true));
        _scenario.IsIn(_id, "Operating");
    }

    [Fact]
    public async Task A_repeated_assessment_that_fails_again_has_a_period_of_its_own()
    {
        await InCancellation();
        await _scenario.Hear(Objected(The.Noon(2026, 1, 8)));
        await _scenario.Until(CancellationCloses);
        await _scenario.Hear(Settled(upheld: true, The.Noon(2026, 1, 20)), Assessed(1, passed: false));
        _scenario.Forget();
        var again = Guid.CreateVersion7();
        await _scenario.Hear(new CancellationNoticePublished(_id, again, new(2026, 2, 2), The.EndOf(2026, 2, 9), new(2026, 2, 9)));
        _scenario.Says();
        await _scenario.Until(The.EndOf(2026, 2, 9));
        _scenario.Says(new ConfirmCancellation(_id));
    }

    [Fact]
    public async Task An_objection_of_the_last_minute_that_arrives_after_the_period_has_the_confirmation_said_again_once_it_is_dismissed()
    {
        await InCancellation();
        await _scenario.Until(CancellationCloses);
        _scenario.Forget();
        await _scenario.Hear(Objected(CancellationCloses.AddSeconds(-1)), Settled(upheld: false, The.Noon(2026, 1, 20)));
        _scenario.Says(new ConfirmCancellation(_id));
    }

    [Fact]
    public async Task An_answer_that_overtakes_its_objection_settles_it()
    {
        await InCancellation();
        await _scenario.Hear(Settled(upheld: false, The.Noon(2026, 1, 9)), Objected(The.Noon(2026, 1, 8)));
        Assert.Equal(Notes.AlreadySettled, await _scenario.LastRemark(_id));
        await _scenario.Until(CancellationCloses);
        _scenario.Says(new ConfirmCancellation(_id));
    }

    [Fact]
    public async Task A_cancelled_recognition_stops_the_funding_and_closes_the_operation()
    {
        await InCancellation();
        await _scenario.Until(CancellationCloses);
        _scenario.Forget();
        await _scenario.Hear(new RecognitionCancelled(_id, The.Reason, new(2026, 1, 13)));
        _scenario.IsIn(_id, "Cancelled");
        _scenario.Says(new SuspendFunding(_id, The.Reason), new CloseOperation(_id, The.Reason));
        Assert.Empty(await _scenario.Running(_id));
        _scenario.Forget();
        await _scenario.Until(The.EndOf(2026, 12, 31));
        _scenario.Says();
    }

    [Theory]
    [InlineData("Operating")]
    [InlineData("UnderAssessment")]
    [InlineData("Cancelling")]
    public async Task A_recognition_can_be_revoked_in_every_state_it_lives_in(string state)
    {
        switch (state)
        {
            case "Operating": await _scenario.Hear(Started(1)); break;
            case "UnderAssessment": await AtTheEndOfTheCycle(); break;
            default: await InCancellation(); break;
        }
        _scenario.IsIn(_id, state);
        _scenario.Forget();
        var fraud = new Reason("Art. 17(3)", "申报材料弄虚作假");
        await _scenario.Hear(new RecognitionRevoked(_id, fraud, _scenario.Today));
        _scenario.IsIn(_id, "Revoked");
        _scenario.Says(new SuspendFunding(_id, fraud), new CloseOperation(_id, fraud));
        Assert.Empty(await _scenario.Running(_id));
    }

    [Fact]
    public async Task An_annulled_cancellation_brings_the_alliance_back_to_be_assessed_anew()
    {
        await InCancellation();
        await _scenario.Until(CancellationCloses);
        var cancelled = new RecognitionCancelled(_id, The.Reason, new(2026, 1, 20), The.Noon(2026, 1, 20));
        await _scenario.Hear(cancelled);
        _scenario.Forget();
        // No report is owed of 2026: on its day there was no recognition.
        await _scenario.Until(The.Noon(2027, 2, 1));
        await _scenario.Hear(new EndAnnulled(_id, "云01行终1号", The.Noon(2027, 2, 1)));
        _scenario.IsIn(_id, "UnderAssessment");
        _scenario.Says(new RestoreRecognition(_id, "云01行终1号"), new ResumeFunding(_id, "云01行终1号"),
            new ReopenOperation(_id, "云01行终1号", 1, 2));
        Assert.DoesNotContain(await _scenario.Running(_id), deadline => deadline.Name == "AnnualReportDue:2026");
        Assert.Contains(await _scenario.Running(_id), deadline => deadline.Name == "AnnualReportDue:2027");

        await _scenario.Hear(cancelled);
        _scenario.IsIn(_id, "UnderAssessment");
        await _scenario.Hear(Assessed(1, passed: true));
        _scenario.IsIn(_id, "Operating");
    }

    [Fact]
    public async Task What_comes_after_the_end_changes_nothing_and_is_noted()
    {
        await _scenario.Hear(Started(1), new RecognitionRevoked(_id, The.Reason, _scenario.Today));
        _scenario.Forget();
        await _scenario.Hear(Filed(2023), Assessed(1, passed: true), Started(2),
            new RecognitionCancelled(_id, The.Reason, _scenario.Today));
        _scenario.IsIn(_id, "Revoked");
        _scenario.Says();
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
    }

    [Fact]
    public async Task Two_years_pass_deadline_by_deadline()
    {
        await _scenario.Hear(Started(1));
        await _scenario.Until(CycleOver);
        Assert.Equal(
            ["RemindAnnualReport 2023", "RemindAnnualReport 2023", "RecordMissedReport 2023", "RemindAnnualReport 2024",
                "RemindAnnualReport 2024", "RecordMissedReport 2024", "OpenAssessment"],
            _scenario.Said.Select(c => c switch
            {
                RemindAnnualReport remind => $"{nameof(RemindAnnualReport)} {remind.Year}",
                RecordMissedReport missed => $"{nameof(RecordMissedReport)} {missed.Year}",
                _ => c.GetType().Name,
            }));
    }

    async Task AtTheEndOfTheCycle()
    {
        await _scenario.Hear(Started(1), Filed(2023));
        await _scenario.Until(The.Noon(2024, 6, 1));
        await _scenario.Hear(Filed(2024));
        _scenario.Forget();
        await _scenario.Until(CycleOver.AddTicks(-10));
        _scenario.Says();
        await _scenario.Until(CycleOver);
    }

    async Task InCancellation()
    {
        await AtTheEndOfTheCycle();
        await _scenario.Hear(Filed(2025));
        await _scenario.Until(The.Noon(2026, 1, 5));
        await _scenario.Hear(Assessed(1, passed: false),
            new CancellationNoticePublished(_id, _notice, _scenario.Today, CancellationCloses, new(2026, 1, 12)));
        _scenario.Forget();
    }

    OperatingCycleStarted Started(int cycle, DateOnly? anchoredOn = null)
    {
        var anchor = anchoredOn ?? RecognisedOn;
        var (startsOn, endsOn) = Cycles.Of(anchor, cycle, 24);
        return new(_id, The.Application(), cycle, Guid.CreateVersion7(), anchor, startsOn, endsOn);
    }

    AnnualReportFiled Filed(int year) => new(_id, year, _scenario.Now);
    AssessmentConcluded Assessed(int cycle, bool passed)
        => new(_id, cycle, Guid.CreateVersion7(), passed, passed ? 82m : 41m, The.Reason, _scenario.Now);
    CancellationObjected Objected(DateTimeOffset at) => new(_id, Guid.CreateVersion7(), at);
    CancellationObjectionsSettled Settled(bool upheld, DateTimeOffset at) => new(_id, upheld, The.Reason, at);
}
