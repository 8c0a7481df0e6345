using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Alliances;

/// <summary>Which annual reports belong to which operating cycle: those whose date of Art. 14, unrolled, lies in it.</summary>
public static class ReportYears
{
    /// <summary>The report years of a cycle, in order: as many as its length in the policy makes; the first stands against 第一年目标, the
    /// second against 第二年目标.</summary>
    public static IReadOnlyList<int> Of(DateOnly anchoredOn, int cycle, Policy policy)
    {
        var (startsOn, endsOn) = Cycles.Of(anchoredOn, cycle, policy.CycleMonths);
        return Of(startsOn, endsOn, policy);
    }

    /// <summary>The years whose report is due between these days.</summary>
    public static IReadOnlyList<int> Of(DateOnly startsOn, DateOnly endsOn, Policy policy)
        => [.. Enumerable.Range(startsOn.Year, endsOn.Year - startsOn.Year + 1)
            .Where(year => policy.AnnualReport.Due.NominalIn(year) is var due && due >= startsOn && due <= endsOn)];

    /// <summary>The cycle whose contract a year's report answers to; at most the current one, whose targets carry on.</summary>
    public static int CycleOf(int year, DateOnly anchoredOn, int currentCycle, Policy policy)
    {
        var due = policy.AnnualReport.Due.NominalIn(year);
        for (var cycle = 1; cycle < currentCycle; cycle++)
            if (due <= Cycles.Of(anchoredOn, cycle, policy.CycleMonths).EndsOn) return cycle;
        return currentCycle;
    }
}
