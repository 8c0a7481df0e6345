namespace Alliance.Statute.Periods;

/// <summary>What a period counts.</summary>
public enum PeriodUnit
{
    /// <summary>日: every day counts.</summary>
    CalendarDays,
    /// <summary>工作日: only working days count.</summary>
    WorkingDays,
    /// <summary>月.</summary>
    Months,
    /// <summary>年.</summary>
    Years,
}

/// <summary>When the last day ends (民法典 203 ¶2).</summary>
public enum ClosingTime
{
    /// <summary>二十四时.</summary>
    Midnight,
    /// <summary>停止业务活动的时间, for acts that need an open counter.</summary>
    CloseOfBusiness,
}

/// <summary>A statutory period as a rule: how long, counted how (民法典 201–204).</summary>
/// <param name="Length">How many units; at least one.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="CountStartDay">True when the start day is day one; the Civil Code does not count it (201 ¶1), a policy may (204).</param>
/// <param name="Roll">True when a last day that is a day off moves to the next working day (203 ¶1).</param>
/// <param name="Closing">When the last day ends (203 ¶2).</param>
[RestsOn("10", "11", "17")]
public sealed record Period(
    int Length, PeriodUnit Unit, bool CountStartDay = false, bool Roll = true, ClosingTime Closing = ClosingTime.Midnight) : IReckoningRule
{
    /// <summary>The time business stops, where <see cref="Closing"/> asks for it.</summary>
    public TimeOnly? CloseOfBusiness { get; init; }

    /// <summary>Computes the period that <paramref name="start"/> sets going.</summary>
    public ReckonedPeriod Reckon(DateOnly start, WorkCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Length, 1);
        var (nominal, known) = Unit switch
        {
            PeriodUnit.CalendarDays => (start.AddDays(CountStartDay ? Length - 1 : Length), true),
            PeriodUnit.WorkingDays => CountWorkingDays(start, calendar),
            PeriodUnit.Months => (CorrespondingDay(start, Length), true),
            PeriodUnit.Years => (CorrespondingDay(start, checked(Length * 12)), true),
            _ => throw new ArgumentOutOfRangeException(nameof(start), Unit, null),
        };
        var last = !known ? null : Roll ? calendar.WorkingDayFrom(nominal) : nominal;
        return ReckonedPeriod.Of(this, calendar, start, nominal, last, Closing, CloseOfBusiness);
    }

    // 202: the corresponding day of the last month, or that month's last day where there is none. Where the start day itself counts,
    // the period is full on the day before the corresponding day.
    DateOnly CorrespondingDay(DateOnly start, int months)
    {
        var day = start.AddMonths(months);
        return CountStartDay && day.Day == start.Day ? day.AddDays(-1) : day;
    }

    // The nominal day of a count that runs into an unknown year counts Monday to Friday there; it is shown as nominal and never asserted.
    (DateOnly Day, bool Known) CountWorkingDays(DateOnly start, WorkCalendar calendar)
    {
        var known = true;
        var day = CountStartDay ? start : start.AddDays(1);
        for (var counted = 0; ; day = day.AddDays(1))
        {
            var off = calendar.IsDayOff(day);
            known &= off is not null;
            if (off ?? day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            if (++counted == Length) return (day, known);
        }
    }

    void IReckoningRule.Explain(ReckonedPeriod period, WorkCalendar calendar, ICollection<ReckoningStep> steps)
    {
        Explanation.Start(this, period, steps);
        Explanation.Count(this, period, calendar, steps);
        Explanation.Ending(period, calendar, Roll, Unit == PeriodUnit.WorkingDays, steps);
    }
}
