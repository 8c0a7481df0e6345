namespace Alliance.Contracts;

/// <summary>撤销: an officer opened a case against an alliance (Art. 17). It ends nothing by itself.</summary>
/// <param name="RevocationCaseId">The case.</param>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Application">Who it is; with it goes the policy version the case keeps.</param>
/// <param name="Ground">Which of the four grounds of Art. 17.</param>
/// <param name="Reason">What it rests on, in short.</param>
/// <param name="OpenedAt">When.</param>
public sealed record RevocationCaseOpened(
    Guid RevocationCaseId, Guid AllianceId, ApplicationSummary Application, int Ground, Reason Reason, DateTimeOffset OpenedAt);

/// <summary>告知 was served on the unit: what is intended, on which facts and grounds, and its rights.</summary>
/// <param name="RevocationCaseId">The case.</param>
/// <param name="ServedOn">The day of service, in Beijing time; the period of 陈述申辩 begins with it.</param>
/// <param name="ClosesAt">The instant in which the period ends; null while the calendar of that year is not published.</param>
/// <param name="NominalLastDay">The last day by counting alone.</param>
/// <param name="ServedAt">When.</param>
public sealed record PriorNoticeServed(
    Guid RevocationCaseId, DateOnly ServedOn, DateTimeOffset? ClosesAt, DateOnly NominalLastDay, DateTimeOffset ServedAt);

/// <summary>陈述申辩: the unit said in writing what it has to say.</summary>
public sealed record StatementFiled(Guid RevocationCaseId, DateTimeOffset FiledAt);

/// <summary>The unit asked for a hearing (听证), within the period.</summary>
/// <param name="RevocationCaseId">The case.</param>
/// <param name="RequestedOn">The day, in Beijing time; the bureau's period to hold it begins with it.</param>
/// <param name="RequestedAt">When.</param>
public sealed record HearingRequested(Guid RevocationCaseId, DateOnly RequestedOn, DateTimeOffset RequestedAt);

/// <summary>The hearing was held and its minutes are on file; or the unit, properly invited, stayed away without a reason.</summary>
/// <param name="RevocationCaseId">The case.</param>
/// <param name="HeldOn">The day.</param>
/// <param name="Attended">False when the unit stayed away.</param>
/// <param name="RecordedAt">When the minutes were put on file.</param>
public sealed record HearingHeld(Guid RevocationCaseId, DateOnly HeldOn, bool Attended, DateTimeOffset RecordedAt);

/// <summary>The decision maker decided: revoked, or dropped.</summary>
/// <param name="RevocationCaseId">The case.</param>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Revoked">False: the case is dropped.</param>
/// <param name="Reason">Why, in short.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Decision">What the document has to say; null when it was dropped.</param>
public sealed record RevocationDecided(
    Guid RevocationCaseId, Guid AllianceId, bool Revoked, Reason Reason, DateTimeOffset DecidedAt, RevocationDecision? Decision = null);

/// <summary>A decision to revoke, as far as its document has to say it.</summary>
/// <param name="Ground">Which of the four grounds of Art. 17.</param>
/// <param name="Facts">事实.</param>
/// <param name="Heard">How the unit was heard, and what it said.</param>
/// <param name="Reasons">理由.</param>
/// <param name="FromRecognition">True when it takes effect from the recognition on: for fraud only.</param>
public sealed record RevocationDecision(int Ground, string Facts, string Heard, string Reasons, bool FromRecognition);

/// <summary>The recognition ended otherwise while the case ran, by cancellation or dissolution: there is nothing left to revoke.</summary>
public sealed record RevocationOvertaken(Guid RevocationCaseId, Guid AllianceId, Reason Reason, DateTimeOffset OvertakenAt);

/// <summary>Another unit leads the alliance, or its members or its name changed, while the case runs (Art. 15).</summary>
/// <param name="RevocationCaseId">The case.</param>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Application">Who it is now.</param>
/// <param name="ChangedAt">When the officer took note.</param>
public sealed record RevocationPartiesChanged(
    Guid RevocationCaseId, Guid AllianceId, ApplicationSummary Application, DateTimeOffset ChangedAt);

/// <summary>Issue the decision and its announcement (向社会公布), and end the recognition when it is signed (Art. 17).</summary>
[CommandFor("certification")]
public sealed record RevokeRecognition(Guid AllianceId, Guid RevocationCaseId, Reason Reason, RevocationDecision Decision);

/// <summary>The plaque of a revoked recognition came back (Art. 17).</summary>
public sealed record PlaqueRecovered(Guid RevocationCaseId, Guid AllianceId, DateOnly RecoveredOn, DateTimeOffset RecordedAt);

/// <summary>The plaque should have come back by now: tell who has to see to it.</summary>
[CommandFor("certification")]
public sealed record RemindPlaqueRecovery(Guid AllianceId, Guid RevocationCaseId, DateOnly DueOn);

/// <summary>The hearing the unit asked for should have been held by now: tell who has to see to it.</summary>
[CommandFor("monitoring")]
public sealed record RemindHearing(Guid RevocationCaseId);

/// <summary>行政复议 or 行政诉讼: the decision to revoke was annulled. The case comes back to its decision; that the recognition is valid again
/// is told beside it (<see cref="EndAnnulled"/>).</summary>
/// <param name="RevocationCaseId">The case.</param>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Why">By which decision it was annulled, in short.</param>
/// <param name="AnnulledAt">When: what was decided before is not decided any more.</param>
public sealed record RevocationAnnulled(Guid RevocationCaseId, Guid AllianceId, string Why, DateTimeOffset AnnulledAt);

/// <summary>The decision to revoke was annulled: the case is undecided again.</summary>
[CommandFor("monitoring")]
public sealed record ReopenRevocation(Guid RevocationCaseId, string Why);

/// <summary>A revocation case runs: pay nothing until it is decided (Art. 12, 17).</summary>
[CommandFor("funding")]
public sealed record HoldFunding(Guid AllianceId, Guid RevocationCaseId, string Why);

/// <summary>The revocation case ended without a revocation: what was on hold goes on.</summary>
[CommandFor("funding")]
public sealed record ReleaseFunding(Guid AllianceId, Guid RevocationCaseId, string Why);

/// <summary>Deadline: the period of 陈述申辩 is over (Art. 17, policy).</summary>
public sealed record StatementDue(Guid RevocationCaseId);

/// <summary>Deadline: the hearing that was asked for should have been held (Art. 17, policy).</summary>
public sealed record HearingDue(Guid RevocationCaseId);

/// <summary>Deadline: the plaque should have come back (Art. 17, policy).</summary>
/// <param name="RevocationCaseId">The case.</param>
/// <param name="RevokedOn">Of which revocation: one that was annulled meanwhile asks for no plaque.</param>
public sealed record PlaqueRecoveryDue(Guid RevocationCaseId, DateOnly RevokedOn);
