using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Reports;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Monitoring.Tests;

/// <summary>Numbers of a report beside the contract, last year and the money that was paid (Art. 12, 14).</summary>
public sealed class ReportHintRules
{
    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");
    static readonly Target Target = new() { IndicatorId = "patents", Name = "授权专利", FirstYear = 20, SecondYear = 40, Weight = 100 };
    static readonly AnnualReport Report = new()
    {
        Indicators = [new("patents", 20)],
        RdInvestmentFen = 1_000_00,
        GrantReceivedFen = 100_000_00,
        MatchingReceivedFen = 300_000_00,
        Spending = [new("equipment", 100_000_00, 0)],
        Inspection = [.. Policy.SelfInspection.Select(item => new Inspected(item.Id, InspectionResult.Met))],
    };
    static readonly ReportHints.Known Known = new([(Target, 20)], null, 100_000_00, 0, 0, 0);

    [Fact]
    public void A_report_that_agrees_with_all_that_is_known_has_no_hint() => Assert.Empty(Fields(Report, Known));

    [Fact]
    public void A_target_that_was_missed_and_a_leap_from_last_year_are_worth_a_look()
    {
        Assert.Equal(["indicators[0].actual"], Fields(Report with { Indicators = [new("patents", 19)] }, Known));
        var last = new AnnualReport { Indicators = [new("patents", 41)], RdInvestmentFen = 10_00 };
        Assert.Equal(["indicators[0].actual", "rdInvestmentFen"], Fields(Report, Known with { Last = last }));
        last = new AnnualReport { Indicators = [new("patents", 40)], RdInvestmentFen = 500_00 };
        Assert.Empty(Fields(Report, Known with { Last = last }));
    }

    [Fact]
    public void Money_is_held_against_what_was_really_paid_and_what_other_years_had()
    {
        Assert.Equal(["grantReceivedFen"], Fields(Report with { GrantReceivedFen = 99_999_99 }, Known));
        Assert.Empty(Fields(Report with { GrantReceivedFen = 0 }, Known with { GrantReceivedBeforeFen = 100_000_00 }));
        Assert.Equal(["matchingReceivedFen"], Fields(Report with { MatchingReceivedFen = 299_999_99 }, Known));
        Assert.Empty(Fields(Report with { MatchingReceivedFen = 299_999_99 }, Known with { MatchingBeforeFen = 1 }));
        Assert.Equal(["spending[0].grantFen"], Fields(Report with { Spending = [] }, Known));
        Assert.Empty(Fields(Report with { Spending = [] }, Known with { GrantSpentBeforeFen = 100_000_00 }));
        // While nothing was paid there is nothing to hold it against.
        Assert.Empty(Fields(Report with { GrantReceivedFen = 0, MatchingReceivedFen = 0, Spending = [] }, Known with { GrantPaidFen = 0 }));
    }

    [Fact]
    public void A_self_inspection_in_words_alone_is_worth_a_look()
        => Assert.Equal(["selfInspection"], Fields(Report with { Inspection = [] }, Known));

    static IEnumerable<string> Fields(AnnualReport report, ReportHints.Known known)
        => ReportHints.Lines(report, known, Policy).Select(line => line.Field);
}
