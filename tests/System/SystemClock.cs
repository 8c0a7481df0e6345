namespace Alliance.SystemTests;

/// <summary>The simulated time of the running system.</summary>
public sealed class SystemClock(RunningSystem system)
{
    private sealed record Reading(DateTimeOffset Now);

    /// <summary>What time it is for all services.</summary>
    public async Task<DateTimeOffset> Now()
    {
        var administrator = await system.SignedIn("admin");
        return (await administrator.Get("/workflows/api/clock")).Must<Reading>().Now;
    }

    /// <summary>Moves time forward; returns when every deadline on the way has been handled.</summary>
    public async Task MoveTo(DateTimeOffset instant)
    {
        var administrator = await system.SignedIn("admin");
        (await administrator.Post("/workflows/api/clock", new { to = instant })).Must();
    }

    /// <summary>Moves time forward by so much.</summary>
    public async Task Pass(TimeSpan time) => await MoveTo(await Now() + time);
}
