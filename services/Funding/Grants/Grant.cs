using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Funding.Grants;

/// <summary>Where a grant stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GrantState>))]
public enum GrantState
{
    /// <summary>待承诺配套.</summary>
    [State("待承诺配套", StateColour.Orange)] AwaitingPledge,
    /// <summary>待审批.</summary>
    [State("待审批", StateColour.Orange)] AwaitingApproval,
    /// <summary>已批准.</summary>
    [State("已批准", StateColour.Blue)] Approved,
    /// <summary>已申请拨付.</summary>
    [State("已申请拨付", StateColour.Blue)] PaymentRequested,
    /// <summary>已拨付.</summary>
    [State("已拨付", StateColour.Green)] Disbursed,
    /// <summary>已停拨: the recognition ended before payment.</summary>
    [State("已停拨", StateColour.Red)] Suspended,
    /// <summary>停拨后付款: money left although the recognition had ended; whether it comes back is to be decided.</summary>
    [State("停拨后付款", StateColour.Red)] PaidAfterEnd,
}

/// <summary>The 引导经费 of one recognised alliance: to its lead unit, once per recognition (Art. 12).</summary>
public sealed record Grant
{
    public Guid Id { get; init; }
    public Guid AllianceId { get; init; }
    public string AllianceName { get; init; } = "";
    public string PayeeName { get; init; } = "";
    public string PayeeCreditCode { get; init; } = "";
    /// <summary>Who leads the alliance and acts for the grant.</summary>
    public string LeadUnitName { get; init; } = "";
    public string LeadUnitCreditCode { get; init; } = "";
    public string DocumentNumber { get; init; } = "";
    public DateOnly RecognisedOn { get; init; }
    public string PolicyVersion { get; init; } = "";
    public long GrantFen { get; init; }
    public int MatchRatio { get; init; }
    public GrantState State { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public long? PledgedFen { get; init; }
    public DateTimeOffset? PledgedAt { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? ApprovedBy { get; init; }
    public string? ApprovedByName { get; init; }
    public DateTimeOffset? PaymentRequestedAt { get; init; }
    public string? PaymentRequestedBy { get; init; }
    public string? PaymentRequestedByName { get; init; }
    public string? VoucherNumber { get; init; }
    public DateOnly? PaidOn { get; init; }
    public DateTimeOffset? VoucherRecordedAt { get; init; }
    public long VerifiedMatchingFen { get; init; }
    public DateTimeOffset? MatchingVerifiedAt { get; init; }
    public DateTimeOffset? RecognitionEndedAt { get; init; }
    public string? RecognitionEndedArticle { get; init; }
    public string? RecognitionEndedSentence { get; init; }
    /// <summary>Until when the final account is to be handed in; null while none was asked for.</summary>
    public DateOnly? FinalAccountDueOn { get; init; }
    public DateOnly? FinalAccountReceivedOn { get; init; }
    public long? FinalAccountSpentFen { get; init; }
    public string? FinalAccountRemark { get; init; }
    public string? FinalAccountByName { get; init; }

    /// <summary>Since when nothing is paid because a revocation case runs; null where none does.</summary>
    public DateTimeOffset? HeldAt { get; init; }
    /// <summary>True when the money left while it was on hold.</summary>
    public bool PaidOnHold { get; init; }

    /// <summary>The day the recognition ended, as it was heard here; null while it lasts.</summary>
    public DateOnly? RecognitionEndedOn => RecognitionEndedAt is { } at ? Alliance.Statute.Periods.BeijingTime.DayOf(at) : null;

    /// <summary>Who receives the grant: the lead unit at the time when the payment was asked for.</summary>
    public Unit Payee => new(PayeeName, PayeeCreditCode);

    /// <summary>牵头单位, who acts for the grant and owes the matching.</summary>
    public Unit LeadUnit => new(LeadUnitName, LeadUnitCreditCode);

    /// <summary>The least the lead unit has to add: grant × ratio (Art. 12).</summary>
    public long RequiredMatchingFen => Matching.RequiredFen(GrantFen, MatchRatio);

    /// <summary>What the pledge still lacks.</summary>
    public long PledgeShortfallFen => Math.Max(0, RequiredMatchingFen - (PledgedFen ?? 0));

    /// <summary>What the accepted proofs still lack.</summary>
    public long ProofShortfallFen => Math.Max(0, RequiredMatchingFen - VerifiedMatchingFen);

    /// <summary>True when the accepted proofs reach grant × ratio.</summary>
    public bool MatchingMet => Matching.IsMet(VerifiedMatchingFen, GrantFen, MatchRatio);

    internal const string Columns = """
        id, alliance_id, alliance_name, payee_name, payee_credit_code, lead_unit_name, lead_unit_credit_code,
        document_number, recognised_on, policy_version, grant_fen,
        match_ratio, state, opened_at, pledged_fen, pledged_at, approved_at, approved_by, approved_by_name, payment_requested_at,
        payment_requested_by, payment_requested_by_name,
        voucher_number, paid_on, voucher_recorded_at, verified_matching_fen, matching_verified_at,
        recognition_ended_at, recognition_ended_article, recognition_ended_sentence, paid_on_hold,
        (select min(h.held_at) from funding_hold h where h.alliance_id = guidance_grant.alliance_id and h.released_at is null) as held_at,
        final_account_due_on, final_account_received_on, final_account_spent_fen, final_account_remark, final_account_by_name
        """;

    /// <summary>The grant of an alliance; null where there is none.</summary>
    internal static Task<Grant?> Find(UnitOfWork work, Guid allianceId)
        => work.Find<Grant>($"select {Columns} from guidance_grant where alliance_id = @allianceId", new { allianceId });

    /// <summary>The same, kept from others until this step is over.</summary>
    internal static Task<Grant?> Lock(UnitOfWork work, Guid allianceId)
        => work.Find<Grant>($"select {Columns} from guidance_grant where alliance_id = @allianceId for update", new { allianceId });

    /// <summary>
    /// Who reads a grant, its proofs and their papers: the lead unit its own, the offices of a recognised alliance all (Art. 12). One rule
    /// for page, API, file and list.
    /// </summary>
    internal bool IsVisibleTo(Actor actor) => SeesAll(actor) || (actor.Is(Roles.Applicant) && actor.BelongsTo(LeadUnitCreditCode));

    internal static bool SeesAll(Actor actor) => actor.IsAny([.. Offices.Operating, .. Roles.Readers]);

    /// <summary>What every step of a lead unit asks first: there is a grant, and it is theirs.</summary>
    internal static Refusal? NotOf(Grant? grant, Actor actor) => grant is null || !actor.BelongsTo(grant.LeadUnitCreditCode)
        ? Refusal.NotFound($"贵单位没有这笔引导经费")
        : null;

    /// <summary>What every step of an officer asks first: there is a grant.</summary>
    internal static Refusal? Missing(Grant? grant) => grant is null ? Refusal.NotFound($"没有这笔引导经费") : null;

    /// <summary>More than any matching of a guidance grant can be; a slip of the keyboard ends here.</summary>
    internal const long MostFen = 1_000_000_000_000;

    /// <summary>What is wrong with an amount, whatever it is for.</summary>
    internal static Fault? Unreal(long amountFen, string field) => amountFen switch
    {
        <= 0 => new($"金额须大于零", Articles.Funding, field),
        > MostFen => new($"金额不能超过 {Money.Yuan(MostFen)}，请核对单位是元还是万元", Articles.Funding, field),
        _ => null,
    };

    /// <summary>Nothing goes on after the recognition ended (Art. 14, 17); a voucher alone is still recorded, since the money
    /// left.</summary>
    internal Refusal? Stopped => State is GrantState.Suspended or GrantState.PaidAfterEnd
        ? Refusal.Conflict($"认定资格已终止，引导经费已停拨", RecognitionEndedArticle, PolicyVersion)
        : null;
}
