using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.CreditReports;

/// <summary>An officer completes what the form of 双公示 asks for, until it was reported.</summary>
[For(Roles.CertificationOfficer)]
public sealed class CompleteCreditReport(Database database, StatutoryClock clock)
{
    /// <param name="LegalPerson">法定代表人 of the lead unit.</param>
    /// <param name="Content">许可内容 or 处罚内容.</param>
    /// <param name="Facts">违法事实.</param>
    /// <param name="Basis">处罚依据.</param>
    /// <param name="ValidFrom">有效期自.</param>
    /// <param name="ValidTo">有效期至, or 公示截止期.</param>
    /// <param name="Note">备注.</param>
    public sealed record Request(
        string? LegalPerson, [LongText(4000)] string? Content, [LongText(4000)] string? Facts = null, [LongText(2000)] string? Basis = null,
        DateOnly? ValidFrom = null, DateOnly? ValidTo = null, [LongText(500)] string? Note = null);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var report = await CreditReport.Lock(work, id);
        if (CreditReport.WhyNotChange(report) is { } refusal) return refusal;
        var completed = report! with
        {
            LegalPerson = request.LegalPerson?.Trim(),
            Content = request.Content?.Trim() ?? "",
            Facts = request.Facts?.Trim(),
            Basis = request.Basis?.Trim(),
            ValidFrom = request.ValidFrom,
            ValidTo = request.ValidTo,
            Note = request.Note?.Trim(),
        };
        if (completed.Faults is { Count: > 0 } faults) return Refusal.Invalid(faults, report.PolicyVersion);
        await work.Execute("""
            update credit_report set legal_person = @LegalPerson, content = @Content, facts = @Facts, basis = @Basis,
              valid_from = @ValidFrom, valid_to = @ValidTo, note = @Note, completed_at = @Now, completed_by_name = @Name
            where id = @id
            """, new
        {
            id,
            completed.LegalPerson,
            completed.Content,
            completed.Facts,
            completed.Basis,
            completed.ValidFrom,
            completed.ValidTo,
            completed.Note,
            clock.Now,
            officer.Name,
        });
        await work.Record(report.CaseId, nameof(CompleteCreditReport), new { id }, Articles.CreditPublicity, report.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }
}
