using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Documents;
using Alliance.Statute;

namespace Alliance.Intake.Applications;

/// <summary>What an attachment is for.</summary>
public enum AttachmentKind
{
    /// <summary>推荐公函.</summary>
    Recommendation,
    /// <summary>联盟协议或章程, signed (Art. 8-2).</summary>
    Agreement,
    /// <summary>营业执照或法人证书 (Art. 8).</summary>
    Certificate,
    /// <summary>证明材料 (Art. 8-3).</summary>
    Evidence,
}

/// <summary>An attachment as lists show it.</summary>
public sealed record Attachment(
    Guid AttachmentId, AttachmentKind Kind, string Title, string FileName, string ContentType, long Size, string Sha256,
    DateTimeOffset StoredAt, DocumentState State = DocumentState.Stored)
{
    /// <summary>The kinds without which nothing can be submitted.</summary>
    public static readonly AttachmentKind[] Required =
        [AttachmentKind.Recommendation, AttachmentKind.Agreement, AttachmentKind.Certificate];

    /// <summary>The kind under which the letter of a 推荐单位 is stored; no attachment of the form.</summary>
    public const string RecommendationLetter = "RecommendationLetter";

    /// <summary>The most files one application holds.</summary>
    public const int Most = 100;

    /// <summary>True when the word names a kind, however its letters are written.</summary>
    public static bool IsKind(string word, out AttachmentKind kind)
        => Enum.TryParse(word, ignoreCase: true, out kind) && Enum.IsDefined(kind);

    /// <summary>A stored document of an application.</summary>
    public static Attachment Of(StoredDocument document) => new(
        document.Id, Enum.Parse<AttachmentKind>(document.Kind), document.Title, document.FileName, document.ContentType, document.Size,
        Convert.ToHexStringLower(document.Sha256), document.StoredAt, document.State);

    /// <summary>What keeps these files from being submitted: kinds that are missing, and files that nobody can read.</summary>
    public static IEnumerable<Fault> Faults(IReadOnlyCollection<Attachment> attached)
    {
        foreach (var kind in Required.Except(attached.Where(a => a.State != DocumentState.Infected).Select(a => a.Kind)))
            yield return new($"缺少附件：{new Alliance.Statute.Text.Word(Naming.Of(kind))}", Articles.Agreement, "attachments");
        foreach (var attachment in attached.Where(a => a.State == DocumentState.Quarantined))
            yield return new($"附件“{attachment.Title}”正在等待病毒扫描，扫描通过后才能提交", Articles.Agreement, "attachments");
        foreach (var attachment in attached.Where(a => a.State == DocumentState.Infected))
            yield return new($"附件“{attachment.Title}”含有恶意内容，已经删除；请移除这一行，重新上传没有问题的文件", Articles.Agreement, "attachments");
    }

    /// <summary>The files that belong to the form now, those taken out left aside, inside a step.</summary>
    internal static async Task<IReadOnlyList<Attachment>> Of(UnitOfWork work, Guid applicationId)
        => [.. (await work.Query<StoredDocument>(Select, new { applicationId })).Select(Of)];

    /// <summary>The files that belong to the form now, those taken out left aside.</summary>
    internal static async Task<IReadOnlyList<Attachment>> Of(Database database, Guid applicationId, CancellationToken ct)
        => [.. (await database.Query<StoredDocument>(Select, new { applicationId }, ct)).Select(Of)];

    const string Select = """
        select d.id, d.case_id, d.kind, d.title, d.file_name, d.content_type, d.size, d.sha256, d.stored_at, d.stored_by, d.state
        from document d left join removed_attachment r on r.document_id = d.id
        where d.case_id = @applicationId and d.kind not in ('Confirmation', 'RecommendationLetter') and d.state <> 'Arriving'
          and r.document_id is null
        order by d.stored_at, d.id
        """;
}
