using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;

namespace Alliance.Monitoring.ReportParts;

/// <summary>A member unit hands its part of a year's report in to the lead unit (Art. 14). From then on it is the lead unit's to take or to
/// return.</summary>
[For(Roles.Applicant, Roles.Member)]
public sealed class HandInPart(Database database, TimeProvider clock, LetterWriter letters)
{
    /// <param name="BasedOn">The version that was seen; null takes the one that stands.</param>
    /// <param name="Part">The part as it is handed in.</param>
    public sealed record Request(int? BasedOn, PartContent? Part);

    public async Task<Outcome> Handle(Guid partId, Request request, Actor member, CancellationToken ct)
    {
        await using var work = await database.Begin(this, member, ct);
        var part = await ReportPart.Lock(work, partId);
        if (ReportPart.WhyNotWritten(part, member, request.BasedOn) is { } refusal) return refusal;
        if (WhyNot(request.Part, part!.PolicyVersion) is { } incomplete) return incomplete;

        await work.Execute("""
            update report_part set body = @body, version = version + 1, state = 'HandedIn', saved_at = @now, saved_by_name = @Name,
              handed_at = @now, handed_by_name = @Name, returned_why = null where id = @partId
            """, new { partId, body = Json.Of(request.Part), now = clock.GetUtcNow(), member.Name });
        await letters.Tell(work, Audience.Unit(part.LeadUnitCreditCode), part.AllianceId, $"成员单位已提交年度科技报告的部分",
            $"{part.UnitName}已提交{part.AllianceName} {part.Year} 年度科技报告中本单位的部分，请核对并采用。", $"/monitoring/report-parts/{partId}",
            Articles.Operation);
        await work.Record(part.AllianceId, nameof(HandInPart), new { part.Year, partId, part = request.Part }, Articles.Operation,
            part.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(PartContent? part, string policyVersion)
    {
        if (part is null or { IsEmpty: true }) return Refusal.Invalid($"请填写贵单位的部分再提交", Articles.Operation, "work", policyVersion);
        List<Fault> faults = [.. InputCheck.Faults(part)];
        for (var i = 0; i < part.Indicators.Count; i++)
            if (part.Indicators[i].Value < 0) faults.Add(new($"指标完成值不能小于零", Articles.Operation, $"indicators[{i}].actual"));
        for (var i = 0; i < part.Staff.Count; i++)
            if (part.Staff[i].Count < 0) faults.Add(new($"人数不能小于零", Articles.Operation, $"staff[{i}].count"));
        if (part.RdInvestmentFen < 0) faults.Add(new($"研发投入不能小于零", Articles.Operation, "rdInvestmentFen"));
        return faults.Count > 0 ? Refusal.Invalid(faults, policyVersion) : null;
    }
}
