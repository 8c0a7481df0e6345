using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Files;

namespace Alliance.Monitoring.Compliance;

/// <summary>An officer puts a paper on the file of a compliance case while it is open (Art. 17); the lead unit reads it.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class AddComplianceFile(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>Most files of a case.</summary>
    public const int Most = 30;

    /// <summary>The answer.</summary>
    public sealed record Added(Guid DocumentId);

    public async Task<Outcome<Added>> Handle(Guid id, [MaxLength(200)] string? title, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var known = await work.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id", new { id });
        if (WhyNot(known, 0) is { } early) return early;
        var stored = await documents.Store(work, known!.AllianceId, "compliance", title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var opened = await work.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id for update of c", new { id });
        if (WhyNot(opened, await Attachment.Count(work, new(id))) is { } refusal) return refusal;

        await Attachment.Add(work, new(id), AttachmentKind.Evidence, stored.Value!, clock.Now);
        await work.Record(opened!.AllianceId, nameof(AddComplianceFile), new { id, documentId = stored.Value!.Id, stored.Value.Title },
            opened.Article, opened.PolicyVersion);
        await work.Commit();
        return new Added(stored.Value.Id);
    }

    internal static Refusal? WhyNot(ComplianceCase? opened, int files) => opened switch
    {
        null => Refusal.NotFound($"没有这个违规核查案件"),
        { State: not ComplianceState.Open } => Refusal.Conflict($"这个违规核查案件已经办结", opened.Article, opened.PolicyVersion),
        _ when files >= Most => Refusal.Conflict($"一个案件最多 {Most} 份文件"),
        _ => null,
    };
}
