using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;

namespace Alliance.Monitoring.Contracts;

/// <summary>
/// The monitoring officer agrees to the targets that the lead unit proposed (Art. 14). Before the contract is signed they wait for its
/// signature; afterwards they are its next version, by the agreement of both.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class AgreeTargets(Database database, TimeProvider clock, LetterWriter letters)
{
    /// <param name="ProposalId">The proposal that was looked at.</param>
    public sealed record Request(Guid ProposalId);

    public async Task<Outcome> Handle(Guid allianceId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var proposal = await Proposal.Open(work, allianceId);
        if (WhyNot(alliance!, proposal, request.ProposalId) is { } refusal) return refusal;

        var (contract, now) = (await Contract.Of(work, allianceId), clock.GetUtcNow());
        await Target.Replace(work, contract.Id, alliance!.Cycle, proposal!.Targets);
        await work.Execute("""
            update contract_proposal set state = 'Agreed', decided_at = @now, decided_by_name = @Name where id = @ProposalId
            """, new { request.ProposalId, now, officer.Name });
        var changes = contract.SignedForCycle == alliance.Cycle;
        var version = changes
            ? await ContractVersion.Keep(work, allianceId, alliance.Cycle, proposal.Targets, proposal.Why, now, officer.Name) : 0;
        if (changes)
            await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), allianceId, $"合同书指标变更已同意",
                $"{alliance.Name}第 {alliance.Cycle} 周期的合同书指标按双方商定变更为第 {version} 版，请签署书面补充协议。",
                $"/monitoring/alliances/{allianceId}/contract", Articles.Operation);
        else
        {
            await work.Execute("""
                update contract set set_at = @now, set_by_name = @Name, signed_for_cycle = null, signed_at = null,
                  signed_by_name = null where id = @Id
                """, new { contract.Id, now, officer.Name });
            await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), allianceId, $"合同书指标已同意，请签订",
                $"{alliance.Name}第 {alliance.Cycle} 周期的合同书指标已经商定，请签订合同书。", $"/monitoring/alliances/{allianceId}/contract",
                Articles.Operation);
        }
        await work.Record(allianceId, nameof(AgreeTargets), new { alliance.Cycle, proposal.Targets, proposal.Why, version },
            Articles.Operation, alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Why nothing is decided on this proposal; null when it can be.</summary>
    internal static Refusal? WhyNot(OperatingAlliance alliance, Proposal? proposal, Guid seen) => proposal switch
    {
        null => Refusal.NotFound($"没有等待商定的指标"),
        _ when proposal.Id != seen => Refusal.Conflict($"牵头单位已经另行提出指标，请重新打开", Articles.Operation, alliance.PolicyVersion),
        _ when proposal.Cycle != alliance.Cycle => Refusal.Conflict($"这是第 {proposal.Cycle} 周期的指标，现在是第 {alliance.Cycle} 周期",
            Articles.Operation, alliance.PolicyVersion),
        _ when alliance.UnderAssessment => Refusal.Conflict($"联盟正在考核，指标不能再更改", Articles.Operation, alliance.PolicyVersion),
        _ => null,
    };
}
