using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Compliance;

/// <summary>
/// A monitoring officer decides whether a rectification is enough (整改, Art. 17). Enough closes the case as 已整改; not enough says why, and
/// may ask once more until another day. What follows otherwise, a warning or a revocation, is decided by itself.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class DecideRectification(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Accepted">Whether it is enough.</param>
    /// <param name="Findings">What was found.</param>
    /// <param name="AgainUntil">Where it is not enough: until when it has to be put right once more; nothing for not at all.</param>
    public sealed record Request(bool? Accepted, [LongText(2000)] string? Findings, DateOnly? AgainUntil);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var opened = await work.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id for update of c", new { id });
        var open = await Rectification.LockOpen(work, id);
        if (WhyNot(opened, open, request, clock.Today) is { } refusal) return refusal;

        var (accepted, findings) = (request.Accepted!.Value, request.Findings!.Trim());
        await work.Execute("""
            update rectification set accepted = @accepted, findings = @findings, decided_at = @Now, decided_by = @Account,
              decided_by_name = @Name where id = @Id
            """, new { open!.Id, accepted, findings, clock.Now, officer.Account, officer.Name });
        if (accepted)
        {
            await work.Execute("""
                update compliance_case set state = 'Remedied', reasons = @findings, closed_at = @Now, closed_by = @Account,
                  closed_by_name = @Name where id = @id
                """, new { id, findings, clock.Now, officer.Account, officer.Name });
            await letters.Tell(work, Audience.Unit(opened!.LeadUnitCreditCode), opened.AllianceId, $"整改合格，违规核查已结案",
                $"{opened.AllianceName}的整改经核查合格，违规核查结案。{findings.TrimEnd('。')}。", $"/monitoring/compliance/{id}", opened.Article);
        }
        else
        {
            await letters.Tell(work, Audience.Unit(opened!.LeadUnitCreditCode), opened.AllianceId, $"整改不合格",
                $"{opened.AllianceName}的整改经核查不合格。{findings.TrimEnd('。')}。", $"/monitoring/compliance/{id}", opened.Article);
            if (request.AgainUntil is { } again) await OrderRectification.Order(work, letters, clock.Now, opened, findings, again);
        }
        await work.Record(opened.AllianceId, nameof(DecideRectification),
            new { id, opened.Year, open.Number, accepted, findings, request.AgainUntil }, opened.Article, opened.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(ComplianceCase? opened, Rectification? open, Request request, DateOnly today)
    {
        if (opened is null) return Refusal.NotFound($"没有这个违规核查案件");
        if (open is null) return Refusal.Conflict($"没有等待核查的整改", opened.Article, opened.PolicyVersion);
        // The unit has until the end of the day it was given.
        if (open.Answers.Count == 0 && today <= open.DueOn)
            return Refusal.Conflict($"整改期限至 {open.DueOn:yyyy-MM-dd}，牵头单位尚未报送整改情况", opened.Article, opened.PolicyVersion);
        var faults = new List<Fault>();
        if (request.Accepted is null) faults.Add(new($"请选择整改是否合格", opened.Article, "accepted"));
        else if (request.Accepted == true && open.Answers.Count == 0)
            faults.Add(new($"牵头单位没有报送整改情况，不能核查为合格", opened.Article, "accepted"));
        else if (request.Accepted == true && opened.LacksReport)
            faults.Add(new($"{opened.Year} 年度科技报告仍未补报，不能核查为合格", opened.Article, "accepted"));
        if (string.IsNullOrWhiteSpace(request.Findings)) faults.Add(new($"请写明核查的情况", opened.Article, "findings"));
        if (request is { Accepted: not true, AgainUntil: { } again } && OrderRectification.WhyNot(again, today, opened.Article,
            "againUntil") is { } day)
            faults.Add(day);
        return faults.Count > 0 ? Refusal.Invalid(faults, opened.PolicyVersion) : null;
    }
}
