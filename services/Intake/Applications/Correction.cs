using Alliance.Core.Calendars;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Applications;

/// <summary>补正: the one list of what is missing, and its period (Art. 10).</summary>
public sealed record Correction
{
    /// <summary>What is to be corrected, as JSON text.</summary>
    public string Items { get; init; } = "";
    /// <summary>When it was asked for; the period counts from that day.</summary>
    public DateTimeOffset RequestedAt { get; init; }
    /// <summary>The closing instant as it was told; null where the calendar was not published then.</summary>
    public DateTimeOffset? DueAt { get; init; }
    /// <summary>The last day by counting alone.</summary>
    public DateOnly NominalDueOn { get; init; }
    /// <summary>The last day the bureau extended it to, before any rolling; null where it did not.</summary>
    public DateOnly? ExtendedTo { get; init; }
    /// <summary>The end that was told before a calendar that came later extended it; null where none did.</summary>
    public DateTimeOffset? FirstDueAt { get; init; }
    /// <summary>Which calendar that was.</summary>
    public string? ExtendedBy { get; init; }
    /// <summary>When it came back.</summary>
    public DateTimeOffset? ResubmittedAt { get; init; }

    /// <summary>The period by law, with the steps of its computation.</summary>
    public ReckonedPeriod Period(StatutoryClock clock, Policy policy) => ExtendedTo is { } until
        ? new Extension(policy.Correction, until).Reckon(BeijingTime.DayOf(RequestedAt), clock.Calendar)
        : clock.Reckon(policy.Correction, BeijingTime.DayOf(RequestedAt));

    /// <summary>The first instant after the period: as told, or as the calendar that was published since gives it; null while it is
    /// provisional.</summary>
    public DateTimeOffset? ClosesAt(StatutoryClock clock, Policy policy) => DueAt ?? Period(clock, policy).ClosesAt;
}
