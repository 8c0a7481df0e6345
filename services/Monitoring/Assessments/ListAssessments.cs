using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.Assessments;

/// <summary>The assessments that the person may read, newest first.</summary>
[ForReadingInOperation]
public sealed class ListAssessments(Database database)
{
    public static readonly SqlList<Item> Table = new("assessments", "考核")
    {
        Sql = """
            select s.id, s.alliance_id, a.name as alliance_name, a.lead_unit_name, s.cycle, s.attempt, s.opened_at, s.passed, s.grade,
              s.score, s.concluded_at,
              exists (select 1 from assessment_proposal p where p.assessment_id = s.id and p.returned_at is null) as is_proposed
            from assessment s join alliance a on a.id = s.alliance_id
            """,
        Key = "s.id",
        Order = "-opened",
        Size = 50,
        Filters = ["q", "open"],
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.AllianceName, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnitName, "a.lead_unit_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("cycle", "运行周期", (i, words) => words["第 {0} 周期", i.Cycle], "s.cycle", ListValue.Place) { IsAlwaysThere = true },
            new("opened", "开始时间", (i, _) => i.OpenedAt, "s.opened_at", ListValue.Instant) { IsAlwaysThere = true },
            new("score", "得分", (i, _) => i.Score is { } score ? Figures.Text(score) : null, "s.score", ListValue.Number),
            new("result", "结果", (i, words) => words[i.Passed switch
            {
                null => i.IsProposed ? "待复核" : "待考核",
                true => i.Grade ?? "合格",
                false => i.Grade ?? "不合格",
            }],
                "case when s.passed is null then 0 when s.passed then 1 else 2 end", ListValue.Place) { IsAlwaysThere = true },
            new("concluded", "结论时间", (i, _) => i.ConcludedAt, "s.concluded_at", ListValue.Instant) { IsShown = false },
        ],
    };

    /// <param name="Open">True: only those that wait for an assessor; false: only concluded ones; null: all.</param>
    /// <param name="Q">Part of the alliance's name.</param>
    public sealed record Request(bool? Open = null, string? Q = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said.Yes("open"), said["q"]);
    }

    /// <summary>One line of the list.</summary>
    public sealed record Item
    {
        public Guid Id { get; init; }
        public Guid AllianceId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public int Cycle { get; init; }
        public int Attempt { get; init; }
        public DateTimeOffset OpenedAt { get; init; }
        public bool? Passed { get; init; }
        /// <summary>The grade by the policy.</summary>
        public string? Grade { get; init; }
        /// <summary>True while a proposed result waits for statement and second person, and after the conclusion.</summary>
        public bool IsProposed { get; init; }
        public decimal? Score { get; init; }
        public DateTimeOffset? ConcludedAt { get; init; }
    }

    public Task<ListPage<Item>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct) => Table.Read(database, query,
    [
        OperatingAlliance.SeesOpenAssessments(actor) ? null : "s.concluded_at is not null",
        request.Open is { } open ? open ? "s.concluded_at is null" : "s.concluded_at is not null" : null,
        SqlPattern.Contains(request.Q) is null ? null : "a.search like @q",
    ], new { q = SqlPattern.Contains(request.Q) }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));
}
