using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Alliance.Contracts;

/// <summary>The lead unit submitted its 申报书; content is frozen (Art. 9).</summary>
public sealed record ApplicationSubmitted(Guid ApplicationId, ApplicationSummary Application, DateTimeOffset SubmittedAt);

/// <summary>
/// Whom the submitted application names, so that no expert judges people they are one of or work with (Art. 10). Names and units only,
/// for the review alone; nobody is announced by it.
/// </summary>
[Announcement]
public sealed record ApplicantsNamed(Guid ApplicationId, IReadOnlyList<NamedPerson> People, DateTimeOffset NamedAt);

/// <summary>Somebody the application names.</summary>
/// <param name="Name">姓名.</param>
/// <param name="As">As what: 研发团队成员, 法定代表人, 签署人 or 联系人.</param>
/// <param name="Unit">The member unit they stand for.</param>
public sealed record NamedPerson(string Name, string As, string Unit);

/// <summary>What the recognised application named of results, standards and projects: the registers of the alliance begin with it (Art.
/// 8-3, 16).</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="ApplicationId">The application it came from.</param>
/// <param name="Results">知识产权、技术标准、科技成果.</param>
/// <param name="Projects">产业化项目.</param>
/// <param name="ToldAt">When.</param>
[Announcement]
public sealed record FoundationTold(
    Guid AllianceId, Guid ApplicationId, IReadOnlyList<NamedResult> Results, IReadOnlyList<NamedProject> Projects, DateTimeOffset ToldAt);

/// <summary>A result that the application named.</summary>
/// <param name="Title">名称.</param>
/// <param name="Number">证书号、标准号或登记号.</param>
/// <param name="IsStandard">True for a 技术标准.</param>
/// <param name="Owner">The member unit that owns it.</param>
public sealed record NamedResult(string Title, string Number, bool IsStandard, Unit? Owner);

/// <summary>A project that the application named.</summary>
/// <param name="Title">名称.</param>
/// <param name="Owner">承担单位.</param>
/// <param name="StartedOn">起始.</param>
/// <param name="InvestmentFen">投资.</param>
/// <param name="Summary">说明.</param>
public sealed record NamedProject(
    string Title, Unit? Owner, DateOnly? StartedOn, long? InvestmentFen,
    [MaxLength(5000), DataType(DataType.MultilineText)] string Summary);

/// <summary>Who recommends applications (Art. 18).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecommendingKind>))]
public enum RecommendingKind
{
    /// <summary>The science bureau of a county, city or district.</summary>
    [State("区县科技主管部门", StateColour.Blue)] District,
    /// <summary>An association of an industry.</summary>
    [State("行业协会", StateColour.Purple)] Association,
}

/// <summary>推荐单位: a district's bureau or an association stands in the register with this area, from which its rights follow (Art.
/// 18).</summary>
/// <param name="BodyId">Its key.</param>
/// <param name="Body">The unit.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Districts">行政区划代码 of its area.</param>
/// <param name="Industries">重点产业 of its area.</param>
/// <param name="Members">Credit codes of units that are its members.</param>
/// <param name="IsActive">False once it recommends no more.</param>
/// <param name="KeptAt">When the register was changed.</param>
[Announcement]
public sealed record RecommendingBodyKept(
    Guid BodyId, Unit Body, RecommendingKind Kind, IReadOnlyList<string> Districts, IReadOnlyList<string> Industries,
    IReadOnlyList<string> Members, bool IsActive, DateTimeOffset KeptAt);

/// <summary>推荐单位 recommended an application, or declined to (Art. 18).</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="Body">Who.</param>
/// <param name="Recommended">推荐 or 不予推荐.</param>
/// <param name="Opinion">推荐意见.</param>
/// <param name="GivenAt">When.</param>
[Announcement]
public sealed record RecommendationGiven(
    Guid ApplicationId, Unit Body, bool Recommended, [MaxLength(5000), DataType(DataType.MultilineText)] string Opinion,
    DateTimeOffset GivenAt);

/// <summary>推荐单位 took back what it had said.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="Body">Who.</param>
/// <param name="WithdrawnAt">When.</param>
[Announcement]
public sealed record RecommendationWithdrawn(Guid ApplicationId, Unit Body, DateTimeOffset WithdrawnAt);

/// <summary>An officer returned the application once, with one full list of what is missing (补正).</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Items">What is to be corrected.</param>
/// <param name="DueAt">The instant at which the period closes; null while it is provisional.</param>
/// <param name="NominalDueOn">The last day by counting alone, known even when the roll is not.</param>
public sealed record CorrectionRequested(
    Guid ApplicationId, IReadOnlyList<Reason> Items, DateTimeOffset? DueAt, DateOnly NominalDueOn, DateTimeOffset RequestedAt);

/// <summary>The corrected application came back in time.</summary>
public sealed record ApplicationResubmitted(Guid ApplicationId, ApplicationSummary Application, DateTimeOffset ResubmittedAt);

/// <summary>Every condition P0–P17 is met in an officer's judgement (Art. 10).</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="PassedAt">When.</param>
/// <param name="Submission">Which submission passed: 1 for the first, 2 for the corrected one; 0 in messages that lack it.</param>
public sealed record FormalReviewPassed(Guid ApplicationId, DateTimeOffset PassedAt, int Submission = 0);

/// <summary>At least one condition is not met (Art. 10).</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Reasons">Every reason with its article.</param>
/// <param name="RefusedAt">When.</param>
/// <param name="Application">What was applied for; null in messages that lack it.</param>
/// <param name="Submission">Which submission was judged, as in <see cref="FormalReviewPassed"/>.</param>
public sealed record FormalReviewRefused(
    Guid ApplicationId, IReadOnlyList<Reason> Reasons, DateTimeOffset RefusedAt, ApplicationSummary? Application = null,
    int Submission = 0);

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

/// <summary>The application was closed because no correction came in time; for those who hear of decisions.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Application">What was applied for.</param>
/// <param name="ClosedAt">When.</param>
[Announcement]
public sealed record ApplicationClosedUncorrected(Guid ApplicationId, ApplicationSummary Application, DateTimeOffset ClosedAt);

/// <summary>The decision on this application was annulled: Intake takes up its part again.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Step">As in <see cref="DecisionAnnulled"/>; Intake's own are FormalReview and Correction.</param>
/// <param name="Why">By which decision it was annulled, in short.</param>
/// <param name="NominalDueOn">The last day of the new correction period by counting alone; null at other steps.</param>
/// <param name="DueAt">When it ends; null at other steps and while it is provisional.</param>
[CommandFor("intake")]
public sealed record ReopenApplication(
    Guid ApplicationId, ApplicationState Step, string Why, DateOnly? NominalDueOn = null, DateTimeOffset? DueAt = null);
