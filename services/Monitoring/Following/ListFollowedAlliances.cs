using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Monitoring.Alliances;
using Alliance.Statute.Regions;
using Alliance.Web.Desk;

namespace Alliance.Monitoring.Following;

/// <summary>The alliances that a 推荐单位 follows, those of its area: whether they report in time, how they were assessed, what changed
/// (Art. 18).</summary>
[ForReading(Roles.Recommender)]
public sealed class ListFollowedAlliances(Database database)
{
    /// <summary>Its list.</summary>
    public static readonly SqlList<Item> Table = new("followed-alliances", "本区域联盟")
    {
        Sql = $"""
            select a.id as alliance_id, a.name, a.lead_unit_name, a.key_industry, a.district, s.state, a.cycle, a.anchored_on, c.starts_on,
              c.ends_on, y.year as report_year, y.outcome as report, g.passed, g.grade, f.changed_on
            from alliance a
            join operating_cycle c on c.alliance_id = a.id and c.cycle = a.cycle
            left join operation_case o on o.alliance_id = a.id
            cross join lateral (select {AllianceState.Sql} as state) s
            {Area.LastReport}
            left join lateral (select t.passed, t.grade, t.concluded_at from assessment t where t.alliance_id = a.id
              and t.concluded_at is not null order by t.concluded_at desc limit 1) g on true
            left join lateral (select max(n.effective_on) as changed_on from change_filing n where n.alliance_id = a.id
              and n.state = 'Noted') f on true
            """,
        Counted = $"""
            from alliance a left join operation_case o on o.alliance_id = a.id
            cross join lateral (select {AllianceState.Sql} as state) s
            """,
        Key = "a.id",
        Order = "-recognised",
        Size = 50,
        Filters = ["q", "state", "report", "reportYear", "year", "industry", "district"],
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.Name, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnitName, "a.lead_unit_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("district", "县（市、区）", (i, _) => i.DistrictName, "a.district") { IsAlwaysThere = true },
            new("industry", "所属“188”重点产业", (i, _) => i.KeyIndustry, "a.key_industry", ListValue.Name)
                { IsShown = false, IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<OperationState>("s.state"), ListValue.Place),
            new("recognised", "认定日期", (i, _) => i.AnchoredOn, "a.anchored_on", ListValue.Day) { IsAlwaysThere = true },
            new("cycle", "运行周期", (i, words) => words["第 {0} 周期", i.Cycle], "c.starts_on", ListValue.Day) { IsAlwaysThere = true },
            new("report", "最近的年度科技报告", (i, words) => i.Report is { } report
                ? $"{words["{0} 年度", i.ReportYear!]} {words[report.Word()]}" : null, "y.year", ListValue.Place),
            new("assessment", "最近的考核",
                (i, words) => i.Passed is { } passed ? words[i.Grade ?? (passed ? "合格" : "不合格")] : null,
                "g.concluded_at", ListValue.Instant),
            new("changed", "最近的变更", (i, _) => i.ChangedOn, "f.changed_on", ListValue.Day),
        ],
    };

    /// <param name="State">Only this state of the operation case.</param>
    /// <param name="Q">Part of the alliance's or the lead unit's name.</param>
    /// <param name="Report">Only those with a report of this kind; of any year where <paramref name="ReportYear"/> says none.</param>
    /// <param name="ReportYear">The year of that report.</param>
    /// <param name="Year">Only alliances recognised in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        string? State = null, string? Q = null, ReportOutcome? Report = null, int? ReportYear = null, int? Year = null,
        string? Industry = null, string? District = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["state"], said["q"], said.Of<ReportOutcome>("report"),
            said.Whole("reportYear"), said.Whole("year"), said["industry"], said["district"]);
    }

    /// <summary>One line of the list.</summary>
    public sealed record Item
    {
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public string KeyIndustry { get; init; } = "";
        /// <summary>行政区划代码 of its lead unit.</summary>
        public string District { get; init; } = "";
        public OperationState State { get; init; }
        public int Cycle { get; init; }
        public DateOnly AnchoredOn { get; init; }
        public DateOnly StartsOn { get; init; }
        public DateOnly EndsOn { get; init; }
        /// <summary>The last year whose report came or was missed; null where there is none yet.</summary>
        public int? ReportYear { get; init; }
        /// <summary>What became of it.</summary>
        public ReportOutcome? Report { get; init; }
        /// <summary>The last assessment; null where none is concluded.</summary>
        public bool? Passed { get; init; }
        /// <summary>Its grade, where the policy has grades.</summary>
        public string? Grade { get; init; }
        /// <summary>From when the last change holds that was noted.</summary>
        public DateOnly? ChangedOn { get; init; }

        /// <summary>The district by its name.</summary>
        public string DistrictName => RegionCodes.Short(District);
    }

    public Task<ListPage<Item>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct) => Table.Read(database, query,
    [
        Area.Of(actor),
        string.IsNullOrWhiteSpace(request.State) ? null : "s.state = @State",
        request.Report is { } report ? ReportedYears.With(report) : null,
        CaseFilter.On("a"),
        SqlPattern.Contains(request.Q) is null ? null : "a.search like @q",
    ], new
    {
        unit = actor.Unit?.CreditCode ?? "",
        q = SqlPattern.Contains(request.Q),
        request.State,
        request.ReportYear,
        request.Year,
        request.Industry,
        request.District,
    }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));
}
