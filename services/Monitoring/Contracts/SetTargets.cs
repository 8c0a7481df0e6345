using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Contracts;

/// <summary>The monitoring officer sets the contract's targets for the current cycle, with weights that sum to 100; the lead unit then
/// signs (Art. 14).</summary>
[For(Roles.MonitoringOfficer)]
public sealed class SetTargets(Database database, TimeProvider clock, LetterWriter letters)
{
    /// <param name="Targets">All of them, in the order of the contract.</param>
    public sealed record Request(IReadOnlyList<Target>? Targets);

    public async Task<Outcome> Handle(Guid allianceId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);

        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var contract = alliance is null ? null : await Contract.Of(work, allianceId);
        if (WhyNot(alliance, contract, request) is { } refusal) return refusal;

        var targets = Clean(request.Targets!, alliance!.Policy);
        await Target.Replace(work, contract!.Id, alliance.Cycle, targets);
        // What the bureau sets itself answers what was proposed.
        await work.Execute("""
            update contract_proposal set state = 'Agreed', decided_at = @now, decided_by_name = @Name
            where alliance_id = @allianceId and state = 'Proposed'
            """, new { allianceId, now = clock.GetUtcNow(), officer.Name });
        await work.Execute("""
            update contract set set_at = @now, set_by_name = @Name, signed_for_cycle = null, signed_at = null,
              signed_by_name = null where id = @Id
            """, new { contract.Id, now = clock.GetUtcNow(), officer.Name });
        await letters.Tell(work, Audience.Unit(alliance.LeadUnit.CreditCode), allianceId, $"请签订合同书",
            $"{alliance.Name}第 {alliance.Cycle} 周期的合同书指标已拟定，请核对并签订。", $"/monitoring/alliances/{allianceId}/contract", Articles.Operation);
        await work.Record(allianceId, nameof(SetTargets), new { alliance.Cycle, targets }, Articles.Operation, alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, Contract? contract, Request request)
    {
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        if (alliance!.UnderAssessment) return Refusal.Conflict($"联盟正在考核，指标不能再更改", Articles.Operation, alliance.PolicyVersion);
        if (contract!.SignedForCycle == alliance.Cycle)
            return Refusal.Conflict($"合同书已由牵头单位签订，本周期的指标不能再更改", Articles.Operation, alliance.PolicyVersion);

        return Judge(request.Targets ?? [], alliance) is { Count: > 0 } faults ? Refusal.Invalid(faults, alliance.PolicyVersion) : null;
    }

    /// <summary>Targets as they are kept: trimmed, each in the family that the policy has for it.</summary>
    internal static IReadOnlyList<Target> Clean(IReadOnlyList<Target> targets, Policy policy) => [.. targets.Select(t => t with
    {
        IndicatorId = t.IndicatorId.Trim(),
        Name = t.Name.Trim(),
        Family = policy.Indicators.FirstOrDefault(i => i.Id == t.IndicatorId.Trim())?.Family,
    })];

    /// <summary>Everything that is wrong with targets, whoever sets or proposes them.</summary>
    internal static IReadOnlyList<Fault> Judge(IReadOnlyList<Target> targets, OperatingAlliance alliance)
    {
        if (targets.Count == 0) return [new($"请至少设一项指标", Articles.Operation, "targets")];
        var years = ReportYears.Of(alliance.AnchoredOn, alliance.Cycle, alliance.Policy).Count;
        var faults = new List<Fault>();
        for (var i = 0; i < targets.Count; i++)
        {
            var target = targets[i];
            if (string.IsNullOrWhiteSpace(target.IndicatorId))
                faults.Add(new($"第 {i + 1} 项指标没有编号", Articles.Operation, $"targets[{i}].indicatorId"));
            else if (targets.Take(i).Any(t => t.IndicatorId.Trim() == target.IndicatorId.Trim()))
                faults.Add(new($"指标编号 {target.IndicatorId} 重复", Articles.Operation, $"targets[{i}].indicatorId"));
            if (string.IsNullOrWhiteSpace(target.Name)) faults.Add(new($"第 {i + 1} 项指标没有名称", Articles.Operation, $"targets[{i}].name"));
            if (target.Baseline is null)
                faults.Add(new($"请填写“{Figures.Word(target.Family, target.Name)}”的基期值", Articles.Operation, $"targets[{i}].baseline"));
            if (target.FirstYear is null)
                faults.Add(new($"请填写“{Figures.Word(target.Family, target.Name)}”的第一年目标", Articles.Operation, $"targets[{i}].firstYear"));
            if (years > 1 && target.SecondYear is null)
                faults.Add(new($"请填写“{Figures.Word(target.Family, target.Name)}”的第二年目标", Articles.Operation, $"targets[{i}].secondYear"));
            if (target.Baseline < 0 || target.FirstYear < 0 || target.SecondYear < 0)
                faults.Add(new($"“{Figures.Word(target.Family, target.Name)}”的基期值和目标不能小于零", Articles.Operation, $"targets[{i}].baseline"));
            if (target.Weight <= 0)
                faults.Add(new($"“{Figures.Word(target.Family, target.Name)}”的权重须大于零", Articles.Operation, $"targets[{i}].weight"));
        }
        if (targets.Sum(t => t.Weight) is var sum && sum != 100)
            faults.Add(new($"权重合计须为 100，现为 {sum:0.##}", Articles.Operation, "targets[0].weight"));
        return faults;
    }
}
