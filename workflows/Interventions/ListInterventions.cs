using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Lists;
using Alliance.Ui;

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
    const string Select = """
        select i.id, i.case_id, c.name as case_name, i.kind, c.state as case_state, i.what, i.change::text as change, i.reason,
          i.state, i.policy_version,
          i.proposed_at, i.proposed_by, i.proposed_by_name, i.settled_at, i.settled_by_name, i.settlement
        from intervention i join process_case c on c.id = i.case_id and c.kind = i.kind
        """;

    public static readonly SqlList<Item> Table = new("interventions", "案件干预")
    {
        Sql = Select,
        Key = "i.id",
        Order = "-proposed",
        Size = 30,
        Filters = ["state", "caseId"],
        Columns =
        [
            new("case", "案件", (i, _) => i.CaseName, "c.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("change", "干预", (i, words) => words.Say(i.Change.InWords), "i.what") { Width = 40, IsAlwaysThere = true },
            new("reason", "理由", (i, _) => i.Reason) { Width = 60 },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<InterventionState>("i.state"), ListValue.Place)
                { IsAlwaysThere = true },
            new("proposed", "提出人", (i, _) => $"{i.ProposedByName} {BeijingTime.Text(i.ProposedAt)}", "i.proposed_at", ListValue.Instant)
                { IsAlwaysThere = true },
            new("settled", "确认或否决", (i, _) => i.SettledAt is { } at ? $"{i.SettledByName} {BeijingTime.Text(at)}" : null, "i.settled_at",
                ListValue.Instant),
        ],
    };

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

    public Task<ListPage<Item>> Handle(string? state, Guid? caseId, ListQuery? query, CancellationToken ct)
        => Table.Read<Row>(database, query ?? ListQuery.First,
        [
            Enum.TryParse<InterventionState>(state, ignoreCase: true, out var wanted) ? $"i.state = '{wanted}'" : null,
            caseId is null ? null : "i.case_id = @caseId",
        ], new { caseId }, Shown, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(string? state, Guid? caseId, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(state, caseId, page, ct));

    public async Task<Outcome<Item>> Find(Guid id, CancellationToken ct)
        => (await Read("i.id = @id", new { id }, ct)) is [var found] ? found : Refusal.NotFound($"没有这项干预");

    /// <summary>How many wait for another administrator.</summary>
    public Task<int> Waiting(CancellationToken ct)
        => database.Scalar<int>("select count(*)::int from (select from intervention where state = 'Proposed' limit 99) i", ct: ct);

    async Task<IReadOnlyList<Item>> Read(string which, object parameters, CancellationToken ct)
        => [.. (await database.Query<Row>($"{Select} where {which}", parameters, ct)).Select(Shown)];

    static Item Shown(Row r) => new(r.Id, r.CaseId, r.CaseName, r.Kind, r.CaseState, r.What, Change.FromJson(r.Change), r.Reason, r.State,
        r.PolicyVersion, r.ProposedAt, r.ProposedBy, r.ProposedByName, r.SettledAt, r.SettledByName, r.Settlement);

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
