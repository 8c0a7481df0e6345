using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.ReportParts;

/// <summary>Members' parts of annual reports: those a unit writes, and those it asked for (Art. 14).</summary>
[ForReadingInOperation(Roles.Applicant, Roles.Member)]
public sealed class ListParts(Database database)
{
    public static readonly SqlList<Item> Table = new("report-parts", "成员填报")
    {
        Sql = """
            select p.id, p.alliance_id, a.name, p.year, p.unit_name, p.unit_credit_code, p.state, p.due_on, p.asked_at, p.handed_at,
              p.taken_at
            from report_part p join alliance a on a.id = p.alliance_id
            """,
        Key = "p.id",
        Order = "-asked",
        Filters = ["q", "state", "reportYear", "alliance"],
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.Name, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("year", "报告年度", (i, _) => i.Year, "p.year", ListValue.Place) { IsAlwaysThere = true },
            new("unit", "成员单位", (i, _) => i.UnitName, "p.unit_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<PartState>("p.state"), ListValue.Place)
                { IsAlwaysThere = true },
            new("due", "提交期限", (i, _) => i.DueOn, "p.due_on", ListValue.Day) { IsAlwaysThere = true },
            new("asked", "请填时间", (i, _) => i.AskedAt, "p.asked_at", ListValue.Instant) { IsAlwaysThere = true, IsShown = false },
            new("handed", "提交时间", (i, _) => i.HandedAt, "p.handed_at", ListValue.Instant),
        ],
    };

    /// <summary>A part.</summary>
    public sealed record Item
    {
        public Guid Id { get; init; }
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public int Year { get; init; }
        public string UnitName { get; init; } = "";
        public string UnitCreditCode { get; init; } = "";
        public PartState State { get; init; }
        public DateOnly DueOn { get; init; }
        public DateTimeOffset AskedAt { get; init; }
        public DateTimeOffset? HandedAt { get; init; }
        public DateTimeOffset? TakenAt { get; init; }
    }

    /// <param name="State">Only parts that stand so.</param>
    /// <param name="Q">Part of the alliance's or the member's name.</param>
    /// <param name="ReportYear">Only parts of this year's reports.</param>
    /// <param name="Alliance">Only this alliance's.</param>
    public sealed record Request(PartState? State = null, string? Q = null, int? ReportYear = null, Guid? Alliance = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said.Of<PartState>("state"), said["q"], said.Whole("reportYear"),
            Guid.TryParse(said["alliance"], out var alliance) ? alliance : null);
    }

    public Task<ListPage<Item>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct) => Table.Read(database, query,
    [
        OperatingAlliance.SeesAll(actor) ? null : "(p.unit_credit_code = @creditCode or a.lead_unit_credit_code = @creditCode)",
        request.State is null ? null : "p.state = @State",
        request.ReportYear is null ? null : "p.year = @ReportYear",
        request.Alliance is null ? null : "p.alliance_id = @Alliance",
        SqlPattern.Contains(request.Q) is null ? null : "(typed_text(a.name) like @q or typed_text(p.unit_name) like @q)",
    ], new
    {
        creditCode = actor.Unit?.CreditCode ?? "",
        State = request.State?.ToString(),
        request.ReportYear,
        request.Alliance,
        q = SqlPattern.Contains(request.Q),
    }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));
}
