using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Documents;

namespace Alliance.Certification.Objections;

/// <summary>A file of an objection, or of the opinion about it, as lists show it.</summary>
/// <param name="FileId">Its key.</param>
/// <param name="Title">What people call it. What its owner called it may be their name, and is kept nowhere.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="StoredAt">When it came.</param>
/// <param name="State">Whether it can be read yet.</param>
public sealed record EvidenceFile(Guid FileId, string Title, long Size, string Sha256, DateTimeOffset StoredAt, DocumentState State)
{
    /// <summary>The most that one objection, or one opinion, holds.</summary>
    public const int Most = 10;

    internal const string OfObjector = "证据", OfUnit = "材料";

    /// <summary>They are numbered by what they are, which is told in the reader's language.</summary>
    internal FormattableString Said() => Title.Split(' ') switch
    {
        [OfObjector, var number] => $"证据 {number}",
        [OfUnit, var number] => $"材料 {number}",
        _ => $"{Title}",
    };

    /// <summary>The files of an objection or an inquiry.</summary>
    internal static async Task<IReadOnlyList<EvidenceFile>> Of(Database database, Guid id, string kind, CancellationToken ct)
        => [.. (await database.Query<StoredDocument>(
            $"select {StoredDocument.Columns} from document where case_id = @id and kind = @kind order by stored_at, id", new { id, kind },
            ct)).Select(file => new EvidenceFile(file.Id, file.Title, file.Size, Convert.ToHexStringLower(file.Sha256), file.StoredAt,
                file.State))];

    /// <summary>Keeps one more, under a name that says nothing of who gave it.</summary>
    internal static async Task<Outcome<Guid>> Store(
        UnitOfWork work, DocumentStore documents, Guid id, string kind, string name, string fileName, Stream content, CancellationToken ct)
    {
        var number = 1 + await work.Find<int>("select count(*)::int from document where case_id = @id and kind = @kind", new { id, kind });
        if (number > Most) return Refusal.Invalid($"最多上传 {Most} 个文件，请合并后再上传", field: "file");
        // Of the name only its ending is kept, which says how the file is read.
        return await documents.Store(work, id, kind, $"{name} {number}", $"{name}{number}{Path.GetExtension(FileNames.Safe(fileName))}",
            content, ct, canWait: true);
    }

    /// <summary>One of them; null where there is none.</summary>
    internal static async Task<StoredDocument?> Find(DocumentStore documents, Guid id, string kind, Guid fileId, CancellationToken ct)
        => await documents.Find(fileId, ct) is { } file && file.CaseId == id && file.Kind == kind ? file : null;
}
