using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Funding.Grants;
using Alliance.Funding.Proofs;

namespace Alliance.Funding.Reading;

/// <summary>One grant with its matching, its proofs and where the alliance stands.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadGrant(Database database)
{
    /// <summary>What people of the case see of a grant.</summary>
    public sealed record View
    {
        public required Guid AllianceId { get; init; }
        public required Guid GrantId { get; init; }
        public required string AllianceName { get; init; }
        public required Contracts.Unit Payee { get; init; }
        /// <summary>Until when the final account is to be handed in; null while none was asked for.</summary>
        public required DateOnly? FinalAccountDueOn { get; init; }
        public required DateOnly? FinalAccountReceivedOn { get; init; }
        public required long? FinalAccountSpentFen { get; init; }
        public required string? FinalAccountRemark { get; init; }
        public required string? FinalAccountBy { get; init; }
        /// <summary>Who leads the alliance and acts for the grant.</summary>
        public required Contracts.Unit LeadUnit { get; init; }
        public required string DocumentNumber { get; init; }
        public required DateOnly RecognisedOn { get; init; }
        public required string PolicyVersion { get; init; }
        public required long GrantFen { get; init; }
        public required int MatchRatio { get; init; }
        public required long RequiredMatchingFen { get; init; }
        public required long? PledgedFen { get; init; }
        public required long VerifiedMatchingFen { get; init; }
        /// <summary>What accepted proofs still lack of grant × ratio.</summary>
        public required long ShortfallFen { get; init; }
        /// <summary>Where it is.</summary>
        public required GrantState State { get; init; }
        public required bool MatchingMet { get; init; }
        public required DateTimeOffset? MatchingVerifiedAt { get; init; }
        public required IReadOnlyList<MatchingProof> Proofs { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        public required DateTimeOffset? PledgedAt { get; init; }
        public required DateTimeOffset? ApprovedAt { get; init; }
        public required string? ApprovedBy { get; init; }
        public required DateTimeOffset? PaymentRequestedAt { get; init; }
        public required string? PaymentRequestedBy { get; init; }
        public required string? VoucherNumber { get; init; }
        public required DateOnly? PaidOn { get; init; }
        public required DateTimeOffset? VoucherRecordedAt { get; init; }
        /// <summary>Set when the recognition ended.</summary>
        public required Contracts.Reason? RecognitionEnded { get; init; }
        public required DateTimeOffset? RecognitionEndedAt { get; init; }
        /// <summary>Since when payment is on hold because a revocation case runs; for the offices alone.</summary>
        public required DateTimeOffset? HeldAt { get; init; }
        /// <summary>True when the money left while it was on hold; for the offices alone.</summary>
        public required bool PaidOnHold { get; init; }
        /// <summary>State of the alliance's operation case, null while workflows said nothing yet.</summary>
        public required OperationState? CaseState { get; init; }
        public required string? NextDeadline { get; init; }
        public required DateTimeOffset? NextDeadlineAt { get; init; }
    }

    public async Task<Outcome<View>> Handle(Guid allianceId, Actor actor, CancellationToken ct)
    {
        var grant = await database.Find<Grant>($"select {Grant.Columns} from guidance_grant where alliance_id = @allianceId",
            new { allianceId }, ct);
        if (grant is null || !grant.IsVisibleTo(actor)) return Refusal.NotFound($"没有这笔引导经费");

        var proofs = await database.Query<MatchingProof>(
            $"select {MatchingProof.Columns} from matching_proof where grant_id = @Id order by filed_at, id", grant, ct);
        var operation = await database.Find<OperationCase>(
            "select state, next_deadline, next_deadline_at from operation_case where alliance_id = @allianceId", new { allianceId }, ct);
        return new View
        {
            AllianceId = grant.AllianceId,
            GrantId = grant.Id,
            AllianceName = grant.AllianceName,
            Payee = grant.Payee,
            LeadUnit = grant.LeadUnit,
            FinalAccountDueOn = grant.FinalAccountDueOn,
            FinalAccountReceivedOn = grant.FinalAccountReceivedOn,
            FinalAccountSpentFen = grant.FinalAccountSpentFen,
            FinalAccountRemark = grant.FinalAccountRemark,
            FinalAccountBy = grant.FinalAccountByName,
            DocumentNumber = grant.DocumentNumber,
            RecognisedOn = grant.RecognisedOn,
            PolicyVersion = grant.PolicyVersion,
            GrantFen = grant.GrantFen,
            MatchRatio = grant.MatchRatio,
            RequiredMatchingFen = grant.RequiredMatchingFen,
            PledgedFen = grant.PledgedFen,
            VerifiedMatchingFen = grant.VerifiedMatchingFen,
            ShortfallFen = grant.ProofShortfallFen,
            State = grant.State,
            MatchingMet = grant.MatchingMet,
            MatchingVerifiedAt = grant.MatchingVerifiedAt,
            Proofs = proofs,
            OpenedAt = grant.OpenedAt,
            PledgedAt = grant.PledgedAt,
            ApprovedAt = grant.ApprovedAt,
            ApprovedBy = grant.ApprovedByName,
            PaymentRequestedAt = grant.PaymentRequestedAt,
            PaymentRequestedBy = grant.PaymentRequestedByName,
            VoucherNumber = grant.VoucherNumber,
            PaidOn = grant.PaidOn,
            VoucherRecordedAt = grant.VoucherRecordedAt,
            RecognitionEnded = grant is { RecognitionEndedArticle: { } article, RecognitionEndedSentence: { } sentence }
                ? new(article, sentence) : null,
            RecognitionEndedAt = grant.RecognitionEndedAt,
            HeldAt = Grant.SeesAll(actor) ? grant.HeldAt : null,
            PaidOnHold = Grant.SeesAll(actor) && grant.PaidOnHold,
            CaseState = operation?.State,
            NextDeadline = operation?.NextDeadline,
            NextDeadlineAt = operation?.NextDeadlineAt,
        };
    }

    sealed record OperationCase
    {
        public OperationState? State { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
    }
}
