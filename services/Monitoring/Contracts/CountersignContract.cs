using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;

namespace Alliance.Monitoring.Contracts;

/// <summary>The bureau puts on file the contract, or its amendment, that both signed, with its date (Art. 14).</summary>
[For(Roles.MonitoringOfficer)]
public sealed class CountersignContract(Database database, DocumentStore documents, StatutoryClock clock, LetterWriter letters)
{
    public async Task<Outcome> Handle(Guid allianceId, DateOnly? signedOn, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var early = await database.Find<Contract>(Contract.Select, new { allianceId }, ct);
        var found = await OperatingAlliance.Find(database, allianceId, ct);
        if (WhyNot(found, early, signedOn, file, clock.Today) is { } refused) return refused;

        var stored = await documents.Store(work, allianceId, "contract", "合同书", file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var contract = alliance is null ? null : await Contract.Of(work, allianceId);
        if (WhyNot(alliance, contract, signedOn, file, clock.Today) is { } refusal) return refusal;

        await work.Execute("""
            update contract set countersigned_cycle = @Cycle, countersigned_version = version, countersigned_at = @Now,
              countersigned_by_name = @Name, signed_on = @signedOn, document_id = @DocumentId, file_name = @FileName where id = @Id
            """, new
        {
            contract!.Id,
            alliance!.Cycle,
            clock.Now,
            officer.Name,
            signedOn,
            DocumentId = stored.Value!.Id,
            stored.Value.FileName,
        });
        await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), allianceId, $"合同书双方已签订",
            $"{alliance.Name}第 {alliance.Cycle} 周期的合同书（第 {contract.Version} 版）双方已于 {signedOn:yyyy-MM-dd} 签订，已存档。",
            $"/monitoring/alliances/{allianceId}/contract", Articles.Operation);
        await work.Record(allianceId, nameof(CountersignContract),
            new { alliance.Cycle, contract.Version, signedOn, documentId = stored.Value.Id }, Articles.Operation, alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, Contract? contract, DateOnly? signedOn, IFormFile? file, DateOnly today)
    {
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var version = alliance!.PolicyVersion;
        if (contract!.SignedForCycle != alliance.Cycle) return Refusal.Conflict($"牵头单位尚未签订本周期的合同书", Articles.Operation, version);
        if (contract.IsCountersigned(alliance.Cycle)) return Refusal.Conflict($"双方签订的合同书已经存档", Articles.Operation, version);
        var faults = new List<Fault>();
        if (signedOn is not { } day) faults.Add(new($"请填写合同书的签订日期", Articles.Operation, "signedOn"));
        else if (day > today || day < alliance.AnchoredOn)
            faults.Add(new($"签订日期应在 {alliance.AnchoredOn:yyyy-MM-dd} 至 {today:yyyy-MM-dd} 之间", Articles.Operation, "signedOn"));
        if (file is not { Length: > 0 }) faults.Add(new($"请选择双方签字盖章的合同书", Articles.Operation, "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }
}
