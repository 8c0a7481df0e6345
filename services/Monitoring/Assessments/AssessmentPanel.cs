using System.ComponentModel.DataAnnotations;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>An expert who was heard on an assessment.</summary>
/// <param name="Name">Who.</param>
/// <param name="Unit">Where they work.</param>
/// <param name="Title">专业技术职称; may stay empty.</param>
/// <param name="Score">What they give, 0–100; null where they say it in words only.</param>
/// <param name="Opinion">What they say.</param>
public sealed record PanelExpert(
    [property: MaxLength(50)] string? Name, [property: MaxLength(100)] string? Unit, [property: MaxLength(50)] string? Title,
    decimal? Score, [property: LongText(1000)] string? Opinion);

/// <summary>A meeting of experts on an assessment (考核专家组, Art. 14). It informs whoever proposes the result and decides nothing.</summary>
public sealed record AssessmentPanel
{
    public Guid Id { get; init; }
    /// <summary>When they met.</summary>
    public DateOnly MetOn { get; init; }
    internal string Body { get; init; } = "[]";
    /// <summary>What they say together.</summary>
    public string Opinion { get; init; } = "";
    /// <summary>The minutes, with the sheets of the experts.</summary>
    public Guid DocumentId { get; init; }
    public string FileName { get; init; } = "";
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedByName { get; init; } = "";

    /// <summary>Who was heard.</summary>
    public IReadOnlyList<PanelExpert> Experts => _experts ??= Json.Read<IReadOnlyList<PanelExpert>>(Body);

    IReadOnlyList<PanelExpert>? _experts;

    /// <summary>The mean of the scores that were given; null where none was.</summary>
    public decimal? Mean => Experts.Any(one => one.Score is not null) ? decimal.Round(Experts.Average(one => one.Score)!.Value, 2) : null;

    const string Select = """
        select id, met_on, experts::text as body, opinion, document_id, file_name, recorded_at, recorded_by_name from assessment_panel
        """;

    internal static Task<IReadOnlyList<AssessmentPanel>> Of(Database database, Guid assessmentId, CancellationToken ct)
        => database.Query<AssessmentPanel>(Select + " where assessment_id = @assessmentId order by met_on, id", new { assessmentId }, ct);

    internal static Task<IReadOnlyList<AssessmentPanel>> Of(UnitOfWork work, Guid assessmentId)
        => work.Query<AssessmentPanel>(Select + " where assessment_id = @assessmentId order by met_on, id", new { assessmentId });

    /// <summary>How many experts were heard, each counted once.</summary>
    internal static int Heard(IEnumerable<AssessmentPanel> panels)
        => panels.SelectMany(panel => panel.Experts).Select(one => (one.Name, one.Unit)).Distinct().Count();
}
