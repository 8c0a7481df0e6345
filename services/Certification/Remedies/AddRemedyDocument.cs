using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Certification.Remedies;

/// <summary>An officer puts a paper of the proceedings on file: the application, the answer, the decision on it.</summary>
[For(Roles.CertificationOfficer)]
public sealed class AddRemedyDocument(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>The answer.</summary>
    public sealed record Added(Guid DocumentId);

    public async Task<Outcome<Added>> Handle(
        Guid remedyId, [MaxLength(200)] string? title, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var hasFile = file is { Length: > 0 };
        var known = await Remedy.Find(work, remedyId);
        if (WhyNot(known, title, hasFile) is { } early) return early;
        var stored = await documents.Store(work, known!.CaseId, "remedy", title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var remedy = await Remedy.Lock(work, remedyId);
        if (WhyNot(remedy, title, hasFile) is { } refusal) return refusal;

        await work.Execute("""
            insert into remedy_document(document_id, remedy_id, title, added_at, added_by)
            values (@documentId, @remedyId, @title, @now, @Name)
            """, new { documentId = stored.Value!.Id, remedyId, title = stored.Value.Title, now = clock.Now, officer.Name });
        await work.Record(remedy!.CaseId, nameof(AddRemedyDocument),
            new { remedyId, documentId = stored.Value.Id, stored.Value.Title },
            RecordRemedy.Article(remedy.Kind), remedy.Application.PolicyVersion);
        await work.Commit();
        return new Added(stored.Value.Id);
    }

    internal static Refusal? WhyNot(Remedy? remedy, string? title, bool hasFile)
    {
        if (remedy is null) return Refusal.NotFound($"没有这项行政复议或行政诉讼");
        var (article, version) = (RecordRemedy.Article(remedy.Kind), remedy.Application.PolicyVersion);
        if (string.IsNullOrWhiteSpace(title)) return Refusal.Invalid($"请填写文书名称", article, "title", version);
        if (title.Trim().Length > 200) return Refusal.Invalid($"文书名称不超过 200 字", article, "title", version);
        return hasFile ? null : Refusal.Invalid($"请选择要上传的文件", article, "file", version);
    }
}
