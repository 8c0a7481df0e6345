using System.Globalization;
using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Statute.Periods;

namespace Alliance.Workflows.Cases.Deadlines;

/// <summary>Deadlines that run: what falls due when, what is overdue or provisional.</summary>
public sealed class ListDeadlines(Database database, TimeProvider clock, WorkCalendar calendar)
{
    const int PageSize = 30;

    public sealed record Row
    {
        public long Id { get; init; }
        public Guid CaseId { get; init; }
        public string CaseName { get; init; } = "";
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public string Name { get; init; } = "";
        public string Article { get; init; } = "";
        public DateOnly NominalDueOn { get; init; }
        public DateTimeOffset? DueAt { get; init; }

        /// <summary>True while people hold the case: the period runs, but does not fire.</summary>
        public bool Paused { get; init; }
    }

    /// <param name="On">The last day of the period, in Beijing.</param>
    /// <param name="Deadlines">How many end on it.</param>
    /// <param name="IsDayOff">Null while the calendar of that year is not published.</param>
    public sealed record CalendarDay(DateOnly On, long Deadlines, bool? IsDayOff);

    /// <param name="Items">One page of them, the earliest first.</param>
    /// <param name="Next">Where the next page begins.</param>
    /// <param name="Month">The month of the calendar.</param>
    /// <param name="Days">Its days.</param>
    public sealed record Page(IReadOnlyList<Row> Items, string? Next, DateOnly Month, IReadOnlyList<CalendarDay> Days);

    /// <param name="show">overdue, provisional, or everything.</param>
    /// <param name="name">Deadlines of this name only.</param>
    /// <param name="day">Deadlines whose last day is this one.</param>
    /// <param name="month">The month of the calendar, 2026-12; the current one otherwise.</param>
    /// <param name="after">The cursor of the page before.</param>
    public async Task<Page> Handle(string? show, string? name, DateOnly? day, string? month, string? after, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = Ui.BeijingTime.Day(now);
        var shown = DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var chosen)
            && chosen >= InputCheck.FirstDay && chosen < InputCheck.LastDay ? chosen : new(today.Year, today.Month, 1);
        var (cursorDay, cursorId) = ReadCursor(after);
        // A period ends with its last day; the instant before midnight belongs to it.
        var rows = await database.Query<Row>($"""
            select d.id, d.case_id, c.name as case_name, d.kind, c.state, d.name, d.article, d.nominal_due_on, d.due_at, d.paused
            from deadline d join process_case c on c.id = d.case_id and c.kind = d.kind
            where d.fired_at is null and d.cancelled_at is null
              and (@show::text is null or case @show when 'overdue' then d.due_at < @late and not d.paused
                when 'provisional' then d.due_at is null else true end)
              and (@name::text is null or d.name = @name or starts_with(d.name, @name || ':'))
              {(day is null ? "" : "and d.nominal_due_on between @day::date - 31 and @day::date + 1 and coalesce((d.due_at - interval '1 " +
                  "microsecond') at time zone 'Asia/Shanghai', d.nominal_due_on)::date = @day")}
              {(cursorDay is null ? "" : "and (d.nominal_due_on, d.id) > (@cursorDay::date, @cursorId)")}
            order by d.nominal_due_on, d.id limit @limit
            """, new { show = Given(show), name = Given(name), day, late = now.AddMinutes(-1), cursorDay, cursorId, limit = PageSize + 1 },
            ct);
        var items = rows.Count > PageSize ? [.. rows.Take(PageSize)] : rows;
        var next = rows.Count > PageSize
            ? $"{items[^1].NominalDueOn:yyyyMMdd}-{items[^1].Id.ToString(CultureInfo.InvariantCulture)}" : null;

        var days = await database.Query<DayCount>("""
            select coalesce((due_at - interval '1 microsecond') at time zone 'Asia/Shanghai', nominal_due_on)::date as day,
              count(*) as deadlines
            from deadline where fired_at is null and cancelled_at is null and nominal_due_on between @first::date - 31
              and @last::date group by 1
            """, new { first = shown, last = shown.AddMonths(1).AddDays(-1) }, ct);
        return new(items, next, shown, [.. Enumerable.Range(0, DateTime.DaysInMonth(shown.Year, shown.Month)).Select(shown.AddDays)
            .Select(on => new CalendarDay(on, days.FirstOrDefault(d => d.Day == on)?.Deadlines ?? 0, calendar.IsDayOff(on)))]);
    }

    static string? Given(string? filter) => string.IsNullOrWhiteSpace(filter) ? null : filter;

    static (DateOnly? Day, long Id) ReadCursor(string? text) => text?.Split('-') is [var day, var id]
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
        && long.TryParse(id, CultureInfo.InvariantCulture, out var key)
        ? (on, key) : (null, 0);

    sealed record DayCount
    {
        public DateOnly Day { get; init; }
        public long Deadlines { get; init; }
    }
}
