namespace Alliance.Contracts;

/// <summary>The lead unit submitted its 申报书; content is frozen (Art. 9).</summary>
public sealed record ApplicationSubmitted(Guid ApplicationId, ApplicationSummary Application, DateTimeOffset SubmittedAt);

/// <summary>An officer returned the application once, with one full list of what is missing (补正).</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Items">What is to be corrected.</param>
/// <param name="DueAt">The instant at which the period closes; null while it is provisional.</param>
/// <param name="NominalDueOn">The last day by counting alone, known even when the roll is not.</param>
public sealed record CorrectionRequested(Guid ApplicationId, IReadOnlyList<Reason> Items, DateTimeOffset? DueAt, DateOnly NominalDueOn, DateTimeOffset RequestedAt);

/// <summary>The corrected application came back in time.</summary>
public sealed record ApplicationResubmitted(Guid ApplicationId, ApplicationSummary Application, DateTimeOffset ResubmittedAt);

/// <summary>Every condition P0–P17 is met in an officer's judgement (Art. 10).</summary>
public sealed record FormalReviewPassed(Guid ApplicationId, DateTimeOffset PassedAt);

/// <summary>At least one condition is not met (Art. 10).</summary>
public sealed record FormalReviewRefused(Guid ApplicationId, IReadOnlyList<Reason> Reasons, DateTimeOffset RefusedAt);

/// <summary>The lead unit withdrew before recognition.</summary>
public sealed record ApplicationWithdrawn(Guid ApplicationId, string Why, DateTimeOffset WithdrawnAt);

/// <summary>The bureau extended the correction period of this application; the lead unit is told (Art. 10, policy).</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Until">The last day the bureau set, before any rolling.</param>
/// <param name="DueAt">The instant at which the period closes now; always later than before.</param>
/// <param name="Why">The reason in writing.</param>
[CommandFor("intake")]
public sealed record ExtendCorrection(Guid ApplicationId, DateOnly Until, DateTimeOffset DueAt, string Why);

/// <summary>The correction period is over and nothing came: close the application.</summary>
[CommandFor("intake")]
public sealed record CloseUncorrected(Guid ApplicationId);
