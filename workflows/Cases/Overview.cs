using Alliance.Core.Data;
using Alliance.Workflows.Diagrams;

namespace Alliance.Workflows.Cases;

/// <summary>How many cases are in which state and for how long, what falls due next, and what needs attention.</summary>
public sealed class Overview(Database database, TimeProvider clock)
{
    public sealed record StateCount
    {
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public long Cases { get; init; }

        /// <summary>Since when the case in the middle is there, as of the last tally; null before it, and in the states in which cases
        /// rest.</summary>
        public DateTimeOffset? MedianSince { get; init; }

        /// <summary>Since when the oldest is there.</summary>
        public DateTimeOffset? OldestSince { get; init; }
    }

    public sealed record Traffic
    {
        public string Kind { get; init; } = "";
        public string From { get; init; } = "";
        public string To { get; init; } = "";
        public long Steps { get; init; }
    }

    public sealed record PolicyCount
    {
        public string Kind { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public long Running { get; init; }
        public long Ended { get; init; }
    }

    public sealed record Due
    {
        public Guid CaseId { get; init; }
        public string CaseName { get; init; } = "";
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public string Name { get; init; } = "";
        public string Article { get; init; } = "";
        public DateOnly NominalDueOn { get; init; }
        public DateTimeOffset? DueAt { get; init; }
    }

    /// <param name="Counts">By kind and state.</param>
    /// <param name="Traffic">Steps of the last 30 days.</param>
    /// <param name="Policies">Cases by the policy version they keep.</param>
    /// <param name="DueNext">What falls due next.</param>
    /// <param name="DueThisWeek">How many deadlines fall due within 7 days.</param>
    /// <param name="Overdue">How many should have fired and did not.</param>
    /// <param name="Provisional">How many wait for a calendar.</param>
    /// <param name="Incidents">How many messages wait for a person.</param>
    /// <param name="Held">How many cases people hold.</param>
    public sealed record Answer(
        IReadOnlyList<StateCount> Counts, IReadOnlyList<Traffic> Traffic, IReadOnlyList<PolicyCount> Policies, IReadOnlyList<Due> DueNext,
        long DueThisWeek, long Overdue, long Provisional,
        long Incidents, long Held);

    /// <summary>What is more than this is said as "more than"; counting further would take longer the more there is.</summary>
    public const int Most = 1000;

    const int HowManyDue = 10;

    public async Task<Answer> Handle(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var ends = Processes.Ends;
        var counts = await database.Query<StateCount>("""
            select s.kind, s.state, s.cases, m.since as median_since, o.entered_at as oldest_since
            from (select kind, state, sum(cases)::bigint as cases from state_count group by kind, state) s
            left join lateral (
              select entered_at from process_case c where s.state <> all(@ends) and c.kind = s.kind and c.state = s.state
              order by entered_at limit 1) o on true
            left join state_median m on m.kind = s.kind and m.state = s.state and s.state <> all(@ends)
            where s.cases > 0 order by s.kind, s.state
            """, new { ends }, ct);
        // The tally's key begins with the kind: without it, the steps of all days would be read.
        var traffic = await database.Query<Traffic>("""
            select kind, from_state as "from", to_state as "to", sum(steps)::bigint as steps from step_count
            where kind = any(@kinds) and day > @since group by kind, from_state, to_state
            """, new { kinds = Processes.All.Select(diagram => diagram.Kind).ToArray(), since = Ui.BeijingTime.Day(now).AddDays(-30) }, ct);
        var policies = await database.Query<PolicyCount>("""
            select kind, policy_version, coalesce(sum(cases) filter (where state <> all(@ends)), 0)::bigint as running,
              coalesce(sum(cases) filter (where state = any(@ends)), 0)::bigint as ended
            from state_count group by kind, policy_version order by kind, policy_version
            """, new { ends }, ct);
        var due = await database.Query<Due>("""
            select d.case_id, c.name as case_name, c.kind, c.state, d.name, d.article, d.nominal_due_on, d.due_at
            from deadline d join process_case c on c.id = d.case_id and c.kind = d.kind
            where d.fired_at is null and d.cancelled_at is null and d.due_at is not null
            order by d.due_at, d.id limit @HowManyDue
            """, new { HowManyDue }, ct);
        var waiting = await database.Find<Waiting>("""
            select
              (select count(*) from (select from deadline where fired_at is null and cancelled_at is null and due_at between @now and @week
                limit @Most + 1) x) as due_this_week,
              (select count(*) from (select from deadline where fired_at is null and cancelled_at is null and not paused and due_at < @late
                limit @Most + 1) x) as overdue,
              (select count(*) from (select from deadline where fired_at is null and cancelled_at is null and due_at is null
                limit @Most + 1) x) as provisional,
              (select count(*) from (select from parked_message where settled_at is null
                and (awaits_kind = '' or parked_at < now() - interval '1 minute') limit @Most + 1) x) as incidents,
              (select count(*) from (select from process_case where (data->>'pausedAt') is not null limit @Most + 1) x) as held
            """, new { now, week = Ui.Remaining.Within(7, now), late = now.AddMinutes(-1), Most }, ct);
        return new(counts, traffic, policies, due, waiting!.DueThisWeek, waiting.Overdue, waiting.Provisional,
            waiting.Incidents, waiting.Held);
    }

    sealed record Waiting
    {
        public long DueThisWeek { get; init; }
        public long Overdue { get; init; }
        public long Provisional { get; init; }
        public long Incidents { get; init; }
        public long Held { get; init; }
    }
}
