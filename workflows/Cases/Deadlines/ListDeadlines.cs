using System.Globalization;
using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Lists;
using Alliance.Lists;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows.Cases.Deadlines;

/// <summary>Deadlines that run: what falls due when, what is overdue or provisional.</summary>
public sealed class ListDeadlines(Database database, TimeProvider clock, WorkCalendar calendar)
{
    public static readonly SqlList<Row> Table = new("deadlines", "期限")
    {
        Sql = """
            select d.id, d.case_id, c.name as case_name, d.kind, c.state, d.name, d.article, d.nominal_due_on, d.due_at, d.paused
            from deadline d join process_case c on c.id = d.case_id and c.kind = d.kind
            """,
        Key = "d.id",
        KeyIs = ListValue.Whole,
        Order = "nominal",
        Size = 30,
        Filters = ["show", "name", "day", "month", "by"],
        Columns =
        [
            new("name", "期限", (i, words) => DeadlineWords.Name(words, i.Name), "d.name") { IsAlwaysThere = true },
            new("case", "案件", (i, _) => i.CaseName, "c.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[CaseStates.Of(i.State).Word()] + (i.Paused ? $" {words["暂停"]}" : ""), "c.state")
                { IsAlwaysThere = true },
            new("article", "依据", (i, _) => i.Article, "d.article") { IsAlwaysThere = true },
            new("nominal", "名义届满日", (i, _) => i.NominalDueOn, "d.nominal_due_on", ListValue.Day) { IsAlwaysThere = true },
            new("due", "届满时间", (i, words) => Ui.BeijingTime.EndText(i.DueAt) ?? words["暂定"], "d.due_at", ListValue.Instant),
            new("left", "剩余", (_, _) => null) { IsInFile = false },
        ],
    };

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
    public sealed record Page(IReadOnlyList<Row> Items, string? Next, DateOnly Month, IReadOnlyList<CalendarDay> Days)
    {
        /// <summary>The page of the list.</summary>
        [JsonIgnore] public ListPage<Row> List { get; init; } = null!;
    }

    /// <param name="show">overdue, provisional, or everything.</param>
    /// <param name="name">Deadlines of this name only.</param>
    /// <param name="day">Deadlines whose last day is this one.</param>
    /// <param name="month">The month of the calendar, 2026-12; the current one otherwise.</param>
    /// <param name="query">Which page.</param>
    public async Task<Page> Handle(string? show, string? name, DateOnly? day, string? month, ListQuery? query, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = Ui.BeijingTime.Day(now);
        var shown = DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var chosen)
            && chosen >= InputCheck.FirstDay && chosen < InputCheck.LastDay ? chosen : new(today.Year, today.Month, 1);
        var list = await Read(show, name, day, query ?? ListQuery.First, ct);

        var days = await database.Query<DayCount>("""
            select coalesce((due_at - interval '1 microsecond') at time zone 'Asia/Shanghai', nominal_due_on)::date as day,
              count(*) as deadlines
            from deadline where fired_at is null and cancelled_at is null and nominal_due_on between @first::date - 31
              and @last::date group by 1
            """, new { first = shown, last = shown.AddMonths(1).AddDays(-1) }, ct);
        return new(list.Items, list.Next, shown, [.. Enumerable.Range(0, DateTime.DaysInMonth(shown.Year, shown.Month))
            .Select(shown.AddDays)
            .Select(on => new CalendarDay(on, days.FirstOrDefault(d => d.Day == on)?.Deadlines ?? 0, calendar.IsDayOff(on)))])
        {
            List = list,
        };
    }

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(string? show, string? name, DateOnly? day, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Read(show, name, day, page, ct));

    Task<ListPage<Row>> Read(string? show, string? name, DateOnly? day, ListQuery query, CancellationToken ct) => Table.Read(
        database, query,
    [
        "d.fired_at is null and d.cancelled_at is null",
        show switch { "overdue" => "d.due_at < @late and not d.paused", "provisional" => "d.due_at is null", _ => null },
        string.IsNullOrWhiteSpace(name) ? null : "(d.name = @name or starts_with(d.name, @name || ':'))",
        // A period ends with its last day; the instant before midnight belongs to it.
        day is null ? null : "d.nominal_due_on between @day::date - 31 and @day::date + 1"
            + " and coalesce((d.due_at - interval '1 microsecond') at time zone 'Asia/Shanghai', d.nominal_due_on)::date = @day",
    ], new { name, day, late = clock.GetUtcNow().AddMinutes(-1) }, ct);

    sealed record DayCount
    {
        public DateOnly Day { get; init; }
        public long Deadlines { get; init; }
    }
}
