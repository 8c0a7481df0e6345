using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Contracts;

/// <summary>The monitoring officer returns proposed targets with reasons (Art. 14); the lead unit proposes anew.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class ReturnTargets(Database database, TimeProvider clock, LetterWriter letters)
{
    /// <param name="ProposalId">The proposal that was looked at.</param>
    /// <param name="Reasons">What has to be otherwise, and why.</param>
    public sealed record Request(Guid ProposalId, [LongText(2000)] string? Reasons);

    public async Task<Outcome> Handle(Guid allianceId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var proposal = await Proposal.Open(work, allianceId);
        if (WhyNot(proposal, request, alliance!.PolicyVersion) is { } refusal) return refusal;

        var reasons = request.Reasons!.Trim();
        await work.Execute("""
            update contract_proposal set state = 'Returned', decided_at = @now, decided_by_name = @Name, reasons = @reasons
            where id = @ProposalId
            """, new { request.ProposalId, now = clock.GetUtcNow(), officer.Name, reasons });
        await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), allianceId, $"合同书指标被退回",
            $"贵单位提出的{alliance.Name}第 {alliance.Cycle} 周期合同书指标被退回，请修改后重新提出。理由：{reasons}",
            $"/monitoring/alliances/{allianceId}/contract", Articles.Operation);
        await work.Record(allianceId, nameof(ReturnTargets), new { alliance.Cycle, reasons }, Articles.Operation, alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    // Returned is also what was overtaken by a new cycle or an assessment: it would wait for ever.
    internal static Refusal? WhyNot(Proposal? proposal, Request request, string policyVersion) => proposal switch
    {
        null => Refusal.NotFound($"没有等待商定的指标"),
        _ when proposal.Id != request.ProposalId => Refusal.Conflict($"牵头单位已经另行提出指标，请重新打开", Articles.Operation, policyVersion),
        _ when string.IsNullOrWhiteSpace(request.Reasons) => Refusal.Invalid($"请写明退回的理由", Articles.Operation, "reasons", policyVersion),
        _ => null,
    };
}
