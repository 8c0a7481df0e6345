using Alliance.Core.Data;

namespace Alliance.Monitoring.Reports;

/// <summary>附件 of a year's report (Art. 14): of the draft until it is filed, then of the version with which it was filed first.</summary>
public sealed record ReportFile
{
    public Guid DocumentId { get; init; }
    public string Title { get; init; } = "";
    public string FileName { get; init; } = "";
    /// <summary>In which version it was filed first; null while it belongs to the draft.</summary>
    public int? Version { get; init; }
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Most files of a report.</summary>
    internal const int Most = 30;

    const string Select = "select document_id, title, file_name, version, added_at from report_file where removed_at is null";

    /// <summary>The files of a report; those of a draft its own unit alone sees.</summary>
    internal static Task<IReadOnlyList<ReportFile>> Of(Database database, Guid allianceId, int year, bool withDraft, CancellationToken ct)
        => database.Query<ReportFile>($"""
            {Select} and alliance_id = @allianceId and year = @year and (version is not null or @withDraft) order by added_at, document_id
            """, new { allianceId, year, withDraft }, ct);

    /// <summary>One of them.</summary>
    internal static Task<ReportFile?> Find(Database database, Guid allianceId, int year, Guid documentId, CancellationToken ct)
        => database.Find<ReportFile>($"{Select} and alliance_id = @allianceId and year = @year and document_id = @documentId",
            new { allianceId, year, documentId }, ct);
}
