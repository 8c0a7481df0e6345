using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Web.Desk;

namespace Alliance.Review.Reviews;

/// <summary>The reviews that the person may read (<see cref="Reading"/>), the newest first.</summary>
[ForReading(Roles.ReviewSecretary, Roles.Expert, Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class ListReviews(Database database)
{
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

    const int PageSize = 30;

    /// <param name="State">Only this state.</param>
    /// <param name="Q">Part of the alliance's or the lead unit's name, or of the receipt number.</param>
    /// <param name="After">The cursor of the page before.</param>
    /// <param name="Outcome">Only those that came to this.</param>
    /// <param name="Year">Only those opened in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        string? State = null, string? Q = null, string? After = null, ReviewOutcome? Outcome = null, int? Year = null,
        string? Industry = null, string? District = null);

    public async Task<Page<Row>> Handle(Request request, Actor actor, CancellationToken ct)
    {
        var cursor = Guid.TryParse(request.After, out var id) ? id : (Guid?)null;
        var rows = await database.Query<Row>($"""
            select r.application_id, r.application->>'allianceName' as alliance_name, r.application->'leadUnit'->>'name' as lead_unit,
              r.application->>'receiptNumber' as receipt_number, r.state, r.opened_at, p.experts, p.sheets_in, p.conflicts,
              case when r.state in ('AwaitingOpinion', 'Concluded') then r.average_score end as average_score, r.recommended,
              case when me.replaced_at is null then me.is_leader end as leader, me.recusal as my_recusal,
              exists (select from score_sheet s where s.application_id = r.application_id and s.account = @Account) as my_sheet_in
            from review r
            cross join lateral (
              select count(*)::int as experts, count(s.account)::int as sheets_in,
                count(*) filter (where m.recusal = 'Conflict')::int as conflicts
              from panel_member m left join score_sheet s using (application_id, account)
              where m.application_id = r.application_id and m.replaced_at is null) p
            left join panel_member me on me.application_id = r.application_id and me.account = @Account
            where r.application is not null
              and {Reading.Listed}
              and (@state::text is null or r.state = @state)
              and (@outcome::text is null or {Outcomes.Sql} = @outcome)
              and {CaseFilter.On("r")}
              and (@q::text is null or typed_text(r.application->>'allianceName') like @q
                or typed_text(r.application->'leadUnit'->>'name') like @q or typed_text(r.application->>'receiptNumber') like @q)
              and (@cursor::uuid is null
                or (r.opened_at, r.application_id) < (select opened_at, application_id from review where application_id = @cursor))
            order by r.opened_at desc, r.application_id desc limit @limit
            """, new
        {
            actor.Account,
            runs = Reading.RunsReviews(actor),
            determines = actor.IsAny(Offices.Determining),
            expert = actor.Is(Roles.Expert),
            state = string.IsNullOrEmpty(request.State) ? null : request.State,
            outcome = request.Outcome?.ToString(),
            request.Year,
            request.Industry,
            request.District,
            q = SqlPattern.Contains(request.Q),
            cursor,
            limit = PageSize + 1,
        }, ct);
        return Page.Of(rows, PageSize, row => row.ApplicationId.ToString());
    }
}
