using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Lists;
using Alliance.Web.Desk;

namespace Alliance.Review.Reviews;

/// <summary>The reviews that the person may read (<see cref="Reading"/>), the newest first.</summary>
[ForReading(Roles.ReviewSecretary, Roles.Expert, Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class ListReviews(Database database)
{
    // Scores are sealed until all are in: nobody sorts by what nobody may see.
    const string Score = "case when r.state in ('AwaitingOpinion', 'Concluded') then r.average_score end";

    const string Counted = """
        from review r left join panel_member me on me.application_id = r.application_id and me.account = @Account
        """;

    const string Sql = $"""
        select r.application_id, r.application->>'allianceName' as alliance_name, r.application->'leadUnit'->>'name' as lead_unit,
          r.application->>'receiptNumber' as receipt_number, r.state, r.opened_at, p.experts, p.sheets_in, p.conflicts,
          {Score} as average_score, r.recommended,
          case when me.replaced_at is null then me.is_leader end as leader, me.recusal as my_recusal,
          exists (select from score_sheet s where s.application_id = r.application_id and s.account = @Account) as my_sheet_in
        from review r
        cross join lateral (
          select count(*)::int as experts, count(s.account)::int as sheets_in,
            count(*) filter (where m.recusal = 'Conflict')::int as conflicts
          from panel_member m left join score_sheet s using (application_id, account)
          where m.application_id = r.application_id and m.replaced_at is null) p
        left join panel_member me on me.application_id = r.application_id and me.account = @Account
        """;

    static ListColumn<Row> Receipt => new("receipt", "受理编号", (i, _) => i.ReceiptNumber, "r.application->>'receiptNumber'");

    static ListColumn<Row> Name => new("name", "联盟名称", (i, _) => i.AllianceName, "r.application->>'allianceName'", ListValue.Name)
    {
        Width = 40,
    };

    static ListColumn<Row> Lead => new("lead", "牵头单位", (i, _) => i.LeadUnit, "r.application->'leadUnit'->>'name'", ListValue.Name)
    {
        Width = 40,
    };

    static ListColumn<Row> State
        => new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<ReviewState>("r.state"), ListValue.Place);

    static ListColumn<Row> Since => new("since", "期限或转入时间", (i, _) => i.OpenedAt, "r.opened_at", ListValue.Instant)
    {
        IsAlwaysThere = true,
    };

    /// <summary>For those who run reviews, and those who determine.</summary>
    public static readonly SqlList<Row> Table = new("reviews", "专家评审")
    {
        Sql = Sql,
        Counted = Counted,
        Key = "r.application_id",
        Order = "-since",
        Size = 50,
        Filters = ["q", "state", "open", "outcome", "year", "industry", "district"],
        Columns =
        [
            Receipt, Name, Lead, State,
            new("panel", "专家组", (i, words) => i.Experts == 0 ? words["未组建"] : words["{0} 人，已交评分表 {1} 份", i.Experts, i.SheetsIn],
                "p.experts", ListValue.Place) { IsAlwaysThere = true },
            new("score", "平均分", (i, _) => i.AverageScore?.ToString(CultureInfo.InvariantCulture), Score, ListValue.Number),
            Since,
        ],
    };

    /// <summary>For an expert.</summary>
    public static readonly SqlList<Row> Tasks = new("tasks", "我的评审任务")
    {
        Sql = Sql,
        Counted = Counted,
        Key = "r.application_id",
        Order = "-since",
        Size = 50,
        Filters = ["q", "state", "open"],
        Columns =
        [
            Receipt with { IsShown = false }, Name, Lead, State,
            new("todo", "我要做的", (i, words) => ToDo(words, i.State, i.MyRecusal, i.MySheetIn, i.Leader == true)),
            Since,
        ],
    };

    /// <param name="State">Only this state.</param>
    /// <param name="Q">Part of the alliance's or lead unit's name, or of the receipt number.</param>
    /// <param name="Open">True: only those that are not over; false: only those that are.</param>
    /// <param name="Outcome">Only those that came to this.</param>
    /// <param name="Year">Only those opened in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        string? State = null, string? Q = null, bool? Open = null, ReviewOutcome? Outcome = null, int? Year = null,
        string? Industry = null, string? District = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["state"], said["q"], said.Yes("open"), said.Of<ReviewOutcome>("outcome"),
            said.Whole("year"), said["industry"], said["district"]);
    }

    public sealed record Row
    {
        public Guid ApplicationId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string ReceiptNumber { get; init; } = "";
        public ReviewState State { get; init; }
        public DateTimeOffset OpenedAt { get; init; }
        public int Experts { get; init; }
        public int SheetsIn { get; init; }
        public int Conflicts { get; init; }
        public decimal? AverageScore { get; init; }
        public bool? Recommended { get; init; }
        /// <summary>Null where the person is not on the panel.</summary>
        public bool? Leader { get; init; }
        /// <summary>The person's own statement, null before it is made.</summary>
        public Recusal? MyRecusal { get; init; }
        public bool MySheetIn { get; init; }

        /// <summary>True when this person is the one who has to act.</summary>
        public bool WaitsForMe => Leader is not null
            && ((State == ReviewState.Scoring && !MySheetIn) || (State == ReviewState.AwaitingOpinion && Leader == true));
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => Read(Table, request, query, actor, ct);

    /// <summary>An expert's own.</summary>
    [For(Roles.Expert)]
    public Task<ListPage<Row>> Mine(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => Read(Tasks, request, query, actor, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));

    /// <summary>An expert's own as a file.</summary>
    [For(Roles.Expert)]
    public ListFile<Row> ExportMine(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Tasks, query, page => Mine(request, page, actor, ct));

    Task<ListPage<Row>> Read(SqlList<Row> table, Request request, ListQuery query, Actor actor, CancellationToken ct)
        => table.Read(database, query,
        [
            "r.application is not null",
            Reading.Listed,
            string.IsNullOrEmpty(request.State) ? null : "r.state = @State",
            request.Outcome is null ? null : $"{Outcomes.Sql} = @outcome",
            request.Open is { } open ? $"r.state {(open ? "not in" : "in")} ('Concluded', 'Closed')" : null,
            CaseFilter.On("r"),
            SqlPattern.Contains(request.Q) is null ? null : "r.search like @q",
        ], new
        {
            actor.Account,
            runs = Reading.RunsReviews(actor),
            determines = actor.IsAny(Offices.Determining),
            expert = actor.Is(Roles.Expert),
            request.State,
            outcome = request.Outcome?.ToString(),
            request.Year,
            request.Industry,
            request.District,
            q = SqlPattern.Contains(request.Q),
        }, ct);

    /// <summary>What an expert has to do for a review, in a few words.</summary>
    internal static string ToDo(Words words, ReviewState state, Recusal? recusal, bool sheetIn, bool leader) => (state, recusal) switch
    {
        (ReviewState.Scoring, null) => words["作回避声明"],
        (ReviewState.Scoring, _) => sheetIn ? words["已提交，等待其他专家"] : words["填写评分表"],
        (ReviewState.AwaitingOpinion, _) => leader ? words["填写专家组意见"] : words["等待组长填写专家组意见"],
        _ => words["没有待办"],
    };
}
