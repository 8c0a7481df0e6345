using Alliance.Core.Calendars;
using Alliance.Core.Data;

namespace Alliance.Intake.Calls;

/// <summary>The calls, latest window first; for everyone (Art. 9).</summary>
public sealed class ListCalls(Database database, StatutoryClock clock)
{
    // Calls are yearly: this is half a century of them.
    const int Limit = 50;

    /// <summary>One call of the list.</summary>
    public sealed record Item(Guid CallId, int Year, string Title, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Open);

    public async Task<IReadOnlyList<Item>> Handle(CancellationToken ct)
    {
        var calls = await database.Query<Call>("""
            select id as call_id, year, title, opens_at, closes_at
            from call order by closes_at desc, id desc limit @Limit
            """, new { Limit }, ct);
        return [.. calls.Select(c => new Item(c.CallId, c.Year, c.Title, c.OpensAt, c.ClosesAt, c.IsOpenAt(clock.Now)))];
    }
}
