using Alliance.Monitoring.Reports;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.ReportParts;

/// <summary>What a member unit says of its own share in the year. Also the JSON of the API.</summary>
public sealed record PartContent
{
    /// <summary>年度主要工作.</summary>
    [LongText] public string? Work { get; init; }
    /// <summary>取得的成绩.</summary>
    [LongText] public string? Achievements { get; init; }
    /// <summary>存在的问题.</summary>
    [LongText] public string? Problems { get; init; }
    /// <summary>下年度设想.</summary>
    [LongText] public string? Plans { get; init; }
    /// <summary>What the unit adds to each target, under the indicator ids of the 合同书.</summary>
    public IReadOnlyList<Actual> Indicators { get; init; } = [];
    /// <summary>研发投入 of the unit, fen.</summary>
    public long? RdInvestmentFen { get; init; }
    /// <summary>人员 of the unit, by professional title.</summary>
    public IReadOnlyList<StaffCount> Staff { get; init; } = [];

    /// <summary>True where nothing is said.</summary>
    internal bool IsEmpty => new[] { Work, Achievements, Problems, Plans }.All(string.IsNullOrWhiteSpace)
        && Indicators.All(a => a.Value is null) && RdInvestmentFen is null && Staff.Count == 0;

    /// <summary>
    /// The report with this in it: its texts below what stands there, under the unit's name; its numbers added to those that stand there,
    /// where the lead unit wants them added.
    /// </summary>
    internal AnnualReport Into(AnnualReport report, string unit, bool withNumbers)
    {
        var told = report with
        {
            Work = Below(report.Work, Work),
            Achievements = Below(report.Achievements, Achievements),
            Problems = Below(report.Problems, Problems),
            Plans = Below(report.Plans, Plans),
        };
        return !withNumbers ? told : told with
        {
            Indicators = [.. report.Indicators.Select(a => a.IndicatorId).Union(Indicators.Select(a => a.IndicatorId))
                .Select(id => new Actual(id, Sum(Of(report.Indicators, id), Of(Indicators, id))))],
            RdInvestmentFen = RdInvestmentFen is { } more ? (report.RdInvestmentFen ?? 0) + more : report.RdInvestmentFen,
            Staff = [.. report.Staff.Select(s => s.Title).Union(Staff.Select(s => s.Title)).Select(title => new StaffCount(title,
                report.Staff.Where(s => s.Title == title).Sum(s => s.Count) + Staff.Where(s => s.Title == title).Sum(s => s.Count)))],
        };

        string? Below(string? stands, string? said) => string.IsNullOrWhiteSpace(said) ? stands
            : string.IsNullOrWhiteSpace(stands) ? $"【{unit}】{said.Trim()}" : $"{stands.TrimEnd()}\n【{unit}】{said.Trim()}";
        static decimal? Of(IReadOnlyList<Actual> list, string id) => list.FirstOrDefault(a => a.IndicatorId == id)?.Value;
        static decimal? Sum(decimal? one, decimal? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);
    }
}
