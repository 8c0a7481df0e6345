using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;

namespace Alliance.Certification.Plaques;

/// <summary>The register of plaques: every plaque with where it is, lost ones too (Art. 11, 17).</summary>
[ForReadingDeterminations]
public sealed class ListPlaques(Database database)
{
    public sealed record Row
    {
        public Guid Id { get; init; }
        public Guid AllianceId { get; init; }
        public string Number { get; init; } = "";
        public string Name { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public PlaqueState State { get; init; }
        public DateOnly RecognisedOn { get; init; }
        public DateOnly? MadeOn { get; init; }
        public DateOnly? HandedOverOn { get; init; }
        public string? Ceremony { get; init; }
        public DateOnly? EndedOn { get; init; }
        public DateOnly? RecoveredOn { get; init; }
        public string? RecoveryProof { get; init; }
        public DateOnly? LostOn { get; init; }
    }

    // One that nobody touched yet has no row; of an alliance whose recognition ended before there was a plaque, none is due.
    const string State = """
        case when p.state is null then 'Due' when p.state = 'HandedOver' and a.ended_on is not null then 'RecoveryDue'
          else p.state end
        """;

    public static readonly SqlList<Row> Table = new("plaques", "授牌登记")
    {
        Sql = $"""
            select coalesce(p.id, a.id) as id, a.id as alliance_id, coalesce(p.number, a.plaque_number) as number, a.name,
              a.application->'leadUnit'->>'name' as lead_unit, {State} as state, a.recognised_on, p.made_on, p.handed_over_on, p.ceremony,
              a.ended_on, p.recovered_on, p.recovery_proof, p.lost_on
            from alliance a left join plaque p on p.alliance_id = a.id
            """,
        Key = "coalesce(p.id, a.id)",
        Order = "-recognised",
        Size = 50,
        Filters = ["q", "state", "on"],
        Columns =
        [
            new("number", "授牌编号", (i, _) => i.Number, "coalesce(p.number, a.plaque_number)") { IsAlwaysThere = true },
            new("name", "联盟名称", (i, _) => i.Name, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "a.application->'leadUnit'->>'name'", ListValue.Name) { Width = 40 },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<PlaqueState>($"({State})"), ListValue.Place),
            new("recognised", "认定日期", (i, _) => i.RecognisedOn, "a.recognised_on", ListValue.Day) { IsAlwaysThere = true },
            new("made", "制作日期", (i, _) => i.MadeOn, "p.made_on", ListValue.Day),
            new("handed", "授牌日期", (i, _) => i.HandedOverOn, "p.handed_over_on", ListValue.Day),
            new("ceremony", "授牌仪式", (i, _) => i.Ceremony) { IsShown = false },
            new("ended", "终止日期", (i, _) => i.EndedOn, "a.ended_on", ListValue.Day) { IsShown = false },
            new("recovered", "收回日期", (i, _) => i.RecoveredOn, "p.recovered_on", ListValue.Day),
            new("proof", "收回凭证", (i, _) => i.RecoveryProof) { IsShown = false },
            new("lost", "挂失日期", (i, _) => i.LostOn, "p.lost_on", ListValue.Day) { IsShown = false },
        ],
    };

    /// <param name="Q">Words in the name of the alliance, or a number.</param>
    /// <param name="State">Only those that are there.</param>
    /// <param name="On">Only those that were handed over on this day.</param>
    public sealed record Request([property: MaxLength(200)] string? Q = null, PlaqueState? State = null, DateOnly? On = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said.Of<PlaqueState>("state"), said.Day("on"));
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        "(p.id is not null or a.status in ('Valid', 'Cancelling'))",
        SqlPattern.Contains(request.Q) is null ? null : "(a.search like @q or typed_text(p.number) like @q)",
        request.State is null ? null : $"({State}) = @state",
        request.On is null ? null : "p.handed_over_on = @On",
    ], new { q = SqlPattern.Contains(request.Q), state = request.State?.ToString(), request.On }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));
}
