using static Alliance.Statute.Periods.BeijingTime;

namespace Alliance.Statute.Periods;

/// <summary>
/// Operating cycles (Art. 14). Every end is computed from the date of the recognition document, never from the previous end, so that a
/// month-end or leap-day clamp does not creep: 2024-02-29 → 2026-02-28 → 2028-02-29.
/// </summary>
[RestsOn("14")]
public static class Cycles
{
    /// <summary>First and last day of cycle 1, 2, …; the status ends with the corresponding day, unrolled (民法典 202).</summary>
    public static (DateOnly StartsOn, DateOnly EndsOn) Of(DateOnly anchoredOn, int cycle, int months)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cycle, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        var starts = cycle == 1 ? anchoredOn : End(anchoredOn, cycle - 1, months).AddDays(1);
        return (starts, End(anchoredOn, cycle, months));
    }

    /// <summary>
    /// The cycle's end as a period: <see cref="ReckonedPeriod.NominalLastDay"/> is the end of the status,
    /// <see cref="ReckonedPeriod.LastDay"/> the rolled day on which acts due by the cycle's end are still in time.
    /// </summary>
    public static ReckonedPeriod ReckonEnd(DateOnly anchoredOn, int cycle, int months, WorkCalendar calendar)
    {
        var (starts, ends) = Of(anchoredOn, cycle, months);
        return ReckonedPeriod.Of(new CycleEnd(anchoredOn, cycle, months), calendar, starts, ends, calendar.WorkingDayFrom(ends));
    }

    static DateOnly End(DateOnly anchoredOn, int cycle, int months) => anchoredOn.AddMonths(checked(cycle * months));

    sealed record CycleEnd(DateOnly AnchoredOn, int Cycle, int Months) : IReckoningRule
    {
        public void Explain(ReckonedPeriod period, WorkCalendar calendar, ICollection<ReckoningStep> steps)
        {
            steps.Add(new($"运行周期自认定文件日期 {Iso(AnchoredOn)} 起算，每个周期 {Months} 个月，各周期均以该日期为准计算", Articles.Operation));
            steps.Add(period.NominalLastDay.Day == AnchoredOn.Day
                ? new($"第 {Cycle} 个周期至对应日 {Iso(period.NominalLastDay)} 届满，资格状态于该日终止，不顺延", Articles.CivilCode202)
                : new($"第 {Cycle} 个周期届满月没有 {AnchoredOn.Day} 日，以月末日 {Iso(period.NominalLastDay)} 届满，资格状态于该日终止，不顺延", Articles.CivilCode202));
            Explanation.Ending(period, calendar, roll: true, alwaysWorkingDay: false, steps);
        }
    }
}
