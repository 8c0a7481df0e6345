namespace Alliance.Contracts;

/// <summary>A case moved from one state to the next, or its deadlines changed; for screens that show people where a case is and until
/// when.</summary>
/// <param name="CaseId">ApplicationId or AllianceId.</param>
/// <param name="Kind">Recognition or Operation.</param>
/// <param name="From">State before.</param>
/// <param name="To">State after.</param>
/// <param name="Because">The message that moved it.</param>
/// <param name="At">When.</param>
/// <param name="NextDeadline">Name of the next deadline, null when none runs.</param>
/// <param name="NextDeadlineAt">Its instant, null when none runs or while it is provisional.</param>
/// <param name="Deadlines">All that run now; null where none of them changed.</param>
[Announcement]
public sealed record CaseAdvanced(
    Guid CaseId, string Kind, string From, string To, string Because, DateTimeOffset At, string? NextDeadline,
    DateTimeOffset? NextDeadlineAt, IReadOnlyList<CaseDeadline>? Deadlines = null);

/// <summary>A deadline that runs in a case.</summary>
public sealed record CaseDeadline
{
    /// <summary>One of a name runs at a time.</summary>
    public string Name { get; init; } = "";
    /// <summary>The last day by counting alone.</summary>
    public DateOnly NominalDueOn { get; init; }
    /// <summary>The instant it fires; null while it is provisional.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Deadline: the correction period is over (Art. 10, policy).</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Period">Which period: 0, and 1 after the end of the first was annulled.</param>
public sealed record CorrectionDue(Guid ApplicationId, int Period = 0);

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

/// <summary>An administrator published a calendar: a year's notice of the State Council, or a region's days off. Every service reckons with
/// it from then on.</summary>
/// <param name="CalendarId">The same for all calendars, so that they are heard in the order in which they were published.</param>
/// <param name="Key">The year, or the region.</param>
/// <param name="Version">Higher than that of the one it takes the place of.</param>
/// <param name="Document">The document, JSON.</param>
/// <param name="PublishedBy">By whom.</param>
/// <param name="PublishedAt">When.</param>
public sealed record CalendarPublished(
    Guid CalendarId, string Key, int Version, string Document, string PublishedBy, DateTimeOffset PublishedAt)
{
    /// <summary>What <see cref="CalendarId"/> always is; the audit of calendars stands under it.</summary>
    public static readonly Guid AllCalendars = new("ca1e0da2-0000-4000-8000-000000000000");
}
