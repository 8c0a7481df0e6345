using Alliance.Core.Data;

namespace Alliance.Monitoring.Compliance;

/// <summary>整改: what a lead unit has to put right before its compliance case is decided.</summary>
public sealed record Rectification
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    /// <summary>The first, or asked once more.</summary>
    public int Number { get; init; }
    /// <summary>What has to be put right.</summary>
    public string Demand { get; init; } = "";
    /// <summary>Until when.</summary>
    public DateOnly DueOn { get; init; }
    public DateTimeOffset OrderedAt { get; init; }
    public string OrderedByName { get; init; } = "";
    /// <summary>Whether it was enough; null while nobody decided.</summary>
    public bool? Accepted { get; init; }
    /// <summary>What the officer found.</summary>
    public string? Findings { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedByName { get; init; }
    /// <summary>What the lead unit says it did.</summary>
    public IReadOnlyList<RectificationAnswer> Answers { get; init; } = [];

    const string Select = """
        select id, case_id, number, demand, due_on, ordered_at, ordered_by_name, accepted, findings, decided_at, decided_by_name
        from rectification
        """;

    /// <summary>Those of a case, first to last, with their answers.</summary>
    internal static async Task<IReadOnlyList<Rectification>> Of(Database database, Guid caseId, CancellationToken ct)
    {
        var found = await database.Query<Rectification>(Select + " where case_id = @caseId order by number", new { caseId }, ct);
        if (found.Count == 0) return found;
        var answers = (await database.Query<RectificationAnswer>(RectificationAnswer.Select
            + " where rectification_id = any(@ids) order by answered_at, id", new { ids = found.Select(one => one.Id).ToArray() }, ct))
            .ToLookup(answer => answer.RectificationId);
        return [.. found.Select(one => one with { Answers = [.. answers[one.Id]] })];
    }

    /// <summary>The one of the case that nobody decided on, kept from others; null where there is none.</summary>
    internal static async Task<Rectification?> LockOpen(UnitOfWork work, Guid caseId)
    {
        var open = await work.Find<Rectification>(Select + " where case_id = @caseId and decided_at is null for update", new { caseId });
        return open is null ? null : open with
        {
            Answers = await work.Query<RectificationAnswer>(
                RectificationAnswer.Select + " where rectification_id = @Id order by answered_at, id", open),
        };
    }
}

/// <summary>What a lead unit says it did to put something right.</summary>
public sealed record RectificationAnswer
{
    public Guid Id { get; init; }
    public Guid RectificationId { get; init; }
    /// <summary>What was done.</summary>
    public string Body { get; init; } = "";
    /// <summary>The proof.</summary>
    public Guid DocumentId { get; init; }
    public string FileName { get; init; } = "";
    /// <summary>True where it came after the day.</summary>
    public bool Late { get; init; }
    public DateTimeOffset AnsweredAt { get; init; }
    public string AnsweredByName { get; init; } = "";

    internal const string Select = """
        select id, rectification_id, body, document_id, file_name, late, answered_at, answered_by_name from rectification_answer
        """;
}
