using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.Contracts;

/// <summary>The contract of an alliance: what stands, what is proposed, every version, and the paper that both signed (Art. 14).</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadContract(Database database, StatutoryClock clock)
{
    /// <summary>What people of the case see.</summary>
    public sealed record View
    {
        public required Guid AllianceId { get; init; }
        public required string AllianceName { get; init; }
        public required string LeadUnitName { get; init; }
        public required string LeadUnitCreditCode { get; init; }
        public required string PolicyVersion { get; init; }
        public required int Cycle { get; init; }
        public required DateOnly StartsOn { get; init; }
        public required DateOnly EndsOn { get; init; }
        public required ContractState State { get; init; }
        /// <summary>Of the cycle that runs; 0 while it was not signed for it.</summary>
        public required int Version { get; init; }
        /// <summary>The last day to sign it; null where the policy sets none.</summary>
        public required DateOnly? DueOn { get; init; }
        /// <summary>True when that day passed without the lead unit's signature.</summary>
        public required bool Overdue { get; init; }
        /// <summary>When the bureau set or agreed the targets; null while they are the policy's.</summary>
        public required DateTimeOffset? SetAt { get; init; }
        public required DateTimeOffset? SignedAt { get; init; }
        public required string? SignedBy { get; init; }
        /// <summary>The paper that both signed, as it was put on file last.</summary>
        public required PaperView? Paper { get; init; }
        /// <summary>In the order of the contract.</summary>
        public required IReadOnlyList<Target> Targets { get; init; }
        /// <summary>What the lead unit proposed, the newest first.</summary>
        public required IReadOnlyList<Proposal> Proposals { get; init; }
        /// <summary>Every version that was signed or agreed, the newest first.</summary>
        public required IReadOnlyList<ContractVersion> Versions { get; init; }
        /// <summary>True while nothing of it can change any more: the recognition ended, or the cycle is being assessed.</summary>
        public required bool IsClosed { get; init; }
    }

    /// <summary>A paper that both signed.</summary>
    /// <param name="Cycle">For which cycle.</param>
    /// <param name="Version">Which version.</param>
    /// <param name="SignedOn">Its date.</param>
    /// <param name="FileName">Its file.</param>
    /// <param name="FiledAt">When it was put on file.</param>
    /// <param name="FiledBy">By whom.</param>
    public sealed record PaperView(
        int Cycle, int Version, DateOnly SignedOn, string FileName, DateTimeOffset FiledAt, string FiledBy);

    public async Task<Outcome<View>> Handle(Guid allianceId, Actor actor, CancellationToken ct)
    {
        var alliance = await OperatingAlliance.Find(database, allianceId, ct);
        if (alliance is null || !alliance.IsVisibleTo(actor)) return Refusal.NotFound($"没有这个联盟");
        var contract = (await database.Find<Contract>(Contract.Select, new { allianceId }, ct))!;
        var due = await database.Find<DateOnly?>(
            "select contract_due_on from operating_cycle where alliance_id = @allianceId and cycle = @Cycle",
            new { allianceId, alliance.Cycle }, ct);
        var signed = contract.SignedForCycle == alliance.Cycle;
        return new View
        {
            AllianceId = allianceId,
            AllianceName = alliance.Name,
            LeadUnitName = alliance.LeadUnitName,
            LeadUnitCreditCode = alliance.LeadUnitCreditCode,
            PolicyVersion = alliance.PolicyVersion,
            Cycle = alliance.Cycle,
            StartsOn = alliance.StartsOn,
            EndsOn = alliance.EndsOn,
            State = contract.StateIn(alliance.Cycle),
            Version = signed ? contract.Version : 0,
            DueOn = due,
            Overdue = !signed && alliance.ClosedAt is null && due < clock.Today,
            SetAt = contract.SetAt,
            SignedAt = contract.SignedAt,
            SignedBy = contract.SignedByName,
            Paper = contract.SignedOn is { } on ? new(contract.CountersignedCycle!.Value, contract.CountersignedVersion!.Value, on,
                contract.FileName!, contract.CountersignedAt!.Value, contract.CountersignedByName!) : null,
            Targets = await Target.Of(database, allianceId, alliance.Cycle, ct),
            Proposals = await Proposal.Of(database, allianceId, ct),
            Versions = await ContractVersion.Of(database, allianceId, ct),
            IsClosed = alliance.ClosedAt is not null || alliance.UnderAssessment,
        };
    }
}
