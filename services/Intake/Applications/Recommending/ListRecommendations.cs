using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Statute.Regions;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>Submitted applications with what was said of them by those who recommend: for a 推荐单位 those of its area, for the bureau all
/// (Art. 18).</summary>
[ForReading(Roles.Recommender, Roles.IntakeOfficer)]
public sealed class ListRecommendations(Database database)
{
    const string Said = """
        exists(select 1 from recommendation r where r.application_id = a.id and r.withdrawn_at is null
          and (@body::uuid is null or r.body_id = @body)
        """;

    const string Recommended = $"{Said} and r.recommended)";

    const string Declined = $"{Said} and not r.recommended)";

    const string Awaiting = $"""
        (a.recommender_id is not null and (@body::uuid is null or a.recommender_id = @body) and a.stage in ('FormalReview', 'Correction')
          and not {Said}))
        """;

    const string DueAt = """
        case when a.recommendation_required and s.recommendation = 'Awaiting' then coalesce(c.recommend_until, c.closes_at) end
        """;

    /// <summary>Its list.</summary>
    public static readonly SqlList<Item> Table = new("recommendations", "推荐申报")
    {
        Sql = $"""
            select a.id as application_id, a.alliance_name, a.lead_unit, a.lead_credit_code, a.key_industry, a.district, a.receipt_number,
              a.stage, a.case_state, a.submitted_at, a.recommendation_required as required, k.name as asked, s.recommendation,
              {DueAt} as due_at
            from application a
            join call c on c.id = a.call_id
            left join recommending_body k on k.id = a.recommender_id
            cross join lateral (select case when {Recommended} then 'Recommended' when {Awaiting} then 'Awaiting'
              when {Declined} then 'Declined' else 'None' end as recommendation) s
            """,
        Key = "a.id",
        Searched = new SearchedList("application", "a", "arrived_at", "a.search", "a.arrived_at", Near: 1_000),
        Order = "-submitted",
        Filters = ["q", "recommendation", "state", "year", "industry", "district"],
        Columns =
        [
            new("receipt", "受理编号", (i, _) => i.ReceiptNumber, "a.receipt_number") { IsShown = false },
            new("name", "联盟名称", (i, _) => i.AllianceName, "a.alliance_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "a.lead_unit", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("district", "县（市、区）", (i, _) => i.DistrictName, "a.district") { IsAlwaysThere = true },
            new("industry", "所属“188”重点产业", (i, _) => i.KeyIndustry, "a.key_industry", ListValue.Name) { IsShown = false },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<Stage>("a.stage"), ListValue.Place),
            new("recommendation", "推荐情况", (i, words) => words[i.Recommendation.Word()],
                SqlList.InOrder<RecommendationState>("s.recommendation"), ListValue.Place) { IsAlwaysThere = true },
            new("asked", "推荐单位", (i, _) => i.Asked, "k.name", ListValue.Name),
            new("submitted", "提交时间", (i, _) => i.SubmittedAt, "a.arrived_at", ListValue.Instant) { IsAlwaysThere = true },
            new("due", "推荐截止", (i, _) => Ui.BeijingTime.EndText(i.DueAt),
                DueAt, ListValue.Instant),
        ],
    };

    /// <summary>What to list.</summary>
    /// <param name="Q">Part of a name, a credit code or a receipt number.</param>
    /// <param name="Recommendation">Only those whose recommendation stands so.</param>
    /// <param name="State">Only this state, as people see it; a word that is none lists nothing.</param>
    /// <param name="Year">Only calls of this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        string? Q = null, RecommendationState? Recommendation = null, string? State = null, int? Year = null, string? Industry = null,
        string? District = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said.Of<RecommendationState>("recommendation"), said["state"],
            said.Whole("year"), said["industry"], said["district"]);
    }

    /// <summary>One application of the list.</summary>
    public sealed record Item
    {
        public Guid ApplicationId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string LeadCreditCode { get; init; } = "";
        public string KeyIndustry { get; init; } = "";
        /// <summary>行政区划代码 of its lead unit.</summary>
        public string District { get; init; } = "";
        public string? ReceiptNumber { get; init; }
        public Stage Stage { get; init; }
        public ApplicationState? CaseState { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        /// <summary>True where its policy asks for a recommendation.</summary>
        public bool Required { get; init; }
        /// <summary>Who is asked; null: nobody in particular.</summary>
        public string? Asked { get; init; }
        /// <summary>What was said: by the reader's own body, for the bureau by any.</summary>
        public RecommendationState Recommendation { get; init; }
        /// <summary>Until when it is expected, while it is.</summary>
        public DateTimeOffset? DueAt { get; init; }

        /// <summary>The state people see.</summary>
        public ApplicationState State => CurrentState.Of(Stage, CaseState);

        /// <summary>The district by its name.</summary>
        public string DistrictName => RegionCodes.Short(District);
    }

    public async Task<ListPage<Item>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct)
    {
        var from = Offices.From(actor);
        var body = from is null ? await RecommendingBody.Of(database, actor, ct) : null;
        if (from is null && body is null) return Table.Nothing(query);
        return await Table.Read(database, query,
        [
            from is not null ? Reading.Listed
                : $"a.stage <> 'Draft' and exists(select 1 from recommending_body b where b.id = @body and {RecommendingBody.HasToDo})",
            request.Recommendation switch
            {
                null => null,
                RecommendationState.Recommended => Recommended,
                RecommendationState.Declined => $"{Declined} and not {Recommended} and not {Awaiting}",
                RecommendationState.Awaiting => $"{Awaiting} and not {Recommended}",
                _ => $"not {Said}) and not {Awaiting}",
            },
            string.IsNullOrEmpty(request.State) ? null : $"{CurrentState.Sql} = @State",
            request.Year is null ? null : "a.year = @Year",
            string.IsNullOrEmpty(request.Industry) ? null : "a.key_industry = @Industry",
            string.IsNullOrEmpty(request.District) ? null : "a.district = @District",
        ], new { body = body?.Id, from = (int?)from, request.State, request.Year, request.Industry, request.District }, ct, request.Q);
    }

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));
}
