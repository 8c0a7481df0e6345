using Alliance.Monitoring.Contracts;

namespace Alliance.Monitoring.Assessments;

/// <summary>One indicator of an assessment: target, yearly actuals, the score they give and the score the assessor gave (Art.
/// 14).</summary>
public sealed record Line
{
    public string IndicatorId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Unit { get; init; } = "";
    public string? Family { get; init; }
    public decimal Weight { get; init; }
    public decimal? Baseline { get; init; }
    /// <summary>The cycle's report years in order.</summary>
    public IReadOnlyList<YearLine> Years { get; init; } = [];
    /// <summary>By target and actuals alone, 0–100; null where no target was set.</summary>
    public decimal? ProposedScore { get; init; }
    /// <summary>Confirmed or corrected by the assessor; null until then.</summary>
    public decimal? Score { get; init; }
    /// <summary>Why the score differs from the proposed one.</summary>
    public string? Reason { get; init; }

    /// <summary>What target and yearly actuals say: each year's share of its target, at most 100; a year without a report gives
    /// nothing.</summary>
    /// <param name="target">Of the 合同书.</param>
    /// <param name="years">The cycle's report years, by the length of a cycle in the policy.</param>
    /// <param name="first">The first year of the alliance that owes a report: the years of the first cycle before it do not count.</param>
    /// <param name="actuals">What was reported, by year.</param>
    public static Line Of(Target target, IReadOnlyList<int> years, int first, IReadOnlyDictionary<int, decimal?> actuals)
    {
        var lines = years.Select((year, i) => new YearLine(year, target.Of(i), actuals.GetValueOrDefault(year)))
            .Where(line => line.Year >= first).ToList();
        return new Line
        {
            IndicatorId = target.IndicatorId,
            Name = target.Name,
            Unit = target.Unit,
            Family = target.Family,
            Weight = target.Weight,
            Baseline = target.Baseline,
            Years = lines,
            ProposedScore = lines.Count == 0 || lines.Any(y => y.Target is null) ? null
                : decimal.Round(lines.Average(Score100), 2, MidpointRounding.AwayFromZero),
        };
    }

    /// <summary>The weighted sum of the scores, two decimals; an indicator without a score counts as nothing.</summary>
    public static decimal Total(IEnumerable<Line> lines)
        => decimal.Round(lines.Sum(l => (l.Score ?? 0) * l.Weight / 100m), 2, MidpointRounding.AwayFromZero);

    static decimal Score100(YearLine year) => year switch
    {
        { Actual: null } => 0,
        // Nothing was asked for, so nothing can be missing.
        { Target: 0 } => 100,
        _ => Math.Min(100m, year.Actual!.Value / year.Target!.Value * 100m),
    };
}

/// <summary>One year of an indicator.</summary>
/// <param name="Year">Report year.</param>
/// <param name="Target">Of the 合同书.</param>
/// <param name="Actual">Of the annual report, null where none was filed.</param>
public sealed record YearLine(int Year, decimal? Target, decimal? Actual);
