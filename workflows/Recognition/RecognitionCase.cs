using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Recognition;

/// <summary>State of one recognition (Art. 8–11). Key: ApplicationId.</summary>
public sealed class RecognitionCase : ProcedureCase
{
    /// <inheritdoc/>
    public override string Kind => "Recognition";

    /// <summary>Submissions the case has heard of, the corrected one included; 0 in cases that were opened before it was counted.</summary>
    public int Submissions { get; set; }

    /// <summary>补正 is granted once (Art. 10).</summary>
    public bool CorrectionRequested { get; set; }

    /// <summary>Refused because no correction came in time.</summary>
    public bool ClosedUncorrected { get; set; }

    /// <summary>When a decision that had ended the case was last annulled; what was decided before does not end it again.</summary>
    public DateTimeOffset? AnnulledAt { get; set; }

    /// <summary>Correction periods that were given anew because the end of the former one was annulled.</summary>
    public int CorrectionsAnew { get; set; }

    /// <summary>A withdrawal was heard after the end: nothing is taken up again for who does not want it any more.</summary>
    public bool AlsoWithdrawn { get; set; }

    /// <summary>退回评审 is granted once: the review is in its second round, or was.</summary>
    public bool ReviewReturned { get; set; }

    /// <summary>Which round of the expert review the case is in, or came out of.</summary>
    public int Round() => ReviewReturned ? 2 : 1;

    /// <summary>The notice that counts; a reissued one takes the place of the former.</summary>
    public Guid? NoticeId { get; set; }

    /// <summary>When its period ends; null while provisional.</summary>
    public DateTimeOffset? NoticeClosesAt { get; set; }

    /// <summary>The period is over, though an objection may still hold the case.</summary>
    public bool NoticePeriodOver { get; set; }

    /// <summary>When the last objection was lodged that the case has heard of and that held it.</summary>
    public DateTimeOffset? ObjectedAt { get; set; }

    /// <summary>When the notice that counts was reissued; null while it is the first.</summary>
    public DateTimeOffset? ReissuedAt { get; set; }

    /// <summary>When objections were last settled. One lodged before has been settled with them, whenever its message arrives.</summary>
    public DateTimeOffset? ObjectionsSettledAt { get; set; }
}
