using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Statute.Periods;

namespace Alliance.Workflows.Calendars;

/// <summary>The calendar in force, year by year with source and version, and the years that are wanted and not published yet.</summary>
public sealed class ListCalendars(Database database, StatutoryClock clock)
{
    /// <summary>A year that is known.</summary>
    /// <param name="Number">The year.</param>
    /// <param name="Version">Of its notice.</param>
    /// <param name="Papers">Where it was published.</param>
    /// <param name="DaysOff">Days off that the notice names.</param>
    /// <param name="MakeUpDays">Working days at week-ends.</param>
    /// <param name="PublishedBy">Who published it here; null for what ships with the product.</param>
    /// <param name="PublishedAt">When.</param>
    public sealed record Year(
        int Number,
        int Version,
        IReadOnlyList<string> Papers,
        int DaysOff,
        int MakeUpDays,
        string? PublishedBy,
        DateTimeOffset? PublishedAt);

    /// <summary>A year whose notice is not there.</summary>
    /// <param name="Number">The year.</param>
    /// <param name="Deadlines">Deadlines that wait for it.</param>
    public sealed record UnknownYear(int Number, long Deadlines);

    /// <summary>A region's days off.</summary>
    public sealed record Region(
        string Name, int Version, string Source, IReadOnlyList<LocalFestival> Days, string PublishedBy, DateTimeOffset PublishedAt);

    /// <param name="Edition">Names the calendar in records of decisions.</param>
    /// <param name="Years">Latest first.</param>
    /// <param name="Unknown">Earliest first.</param>
    /// <param name="Regions">By name.</param>
    public sealed record Answer(
        string Edition, IReadOnlyList<Year> Years, IReadOnlyList<UnknownYear> Unknown, IReadOnlyList<Region> Regions);

    public async Task<Answer> Handle(CancellationToken ct)
    {
        var calendar = clock.Calendar;
        var published = (await database.Query<Published>("select key, version, published_by, published_at from calendar_notice", ct: ct))
            .ToDictionary(p => (p.Key, p.Version));
        var waiting = (await database.Query<Waiting>("""
            select extract(year from nominal_due_on)::int as year, count(*) as deadlines from deadline
            where due_at is null and fired_at is null and cancelled_at is null group by 1
            """, ct: ct)).ToDictionary(w => w.Year, w => w.Deadlines);
        // This year and the next are wanted even before a deadline reaches them: the notice comes out in autumn.
        var wanted = waiting.Keys.Append(clock.Today.Year).Append(clock.Today.Year + 1).Distinct()
            .Where(year => !calendar.Knows(year)).Order();
        return new(calendar.Edition,
            [.. calendar.Notices.Reverse().Select(n => Of(n, published.GetValueOrDefault((new CalendarDocument(n, null).Key, n.Version))))],
            [.. wanted.Select(year => new UnknownYear(year, waiting.GetValueOrDefault(year)))],
            [.. calendar.LocalNotices.Select(n =>
                new Region(n.Region, n.Version, n.Source, n.Days, published[(n.Region, n.Version)].PublishedBy,
                    published[(n.Region, n.Version)].PublishedAt))]);
    }

    /// <summary>The year or region under this name, when it was published here; it may not be in force yet.</summary>
    public Task<string?> PublishedKey(string key, CancellationToken ct)
        => database.Scalar<string>("select key from calendar_notice where key = @key limit 1", new { key }, ct);

    static Year Of(CalendarNotice notice, Published? published) => new(
        notice.Year, notice.Version, notice.Papers, notice.Days.Count(d => d.IsOffDay), notice.Days.Count(d => !d.IsOffDay),
        published?.PublishedBy, published?.PublishedAt);

    sealed record Published
    {
        public string Key { get; init; } = "";
        public int Version { get; init; }
        public string PublishedBy { get; init; } = "";
        public DateTimeOffset PublishedAt { get; init; }
    }

    sealed record Waiting
    {
        public int Year { get; init; }
        public long Deadlines { get; init; }
    }
}
