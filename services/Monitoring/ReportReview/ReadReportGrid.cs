using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Lists;
using Alliance.Monitoring.Reports;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.ReportReview;

/// <summary>The last five years' reports of every alliance at a glance: who reported, late or not, and who did not (Art. 14, 17).</summary>
[ForReadingInOperation]
public sealed class ReadReportGrid(Database database, StatutoryClock clock)
{
    /// <summary>How many years stand beside each other, this one first.</summary>
    public const int Years = 5;

    public static readonly SqlList<Item> Table = new("report-grid", "年度科技报告年表")
    {
        Sql = """
            select a.id as alliance_id, a.name, a.lead_unit_name, a.anchored_on, a.closed_at, a.policy_version,
              coalesce((select jsonb_object_agg(r.year, jsonb_build_object('stage', r.state, 'late', r.late))
                from annual_report r where r.alliance_id = a.id and r.year > @from), '{}')::text as filed
            from alliance a
            """,
        Counted = "from alliance a",
        Key = "a.id",
        Order = "alliance",
        Size = 50,
        Filters = ["q", "running"],
        Unsaid = new Dictionary<string, string> { ["running"] = "true" },
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.Name, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnitName, "a.lead_unit_name", ListValue.Name)
                { Width = 40, IsShown = false, IsAlwaysThere = true },
            new("recognised", "认定日期", (i, _) => i.AnchoredOn, "a.anchored_on", ListValue.Day) { IsAlwaysThere = true },
            new("year0", "本年度", (i, words) => i.Said(0, words)),
            new("year1", "上一年度", (i, words) => i.Said(1, words)),
            new("year2", "前两年", (i, words) => i.Said(2, words)),
            new("year3", "前三年", (i, words) => i.Said(3, words)),
            new("year4", "前四年", (i, words) => i.Said(4, words)),
        ],
    };

    /// <summary>An alliance with its years.</summary>
    public sealed record Item
    {
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public DateOnly AnchoredOn { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }
        internal string PolicyVersion { get; init; } = "";
        internal string Filed { get; init; } = "{}";
        /// <summary>This year's report first; null where none is owed.</summary>
        public IReadOnlyList<Year> Reports { get; init; } = [];

        internal string? Said(int back, Words words)
            => Reports[back] is { State: { } state } year ? $"{year.Of} {words[state.Word()]}" : null;
    }

    /// <summary>A year's report of an alliance.</summary>
    /// <param name="Of">The year.</param>
    /// <param name="State">What became of it; null where none is owed.</param>
    public sealed record Year(int Of, ReportState? State);

    sealed record Stored(ReportStage Stage, bool Late);

    /// <param name="Q">Part of the alliance's or the lead unit's name.</param>
    /// <param name="Running">True: only alliances that still operate.</param>
    public sealed record Request(string? Q = null, bool? Running = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said.Yes("running"));
    }

    public async Task<ListPage<Item>> Handle(Request request, ListQuery query, CancellationToken ct)
    {
        var page = await Table.Read(database, query,
        [
            request.Running is { } running ? running ? "a.closed_at is null" : "a.closed_at is not null" : null,
            SqlPattern.Contains(request.Q) is null ? null : "a.search like @q",
        ], new { q = SqlPattern.Contains(request.Q), from = clock.Today.Year - Years }, ct);
        return page with { Items = [.. page.Items.Select(WithYears)] };
    }

    /// <summary>The grid as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));

    Item WithYears(Item item)
    {
        var policy = PolicyBook.Find(item.PolicyVersion);
        var first = FixedDates.FirstReportYear(item.AnchoredOn, policy);
        var filed = Json.Read<Dictionary<int, Stored>>(item.Filed);
        return item with
        {
            Reports = [.. Enumerable.Range(0, Years).Select(back => clock.Today.Year - back)
                .Select(year => new Year(year, filed.TryGetValue(year, out var stored) ? ReportStates.Of(stored.Stage, stored.Late)
                    : year < first ? null : Unfiled(year, item.ClosedAt, policy)))],
        };
    }

    // Who ended before the day owes that report no more.
    ReportState? Unfiled(int year, DateTimeOffset? endedAt, Policy policy)
    {
        var due = FixedDates.AnnualReport(year, policy, clock.Calendar);
        return endedAt is { } ended && due.IsOpenAt(ended) != false ? null
            : due.IsOpenAt(clock.Now) == false ? ReportState.Missed : ReportState.Pending;
    }
}
