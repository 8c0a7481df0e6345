using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Funding.Grants;
using Alliance.Statute;
using Alliance.Web.Desk;

namespace Alliance.Funding.Reading;

/// <summary>The grants: a lead unit's own, all of them for the bureau; newest first.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ListGrants(Database database)
{
    const int PageSize = 50;

    /// <param name="State">Only this state.</param>
    /// <param name="Q">Part of the alliance's or the lead unit's name.</param>
    /// <param name="After">The cursor of the page before.</param>
    /// <param name="Money">Only those with money in this place.</param>
    /// <param name="Year">Only alliances recognised in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        GrantState? State = null, string? Q = null, Guid? After = null, GrantMoney? Money = null, int? Year = null,
        string? Industry = null, string? District = null);

    /// <summary>One line of the list.</summary>
    public sealed record Item
    {
        public Guid AllianceId { get; init; }
        public Guid GrantId { get; init; }
        public string AllianceName { get; init; } = "";
        public string PayeeName { get; init; } = "";
        public long GrantFen { get; init; }
        public int MatchRatio { get; init; }
        public long? PledgedFen { get; init; }
        public long VerifiedMatchingFen { get; init; }
        public GrantState State { get; init; }
        public DateOnly RecognisedOn { get; init; }
        public int PendingProofs { get; init; }
        /// <summary>When it came to where it stands.</summary>
        public DateTimeOffset Since { get; init; }

        /// <summary>True while somebody has something to do for it.</summary>
        public bool Waits => State is not (GrantState.Suspended or GrantState.PaidAfterEnd)
            && (State != GrantState.Disbursed || ShortfallFen > 0 || PendingProofs > 0);

        /// <summary>The least the lead unit has to add (Art. 12).</summary>
        public long RequiredMatchingFen => Matching.RequiredFen(GrantFen, MatchRatio);

        /// <summary>What accepted proofs still lack.</summary>
        public long ShortfallFen => Math.Max(0, RequiredMatchingFen - VerifiedMatchingFen);
    }

    public async Task<Page<Item>> Handle(Request request, Actor actor, CancellationToken ct)
    {
        var items = await database.Query<Item>($"""
            select alliance_id, id as grant_id, alliance_name, payee_name, grant_fen, match_ratio, pledged_fen,
              verified_matching_fen, state, recognised_on,
              coalesce(recognition_ended_at, voucher_recorded_at, payment_requested_at, approved_at, pledged_at, opened_at) as since,
              (select count(*) from matching_proof p where p.grant_id = g.id and p.state = 'Pending')::int as pending_proofs
            from guidance_grant g
            where (@all or payee_credit_code = @creditCode)
              and (@state::text is null or state = @state)
              and {(request.Money is { } money ? $"{GrantSums.Of(money)} > 0" : "true")}
              and {CaseFilter.On("g")}
              and (@q::text is null or typed_text(alliance_name) like @q or typed_text(payee_name) like @q)
              and (@After::uuid is null or id < @After)
            order by id desc limit {PageSize + 1}
            """, new
        {
            all = Grant.SeesAll(actor),
            creditCode = actor.Unit?.CreditCode ?? "",
            state = request.State?.ToString(),
            q = SqlPattern.Contains(request.Q),
            request.After,
            request.Year,
            request.Industry,
            request.District,
        }, ct);
        return Page.Of(items, PageSize, item => item.GrantId.ToString());
    }
}
