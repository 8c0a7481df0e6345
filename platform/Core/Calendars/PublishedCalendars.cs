using Alliance.Statute.Periods;
using Dapper;
using Npgsql;

namespace Alliance.Core.Calendars;

/// <summary>The calendar this process reckons with: what ships with the product, and what an administrator published since.</summary>
public sealed class PublishedCalendars(NpgsqlDataSource database)
{
    volatile WorkCalendar _current = WorkCalendar.StateCouncil;
    volatile Latest? _latest;
    int? _known;

    /// <summary>The calendar now. Immutable: who has taken it reckons with it to the end.</summary>
    public WorkCalendar Current => _current;

    /// <summary>What was published last.</summary>
    /// <param name="Name">Year or region, and version.</param>
    /// <param name="PublishedAt">When: a period that was over then is not opened again by it.</param>
    public sealed record Latest(string Name, DateTimeOffset PublishedAt);

    /// <summary>What came while this process runs; null where the calendar is the one it started with.</summary>
    public Latest? Arrived => _latest;

    /// <summary>Looks whether something was published; answers whether the calendar is another one now.</summary>
    public async Task<bool> Refresh(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var count = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition("select count(*)::int from calendar_notice", cancellationToken: ct));
        var first = _known is null;
        if (count == (_known ??= 0)) return false;
        if (!first)
            _latest = await connection.QuerySingleAsync<Latest>(new CommandDefinition(
                "select key || ' v' || version as name, published_at from calendar_notice order by published_at desc, version desc limit 1",
                cancellationToken: ct));
        var documents = (await connection.QueryAsync<string>(
            new CommandDefinition("select document from calendar_notice order by version, key", cancellationToken: ct))).AsList();
        _current = Build(documents);
        _known = documents.Count;
        return true;
    }

    // What ships with a later product may know the year by now.
    internal static WorkCalendar Build(IEnumerable<string> documents) => documents.Select(text => CalendarDocument.Read(text).Required())
        .Aggregate(WorkCalendar.StateCouncil, (calendar, document) => document.WhyNot(calendar) is null
            ? calendar.With(document) : calendar);
}
