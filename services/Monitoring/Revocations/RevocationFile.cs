using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;

namespace Alliance.Monitoring.Revocations;

/// <summary>What a file of the case is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RevocationFileKind>))]
public enum RevocationFileKind
{
    /// <summary>证据.</summary>
    [State("证据", StateColour.Blue)] Evidence,
    /// <summary>What the unit adds to its statement.</summary>
    [State("陈述申辩附件", StateColour.Orange)] Statement,
    /// <summary>听证笔录.</summary>
    [State("听证笔录", StateColour.Purple)] Minutes,
    /// <summary>法制审核意见.</summary>
    [State("法制审核意见", StateColour.Purple)] LegalReview,
}

/// <summary>A file of the case (案卷).</summary>
public sealed record RevocationFile
{
    public Guid DocumentId { get; init; }
    public RevocationFileKind Kind { get; init; }
    public string Title { get; init; } = "";
    public string FileName { get; init; } = "";
    public DateTimeOffset AddedAt { get; init; }
    public string AddedByName { get; init; } = "";
    /// <summary>With which statement it was filed; null for what is no part of one, and while one is written.</summary>
    public int? Number { get; init; }

    /// <summary>Most files of a case.</summary>
    internal const int Most = 60;

    const string Select = """
        select document_id, kind, title, file_name, added_at, added_by_name, number from revocation_file where removed_at is null
        """;

    /// <summary>True for what the unit writes on and has not filed: it alone sees that.</summary>
    internal bool IsDraft => Kind == RevocationFileKind.Statement && Number is null;

    internal static Task<IReadOnlyList<RevocationFile>> Of(Database database, Guid caseId, CancellationToken ct)
        => database.Query<RevocationFile>($"{Select} and case_id = @caseId order by added_at, document_id", new { caseId }, ct);

    internal static Task<RevocationFile?> Find(Database database, Guid caseId, Guid documentId, CancellationToken ct)
        => database.Find<RevocationFile>($"{Select} and case_id = @caseId and document_id = @documentId", new { caseId, documentId }, ct);

    internal static Task<int> Count(UnitOfWork work, Guid caseId)
        => work.Find<int>("select count(*)::int from revocation_file where case_id = @caseId and removed_at is null", new { caseId });
}
