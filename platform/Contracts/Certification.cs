namespace Alliance.Contracts;

/// <summary>Put the application before the bureau's decision maker (Art. 11).</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Application">What is decided on.</param>
/// <param name="Recommended">推荐 or 不推荐.</param>
/// <param name="AverageScore">Mean of the sheets' totals.</param>
/// <param name="Experts">How many experts scored.</param>
/// <param name="Opinion">专家组意见.</param>
/// <param name="Round">Of the review that says so: 2 where the bureau had returned it.</param>
[CommandFor("certification")]
public sealed record PrepareDetermination(
    Guid ApplicationId, ApplicationSummary Application, bool Recommended, decimal AverageScore, int Experts, string Opinion, int Round = 1);

/// <summary>The application was withdrawn: take it off the table, and its notice off the portal.</summary>
[CommandFor("certification")]
public sealed record CloseDetermination(Guid ApplicationId, string Why);

/// <summary>退回评审: the bureau asks the experts once more, with reasons; once an application (Art. 10, 11).</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Why">What the experts are to look at again.</param>
/// <param name="ReturnedAt">When.</param>
public sealed record ReviewReturned(Guid ApplicationId, string Why, DateTimeOffset ReturnedAt);

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
/// <param name="AllianceId">The alliance.</param>
/// <param name="Reason">Why.</param>
/// <param name="CancelledOn">The day of the decision.</param>
/// <param name="CancelledAt">When. The beginning of time in messages that lack it.</param>
public sealed record RecognitionCancelled(Guid AllianceId, Reason Reason, DateOnly CancelledOn, DateTimeOffset CancelledAt = default);

/// <summary>撤销: the recognition was revoked (Art. 17).</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Reason">Why.</param>
/// <param name="RevokedOn">The day of the decision.</param>
/// <param name="RevocationCaseId">The case that led to it.</param>
/// <param name="RevokedAt">When. The beginning of time in messages that lack it.</param>
/// <param name="EffectiveFrom">Since when it was no recognition: the day of the decision, or of the recognition; null where it is not
/// said.</param>
public sealed record RecognitionRevoked(
    Guid AllianceId, Reason Reason, DateOnly RevokedOn, Guid RevocationCaseId = default, DateTimeOffset RevokedAt = default,
    DateOnly? EffectiveFrom = null);

/// <summary>An alliance of the measures of 2013 was entered in the register (Art. 19). It has no grant by that, and no operation.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="ApplicationId">The key under which it is kept where others have their application.</param>
/// <param name="Application">Who it is.</param>
/// <param name="DocumentNumber">发文字号 of its time.</param>
/// <param name="CertificateNumber">证书编号.</param>
/// <param name="RecognisedOn">Date of its recognition document.</param>
[Announcement]
public sealed record LegacyAllianceEntered(
    Guid AllianceId, Guid ApplicationId, ApplicationSummary Application, string DocumentNumber, string CertificateNumber,
    DateOnly RecognisedOn);
/// <summary>行政复议 or 行政诉讼: a decision that ended the way to a recognition was annulled. The case comes back to the step in which it was
/// taken.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Step">Where the decision was taken: FormalReview, Correction (closed uncorrected), Determination (declined), or
/// ObjectionHandling (an objection was upheld).</param>
/// <param name="Why">By which decision it was annulled, in short.</param>
/// <param name="ResumesOn">The day from which periods run anew.</param>
/// <param name="AnnulledAt">When: what was decided before is not decided any more.</param>
/// <param name="NoticeId">The notice whose objection has to be answered anew; null at other steps.</param>
public sealed record DecisionAnnulled(
    Guid ApplicationId, ApplicationState Step, string Why, DateOnly ResumesOn, DateTimeOffset AnnulledAt, Guid? NoticeId = null);

/// <summary>The decision on this application was annulled: it is undecided again, where it was declined; or its notice stands anew and its
/// objections are open, where one was upheld.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Step">As in <see cref="DecisionAnnulled"/>.</param>
/// <param name="ResumesOn">The day from which the notice's period runs.</param>
[CommandFor("certification")]
public sealed record ReopenDetermination(Guid ApplicationId, ApplicationState Step, DateOnly ResumesOn);

/// <summary>行政复议 or 行政诉讼: the decision that ended a recognition was annulled; the alliance goes on, and is assessed anew.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Why">By which decision it was annulled, in short.</param>
/// <param name="AnnulledAt">When.</param>
public sealed record EndAnnulled(Guid AllianceId, string Why, DateTimeOffset AnnulledAt);

/// <summary>The end of this recognition was annulled: it is valid again.</summary>
[CommandFor("certification")]
public sealed record RestoreRecognition(Guid AllianceId, string Why);

/// <summary>推荐升级: the bureau recommended a recognised alliance to a higher level (Art. 7).</summary>
/// <param name="UpgradeId">The case: one an alliance and level.</param>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Level">The level, as the policy names it.</param>
/// <param name="Application">What was recognised.</param>
/// <param name="RecommendedAt">When.</param>
public sealed record UpgradeRecommended(
    Guid UpgradeId, Guid AllianceId, string Level, ApplicationSummary Application, DateTimeOffset RecommendedAt);

/// <summary>The superior recognised the alliance at this level.</summary>
/// <param name="UpgradeId">The case.</param>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Level">The level.</param>
/// <param name="DocumentNumber">文号 of the superior's document.</param>
/// <param name="ConfirmedOn">Its day.</param>
public sealed record UpgradeConfirmed(Guid UpgradeId, Guid AllianceId, string Level, string DocumentNumber, DateOnly ConfirmedOn);

/// <summary>The superior did not recognise the alliance at this level.</summary>
public sealed record UpgradeDeclined(Guid UpgradeId, Guid AllianceId, string Why, DateTimeOffset DeclinedAt);

/// <summary>Another unit leads the alliance, or its members or its name changed, while the superior decides (Art. 15).</summary>
/// <param name="UpgradeId">The upgrade.</param>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Application">Who it is now.</param>
/// <param name="ChangedAt">When the register was changed.</param>
public sealed record UpgradePartiesChanged(Guid UpgradeId, Guid AllianceId, ApplicationSummary Application, DateTimeOffset ChangedAt);
