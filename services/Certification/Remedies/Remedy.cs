using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;

namespace Alliance.Certification.Remedies;

/// <summary>How a decision is contested.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RemedyKind>))]
public enum RemedyKind
{
    /// <summary>行政复议.</summary>
    [State("行政复议", StateColour.Blue)] Reconsideration,
    /// <summary>行政诉讼.</summary>
    [State("行政诉讼", StateColour.Purple)] Court,
}

/// <summary>What came of it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RemedyOutcome>))]
public enum RemedyOutcome
{
    /// <summary>The decision stands.</summary>
    [State("维持原决定", StateColour.Green)] Upheld,
    /// <summary>The decision is annulled: the case comes back to the step in which it was taken.</summary>
    [State("撤销原决定", StateColour.Red)] Annulled,
    /// <summary>The authority put another decision in its place.</summary>
    [State("变更原决定", StateColour.Orange)] Changed,
    /// <summary>Taken back by who filed it.</summary>
    [State("撤回申请或起诉", StateColour.Grey)] Withdrawn,
}

/// <summary>Where the decision that is contested was taken.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecidedStep>))]
public enum DecidedStep
{
    /// <summary>Refused in formal review.</summary>
    [State("形式审查不予通过", StateColour.Red)] FormalReview,
    /// <summary>Closed because no correction came in time.</summary>
    [State("逾期未补正，申请终止", StateColour.Red)] Correction,
    /// <summary>不予认定.</summary>
    [State("不予认定", StateColour.Red)] Determination,
    /// <summary>An objection was upheld.</summary>
    [State("异议成立，不予认定", StateColour.Red)] ObjectionHandling,
    /// <summary>取消.</summary>
    [State("取消认定资格", StateColour.Red)] Cancelled,
    /// <summary>撤销.</summary>
    [State("撤销认定资格", StateColour.Red)] Revoked,
}

/// <summary>行政复议 or 行政诉讼 against a decision, as it was put on record.</summary>
public sealed record Remedy
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>The application or the alliance.</summary>
    public Guid CaseId { get; init; }
    /// <summary>The application.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>The alliance, where its recognition was ended.</summary>
    public Guid? AllianceId { get; init; }
    /// <summary>Where the decision was taken.</summary>
    public DecidedStep Step { get; init; }
    /// <summary>The frozen summary of the application, JSON.</summary>
    public string Summary { get; init; } = "";
    /// <summary>When it was decided.</summary>
    public DateTimeOffset DecidedAt { get; init; }
    /// <summary>文号 of the decision, where it has one.</summary>
    public string? DecisionNumber { get; init; }
    /// <summary>The notice whose objection was upheld.</summary>
    public Guid? NoticeId { get; init; }
    /// <summary>复议 or 诉讼.</summary>
    public RemedyKind Kind { get; init; }
    /// <summary>Who decides on it.</summary>
    public string Authority { get; init; } = "";
    /// <summary>案号.</summary>
    public string CaseNumber { get; init; } = "";
    /// <summary>The day on which it was filed there.</summary>
    public DateOnly FiledOn { get; init; }
    /// <summary>When it was put on record here.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    /// <summary>By whom.</summary>
    public string RecordedBy { get; init; } = "";
    /// <summary>What came of it; null while it is open.</summary>
    public RemedyOutcome? Outcome { get; init; }
    /// <summary>文号 of the decision on it.</summary>
    public string? OutcomeNumber { get; init; }
    /// <summary>Its day.</summary>
    public DateOnly? OutcomeOn { get; init; }
    /// <summary>What it says, in short.</summary>
    public string? OutcomeSummary { get; init; }
    /// <summary>When it was put on record here.</summary>
    public DateTimeOffset? OutcomeRecordedAt { get; init; }
    /// <summary>By whom.</summary>
    public string? OutcomeRecordedBy { get; init; }
    /// <summary>Papers on file.</summary>
    public int Documents { get; init; }

    /// <summary>The application.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary);

    internal const string Select = """
        select r.id, r.case_id, r.application_id, r.alliance_id, r.step, r.application::text as summary, r.decided_at, r.decision_number,
          r.notice_id, r.kind, r.authority, r.case_number, r.filed_on, r.recorded_at, r.recorded_by, r.outcome, r.outcome_number,
          r.outcome_on, r.outcome_summary, r.outcome_recorded_at, r.outcome_recorded_by,
          (select count(*)::int from remedy_document d where d.remedy_id = r.id) as documents
        from remedy r
        """;

    /// <summary>The remedy; null where there is none.</summary>
    internal static Task<Remedy?> Find(UnitOfWork work, Guid id) => work.Find<Remedy>($"{Select} where r.id = @id", new { id });

    /// <summary>The same, kept from others until this step is over.</summary>
    internal static Task<Remedy?> Lock(UnitOfWork work, Guid id)
        => work.Find<Remedy>($"{Select} where r.id = @id for update of r", new { id });
}
