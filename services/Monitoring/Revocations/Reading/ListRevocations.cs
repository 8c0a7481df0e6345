using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Statute.Operation;

namespace Alliance.Monitoring.Revocations.Reading;

/// <summary>The revocation cases, newest first.</summary>
[ForReadingInOperation]
public sealed class ListRevocations(Database database)
{
    /// <summary>A case in short.</summary>
    public sealed record Item
    {
        public Guid Id { get; init; }
        public Guid AllianceId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public RevocationGround Ground { get; init; }
        public RevocationState State { get; init; }
        public DateTimeOffset OpenedAt { get; init; }
        public string OpenedByName { get; init; } = "";
        public DateOnly? ServedOn { get; init; }
        public DateTimeOffset? StatementUntil { get; init; }
        public DateTimeOffset? HearingAt { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
        public DateTimeOffset? EndedAt { get; init; }
    }

    public static readonly SqlList<Item> Table = new("revocations", "撤销案件")
    {
        Sql = """
            select r.id, r.alliance_id, a.name as alliance_name, a.lead_unit_name, r.ground, r.state, r.opened_at, r.opened_by_name,
              d.day as served_on, r.statement_until, r.hearing_at, r.decided_at, r.ended_at
            from revocation_case r join alliance a on a.id = r.alliance_id left join delivery d on d.letter_id = r.letter_id
            """,
        Key = "r.id",
        Order = "-opened",
        Size = 20,
        Filters = ["q", "state", "ground", "open"],
        Unsaid = new Dictionary<string, string> { ["open"] = "true" },
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.AllianceName, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnitName, "a.lead_unit_name", ListValue.Name) { IsShown = false, IsAlwaysThere = true },
            new("ground", "撤销事由", (i, words) => words[i.Ground.Word()], "r.ground", ListValue.Place) { IsAlwaysThere = true },
            new("opened", "立案时间", (i, _) => i.OpenedAt, "r.opened_at", ListValue.Instant) { IsAlwaysThere = true },
            new("by", "立案人", (i, _) => i.OpenedByName, "r.opened_by_name", ListValue.Name) { IsShown = false, IsAlwaysThere = true },
            new("served", "告知送达", (i, _) => i.ServedOn, "d.day", ListValue.Day),
            new("until", "陈述申辩至", (i, _) => i.StatementUntil, "r.statement_until", ListValue.Instant),
            new("hearing", "听证", (i, _) => i.HearingAt, "r.hearing_at", ListValue.Instant) { IsShown = false },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<RevocationState>("r.state"), ListValue.Place)
                { IsAlwaysThere = true },
            new("decided", "决定时间", (i, _) => i.DecidedAt, "r.decided_at", ListValue.Instant) { IsShown = false },
        ],
    };

    /// <param name="Open">True: those that run; false: those that ended; null: all.</param>
    /// <param name="State">Where they are.</param>
    /// <param name="Ground">Which ground, 1 to 4.</param>
    /// <param name="Q">Part of the alliance's name.</param>
    public sealed record Request(bool? Open = null, RevocationState? State = null, RevocationGround? Ground = null, string? Q = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said)
            => new(said.Yes("open"), said.Of<RevocationState>("state"), said.Of<RevocationGround>("ground"), said["q"]);
    }

    public Task<ListPage<Item>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        request.Open is { } open ? open ? $"r.{RevocationCase.Open}" : $"not (r.{RevocationCase.Open})" : null,
        request.State is null ? null : "r.state = @state",
        request.Ground is null ? null : "r.ground = @ground",
        SqlPattern.Contains(request.Q) is null ? null : "a.search like @q",
    ], new { q = SqlPattern.Contains(request.Q), state = request.State?.ToString(), ground = (int?)request.Ground }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));
}
