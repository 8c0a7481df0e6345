using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>What an assessor proposes as the result of an assessment (Art. 14).</summary>
/// <param name="Knockouts">Facts that fail it whatever the scores.</param>
/// <param name="Lines">Targets, actuals and scores as they stood.</param>
/// <param name="Score">The weighted sum.</param>
/// <param name="Passed">合格, or better.</param>
/// <param name="Grade">The grade by the policy.</param>
/// <param name="Opinion">考核意见.</param>
/// <param name="Reason">The result in a sentence.</param>
public sealed record ProposedResult(
    IReadOnlyList<Knockout> Knockouts, IReadOnlyList<Line> Lines, decimal Score, bool Passed, string Grade, string Opinion, Reason Reason);

/// <summary>A proposal on file, with what the lead unit stated and what became of it.</summary>
public sealed record Proposed
{
    public Guid AssessmentId { get; init; }
    /// <summary>The first, or one after another was returned.</summary>
    public int Number { get; init; }
    internal string Body { get; init; } = "";
    public DateTimeOffset ProposedAt { get; init; }
    internal string ProposedBy { get; init; } = "";
    public string ProposedByName { get; init; } = "";
    /// <summary>Until when the lead unit states; null where the policy asks for no statement.</summary>
    public DateOnly? StatementDueOn { get; init; }
    /// <summary>What it stated.</summary>
    public string? Statement { get; init; }
    public Guid? StatementDocumentId { get; init; }
    public string? StatementFileName { get; init; }
    public DateTimeOffset? StatedAt { get; init; }
    public string? StatedByName { get; init; }
    /// <summary>Why the second person returned it.</summary>
    public string? ReturnedWhy { get; init; }
    public DateTimeOffset? ReturnedAt { get; init; }
    public string? ReturnedByName { get; init; }

    /// <summary>What is proposed.</summary>
    public ProposedResult Proposal => _proposal ??= Json.Read<ProposedResult>(Body);

    ProposedResult? _proposal;

    /// <summary>True while the lead unit may still state.</summary>
    internal bool MayBeStated(DateOnly today) => StatedAt is null && StatementDueOn is { } due && today <= due;

    internal const string Select = """
        select assessment_id, number, body::text, proposed_at, proposed_by, proposed_by_name, statement_due_on, statement,
          statement_document_id, statement_file_name, stated_at, stated_by_name, returned_why, returned_at, returned_by_name
        from assessment_proposal
        """;

    /// <summary>The one that stands, kept from others; null where there is none.</summary>
    internal static Task<Proposed?> LockStanding(UnitOfWork work, Guid assessmentId)
        => work.Find<Proposed>(Select + " where assessment_id = @assessmentId and returned_at is null for update", new { assessmentId });
}
