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

    /// <summary>The application.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary);

    /// <summary>The policy the case keeps.</summary>
    public Policy Policy => PolicyBook.Find(Application.PolicyVersion);

    /// <summary>Reasons of a refusal.</summary>
    public IReadOnlyList<Reason> Reasons => ReasonsJson is null ? [] : Json.Read<List<Reason>>(ReasonsJson);

    internal const string Columns = """
        application_id, state, application::text as summary, recommended, average_score, experts, panel_opinion, prepared_at,
        minutes, reasons::text as reasons_json, decided_at, decided_by, closed_why
        """;

    /// <summary>The determination, kept from others until this step is over; null where none was prepared.</summary>
    internal static Task<Determination?> Lock(UnitOfWork work, Guid applicationId)
        => work.Find<Determination>(
            $"select {Columns} from determination where application_id = @applicationId and application is not null for update",
            new { applicationId });
}
