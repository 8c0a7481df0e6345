using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Contracts;

/// <summary>
/// The lead unit proposes the contract's targets for the cycle, or a change of what was signed, with reasons (Art. 14). Nothing changes
/// before the bureau agrees; the target of a year that was reported does not change any more.
/// </summary>
[For(Roles.Applicant)]
public sealed class ProposeTargets(Database database, TimeProvider clock, LetterWriter letters)
{
    /// <param name="Targets">All of them, in the order of the contract.</param>
    /// <param name="Why">Why what was signed is to change; needed then.</param>
    public sealed record Request(IReadOnlyList<Target>? Targets, [LongText(2000)] string? Why = null);

    /// <summary>The proposal.</summary>
    public sealed record Answer(Guid ProposalId);

    public async Task<Outcome<Answer>> Handle(Guid allianceId, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (OperatingAlliance.NotOf(alliance, lead) is { } notTheirs) return notTheirs;
        var contract = await Contract.Of(work, allianceId);
        var known = new Known(contract, await Target.Of(work, allianceId, alliance!.Cycle), await Proposal.Open(work, allianceId),
            await work.Query<int>("select year from annual_report where alliance_id = @allianceId", new { allianceId }));
        if (WhyNot(alliance, known, request) is { } refusal) return refusal;

        var id = Guid.CreateVersion7();
        var why = string.IsNullOrWhiteSpace(request.Why) ? null : request.Why.Trim();
        var targets = SetTargets.Clean(request.Targets!, alliance.Policy);
        await work.Execute("""
            insert into contract_proposal(id, alliance_id, cycle, targets, why, proposed_at, proposed_by_name)
            values (@id, @allianceId, @Cycle, @targets, @why, @now, @Name)
            """, new { id, allianceId, alliance.Cycle, targets = Json.Of(targets), why, now = clock.GetUtcNow(), lead.Name });
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), allianceId, $"有合同书指标等待商定",
            $"{alliance.LeadUnitName}提出了{alliance.Name}第 {alliance.Cycle} 周期的合同书指标，请同意或退回。", $"/monitoring/alliances/{allianceId}/contract",
            Articles.Operation);
        await work.Record(allianceId, nameof(ProposeTargets), new { alliance.Cycle, targets, why }, Articles.Operation,
            alliance.PolicyVersion);
        await work.Commit();
        return new Answer(id);
    }

    /// <summary>What is known before.</summary>
    internal sealed record Known(Contract Contract, IReadOnlyList<Target> Stands, Proposal? Open, IReadOnlyList<int> Reported);

    internal static Refusal? WhyNot(OperatingAlliance alliance, Known known, Request request)
    {
        var version = alliance.PolicyVersion;
        if (alliance.UnderAssessment) return Refusal.Conflict($"联盟正在考核，指标不能再更改", Articles.Operation, version);
        if (known.Open is not null) return Refusal.Conflict($"已经提出的指标还没有答复，不能再提", Articles.Operation, version);
        var changes = known.Contract.SignedForCycle == alliance.Cycle;
        List<Fault> faults = [.. SetTargets.Judge(request.Targets ?? [], alliance)];
        if (changes && string.IsNullOrWhiteSpace(request.Why)) faults.Add(new($"请说明变更合同书指标的理由", Articles.Operation, "why"));
        if (changes && faults.Count == 0) faults.AddRange(Reported(alliance, known, request.Targets!));
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }

    // What a filed report stands against stays.
    static IEnumerable<Fault> Reported(OperatingAlliance alliance, Known known, IReadOnlyList<Target> targets)
    {
        var years = ReportYears.Of(alliance.AnchoredOn, alliance.Cycle, alliance.Policy);
        foreach (var (position, year) in years.Index().Where(y => known.Reported.Contains(y.Item)))
            foreach (var before in known.Stands)
            {
                var row = targets.Index().FirstOrDefault(t => t.Item.IndicatorId.Trim() == before.IndicatorId, (-1, null!));
                if (row.Item is null || row.Item.Of(position) != before.Of(position))
                    yield return new($"{year} 年度已经报送，“{Figures.Word(before.Family, before.Name)}”该年度的目标不能更改", Articles.Operation,
                        row.Item is null ? "targets" : $"targets[{row.Index}].{(position == 0 ? "firstYear" : "secondYear")}");
            }
    }
}
