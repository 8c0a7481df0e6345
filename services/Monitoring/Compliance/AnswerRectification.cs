using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Compliance;

/// <summary>The lead unit says in its own page what it put right, with a file that proves it (整改, Art. 17); in time or late, until an
/// officer decided.</summary>
[For(Roles.Applicant)]
public sealed class AnswerRectification(Database database, DocumentStore documents, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>As often as this.</summary>
    public const int Most = 20;

    /// <param name="Body">What was done.</param>
    public sealed record Request([property: LongText(4000)] string? Body);

    public async Task<Outcome> Handle(Guid id, Request request, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var known = await work.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id", new { id });
        var hasFile = file is { Length: > 0 };
        if (WhyNot(known, known?.Rectification is RectificationState.Ordered or RectificationState.Answered, 0, request, hasFile, lead)
            is { } early)
            return early;
        var stored = await documents.Store(work, known!.AllianceId, "rectification", "整改证明材料", file, ct);
        if (stored.Refusal is { } unusable) return unusable;

        var opened = await work.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id for update of c", new { id });
        var open = await Rectification.LockOpen(work, id);
        if (WhyNot(opened, open is not null, open?.Answers.Count ?? 0, request, hasFile, lead) is { } refusal) return refusal;

        var late = clock.Today > open!.DueOn;
        await work.Execute("""
            insert into rectification_answer(id, rectification_id, body, document_id, file_name, late, answered_at, answered_by,
              answered_by_name)
            values (@key, @Id, @body, @documentId, @FileName, @late, @Now, @Account, @Name)
            """, new
        {
            key = Guid.CreateVersion7(),
            open.Id,
            body = request.Body!.Trim(),
            documentId = stored.Value!.Id,
            stored.Value.FileName,
            late,
            clock.Now,
            lead.Account,
            lead.Name,
        });
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), opened!.AllianceId, $"有整改等待核查",
            $"{opened.AllianceName}报送了整改情况和证明材料，请核查。", $"/monitoring/compliance/{id}", opened.Article);
        await work.Record(opened.AllianceId, nameof(AnswerRectification),
            new { id, opened.Year, open.Number, late, documentId = stored.Value.Id },
            opened.Article, opened.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(ComplianceCase? opened, bool isOpen, int answers, Request request, bool hasFile, Actor lead)
    {
        if (opened is null || !lead.BelongsTo(opened.LeadUnitCreditCode)) return Refusal.NotFound($"没有这个违规核查案件");
        if (opened.State != ComplianceState.Open) return Refusal.Conflict($"这个违规核查案件已经办结", opened.Article, opened.PolicyVersion);
        if (!isOpen) return Refusal.Conflict($"没有等待整改的事项", opened.Article, opened.PolicyVersion);
        if (answers >= Most) return Refusal.Conflict($"一次整改最多报送 {Most} 次", opened.Article, opened.PolicyVersion);
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Body)) faults.Add(new($"请写明整改的情况", opened.Article, "body"));
        if (!hasFile) faults.Add(new($"请上传整改的证明材料", opened.Article, "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults, opened.PolicyVersion) : null;
    }
}
