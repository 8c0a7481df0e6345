using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;

namespace Alliance.Workflows.Interventions;

/// <summary>Where an intervention stands.</summary>
public enum InterventionState
{
    /// <summary>Waits for another administrator.</summary>
    [State("等待确认", StateColour.Orange)] Proposed,
    /// <summary>Done.</summary>
    [State("已执行", StateColour.Green)] CarriedOut,
    /// <summary>Given up.</summary>
    [State("已否决", StateColour.Grey)] Rejected,
}

/// <summary>Who changed what in which case, why, and when; the latest first.</summary>
public sealed class ListInterventions(Database database)
{
    const int PageSize = 30;

    /// <param name="CaseName">What people call the case.</param>
    /// <param name="What">Name of the change.</param>
    /// <param name="Change">The change.</param>
    /// <param name="SettledByName">Who confirmed or rejected it; null when it was carried out at once or still waits.</param>
    /// <param name="Settlement">Why it was rejected.</param>
    public sealed record Item(
        Guid InterventionId, Guid CaseId, string CaseName, string Kind, string CaseState, string What, Change Change,
        string Reason, InterventionState State, string PolicyVersion,
        DateTimeOffset ProposedAt, string ProposedBy, string ProposedByName, DateTimeOffset? SettledAt, string? SettledByName,
        string? Settlement);

    public async Task<Page<Item>> Handle(string? state, Guid? caseId, string? after, CancellationToken ct)
    {
        var cursor = Cursor.Read(after);
        var rows = await Read($"""
            {(Enum.TryParse<InterventionState>(state, ignoreCase: true, out var wanted) ? $"i.state = " +
                $"'{wanted}'" : "true")} and {(caseId is null ? "true" : "i.case_id = @caseId")}
              and {(cursor is null ? "true" : "(i.proposed_at, i.id) < (@At, @Id)")}
            order by i.proposed_at desc, i.id desc limit {PageSize + 1}
            """, new { caseId, cursor?.At, Id = cursor?.Id ?? Guid.Empty }, ct);
        return Page.Of(rows, PageSize, row => new Cursor(row.ProposedAt, row.InterventionId).ToString());
    }

    public async Task<Outcome<Item>> Find(Guid id, CancellationToken ct)
        => (await Read("i.id = @id", new { id }, ct)) is [var found] ? found : Refusal.NotFound($"没有这项干预");

    /// <summary>How many wait for another administrator.</summary>
    public Task<int> Waiting(CancellationToken ct)
        => database.Scalar<int>("select count(*)::int from (select from intervention where state = 'Proposed' limit 99) i", ct: ct);

    async Task<IReadOnlyList<Item>> Read(string which, object parameters, CancellationToken ct) => [.. (await database.Query<Row>($"""
        select i.id, i.case_id, c.name as case_name, i.kind, c.state as case_state, i.what, i.change::text as change, i.reason,
          i.state, i.policy_version,
          i.proposed_at, i.proposed_by, i.proposed_by_name, i.settled_at, i.settled_by_name, i.settlement
        from intervention i join process_case c on c.id = i.case_id and c.kind = i.kind where {which}
        """, parameters, ct)).Select(r =>
            new Item(r.Id, r.CaseId, r.CaseName, r.Kind, r.CaseState, r.What, Change.FromJson(r.Change), r.Reason, r.State, r.PolicyVersion,
            r.ProposedAt, r.ProposedBy, r.ProposedByName, r.SettledAt, r.SettledByName, r.Settlement))];

    sealed record Row
    {
        public Guid Id { get; init; }
        public Guid CaseId { get; init; }
        public string CaseName { get; init; } = "";
        public string Kind { get; init; } = "";
        public string CaseState { get; init; } = "";
        public string What { get; init; } = "";
        public string Change { get; init; } = "";
        public string Reason { get; init; } = "";
        public InterventionState State { get; init; }
        public string PolicyVersion { get; init; } = "";
        public DateTimeOffset ProposedAt { get; init; }
        public string ProposedBy { get; init; } = "";
        public string ProposedByName { get; init; } = "";
        public DateTimeOffset? SettledAt { get; init; }
        public string? SettledByName { get; init; }
        public string? Settlement { get; init; }
    }
}
