using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Documents;

namespace Alliance.Monitoring.Files;

/// <summary>What an attachment is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttachmentKind>))]
public enum AttachmentKind
{
    /// <summary>Of a year's report (Art. 14).</summary>
    [State("年度科技报告附件", StateColour.Grey)] Report,
    /// <summary>Of the filing of a change: resolutions, agreements, the new rules (Art. 15).</summary>
    [State("变更备案附件", StateColour.Grey)] Change,
    /// <summary>证据 of a revocation case (Art. 17).</summary>
    [State("证据", StateColour.Blue)] Evidence,
    /// <summary>What the unit adds to its statement.</summary>
    [State("陈述申辩附件", StateColour.Orange)] Statement,
    /// <summary>听证笔录.</summary>
    [State("听证笔录", StateColour.Purple)] Minutes,
    /// <summary>法制审核意见.</summary>
    [State("法制审核意见", StateColour.Purple)] LegalReview,
}

/// <summary>What a file is attached to: a report by its alliance and year, a filing, a revocation case.</summary>
/// <param name="About">The alliance of a report, the filing, the case.</param>
/// <param name="Year">The year of a report.</param>
readonly record struct Owner(Guid About, int? Year = null);

/// <summary>附件: of a draft while its unit writes, then of the version with which it was handed in first; or put on file.</summary>
public sealed record Attachment
{
    public Guid DocumentId { get; init; }
    public AttachmentKind Kind { get; init; }
    public string Title { get; init; } = "";
    public string FileName { get; init; } = "";
    /// <summary>In which version, or with which statement, it was handed in first; null for what is part of none, and in a draft.</summary>
    public int? Version { get; init; }
    public DateTimeOffset AddedAt { get; init; }
    public string AddedByName { get; init; } = "";

    /// <summary>True for what a unit writes on and has not handed in: it alone sees that.</summary>
    internal bool IsDraft => Version is null && Kind is AttachmentKind.Report or AttachmentKind.Change or AttachmentKind.Statement;

    const string OfOwner = "about = @About and year is not distinct from @Year and removed_at is null";

    const string Select = "select document_id, kind, title, file_name, version, added_at, added_by_name from attachment where " + OfOwner;

    /// <summary>Those that are there; those of a draft for its own unit alone.</summary>
    internal static async Task<IReadOnlyList<Attachment>> Of(Database database, Owner owner, bool withDraft, CancellationToken ct)
        => [.. (await database.Query<Attachment>($"{Select} order by added_at, document_id", owner, ct))
            .Where(one => withDraft || !one.IsDraft)];

    /// <summary>One of them.</summary>
    internal static Task<Attachment?> Find(Database database, Owner owner, Guid documentId, CancellationToken ct)
        => database.Find<Attachment>($"{Select} and document_id = @documentId", new { owner.About, owner.Year, documentId }, ct);

    /// <summary>How many there are, of one kind or of all.</summary>
    internal static Task<int> Count(UnitOfWork work, Owner owner, AttachmentKind? kind = null)
        => work.Find<int>($"select count(*)::int from attachment where {OfOwner} and (@kind::text is null or kind = @kind)",
            new { owner.About, owner.Year, kind = kind?.ToString() });

    /// <summary>Attaches what was stored.</summary>
    internal static Task<int> Add(UnitOfWork work, Owner owner, AttachmentKind kind, FiledDocument file, DateTimeOffset now)
        => work.Execute("""
            insert into attachment(document_id, about, year, kind, title, file_name, added_at, added_by, added_by_name)
            values (@Id, @About, @Year, @kind, @Title, @FileName, @now, @Account, @Name)
            """, new
        {
            file.Id,
            owner.About,
            owner.Year,
            kind = kind.ToString(),
            file.Title,
            file.FileName,
            now,
            work.Actor.Account,
            work.Actor.Name,
        });

    /// <summary>Takes one out of a draft; false where it is none of it: what was handed in stays.</summary>
    internal static async Task<bool> Remove(UnitOfWork work, Owner owner, AttachmentKind kind, Guid documentId, DateTimeOffset now)
        => await work.Execute($"""
            update attachment set removed_at = @now
            where {OfOwner} and document_id = @documentId and kind = @kind and version is null
            """, new { owner.About, owner.Year, documentId, kind = kind.ToString(), now }) == 1;

    /// <summary>What the draft holds is handed in with this version.</summary>
    internal static Task<int> HandIn(UnitOfWork work, Owner owner, AttachmentKind kind, int version)
        => work.Execute($"update attachment set version = @version where {OfOwner} and kind = @kind and version is null",
            new { owner.About, owner.Year, kind = kind.ToString(), version });
}
