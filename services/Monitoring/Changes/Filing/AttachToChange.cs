using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>The lead unit adds a file to the filing that it writes or completes (Art. 15); it is submitted with it.</summary>
[For(Roles.Applicant)]
public sealed class AttachToChange(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>The answer.</summary>
    public sealed record Attached(Guid FileId);

    public async Task<Outcome<Attached>> Handle(Guid filingId, string? title, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        if (await ChangeFiling.Find(database, filingId, ct) is not { } known) return Refusal.NotFound($"贵单位没有这份变更备案");
        if (file is not { Length: > 0 }) return Refusal.Invalid($"请选择要上传的文件", field: "file");
        var named = string.IsNullOrWhiteSpace(title) ? FileNames.Stem(file.FileName) : title.Trim();
        await using var content = file.OpenReadStream();
        var stored = await documents.Store(work, known.AllianceId, "change", named, file.FileName, content, ct);
        if (stored.Refusal is { } unusable) return unusable;

        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        if ((ChangeFiling.NotOf(alliance, filing, lead) ?? filing!.Fixed) is { } refusal) return refusal;
        if (await work.Find<int>("select count(*)::int from change_file where filing_id = @filingId and removed_at is null",
            new { filingId }) >= ChangeFile.Most) return Refusal.Conflict($"一份备案最多 {ChangeFile.Most} 个附件");
        await work.Execute("""
            insert into change_file(document_id, filing_id, title, file_name, added_at, added_by)
            values (@Value, @filingId, @named, @FileName, @Now, @Account)
            """, new { stored.Value, filingId, named, FileName = FileNames.Safe(file.FileName), clock.Now, lead.Account });
        await work.Record(alliance!.Id, nameof(AttachToChange), new { filingId, documentId = stored.Value, title = named },
            Articles.Changes, alliance.PolicyVersion);
        await work.Commit();
        return new Attached(stored.Value);
    }
}
