using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Lists;
using Alliance.Ui;
using Alliance.Workflows.Diagrams;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Wording;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Alliance.Workflows.Cases;

/// <summary>Cases of both kinds, those that moved last first; searched by what people call them.</summary>
public sealed class ListCases(Database database, TimeProvider clock)
{
    /// <summary>What is more than this is said as "more than"; counting further would take longer the more there is.</summary>
    public const int Most = 200;

    static readonly SearchedList Searched = new("process_case", "c", "updated_at", "s.search", "s.moved_at", Near: 100,
        new("case_search", "s", "s.case_id = c.id and s.kind = c.kind"));

    public static readonly SqlList<Row> Table = new("cases", "全部案件")
    {
        Sql = """
            select c.id as case_id, c.kind, c.name, c.state, c.policy_version, c.opened_at, c.updated_at, c.entered_at,
              (c.data->>'pausedAt') is not null as paused, d.name as next_deadline, d.due_at as next_deadline_at
            from process_case c
            left join lateral (
              select name, due_at from deadline d where d.case_id = c.id and d.kind = c.kind and fired_at is null and cancelled_at is null
              order by due_at nulls last, nominal_due_on limit 1) d on true
            """,
        Key = "c.id",
        Searched = Searched,
        Order = "-updated",
        Size = 30,
        Filters = ["q", "kind", "state", "policy", "age", "due", "incident", "paused"],
        Columns =
        [
            new("name", "联盟名称", (i, _) => i.Name, "c.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("kind", "程序", (i, words) => words[Sentences.Kind(i.Kind)], "c.kind") { IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[CaseStates.Of(i.State).Word()] + (i.Paused ? $" {words["暂停"]}" : ""), "c.state")
                { IsAlwaysThere = true },
            new("deadline", "下一个期限", (i, words) => i.NextDeadline is null ? null : DeadlineWords.Name(words, i.NextDeadline)),
            new("due", "届满时间", (i, words) => BeijingTime.EndText(i.NextDeadlineAt) ?? (i.NextDeadline is null ? null : words["暂定"])),
            new("entered", "进入环节时间", (i, _) => i.EnteredAt, "c.entered_at", ListValue.Instant)
                { IsShown = false, IsAlwaysThere = true },
            new("policy", "政策版本", (i, _) => i.PolicyVersion, "c.policy_version") { IsShown = false, IsAlwaysThere = true },
            new("updated", "最近变化", (i, _) => i.UpdatedAt, "c.updated_at", ListValue.Instant) { IsAlwaysThere = true },
        ],
    };

    public sealed record Row
    {
        public Guid CaseId { get; init; }
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string State { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public DateTimeOffset EnteredAt { get; init; }

        /// <summary>True while people hold it.</summary>
        public bool Paused { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
    }

    /// <param name="Kind">Recognition or Operation.</param>
    /// <param name="State">The state.</param>
    /// <param name="Words">Part of the alliance's or lead unit's name, the receipt number or a member's credit code.</param>
    /// <param name="Policy">The policy version.</param>
    /// <param name="Days">At least so many days in its state.</param>
    /// <param name="Due">overdue, provisional, or a number of days within which a deadline falls due.</param>
    /// <param name="Incident">Only those with a message that could not be handled.</param>
    /// <param name="Paused">Only those that people hold.</param>
    public sealed record Filter(
        string? Kind = null, string? State = null, string? Words = null, string? Policy = null, int? Days = null, string? Due = null,
        bool Incident = false, bool Paused = false)
    {
        /// <summary>As it stands in an address; empty when nothing is asked for.</summary>
        public string Query => new QueryBuilder(new (string Name, string? Value)[]
        {
            ("q", Words), ("kind", Kind), ("state", State), ("policy", Policy), ("age", Days?.ToString(CultureInfo.InvariantCulture)),
            ("due", Due), ("incident", Incident ? "true" : null), ("paused", Paused ? "true" : null),
        }.Where(one => !string.IsNullOrWhiteSpace(one.Value)).Select(one => KeyValuePair.Create(one.Name, one.Value!))).ToQueryString()
            .ToString().TrimStart('?');

        /// <summary>What an address asks for; what is no filter in it is left out.</summary>
        public static Filter Of(string? query)
        {
            var asked = QueryHelpers.ParseQuery(query);
            string? Value(string name) => asked.TryGetValue(name, out var values) && values[0] is { Length: > 0 } value ? value : null;
            return new(Value("kind"), Value("state"), Value("q"), Value("policy"),
                int.TryParse(Value("age"), CultureInfo.InvariantCulture, out var days) ? days : null, Value("due"),
                Value("incident") == "true", Value("paused") == "true");
        }
    }

    public Task<ListPage<Row>> Handle(Filter filter, ListQuery? query, CancellationToken ct)
        => Table.Read(database, query ?? ListQuery.First, [Where(filter)], Parameters(filter), ct, filter.Words);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Filter filter, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(filter, page, ct));

    /// <summary>How many there are now. What the tallies know is not counted; elsewhere one more than <see cref="Most"/> stands for all
    /// that are more.</summary>
    public async Task<int> Count(Filter filter, CancellationToken ct)
        => filter with { Words = Given(filter.Words), Due = Given(filter.Due) }
            == new Filter(filter.Kind, filter.State, Policy: filter.Policy)
            ? await database.Scalar<int>($"select coalesce(sum(cases), 0)::int from state_count c where {Where(filter)}",
                Parameters(filter), ct)
            : await Searched.Count(database, Where(filter), Parameters(filter), filter.Words, Most + 1, ct);

    // Conditions that are not asked for are left out, not made true: each search gets the plan that fits it.
    static string Where(Filter filter) => string.Join(" and ", new[]
    {
        SearchedList.All,
        KindOf(filter) is null ? null : "c.kind = @kind",
        Given(filter.State) is null ? null : "c.state = @State",
        Given(filter.Policy) is null ? null : "c.policy_version = @Policy",
        filter.Days is null ? null : "c.entered_at < @since",
        Given(filter.Due) switch
        {
            null => null,
            "overdue" => $"exists({Running} and r.due_at < @late and not r.paused)",
            "provisional" => $"exists({Running} and r.due_at is null)",
            _ => $"exists({Running} and r.due_at between @now and @until)",
        },
        filter.Incident ? "exists(select from parked_message p where p.case_id = c.id and p.settled_at is null)" : null,
        filter.Paused ? "(c.data->>'pausedAt') is not null" : null,
    }.OfType<string>());

    object Parameters(Filter filter)
    {
        var now = clock.GetUtcNow();
        return new
        {
            kind = KindOf(filter),
            filter.State,
            filter.Policy,
            since = now.AddDays(-Math.Clamp(filter.Days ?? 0, 0, 36_500)),
            now,
            late = now.AddMinutes(-1),
            until = Remaining.Within(int.TryParse(filter.Due, CultureInfo.InvariantCulture, out var days)
                ? Math.Clamp(days, 0, 3650) : 7, now),
        };
    }

    const string Running =
        "select from deadline r where r.case_id = c.id and r.kind = c.kind and r.fired_at is null and r.cancelled_at is null";

    // A state of one procedure only says which; the indexes begin with it.
    static string? KindOf(Filter filter)
        => Given(filter.Kind) ?? (Processes.All.Where(diagram => diagram.States.Any(state => state.Name == filter.State))
            .ToList() is [var only] ? only.Kind : null);

    static string? Given(string? filter) => string.IsNullOrWhiteSpace(filter) ? null : filter;
}
