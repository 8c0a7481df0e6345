using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Ui;
using Alliance.Web.Desk;

namespace Alliance.Certification.Determinations;

/// <summary>The bureau's table, the newest first.</summary>
[ForReadingDeterminations]
public sealed class ListDeterminations(Database database)
{
    public static readonly SqlList<Row> Table = new("determinations", "认定决定")
    {
        Sql = """
            select application_id, application->>'allianceName' as alliance_name, application->'leadUnit'->>'name' as lead_unit,
              application->>'receiptNumber' as receipt_number, state, recommended, average_score, prepared_at, decided_at,
              (select n.closes_at from notice n where n.application_id = d.application_id and n.kind = 'Recognition'
                and n.outcome is null) as notice_closes_at
            from determination d
            """,
        Key = "application_id",
        Order = "-since",
        Size = 50,
        Filters = ["q", "state", "year", "industry", "district"],
        Columns =
        [
            new("receipt", "受理编号", (i, _) => i.ReceiptNumber, "application->>'receiptNumber'"),
            new("name", "联盟名称", (i, _) => i.AllianceName, "application->>'allianceName'", ListValue.Name) { Width = 40 },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "application->'leadUnit'->>'name'", ListValue.Name) { Width = 40 },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<DeterminationState>("state"), ListValue.Place),
            new("panel", "专家组结论", (i, words) => i.Recommended ? words["推荐"] : words["不推荐"], "recommended::int", ListValue.Place),
            new("score", "平均分", (i, _) => i.AverageScore.ToString(CultureInfo.InvariantCulture), "average_score", ListValue.Number),
            new("since", "期限或转入时间", (i, _) => BeijingTime.EndText(i.NoticeClosesAt) ?? BeijingTime.Text(i.PreparedAt), "prepared_at",
                ListValue.Instant) { IsAlwaysThere = true },
            new("decided", "决定时间", (i, _) => i.DecidedAt, "decided_at", ListValue.Instant) { IsShown = false },
        ],
    };

    /// <param name="State">Only this state.</param>
    /// <param name="Q">Part of the alliance's or lead unit's name, or of the receipt number.</param>
    /// <param name="Year">Only those that came before the bureau in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        string? State = null, string? Q = null, int? Year = null, string? Industry = null, string? District = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said)
            => new(said["state"], said["q"], said.Whole("year"), said["industry"], said["district"]);
    }

    public sealed record Row
    {
        public Guid ApplicationId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string ReceiptNumber { get; init; } = "";
        public DeterminationState State { get; init; }
        public bool Recommended { get; init; }
        public decimal AverageScore { get; init; }
        public DateTimeOffset PreparedAt { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
        /// <summary>While it stands in public: until when.</summary>
        public DateTimeOffset? NoticeClosesAt { get; init; }
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        "application is not null and recognised_under is null",
        string.IsNullOrEmpty(request.State) ? null : "state = @State",
        CaseFilter.On("d"),
        SqlPattern.Contains(request.Q) is null ? null : "d.search like @q",
    ], new { request.State, q = SqlPattern.Contains(request.Q), request.Year, request.Industry, request.District }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));
}
