using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;

namespace Alliance.Certification.Instruments;

/// <summary>The matters that wait for an instrument, and those that had one.</summary>
[ForReadingDeterminations]
public sealed class ListMatters(Database database)
{
    public sealed record Row
    {
        public Guid MatterId { get; init; }
        public InstrumentKind Kind { get; init; }
        public Guid ApplicationId { get; init; }
        public Guid? AllianceId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public DateTimeOffset Since { get; init; }
        public MatterState State { get; init; }
        /// <summary>The draft it stands in, or what settled it.</summary>
        public Guid? InstrumentId { get; init; }
        /// <summary>Its number, once it is signed.</summary>
        public string? Number { get; init; }
        public string? DroppedWhy { get; init; }
    }

    public static readonly SqlList<Row> Table = new("matters", "待发文事项")
    {
        Sql = """
            select m.id as matter_id, m.kind, m.application_id, m.alliance_id,
              coalesce(a.application, d.application)->>'allianceName' as alliance_name,
              coalesce(a.application, d.application)->'leadUnit'->>'name' as lead_unit, m.since, m.state, m.instrument_id, i.number,
              m.dropped_why
            from matter m join determination d on d.application_id = m.application_id left join alliance a on a.id = m.alliance_id
              left join instrument i on i.id = m.instrument_id
            """,
        Key = "m.id",
        Order = "since",
        Size = 100,
        Filters = ["kind", "state"],
        Unsaid = new Dictionary<string, string> { ["state"] = nameof(MatterState.Waiting) },
        Columns =
        [
            new("name", "联盟名称", (i, _) => i.AllianceName, "coalesce(a.application, d.application)->>'allianceName'", ListValue.Name)
                { Width = 40, IsAlwaysThere = true },
            new("kind", "文书种类", (i, words) => words[i.Kind.Word()], "m.kind") { IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "coalesce(a.application, d.application)->'leadUnit'->>'name'", ListValue.Name)
                { Width = 40 },
            new("since", "等待自", (i, _) => i.Since, "m.since", ListValue.Instant) { IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<MatterState>("m.state"), ListValue.Place),
            new("number", "文号", (i, _) => i.Number, "i.number"),
        ],
    };

    /// <param name="Kind">Only those that wait for this kind.</param>
    /// <param name="State">Only this state.</param>
    public sealed record Request(InstrumentKind? Kind = null, MatterState? State = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said.Of<InstrumentKind>("kind"), said.Of<MatterState>("state"));
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        request.Kind is null ? null : "m.kind = @kind",
        request.State is null ? null : "m.state = @state",
    ], new { kind = request.Kind?.ToString(), state = request.State?.ToString() }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));
}
