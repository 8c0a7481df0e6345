using Alliance.Statute.Periods;
using Dapper;
using Npgsql;

namespace Alliance.Platform.Calendars;

/// <summary>The calendar this process reckons with: what ships with the product, and what an administrator published since.</summary>
public sealed class PublishedCalendars(NpgsqlDataSource database)
{
    volatile WorkCalendar _current = WorkCalendar.StateCouncil;
    int _known;

    /// <summary>The calendar now. Immutable: who has taken it reckons with it to the end.</summary>
    public WorkCalendar Current => _current;

    /// <summary>Looks whether something was published; answers whether the calendar is another one now.</summary>
    public async Task<bool> Refresh(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var count = await connection.ExecuteScalarAsync<int>(new CommandDefinition("select count(*)::int from calendar_notice", cancellationToken: ct));
        if (count == _known) return false;
        var documents = (await connection.QueryAsync<string>(new CommandDefinition("select document from calendar_notice order by version, key", cancellationToken: ct))).AsList();
        _current = Build(documents);
        _known = documents.Count;
        return true;
    }

    // What ships with a later product may know the year by now.
    internal static WorkCalendar Build(IEnumerable<string> documents) => documents.Select(text => CalendarDocument.Read(text).Required())
        .Aggregate(WorkCalendar.StateCouncil, (calendar, document) => document.WhyNot(calendar) is null ? calendar.With(document) : calendar);
}
