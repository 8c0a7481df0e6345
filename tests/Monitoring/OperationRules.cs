using System.Collections.Frozen;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Assessments;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.ReportReview;
using Alliance.Monitoring.Reports;
using Alliance.Statute.Policies;
using Xunit;
using OpenAssessment = Alliance.Monitoring.Assessments.OpenAssessment;
using RecordMissedReport = Alliance.Monitoring.Reports.RecordMissedReport;

namespace Alliance.Monitoring.Tests;

/// <summary>The rules of 动态管理, without database or broker (Art. 14).</summary>
public sealed class OperationRules
{
    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");
    static readonly OperatingAlliance Alliance = new()
    {
        PolicyVersion = Policy.Version,
        Cycle = 1,
        AnchoredOn = new(2023, 11, 10),
        StartsOn = new(2023, 11, 10),
        EndsOn = new(2025, 11, 10)
    };
    static readonly Target Target =
        new() { IndicatorId = "rdInvestment", Name = "研发投入", Baseline = 10, FirstYear = 20, SecondYear = 40, Weight = 100 };

    [Fact]
    public void A_cycle_owes_the_reports_whose_date_lies_in_it()
    {
        Assert.Equal([2023, 2024], ReportYears.Of(new DateOnly(2023, 11, 10), new DateOnly(2025, 11, 10), Policy));
        Assert.Equal([2024, 2025], ReportYears.Of(new DateOnly(2023, 12, 16), new DateOnly(2025, 12, 16), Policy));
        Assert.Equal([2025, 2026], ReportYears.Of(new DateOnly(2025, 11, 11), new DateOnly(2027, 11, 10), Policy));
    }

    [Theory]
    [InlineData(2023, 1)]
    [InlineData(2024, 1)]
    [InlineData(2025, 2)]
    public void A_report_answers_to_the_contract_of_its_cycle(int year, int cycle)
        => Assert.Equal(cycle, ReportYears.CycleOf(year, new(2023, 11, 10), 2, Policy));

    [Theory]
    [InlineData(20, 40, 100)]
    [InlineData(10, 40, 75)]
    [InlineData(60, 20, 75)]
    [InlineData(0, 0, 0)]
    public void The_proposed_score_is_the_mean_of_the_yearly_shares_each_at_most_100(int first, int second, int score)
        => Assert.Equal(score, Line.Of(Target, [2023, 2024], 2023, new Dictionary<int, decimal?> { [2023] = first, [2024] = second })
            .ProposedScore);

    [Fact]
    public void A_year_without_a_report_gives_nothing()
        => Assert.Equal(50, Line.Of(Target, [2023, 2024], 2023, new Dictionary<int, decimal?> { [2023] = null, [2024] = 40 })
            .ProposedScore);

    [Theory]
    [InlineData(12, new[] { 20 })]
    [InlineData(24, new[] { 20, 40 })]
    [InlineData(36, new[] { 20, 40, 40 })]
    public void An_assessment_measures_as_many_years_as_a_cycle_has_in_the_policy_of_the_case(int months, int[] goals)
    {
        var policy = new Policy(Policy.Document with { CycleMonths = months });

        var line = Line.Of(Target, ReportYears.Of(new DateOnly(2023, 11, 10), 1, policy), 2023, new Dictionary<int, decimal?>());

        Assert.Equal(goals.Select(g => (decimal?)g), line.Years.Select(y => y.Target));
    }

    [Fact]
    public void A_first_year_that_owes_no_report_is_left_out_and_the_next_keeps_its_own_target()
        => Assert.Equal([(2024, 40m)],
            Line.Of(Target, [2023, 2024], 2024, new Dictionary<int, decimal?>()).Years.Select(y => (y.Year, y.Target!.Value)));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_contract_is_complete_when_every_year_of_the_cycle_has_its_target(int reports, bool complete)
        => Assert.Equal(complete, (Target with { SecondYear = null }).IsSet(reports));

    [Fact]
    public void Without_targets_nothing_is_proposed()
        => Assert.Null(Line.Of(Target with { FirstYear = null }, [2023, 2024], 2023, new Dictionary<int, decimal?>()).ProposedScore);

    [Fact]
    public void The_total_is_weighted_and_rounded_half_away_from_zero()
        => Assert.Equal(66.67m, Line.Total([new Line { Weight = 50, Score = 33.33m }, new Line { Weight = 50, Score = 100 }]));

    [Fact]
    public void Weights_of_the_contract_sum_to_100()
    {
        Assert.Null(SetTargets.WhyNot(Alliance, new(), new([Target])));
        Assert.NotNull(SetTargets.WhyNot(Alliance, new(), new([Target with { Weight = 99.99m }])));
    }

    [Fact]
    public void Targets_that_carry_on_from_an_earlier_cycle_may_be_set_anew()
    {
        Assert.NotNull(SetTargets.WhyNot(Alliance with { Cycle = 2 }, new() { SignedForCycle = 2 }, new([Target])));
        Assert.Null(SetTargets.WhyNot(Alliance with { Cycle = 2 }, new() { SignedForCycle = 1 }, new([Target])));
    }

    [Fact]
    public void An_assessment_is_opened_again_only_after_it_failed()
    {
        Assert.Null(OpenAssessment.WhyIgnore(Alliance, 1, 1, []));
        Assert.Null(OpenAssessment.WhyIgnore(Alliance, 1, 2, [false]));
        Assert.Null(OpenAssessment.WhyIgnore(Alliance, 1, 0, [false]));
        Assert.NotNull(OpenAssessment.WhyIgnore(Alliance, 1, 1, [false]));
        Assert.NotNull(OpenAssessment.WhyIgnore(Alliance, 1, 2, [true]));
        Assert.NotNull(OpenAssessment.WhyIgnore(Alliance with { UnderAssessment = true }, 1, 2, [null]));
        Assert.NotNull(OpenAssessment.WhyIgnore(Alliance with { Cycle = 2 }, 1, 2, [false]));
    }

    [Fact]
    public void A_missed_report_is_recorded_once_and_not_when_it_arrived()
    {
        Assert.Null(RecordMissedReport.WhyIgnore(Alliance, new()));
        Assert.NotNull(RecordMissedReport.WhyIgnore(Alliance, new() { Filed = true }));
        Assert.NotNull(RecordMissedReport.WhyIgnore(Alliance, new() { Recorded = true }));
        Assert.NotNull(RecordMissedReport.WhyIgnore(Alliance with { ClosedAt = DateTimeOffset.UnixEpoch }, new()));
    }

    static readonly Actor Lead = new("lead", "经办人", FrozenSet<string>.Empty, new Unit("牵头单位", "91530100A"), null);
    static readonly OperatingAlliance Own = Alliance with { LeadUnitCreditCode = "91530100A" };

    static IEnumerable<string?> FaultsOf(long received, long spent, long spentBefore, long paid) => FileAnnualReport.WhyNot(
        Own, new(null, [], spentBefore, paid), 2024, new() { GrantReceivedFen = received, Spending = [new("materials", spent, 0)] },
        new(2024, 12, 1), Lead)!.Faults.Select(f => f.Field);

    [Theory]
    [InlineData(10_000_000, 4_000_000, 6_000_000, 10_000_000, false, false)]
    [InlineData(10_000_001, 4_000_000, 6_000_001, 10_000_000, true, true)]
    [InlineData(0, 0, 0, 0, false, false)]
    [InlineData(1, 1, 0, 0, true, true)] // never paid, whatever the policy would give
    [InlineData(99_999_999_999, long.MaxValue, 1, 10_000_000, true, true)]
    public void A_report_receives_and_spends_no_more_than_was_paid(
        long received, long spent, long before, long paid, bool receivedTooMuch, bool spentTooMuch)
    {
        var fields = FaultsOf(received, spent, before, paid).ToList();
        Assert.Equal((receivedTooMuch, spentTooMuch), (fields.Contains("grantReceivedFen"), fields.Contains("spending[0].grantFen")));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(2022)]
    [InlineData(2025)]
    [InlineData(10000)]
    [InlineData(int.MaxValue)]
    public void A_report_of_an_impossible_year_is_refused_in_a_sentence_and_a_stranger_learns_nothing_of_years(int year)
    {
        Assert.Equal(RefusalKind.Conflict, FileAnnualReport.WhyNotOf(Own, year, new(2024, 12, 1), Lead)!.Kind);
        Assert.Equal(RefusalKind.NotFound, FileAnnualReport.WhyNotOf(Alliance, year, new(2024, 12, 1), Lead)!.Kind);
    }

    [Fact]
    public void What_two_people_wrote_in_different_places_is_joined_and_the_same_place_is_a_conflict_that_names_it()
    {
        var seen = new AnnualReport { Work = "一", Staff = [new("senior", 1), new("junior", 2)] };
        var mine = seen with { Work = "二", Staff = [new("senior", 1), new("junior", 3)] };
        var theirs = seen with { Plans = "三", Staff = [new("senior", 9), new("junior", 2)] };

        var (joined, none) = ReportMerge.Of(seen, mine, theirs);
        Assert.Empty(none);
        Assert.Equal(("二", "三"), (joined.Work, joined.Plans));
        Assert.Equal([("senior", 9), ("junior", 3)], joined.Staff.Select(s => (s.Title, s.Count)));

        var (kept, conflicts) = ReportMerge.Of(seen, mine, theirs with { Work = "四", Staff = [new("junior", 5)] });
        Assert.Equal("二", kept.Work);
        Assert.Equal(["work", "staff/junior"], conflicts.Select(c => c.Part));
        Assert.Empty(ReportMerge.Of(seen with { Work = null }, seen with { Work = "" }, theirs).Conflicts);
    }

    [Fact]
    public void A_report_is_returned_with_reasons_and_a_day_that_leaves_time_and_only_in_the_version_that_was_seen()
    {
        var (today, filed) = (new DateOnly(2024, 12, 20), new StoredReport { State = ReportStage.Filed, Version = 2 });
        ReturnReport.Request asked = new(2, "请说明", today.AddDays(10));

        Assert.Null(ReturnReport.WhyNot(filed, asked, 2024, today));
        foreach (var until in (DateOnly?[])[null, today, today.AddDays(91)])
            Assert.Equal("until", Assert.Single(ReturnReport.WhyNot(filed, asked with { Until = until }, 2024, today)!.Faults).Field);
        Assert.Equal("reasons", Assert.Single(ReturnReport.WhyNot(filed, asked with { Reasons = " " }, 2024, today)!.Faults).Field);
        Assert.Equal(RefusalKind.Conflict, ReturnReport.WhyNot(filed, asked with { Version = 1 }, 2024, today)!.Kind);
        foreach (var state in (ReportStage[])[ReportStage.Returned, ReportStage.Accepted])
            Assert.Equal(RefusalKind.Conflict, ReturnReport.WhyNot(filed with { State = state }, asked, 2024, today)!.Kind);
    }
}
