using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;

namespace Alliance.Monitoring.Contracts;

/// <summary>The lead unit signs the 合同书 for the current cycle; from then on its targets stand (Art. 14).</summary>
[For(Roles.Applicant)]
public sealed class SignContract(Database database, TimeProvider clock, LetterWriter letters)
{
    public async Task<Outcome> Handle(Guid allianceId, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);

        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var contract = alliance is null ? null : await Contract.Of(work, allianceId);
        var targets = alliance is null ? [] : await Target.Of(work, allianceId, alliance.Cycle);
        if (WhyNot(alliance, contract, targets, lead) is { } refusal) return refusal;

        var now = clock.GetUtcNow();
        await work.Execute("update contract set signed_for_cycle = @Cycle, signed_at = @now, signed_by_name = @Name where id = @Id",
            new { contract!.Id, alliance!.Cycle, now, lead.Name });
        await ContractVersion.Keep(work, allianceId, alliance.Cycle, targets, null, now, lead.Name);
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), allianceId, $"合同书已签订",
            $"{alliance.LeadUnit.Name}已签订{alliance.Name}第 {alliance.Cycle} 周期的合同书，请双方签署书面合同书并存档。",
            $"/monitoring/alliances/{allianceId}/contract", Articles.Operation);
        await work.Record(allianceId, nameof(SignContract), new { alliance.Cycle, targets }, Articles.Operation, alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, Contract? contract, IReadOnlyList<Target> targets, Actor lead)
    {
        if (OperatingAlliance.NotOf(alliance, lead) is { } missing) return missing;
        if (alliance!.UnderAssessment) return Refusal.Conflict($"联盟正在考核，合同书不能再签订", Articles.Operation, alliance.PolicyVersion);
        if (contract!.SignedForCycle == alliance.Cycle) return Refusal.Conflict($"合同书已经签订", Articles.Operation, alliance.PolicyVersion);
        return !targets.All(t => t.IsSet(ReportYears.Of(alliance.AnchoredOn, alliance.Cycle, alliance.Policy).Count))
            ? Refusal.Conflict($"监测人员尚未填齐合同书的指标，不能签订", Articles.Operation, alliance.PolicyVersion)
            : null;
    }
}
