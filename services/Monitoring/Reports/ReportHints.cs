using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;
using Alliance.Statute;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Reports;

/// <summary>Something in a report's numbers that is worth a second look. It refuses nothing.</summary>
/// <param name="Field">The report's field, as refusals name it.</param>
/// <param name="Sentence">What stands against what.</param>
/// <param name="Article">What it rests on.</param>
public sealed record ReportHint(string Field, string Sentence, string Article);

/// <summary>
/// The numbers of a report beside what is known otherwise: the contract's targets, last year's report, and the money that was really paid.
/// Whoever writes the report sees them before it is filed, and whoever reviews it afterwards.
/// </summary>
static class ReportHints
{
    // Twice or half of last year's: more often a slip of the unit than a year like that.
    const decimal Leap = 2;

    /// <summary>What the report is held against.</summary>
    /// <param name="Targets">With what the year stands against, each.</param>
    /// <param name="Last">Last year's report.</param>
    /// <param name="GrantPaidFen">What was paid of the grant.</param>
    /// <param name="GrantSpentBeforeFen">What the reports of other years spent of it.</param>
    /// <param name="GrantReceivedBeforeFen">What the reports of other years received of it.</param>
    /// <param name="MatchingBeforeFen">What the reports of other years received of the matching.</param>
    internal sealed record Known(
        IReadOnlyList<(Target Target, decimal? Goal)> Targets, AnnualReport? Last, long GrantPaidFen, long GrantSpentBeforeFen,
        long GrantReceivedBeforeFen, long MatchingBeforeFen);

    /// <summary>All of them, in the order of the form.</summary>
    public static IReadOnlyList<ReportHint> Of(AnnualReport report, Known known, Policy policy, Words words)
        => [.. Lines(report, known, policy).Select(line => new ReportHint(line.Field, words.Say(line.Sentence), line.Article))];

    internal static IEnumerable<(string Field, FormattableString Sentence, string Article)> Lines(
        AnnualReport report, Known known, Policy policy)
    {
        foreach (var (position, (target, goal)) in known.Targets.Index())
        {
            if (Value(report, target.IndicatorId) is not { } actual) continue;
            var (field, name) = ($"indicators[{position}].actual", Figures.Word(target.Family, target.Name));
            if (goal is > 0 && actual < goal)
                yield return (field, $"“{name}”完成 {Figures.Text(actual)}，年度目标 {Figures.Text(goal)}，完成 {actual / goal.Value * 100:0.#}%",
                    Articles.Operation);
            if (known.Last is { } last && Value(last, target.IndicatorId) is { } before && Leaps(before, actual))
                yield return (field, $"“{name}”上年完成 {Figures.Text(before)}，本年 {Figures.Text(actual)}，相差较大，请核对单位和数值", Articles.Operation);
        }
        if (known.Last?.RdInvestmentFen is { } invested && report.RdInvestmentFen is { } investing && Leaps(invested, investing))
            yield return ("rdInvestmentFen", $"研发投入上年 {Money.Yuan(invested)}，本年 {Money.Yuan(investing)}，相差较大，请核对单位和数值",
                Articles.Operation);
        var received = known.GrantReceivedBeforeFen + (report.GrantReceivedFen ?? 0);
        if (received < known.GrantPaidFen)
            yield return ("grantReceivedFen", $"引导经费已拨付 {Money.Yuan(known.GrantPaidFen)}，累计填报到位 {Money.Yuan(received)}",
                Articles.Funding);
        var matching = known.MatchingBeforeFen + (report.MatchingReceivedFen ?? 0);
        if (known.GrantPaidFen > 0 && !Statute.Matching.IsMet(matching, known.GrantPaidFen, policy.MatchRatio))
            yield return ("matchingReceivedFen",
                $"配套经费累计到位 {Money.Yuan(matching)}，按引导经费 {policy.MatchRatio}:1 应不少于 {Money.Yuan(known.GrantPaidFen * policy.MatchRatio)}",
                Articles.Funding);
        var grantSpent = known.GrantSpentBeforeFen + report.Spending.Sum(s => s.GrantFen);
        if (known.GrantPaidFen > 0 && grantSpent < known.GrantPaidFen)
        {
            var (spent, paid, share) = (Money.Yuan(grantSpent), Money.Yuan(known.GrantPaidFen), Share(grantSpent, known.GrantPaidFen));
            yield return ("spending[0].grantFen", $"引导经费累计支出 {spent}，占已拨付 {paid} 的 {share:0.#}%", Articles.Funding);
        }
        var matchingSpent = report.Spending.Sum(s => s.MatchingFen);
        if (matchingSpent > matching)
            yield return ("spending[0].matchingFen", $"配套经费本年支出 {Money.Yuan(matchingSpent)}，超过累计到位 {Money.Yuan(matching)}",
                Articles.Funding);
        if (policy.SelfInspection.Count > 0 && report.Inspection.Count == 0)
            yield return ("selfInspection", $"自检自查没有按清单逐项填写", Articles.LeadDuties);
    }

    static decimal? Value(AnnualReport report, string id) => report.Indicators.FirstOrDefault(a => a.IndicatorId == id)?.Value;

    static bool Leaps(decimal before, decimal now) => before > 0 && (now > before * Leap || now < before / Leap);

    static decimal Share(long part, long whole) => (decimal)part / whole * 100;
}
