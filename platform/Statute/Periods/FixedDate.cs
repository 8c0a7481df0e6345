using static Alliance.Statute.Periods.BeijingTime;

namespace Alliance.Statute.Periods;

/// <summary>A date fixed in the year, such as 12月15日前 (Art. 14): the day itself is included and rolls where the policy says so.</summary>
/// <param name="Month">Month.</param>
/// <param name="Day">Day of the month.</param>
/// <param name="Roll">True when a date that is a day off moves to the next working day (民法典 203).</param>
/// <param name="Inclusive">True when an act on the day itself is in time (本数: “before 15 December” includes the 15th).</param>
/// <param name="Closing">When the last day ends (民法典 203 ¶2).</param>
public sealed record FixedDate(
    int Month, int Day, bool Roll = true, bool Inclusive = true, ClosingTime Closing = ClosingTime.Midnight) : IReckoningRule
{
    /// <summary>The time business stops, where <see cref="Closing"/> asks for it.</summary>
    public TimeOnly? CloseOfBusiness { get; init; }

    /// <summary>Computes the date in one year. The period runs from 1 January.</summary>
    public ReckonedPeriod In(int year, WorkCalendar calendar)
    {
        var nominal = NominalIn(year);
        return ReckonedPeriod.Of(this, calendar, new DateOnly(year, 1, 1), nominal, Roll ? calendar.WorkingDayFrom(nominal)
            : nominal, Closing, CloseOfBusiness);
    }

    /// <summary>The day before rolling.</summary>
    public DateOnly NominalIn(int year)
    {
        // 29 February of a year without one ends with the month, as 民法典 202 has it for months.
        var day = new DateOnly(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
        return Inclusive ? day : day.AddDays(-1);
    }

    void IReckoningRule.Explain(ReckonedPeriod period, WorkCalendar calendar, ICollection<ReckoningStep> steps)
    {
        steps.Add(Inclusive
            ? new($"固定期限为每年 {Month} 月 {Day} 日前，含当日，{period.Start.Year} 年为 {Iso(period.NominalLastDay)}", Articles.Operation)
            : new($"固定期限为每年 {Month} 月 {Day} 日前，不含当日，{period.Start.Year} 年为 {Iso(period.NominalLastDay)}", Articles.Operation));
        Explanation.Ending(period, calendar, Roll, alwaysWorkingDay: false, steps);
    }
}
