using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Delivery;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Compliance;

/// <summary>A monitoring officer closes a compliance case with a decision and its reasons (Art. 17). Whether to open a revocation is
/// another, heavier step.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class CloseComplianceCase(Database database, TimeProvider clock, LetterWriter letters)
{
    /// <param name="Decision">已整改, 警示 or 不予追究.</param>
    /// <param name="Reasons">Why.</param>
    public sealed record Request(Decision? Decision, [LongText] string? Reasons);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);

        var opened = await work.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id for update of c", new { id });
        if (WhyNot(opened, request) is { } refusal) return refusal;

        await work.Execute("""
            update compliance_case set state = @state, reasons = @reasons, closed_at = @now, closed_by = @Account,
              closed_by_name = @Name where id = @id
            """, new
        {
            id,
            state = request.Decision!.Value.ToString(),
            reasons = request.Reasons!.Trim(),
            now = clock.GetUtcNow(),
            officer.Account,
            officer.Name
        });
        var letter = await letters.Tell(work, Audience.Unit(opened!.LeadUnitCreditCode), opened.AllianceId, $"违规核查已结案",
            $"{opened.AllianceName}：{opened.Cause}。核查结论：{Said(request.Decision.Value)}。理由：{request.Reasons!.Trim().TrimEnd('。')}。",
            $"/monitoring/compliance/{id}", opened.Article,
            request.Decision != Decision.Warned ? null
                : new($"{opened.AllianceName}：{opened.Sentence.TrimEnd('。')}。经核查，予以警示。", [new(opened.Article, request.Reasons.Trim())]));
        if (request.Decision == Decision.Warned)
            await Delivered.Expect(work, letter, opened.AllianceId, id, "警示书", opened.LeadUnit, Roles.MonitoringOfficer, clock.GetUtcNow());
        await work.Record(opened!.AllianceId, nameof(CloseComplianceCase),
            new { id, opened.Kind, opened.Year, request.Decision, request.Reasons }, opened.Article);
        await work.Commit();
        return Outcome.Done;
    }

    // The same words as the case's state afterwards.
    static Word Said(Decision decision) => new(Enum.Parse<ComplianceState>(decision.ToString()).Word());

    internal static Refusal? WhyNot(ComplianceCase? opened, Request request)
    {
        if (opened is null) return Refusal.NotFound($"没有这个违规核查案件");
        if (opened.State != ComplianceState.Open) return Refusal.Conflict($"这个违规核查案件已经办结", opened.Article);
        // The unit was given until a day, and an officer owes it an answer.
        if (opened.Rectification is RectificationState.Ordered or RectificationState.Answered)
            return Refusal.Conflict($"整改尚未核查，请先核查整改", opened.Article, opened.PolicyVersion);

        var faults = new List<Fault>();
        if (request.Decision is null) faults.Add(new($"请选择处理决定", opened.Article, "decision"));
        else if (request.Decision == Decision.Remedied && opened.LacksReport)
            faults.Add(new($"{opened.Year} 年度科技报告仍未补报，不能以“已整改”办结", opened.Article, "decision"));
        if (string.IsNullOrWhiteSpace(request.Reasons)) faults.Add(new($"请写明处理决定的理由", opened.Article, "reasons"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
