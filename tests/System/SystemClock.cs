using Alliance.Statute.Periods;

namespace Alliance.SystemTests;

/// <summary>The simulated time of the running system.</summary>
public sealed class SystemClock(RunningSystem system)
{
    private sealed record Reading(DateTimeOffset Now);

    private int _known = WorkCalendar.StateCouncil.Notices.Max(n => n.Year);

    /// <summary>What time it is for all services.</summary>
    public async Task<DateTimeOffset> Now()
    {
        var administrator = await system.SignedIn("admin");
        return (await administrator.Get("/workflows/api/clock")).Must<Reading>().Now;
    }

    /// <summary>Moves time forward; returns when every deadline on the way has been handled. Where the way leads beyond the calendars that
    /// are known, they are published first, as an office does each November: a test of years does not depend on how many came before.</summary>
    public async Task MoveTo(DateTimeOffset instant)
    {
        var administrator = await system.SignedIn("admin");
        for (var needed = instant.AddDays(200).Year; _known < needed;)
            (await administrator.Post("/workflows/api/calendars", Workflows.CalendarTests.Notice(++_known, 1))).Must();
        (await administrator.Post("/workflows/api/clock", new { to = instant })).Must();
    }

    /// <summary>Moves time on to January where the day of the year's report is near or over: whoever begins to operate then owes none of
    /// that year.</summary>
    public async Task BeforeReportDay()
    {
        var today = BeijingTime.DayOf(await Now());
        if (today is { Month: 12, Day: > 10 }) await MoveTo(BeijingTime.StartOf(new(today.Year + 1, 1, 5)).AddHours(9));
    }

    /// <summary>Moves time forward by so much.</summary>
    public async Task Pass(TimeSpan time) => await MoveTo(await Now() + time);
}
