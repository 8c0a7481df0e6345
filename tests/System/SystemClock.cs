using Alliance.Statute.Periods;

namespace Alliance.SystemTests;

/// <summary>The simulated time of the running system.</summary>
public sealed class SystemClock(RunningSystem system)
{
    private sealed record Reading(DateTimeOffset Now);

    /// <summary>The calendars that the system knows: the shipped ones, and what <see cref="MoveTo"/> published.</summary>
    public WorkCalendar Calendar { get; private set; } = WorkCalendar.StateCouncil;

    /// <summary>What time it is for all services.</summary>
    public async Task<DateTimeOffset> Now()
    {
        var administrator = await system.SignedIn("admin");
        return (await administrator.Get("/workflows/api/clock")).Must<Reading>().Now;
    }

    /// <summary>Moves time forward; returns when every deadline on the way has been handled. Where the way leads beyond the calendars
    /// that are known, they are published first, as an office does each November: a test of years does not depend on how many came
    /// before.</summary>
    public async Task MoveTo(DateTimeOffset instant)
    {
        var administrator = await system.SignedIn("admin");
        for (var year = RunningSystem.Beginning.Year; year <= instant.AddDays(200).Year; year++)
        {
            if (Calendar.Knows(year)) continue;
            var notice = Workflows.CalendarTests.Notice(year, 1);
            (await administrator.Post("/workflows/api/calendars", notice)).Must();
            Calendar = Calendar.With(CalendarDocument.Read(System.Text.Json.JsonSerializer.Serialize(notice)).Value!);
        }
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
