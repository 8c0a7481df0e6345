namespace Alliance.Contracts;

/// <summary>A case moved from one state to the next, or its deadlines changed; for screens that show people where a case is and until when.</summary>
/// <param name="CaseId">ApplicationId or AllianceId.</param>
/// <param name="Kind">Recognition or Operation.</param>
/// <param name="From">State before.</param>
/// <param name="To">State after.</param>
/// <param name="Because">The message that moved it.</param>
/// <param name="At">When.</param>
/// <param name="NextDeadline">Name of the next deadline, null when none runs.</param>
/// <param name="NextDeadlineAt">Its instant, null when none runs or while it is provisional.</param>
[Announcement]
public sealed record CaseAdvanced(
    Guid CaseId, string Kind, string From, string To, string Because, DateTimeOffset At, string? NextDeadline, DateTimeOffset? NextDeadlineAt);

/// <summary>Deadline: the correction period is over (Art. 10, policy).</summary>
public sealed record CorrectionDue(Guid ApplicationId);

/// <summary>Deadline: the 公示 period is over (Art. 11).</summary>
public sealed record NoticePeriodEnds(Guid ApplicationId, Guid NoticeId);

/// <summary>Deadline: time to remind of the annual report (Art. 14).</summary>
public sealed record AnnualReportReminderDue(Guid AllianceId, int Year, DateOnly DueOn);

/// <summary>Deadline: the annual report of a year is due (Art. 14).</summary>
public sealed record AnnualReportDue(Guid AllianceId, int Year, DateOnly DueOn);

/// <summary>Deadline: the operating cycle is over (Art. 14).</summary>
public sealed record CycleEnds(Guid AllianceId, int Cycle);

/// <summary>Deadline: the cancellation's 公示 period is over (Art. 14).</summary>
public sealed record CancellationNoticeEnds(Guid AllianceId, Guid NoticeId);
