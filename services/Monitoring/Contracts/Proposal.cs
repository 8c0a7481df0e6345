using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;

namespace Alliance.Monitoring.Contracts;

/// <summary>Where a proposal of the lead unit stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProposalState>))]
public enum ProposalState
{
    /// <summary>It waits for the bureau.</summary>
    [State("待商定", StateColour.Orange)] Proposed,
    /// <summary>Its targets are the contract's.</summary>
    [State("已同意", StateColour.Green)] Agreed,
    /// <summary>The bureau returned it with reasons.</summary>
    [State("已退回", StateColour.Grey)] Returned,
}

/// <summary>Targets that the lead unit proposes, for a cycle or to change what was signed (Art. 14).</summary>
public sealed record Proposal
{
    public Guid Id { get; init; }
    public int Cycle { get; init; }
    internal string TargetsJson { get; init; } = "[]";
    /// <summary>Why what was signed is to change; null before it was signed.</summary>
    public string? Why { get; init; }
    public DateTimeOffset ProposedAt { get; init; }
    public string ProposedByName { get; init; } = "";
    public ProposalState State { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedByName { get; init; }
    /// <summary>Why it was returned.</summary>
    public string? Reasons { get; init; }

    /// <summary>What is proposed.</summary>
    public IReadOnlyList<Target> Targets => Json.Read<IReadOnlyList<Target>>(TargetsJson);

    const string Select = """
        select id, cycle, targets::text as targets_json, why, proposed_at, proposed_by_name, state, decided_at, decided_by_name, reasons
        from contract_proposal where alliance_id = @allianceId
        """;

    /// <summary>All of an alliance, the newest first.</summary>
    internal static Task<IReadOnlyList<Proposal>> Of(Database database, Guid allianceId, CancellationToken ct)
        => database.Query<Proposal>(Select + " order by id desc", new { allianceId }, ct);

    /// <summary>The one that waits; null where none does. Whoever changes it holds the alliance.</summary>
    internal static Task<Proposal?> Open(UnitOfWork work, Guid allianceId)
        => work.Find<Proposal>(Select + " and state = 'Proposed'", new { allianceId });
}
