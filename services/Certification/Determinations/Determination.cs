using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Determinations;

/// <summary>Where an application stands before the bureau.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeterminationState>))]
public enum DeterminationState
{
    /// <summary>The decision maker has to determine.</summary>
    [State("待认定决定", StateColour.Orange)] Determination,
    /// <summary>退回评审: the panel is asked once more.</summary>
    [State("退回评审", StateColour.Blue)] Returned,
    /// <summary>拟认定: proposed, the notice not yet published.</summary>
    [State("拟认定", StateColour.Blue)] Proposed,
    /// <summary>公示中.</summary>
    [State("公示中", StateColour.Purple)] PublicNotice,
    /// <summary>认定.</summary>
    [State("已认定", StateColour.Green)] Recognised,
    /// <summary>不予认定, by the bureau.</summary>
    [State("不予认定", StateColour.Red)] Declined,
    /// <summary>An objection was upheld.</summary>
    [State("未通过", StateColour.Red)] Refused,
    /// <summary>The application was withdrawn.</summary>
    [State("已关闭", StateColour.Grey)] Closed,
}

/// <summary>One application on the bureau's table (Art. 11).</summary>
public sealed record Determination
{
    /// <summary>The case.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>Where it stands.</summary>
    public DeterminationState State { get; init; }
    /// <summary>The frozen summary of the application, JSON.</summary>
    public string Summary { get; init; } = "";
    /// <summary>The panel: 推荐 or 不推荐.</summary>
    public bool Recommended { get; init; }
    /// <summary>The panel's mean, 0–100.</summary>
    public decimal AverageScore { get; init; }
    /// <summary>How many experts scored.</summary>
    public int Experts { get; init; }
    /// <summary>专家组意见.</summary>
    public string PanelOpinion { get; init; } = "";
    /// <summary>When it was put on the table.</summary>
    public DateTimeOffset PreparedAt { get; init; }
    /// <summary>局长办公会纪要.</summary>
    public string? Minutes { get; init; }
    /// <summary>Reasons of a refusal, JSON.</summary>
    public string? ReasonsJson { get; init; }
    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
    /// <summary>Who put the decision on file.</summary>
    public string? DecidedBy { get; init; }
    /// <summary>Why it was taken off the table.</summary>
    public string? ClosedWhy { get; init; }

    /// <summary>When the panel was asked once more; null where it was not.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }
    /// <summary>When it was taken up again, because a decision on it was annulled; null where none was.</summary>
    public DateTimeOffset? ReopenedAt { get; init; }
    /// <summary>By whom.</summary>
    public string? ReturnedBy { get; init; }
    /// <summary>What it was to look at again.</summary>
    public string? ReturnedWhy { get; init; }
    /// <summary>What its first round said, JSON.</summary>
    public string? FormerPanelJson { get; init; }

    /// <summary>The application.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary);

    /// <summary>The policy the case keeps.</summary>
    public Policy Policy => PolicyBook.Find(Application.PolicyVersion);

    /// <summary>Reasons of a refusal.</summary>
    public IReadOnlyList<Reason> Reasons => ReasonsJson is null ? [] : Json.Read<List<Reason>>(ReasonsJson);

    /// <summary>What the first round of the review said; null where there is only one.</summary>
    public FormerPanel? FormerPanel => FormerPanelJson is null ? null : Json.Read<FormerPanel>(FormerPanelJson);

    internal const string Columns = """
        application_id, state, application::text as summary, recommended, average_score, experts, panel_opinion, prepared_at,
        minutes, reasons::text as reasons_json, decided_at, decided_by, closed_why,
        reopened_at, returned_at, returned_by, returned_why, former_panel::text as former_panel_json
        """;

    /// <summary>The determination, kept from others until this step is over; null where none was prepared.</summary>
    internal static Task<Determination?> Lock(UnitOfWork work, Guid applicationId)
        => work.Find<Determination>(
            $"select {Columns} from determination where application_id = @applicationId and application is not null for update",
            new { applicationId });
}

/// <summary>What the panel said before it was asked once more.</summary>
/// <param name="Recommended">推荐 or 不推荐.</param>
/// <param name="AverageScore">Mean of the sheets' totals.</param>
/// <param name="Experts">How many experts scored.</param>
/// <param name="Opinion">专家组意见.</param>
public sealed record FormerPanel(bool Recommended, decimal AverageScore, int Experts, string Opinion);
