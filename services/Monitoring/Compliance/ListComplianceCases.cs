using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Ui;

namespace Alliance.Monitoring.Compliance;

/// <summary>The compliance cases, newest first.</summary>
[ForReadingInOperation]
public sealed class ListComplianceCases(Database database)
{
    public static readonly SqlList<ComplianceCase> Table = new("compliance", "违规核查")
    {
        Sql = ComplianceCase.Select,
        Key = "c.id",
        Order = "-opened",
        Size = 20,
        Filters = ["q", "open", "kind"],
        Unsaid = new Dictionary<string, string> { ["open"] = "true" },
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.AllianceName, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnitName, "a.lead_unit_name", ListValue.Name) { IsShown = false, IsAlwaysThere = true },
            new("cause", "事由", (i, words) => words.Say(i.Cause), SqlList.InOrder<ComplianceKind>("c.kind"), ListValue.Place)
                { IsAlwaysThere = true },
            new("opened", "立案时间", (i, _) => i.OpenedAt, "c.opened_at", ListValue.Instant) { IsAlwaysThere = true },
            new("report", "报告", (i, words) => i.ReportFiledAt is { } at ? words["已于 {0} 补报", BeijingTime.Text(at)]
                : i.LacksReport ? words["仍未报送"] : null,
                "r.filed_at", ListValue.Instant),
            new("misses", "未报送次数", (i, _) => i.Misses) { IsShown = false, IsAlwaysThere = true },
            new("rectification", "整改", (i, words) => i.Rectification is { } state
                ? $"{words[state.Word()]} {i.RectifyBy:yyyy-MM-dd}" : null),
            new("urged", "最近催报", (i, _) => i.UrgedOn, "c.urged_on", ListValue.Day) { IsShown = false },
            new("state", "处理", (i, words) => words[i.State.Word()], SqlList.InOrder<ComplianceState>("c.state"), ListValue.Place)
                { IsAlwaysThere = true },
            new("closed", "办结时间", (i, _) => i.ClosedAt, "c.closed_at", ListValue.Instant) { IsShown = false },
        ],
    };

    /// <param name="Open">True: only open ones; false: only closed ones; null: all.</param>
    /// <param name="Q">Part of the alliance's name.</param>
    /// <param name="Kind">Why it was opened.</param>
    public sealed record Request(bool? Open = null, string? Q = null, ComplianceKind? Kind = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said.Yes("open"), said["q"], said.Of<ComplianceKind>("kind"));
    }

    public Task<ListPage<ComplianceCase>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        request.Open is { } open ? open ? "c.state = 'Open'" : "c.state <> 'Open'" : null,
        SqlPattern.Contains(request.Q) is null ? null : "a.search like @q",
        request.Kind is null ? null : "c.kind = @kind",
    ], new { q = SqlPattern.Contains(request.Q), kind = request.Kind?.ToString() }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<ComplianceCase> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));
}
