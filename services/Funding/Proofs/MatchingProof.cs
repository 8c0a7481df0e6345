using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Funding.Proofs;

/// <summary>What became of a proof.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofState>))]
public enum ProofState
{
    /// <summary>待核实.</summary>
    [State("待处理", StateColour.Orange)] Pending,
    /// <summary>已采纳: counts.</summary>
    [State("已核实", StateColour.Green)] Accepted,
    /// <summary>未采纳: does not count; may be filed again, corrected.</summary>
    [State("未采纳", StateColour.Red)] Rejected,
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
    /// <summary>What became of it.</summary>
    public ProofState State { get; init; }
    public DateTimeOffset FiledAt { get; init; }
    public string? Why { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedByName { get; init; }

    internal const string Columns =
        "id as proof_id, amount_fen, source, document_number, paid_on, document_id, state, filed_at, why, decided_at, decided_by_name";
}
