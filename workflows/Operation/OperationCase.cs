using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Operation;

/// <summary>State of the operation of one alliance (Art. 14–17). Key: AllianceId. It lives as long as the alliance.</summary>
public sealed class OperationCase : ProcedureCase
{
    /// <inheritdoc/>
    public override string Kind => "Operation";

    /// <summary>Date of the recognition document; every cycle is computed from it.</summary>
    public DateOnly AnchoredOn { get; set; }

    /// <summary>The current cycle: 1, 2, …</summary>
    public int Cycle { get; set; }

    /// <summary>How often the cycle was given to be assessed; 0 before, and in cases that went so far before it was counted.</summary>
    public int Attempt { get; set; }

    /// <summary>The year whose report is awaited.</summary>
    public int ReportYear { get; set; }

    /// <summary>The years whose report came in.</summary>
    public List<int> ReportsFiled { get; set; } = [];

    /// <summary>The cancellation's notice that counts.</summary>
    public Guid? NoticeId { get; set; }

    /// <summary>The cancellation's period is over, though an objection may still hold it.</summary>
    public bool NoticePeriodOver { get; set; }

    /// <summary>An objection holds the cancellation.</summary>
    public bool ObjectionOpen { get; set; }

    /// <summary>When the last objection was lodged that the case has heard of and that held it.</summary>
    public DateTimeOffset? ObjectedAt { get; set; }

    /// <summary>When an objection was last upheld, so that the assessment was repeated: a notice of before announces nothing any
    /// more.</summary>
    public DateTimeOffset? RepeatedAt { get; set; }

    /// <summary>When the end of the recognition was last annulled; a decision of before does not end it again.</summary>
    public DateTimeOffset? AnnulledAt { get; set; }

    /// <summary>Where the case was when the recognition was revoked; null in cases of which it was not kept.</summary>
    public string? RevokedIn { get; set; }

    /// <summary>When objections were last settled. One lodged before has been settled with them, whenever its message arrives.</summary>
    public DateTimeOffset? ObjectionsSettledAt { get; set; }
}
