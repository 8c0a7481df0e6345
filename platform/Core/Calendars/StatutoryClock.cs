using Alliance.Statute.Periods;

namespace Alliance.Core.Calendars;

/// <summary>The law's time: the instant now, the day in Beijing, and periods reckoned by the calendar in force.</summary>
public sealed class StatutoryClock(TimeProvider time, PublishedCalendars calendars)
{
    /// <summary>The instant now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Today in Beijing, whatever the machine's time zone.</summary>
    public DateOnly Today => DayOf(Now);

    /// <summary>The calendar of days off and make-up working days.</summary>
    public WorkCalendar Calendar => calendars.Current;

    /// <summary>The day in Beijing on which an instant lies.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => BeijingTime.DayOf(instant);

    /// <summary>Reckons a period from a day, today unless another is given; with every step in words.</summary>
    public ReckonedPeriod Reckon(Period period, DateOnly? start = null) => period.Reckon(start ?? Today, Calendar);
}
