using Alliance.Platform.Data;

namespace Alliance.Workflows.Cases;

/// <summary>How many cases are in which state, and what falls due next.</summary>
public sealed class Overview(Database database)
{
    public sealed record StateCount
    {
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public long Cases { get; init; }
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

    public sealed record Answer(IReadOnlyList<StateCount> Counts, IReadOnlyList<Due> DueNext, long Provisional);

    const int HowManyDue = 12;

    public async Task<Answer> Handle(CancellationToken ct)
    {
        var counts = await database.Query<StateCount>("select kind, state, count(*) as cases from process_case group by kind, state", ct: ct);
        var due = await database.Query<Due>("""
            select d.case_id, c.name as case_name, c.kind, c.state, d.name, d.article, d.nominal_due_on, d.due_at
            from deadline d join process_case c on c.id = d.case_id and c.kind = d.kind
            where d.fired_at is null and d.cancelled_at is null and d.due_at is not null
            order by d.due_at, d.id limit @HowManyDue
            """, new { HowManyDue }, ct);
        var provisional = await database.Scalar<long>("select count(*) from deadline where due_at is null and fired_at is null and cancelled_at is null", ct: ct);
        return new(counts, due, provisional);
    }
}
