namespace Alliance.Contracts;

/// <summary>Put the application before the bureau's decision maker (Art. 11).</summary>
[CommandFor("certification")]
public sealed record PrepareDetermination(
    Guid ApplicationId, ApplicationSummary Application, bool Recommended, decimal AverageScore, int Experts, string Opinion);

/// <summary>The application was withdrawn: take it off the table, and its notice off the portal.</summary>
[CommandFor("certification")]
public sealed record CloseDetermination(Guid ApplicationId, string Why);

/// <summary>拟认定: the bureau proposes recognition.</summary>
public sealed record RecognitionProposed(Guid ApplicationId, DateTimeOffset ProposedAt);

/// <summary>The bureau declined, with reasons.</summary>
public sealed record RecognitionDeclined(Guid ApplicationId, IReadOnlyList<Reason> Reasons, DateTimeOffset DeclinedAt);

/// <summary>Publish the 公示 (Art. 11).</summary>
[CommandFor("certification")]
public sealed record PublishNotice(Guid ApplicationId);

/// <summary>The 公示 stands on the portal.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="NoticeId">The notice.</param>
/// <param name="PublishedOn">The day of publication, in Beijing time.</param>
/// <param name="ClosesAt">The instant in which the period ends; null while the calendar of that year is not published.</param>
/// <param name="NominalLastDay">The last day by counting alone.</param>
public sealed record NoticePublished(
    Guid ApplicationId, Guid NoticeId, DateOnly PublishedOn, DateTimeOffset? ClosesAt, DateOnly NominalLastDay);

/// <summary>The notice's content changed materially: it stands anew, with a new period, and what it announces as it was
/// corrected.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="NoticeId">The notice that stands now.</param>
/// <param name="PublishedOn">As in <see cref="NoticePublished"/>.</param>
/// <param name="ClosesAt">As in <see cref="NoticePublished"/>.</param>
/// <param name="NominalLastDay">As in <see cref="NoticePublished"/>.</param>
/// <param name="Application">What it announces.</param>
/// <param name="ReissuedAt">When: what was objected to before has been corrected with it. The beginning of time in messages that
/// lack it.</param>
public sealed record NoticeReissued(
    Guid ApplicationId, Guid NoticeId, DateOnly PublishedOn, DateTimeOffset? ClosesAt, DateOnly NominalLastDay,
    ApplicationSummary Application, DateTimeOffset ReissuedAt = default);

/// <summary>A calendar that was published later gives a running notice, of a recognition or a cancellation, a later end (民法典 203). The
/// procedure reckons the same by itself.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="NoticeId">The notice.</param>
/// <param name="ClosedAt">When its period would have ended.</param>
/// <param name="ClosesAt">When it ends now.</param>
/// <param name="Calendar">Year or region of the calendar, and its version.</param>
public sealed record NoticeExtended(Guid ApplicationId, Guid NoticeId, DateTimeOffset ClosedAt, DateTimeOffset ClosesAt, string Calendar);

/// <summary>Somebody objects (异议). Holds this alliance only; said of the first that does.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="ObjectionId">The objection.</param>
/// <param name="LodgedAt">Since when it holds: when it came, or was confirmed.</param>
public sealed record ObjectionLodged(Guid ApplicationId, Guid ObjectionId, DateTimeOffset LodgedAt);

/// <summary>No objection is open any more, or might still hold the case.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Upheld">True when at least one objection was upheld.</param>
/// <param name="Reason">The written answer in short.</param>
/// <param name="SettledAt">When the last one was settled.</param>
public sealed record ObjectionsSettled(Guid ApplicationId, bool Upheld, Reason Reason, DateTimeOffset SettledAt);

/// <summary>The period of this notice ended without an open objection: issue document, number, name and plaque (Art. 11).</summary>
[CommandFor("certification")]
public sealed record IssueRecognition(Guid ApplicationId, Guid NoticeId);

/// <summary>认定: the alliance exists.</summary>
/// <param name="ApplicationId">The case it came from.</param>
/// <param name="AllianceId">The alliance's own key.</param>
/// <param name="Application">What was recognised.</param>
/// <param name="DocumentNumber">发文字号.</param>
/// <param name="CertificateNumber">授牌/证书编号, the key of the verification page.</param>
/// <param name="RecognisedOn">Date of the recognition document; cycles are anchored to it (Art. 14).</param>
public sealed record AllianceRecognised(
    Guid ApplicationId, Guid AllianceId, ApplicationSummary Application, string DocumentNumber, string CertificateNumber,
    DateOnly RecognisedOn);

/// <summary>取消 after a failed assessment (Art. 14): decide and publish the 公示 of it.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Cycle">The cycle that was assessed.</param>
/// <param name="Reason">Why the assessment was failed.</param>
/// <param name="Attempt">Which assessment of the cycle was failed, from 1. 0 where it is not said.</param>
[CommandFor("certification")]
public sealed record CancelRecognition(Guid AllianceId, int Cycle, Reason Reason, int Attempt = 0);

/// <summary>The cancellation's 公示 stands on the portal.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="NoticeId">The notice.</param>
/// <param name="PublishedOn">As in <see cref="NoticePublished"/>.</param>
/// <param name="ClosesAt">As in <see cref="NoticePublished"/>.</param>
/// <param name="NominalLastDay">As in <see cref="NoticePublished"/>.</param>
/// <param name="PublishedAt">When. The beginning of time in messages that lack it.</param>
public sealed record CancellationNoticePublished(
    Guid AllianceId, Guid NoticeId, DateOnly PublishedOn, DateTimeOffset? ClosesAt, DateOnly NominalLastDay,
    DateTimeOffset PublishedAt = default);

/// <summary>Somebody, often the alliance itself, objects to the cancellation. Holds it; said of the first that does.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="ObjectionId">The objection.</param>
/// <param name="LodgedAt">Since when it holds: when it came, or was confirmed.</param>
public sealed record CancellationObjected(Guid AllianceId, Guid ObjectionId, DateTimeOffset LodgedAt);

/// <summary>No objection to the cancellation is open any more; upheld means the assessment is to be repeated.</summary>
public sealed record CancellationObjectionsSettled(Guid AllianceId, bool Upheld, Reason Reason, DateTimeOffset SettledAt);

/// <summary>The cancellation's period ended without an open objection: make it take effect.</summary>
[CommandFor("certification")]
public sealed record ConfirmCancellation(Guid AllianceId);

/// <summary>取消: the recognition ended (Art. 14).</summary>
public sealed record RecognitionCancelled(Guid AllianceId, Reason Reason, DateOnly CancelledOn);

/// <summary>撤销: the recognition was revoked (Art. 17).</summary>
public sealed record RecognitionRevoked(Guid AllianceId, Reason Reason, DateOnly RevokedOn);
