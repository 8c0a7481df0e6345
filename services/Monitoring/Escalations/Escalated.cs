using System.Text.Json.Serialization;
using Alliance.Core.Data;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Escalations;

/// <summary>督办: work that waited longer than the policy says, before whom it was brought, and what they said to it.</summary>
public sealed record Escalated
{
    /// <summary>The case or assessment.</summary>
    public Guid About { get; init; }
    /// <summary>Which work waits.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<EscalatedWork>))]
    public EscalatedWork Work { get; init; }
    /// <summary>Which step of the policy, from 0.</summary>
    public int Step { get; init; }
    /// <summary>The alliance.</summary>
    public Guid AllianceId { get; init; }
    /// <summary>The superior's office.</summary>
    public string Role { get; init; } = "";
    /// <summary>The day until which it should have been done.</summary>
    public DateOnly DueOn { get; init; }
    /// <summary>When it was brought before them.</summary>
    public DateTimeOffset EscalatedAt { get; init; }
    /// <summary>What they want done.</summary>
    public string? Instruction { get; init; }
    /// <summary>Until when they want it done.</summary>
    public DateOnly? UntilOn { get; init; }
    /// <summary>When they said so.</summary>
    public DateTimeOffset? InstructedAt { get; init; }
    /// <summary>Who said so.</summary>
    public string? InstructedByName { get; init; }

    internal const string Select = """
        select e.about, e.work, e.step, e.alliance_id, e.role, e.due_on, e.escalated_at, e.instruction, e.until_on, e.instructed_at,
          e.instructed_by_name
        from escalation e
        """;

    internal static Task<IReadOnlyList<Escalated>> Of(Database database, IReadOnlyCollection<Guid> about, CancellationToken ct)
        => database.Query<Escalated>(Select + " where e.about = any(@about) order by e.escalated_at, e.work, e.step",
            new { about = about.ToArray() }, ct);
}
