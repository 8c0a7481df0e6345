namespace Alliance.Funding.Proofs;

/// <summary>What became of a proof.</summary>
public enum ProofState
{
    /// <summary>待核实.</summary>
    Pending,
    /// <summary>已采纳: counts.</summary>
    Accepted,
    /// <summary>未采纳: does not count; may be filed again, corrected.</summary>
    Rejected,
}

/// <summary>配套证明: one amount the lead unit added, with the paper that shows it (Art. 12).</summary>
public sealed record MatchingProof
{
    public Guid ProofId { get; init; }
    public long AmountFen { get; init; }
    /// <summary>资金来源.</summary>
    public string Source { get; init; } = "";
    public string DocumentNumber { get; init; } = "";
    public DateOnly PaidOn { get; init; }
    /// <summary>The attachment, null where none was uploaded.</summary>
    public Guid? DocumentId { get; init; }
    /// <summary>A <see cref="ProofState"/> by its name.</summary>
    public string State { get; init; } = "";
    public DateTimeOffset FiledAt { get; init; }
    public string? Why { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedByName { get; init; }

    internal const string Columns =
        "id as proof_id, amount_fen, source, document_number, paid_on, document_id, state, filed_at, why, decided_at, decided_by_name";
}
