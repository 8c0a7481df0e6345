using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Web.Desk;

namespace Alliance.Certification.Determinations;

/// <summary>The bureau's table, the newest first.</summary>
[ForReadingDeterminations]
public sealed class ListDeterminations(Database database)
{
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

    const int PageSize = 30;

    /// <param name="State">Only this state.</param>
    /// <param name="Q">Part of the alliance's or the lead unit's name, or of the receipt number.</param>
    /// <param name="After">The cursor of the page before.</param>
    /// <param name="Year">Only those that came before the bureau in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        string? State = null, string? Q = null, string? After = null, int? Year = null, string? Industry = null, string? District = null);

    public async Task<Page<Row>> Handle(Request request, CancellationToken ct)
    {
        var rows = await database.Query<Row>($"""
            select application_id, application->>'allianceName' as alliance_name, application->'leadUnit'->>'name' as lead_unit,
              application->>'receiptNumber' as receipt_number, state, recommended, average_score, prepared_at, decided_at,
              (select n.closes_at from notice n where n.application_id = d.application_id and n.kind = 'Recognition'
                and n.outcome is null) as notice_closes_at
            from determination d
            where application is not null
              and (@state::text is null or state = @state)
              and {CaseFilter.On("d")}
              and (@q::text is null or typed_text(application->>'allianceName') like @q
                or typed_text(application->'leadUnit'->>'name') like @q or typed_text(application->>'receiptNumber') like @q)
              and (@cursor::uuid is null
                or (prepared_at, application_id) < (select prepared_at, application_id from determination where application_id = @cursor))
            order by prepared_at desc, application_id desc limit @limit
            """, new
        {
            state = string.IsNullOrEmpty(request.State) ? null : request.State,
            q = SqlPattern.Contains(request.Q),
            request.Year,
            request.Industry,
            request.District,
            cursor = Guid.TryParse(request.After, out var id) ? id : (Guid?)null,
            limit = PageSize + 1,
        }, ct);
        return Page.Of(rows, PageSize, row => row.ApplicationId.ToString());
    }
}
