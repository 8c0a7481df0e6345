using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Funding.Grants;
using Alliance.Lists;
using Alliance.Statute;
using Alliance.Web.Desk;

namespace Alliance.Funding.Reading;

/// <summary>The grants: a lead unit's own, all of them for the bureau; newest first.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ListGrants(Database database)
{
    const string Since =
        "coalesce(recognition_ended_at, voucher_recorded_at, payment_requested_at, approved_at, pledged_at, opened_at)";

    public static readonly SqlList<Item> Table = new("grants", "引导经费")
    {
        Sql = $"""
            select alliance_id, id as grant_id, alliance_name, lead_unit_name, payee_name, grant_fen, match_ratio, pledged_fen,
              verified_matching_fen, state, recognised_on, {Since} as since,
              (select count(*) from matching_proof p where p.grant_id = g.id and p.state = 'Pending')::int as pending_proofs
            from guidance_grant g
            """,
        Key = "id",
        Order = "-recognised",
        Size = 50,
        Filters = ["q", "state", "money", "year", "industry", "district"],
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.AllianceName, "alliance_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("payee", "牵头单位", (i, _) => i.LeadUnitName, "lead_unit_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("recognised", "认定日期", (i, _) => i.RecognisedOn, "recognised_on", ListValue.Day)
                { IsShown = false, IsAlwaysThere = true },
            new("grant", "引导经费", (i, _) => Money.Yuan(i.GrantFen), "grant_fen", ListValue.Whole) { IsAlwaysThere = true },
            new("pledged", "承诺配套", (i, _) => i.PledgedFen is { } pledged ? Money.Yuan(pledged) : null, "pledged_fen", ListValue.Whole),
            new("verified", "已核实配套", (i, _) => Money.Yuan(i.VerifiedMatchingFen), "verified_matching_fen", ListValue.Whole)
                { IsAlwaysThere = true },
            new("shortfall", "配套缺口", (i, _) => Money.Yuan(i.ShortfallFen), "greatest(0, grant_fen * match_ratio - verified_matching_fen)",
                ListValue.Whole) { IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<GrantState>("state"), ListValue.Place),
            new("since", "期限或转入时间", (i, _) => i.Since, Since, ListValue.Instant) { IsAlwaysThere = true },
        ],
    };

    /// <param name="State">Only this state.</param>
    /// <param name="Q">Part of the alliance's or the lead unit's name.</param>
    /// <param name="Money">Only those with money in this place.</param>
    /// <param name="Year">Only alliances recognised in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        GrantState? State = null, string? Q = null, GrantMoney? Money = null, int? Year = null, string? Industry = null,
        string? District = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said.Of<GrantState>("state"), said["q"], said.Of<GrantMoney>("money"),
            said.Whole("year"), said["industry"], said["district"]);
    }

    /// <summary>One line of the list.</summary>
    public sealed record Item
    {
        public Guid AllianceId { get; init; }
        public Guid GrantId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        /// <summary>Who receives the money: another, where the lead changed after it had been asked for.</summary>
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

    public Task<ListPage<Item>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct) => Table.Read(database, query,
    [
        Grant.SeesAll(actor) ? null : "lead_unit_credit_code = @creditCode",
        request.State is null ? null : "state = @state",
        request.Money is { } money ? $"{GrantSums.Of(money)} > 0" : null,
        CaseFilter.On("g"),
        SqlPattern.Contains(request.Q) is null ? null
            : "(typed_text(alliance_name) like @q or typed_text(lead_unit_name) like @q or typed_text(payee_name) like @q)",
    ], new
    {
        creditCode = actor.Unit?.CreditCode ?? "",
        state = request.State?.ToString(),
        q = SqlPattern.Contains(request.Q),
        request.Year,
        request.Industry,
        request.District,
    }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));
}
