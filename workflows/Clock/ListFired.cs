using Alliance.Core.Data;

namespace Alliance.Workflows.Clock;

/// <summary>What happened to cases since an entry of the journal; for the panel that moves the simulated clock.</summary>
public sealed class ListFired(Database database)
{
    public sealed record Entry
    {
        public DateTimeOffset At { get; init; }
        public Guid CaseId { get; init; }
        public string CaseName { get; init; } = "";
        public string Message { get; init; } = "";
        public string To { get; init; } = "";
    }

    /// <summary>The journal's last entry.</summary>
    public Task<long> Last(CancellationToken ct) => database.Scalar<long>("select coalesce(max(position), 0) from journal", ct: ct);

    /// <summary>What came after it, the first hundred.</summary>
    public Task<IReadOnlyList<Entry>> Handle(long since, CancellationToken ct) => database.Query<Entry>("""
        select j.at, j.case_id, c.name as case_name, j.message, j.to_state as "to" from journal j
        join process_case c on c.id = j.case_id and c.kind = j.kind
        where j.position > @since order by j.position limit 100
        """, new { since }, ct);
}
