using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.ReportParts;

/// <summary>The lead unit returns a member's part with what is missing, and a day (Art. 14); what the member wrote stays there.</summary>
[For(Roles.Applicant)]
public sealed class ReturnPart(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Reasons">What is missing.</param>
    /// <param name="DueOn">The last day to hand it in again.</param>
    public sealed record Request([LongText(2000)] string? Reasons, DateOnly? DueOn);

    public async Task<Outcome> Handle(Guid partId, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var part = await ReportPart.Lock(work, partId);
        if (ReportPart.WhyNotDecided(part, lead) is { } refusal) return refusal;
        if (WhyNot(request, clock.Today, part!.PolicyVersion) is { } incomplete) return incomplete;

        var reasons = request.Reasons!.Trim();
        await work.Execute("update report_part set state = 'Asked', returned_why = @reasons, due_on = @DueOn where id = @partId",
            new { partId, reasons, request.DueOn });
        await letters.Tell(work, Audience.Unit(part.UnitCreditCode), part.AllianceId, $"请补充年度科技报告中贵单位的部分",
            $"贵单位填写的{part.AllianceName} {part.Year} 年度科技报告的部分须补充，请在 {request.DueOn:yyyy-MM-dd} 前重新提交：{reasons}",
            $"/monitoring/report-parts/{partId}", Articles.Operation);
        await work.Record(part.AllianceId, nameof(ReturnPart), new { part.Year, partId, reasons, request.DueOn }, Articles.Operation,
            part.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Request request, DateOnly today, string policyVersion)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Reasons)) faults.Add(new($"请写明须补充的内容", Articles.Operation, "reasons"));
        if (ReportPart.WhyNotDue(request.DueOn, today) is { } day) faults.Add(day);
        return faults.Count > 0 ? Refusal.Invalid(faults, policyVersion) : null;
    }
}
