namespace Alliance.Statute.Periods;

/// <summary>
/// Until when somebody may turn against a decision (救济期限). Both periods run from the day on which they know of it, which is the day of
/// its service: 行政复议法 (2023) 20 ¶1, sixty days; 行政诉讼法 (2017) 46 ¶1, six months. Neither law says how to count; both refer to
/// 民事诉讼法 85 (行政复议法 88 ¶1, 行政诉讼法 101), which counts as 民法典 201–203 do: the day of service is not counted, months end on the
/// corresponding day, and a last day that is a day off moves to the next working day. 行政复议法 88 ¶2 counts working days for periods of up to
/// ten days only, so sixty days are consecutive ones.
/// </summary>
public static class Remedies
{
    /// <summary>行政复议.</summary>
    public static readonly Period Reconsideration = new(60, PeriodUnit.CalendarDays);

    /// <summary>行政诉讼.</summary>
    public static readonly Period Court = new(6, PeriodUnit.Months);

    /// <summary>Both periods of a decision that was served on this day.</summary>
    public static (ReckonedPeriod Reconsideration, ReckonedPeriod Court) From(DateOnly servedOn, WorkCalendar calendar)
        => (Reconsideration.Reckon(servedOn, calendar), Court.Reckon(servedOn, calendar));
}
