using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Monitoring.Reports;

namespace Alliance.Monitoring.ReportReview;

/// <summary>The 年度科技报告 that were filed, the newest first (Art. 14).</summary>
[ForReadingInOperation]
public sealed class ListReports(Database database)
{
    public static readonly SqlList<Item> Table = new("reports", "年度科技报告")
    {
        Sql = """
            select r.id, r.alliance_id, a.name, a.lead_unit_name, r.year, r.state, r.late, r.version, r.due_on, r.filed_at,
              coalesce(r.amended_at, r.filed_at) as newest_at, r.returned_until, r.decided_at, r.decided_by_name,
              a.closed_at is not null as ended
            from annual_report r join alliance a on a.id = r.alliance_id
            """,
        Key = "r.id",
        Order = "-filed",
        Size = 50,
        Filters = ["q", "state", "reportYear", "late"],
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.Name, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnitName, "a.lead_unit_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("year", "报告年度", (i, _) => i.Year, "r.year", ListValue.Place) { IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.Shown.Word()], SqlList.InOrder<ReportStage>("r.state"), ListValue.Place)
                { IsAlwaysThere = true },
            new("late", "按时", (i, words) => words[i.Late ? "逾期报送" : "按时报送"], "r.late::int", ListValue.Place),
            new("due", "截止日期", (i, _) => i.DueOn, "r.due_on", ListValue.Day) { IsShown = false },
            new("filed", "报送时间", (i, _) => i.FiledAt, "r.filed_at", ListValue.Instant) { IsAlwaysThere = true },
            new("version", "版本", (i, _) => i.Version, "r.version", ListValue.Place),
            new("until", "修改期限", (i, _) => i.ReturnedUntil, "r.returned_until", ListValue.Day),
            new("decided", "审阅时间", (i, _) => i.DecidedAt, "r.decided_at", ListValue.Instant) { IsShown = false },
            new("by", "审阅人", (i, _) => i.DecidedByName, "r.decided_by_name", ListValue.Name) { IsShown = false },
        ],
    };

    /// <summary>A report as the list shows it.</summary>
    public sealed record Item
    {
        public Guid Id { get; init; }
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public int Year { get; init; }
        public ReportStage State { get; init; }
        public bool Late { get; init; }
        public int Version { get; init; }
        public DateOnly DueOn { get; init; }
        public DateTimeOffset FiledAt { get; init; }
        public DateTimeOffset NewestAt { get; init; }
        public DateOnly? ReturnedUntil { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
        public string? DecidedByName { get; init; }
        /// <summary>True when the alliance's recognition ended: nothing waits any more.</summary>
        public bool Ended { get; init; }

        internal ReportState Shown => ReportStates.Of(State, Late);
    }

    /// <param name="State">Only reports that stand so; what waits of an alliance that ended waits no more, and is not among them.</param>
    /// <param name="Q">Part of the alliance's or the lead unit's name.</param>
    /// <param name="ReportYear">Only reports of this year.</param>
    /// <param name="Late">True: only late ones; false: only those in time.</param>
    public sealed record Request(ReportStage? State = null, string? Q = null, int? ReportYear = null, bool? Late = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said)
            => new(said.Of<ReportStage>("state"), said["q"], said.Whole("reportYear"), said.Yes("late"));
    }

    public Task<ListPage<Item>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        // Nobody accepts or amends the report of an alliance that ended: it waits no more.
        request.State switch
        {
            null => null,
            ReportStage.Accepted => "r.state = @State",
            _ => "r.state = @State and a.closed_at is null",
        },
        request.ReportYear is null ? null : "r.year = @ReportYear",
        request.Late is null ? null : "r.late = @Late",
        SqlPattern.Contains(request.Q) is null ? null : "(typed_text(a.name) like @q or typed_text(a.lead_unit_name) like @q)",
    ], new { State = request.State?.ToString(), request.ReportYear, request.Late, q = SqlPattern.Contains(request.Q) }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));
}
