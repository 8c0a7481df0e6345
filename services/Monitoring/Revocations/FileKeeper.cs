using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Documents;

namespace Alliance.Monitoring.Revocations;

/// <summary>Puts a file into the case file. It is stored before anything is locked, because its scan takes time.</summary>
public sealed class FileKeeper(DocumentStore documents, StatutoryClock clock)
{
    /// <summary>Stores it in the step's transaction; refuses where there is none.</summary>
    internal async Task<Outcome<Guid>> Store(UnitOfWork work, Guid caseId, RevocationFileKind kind, string? title, IFormFile? file,
        CancellationToken ct)
    {
        if (file is not { Length: > 0 }) return Refusal.Invalid($"请选择要上传的文件", field: "file");
        await using var content = file.OpenReadStream();
        return await documents.Store(work, caseId, $"revocation-{kind}", Named(title, file), file.FileName, content, ct);
    }

    /// <summary>Puts what was stored on file.</summary>
    internal Task<int> Keep(UnitOfWork work, Guid caseId, RevocationFileKind kind, Guid documentId, string? title, IFormFile file)
        => work.Execute("""
            insert into revocation_file(document_id, case_id, kind, title, file_name, added_at, added_by, added_by_name)
            values (@documentId, @caseId, @kind, @title, @FileName, @Now, @Account, @Name)
            """, new
        {
            documentId,
            caseId,
            kind = kind.ToString(),
            title = Named(title, file),
            FileName = FileNames.Safe(file.FileName),
            clock.Now,
            work.Actor.Account,
            work.Actor.Name,
        });

    static string Named(string? title, IFormFile file)
        => string.IsNullOrWhiteSpace(title) ? FileNames.Stem(file.FileName) : title.Trim();
}
