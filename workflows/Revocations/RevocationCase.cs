using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Revocations;

/// <summary>State of one case against an alliance (Art. 17). Key: RevocationCaseId.</summary>
public sealed class RevocationCase : ProcedureCase
{
    /// <inheritdoc/>
    public override string Kind => "Revocation";

    /// <summary>The alliance.</summary>
    public Guid AllianceId { get; set; }

    /// <summary>Which of the four grounds.</summary>
    public int Ground { get; set; }

    /// <summary>The period of 陈述申辩 is over, though a hearing may still be owed.</summary>
    public bool PeriodOver { get; set; }

    /// <summary>When the unit last said in writing what it has to say.</summary>
    public DateTimeOffset? StatedAt { get; set; }

    /// <summary>When the unit asked for a hearing.</summary>
    public DateTimeOffset? HearingAskedAt { get; set; }

    /// <summary>When the minutes of the hearing were put on file.</summary>
    public DateTimeOffset? HeldAt { get; set; }

    /// <summary>When it was decided; what the unit did before was known to whoever decided.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The day on which the recognition was revoked.</summary>
    public DateOnly? RevokedOn { get; set; }

    /// <summary>When a decision was last annulled; what was decided before is not decided any more.</summary>
    public DateTimeOffset? AnnulledAt { get; set; }
}
