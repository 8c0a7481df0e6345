using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;

namespace Alliance.Monitoring.ReportParts;

/// <summary>A member's part of a year's report, for the member, the lead unit and the offices (Art. 14).</summary>
[ForReadingInOperation(Roles.Applicant, Roles.Member)]
public sealed class ReadPart(Database database)
{
    /// <summary>What they see.</summary>
    public sealed record View
    {
        public required Guid PartId { get; init; }
        public required Guid AllianceId { get; init; }
        public required string AllianceName { get; init; }
        public required string LeadUnitName { get; init; }
        public required string LeadUnitCreditCode { get; init; }
        public required int Year { get; init; }
        public required string UnitName { get; init; }
        public required string UnitCreditCode { get; init; }
        /// <summary>What the lead unit asks for.</summary>
        public required string Asked { get; init; }
        public required DateOnly DueOn { get; init; }
        public required DateTimeOffset AskedAt { get; init; }
        public required string AskedBy { get; init; }
        public required PartState State { get; init; }
        /// <summary>False once the report was filed.</summary>
        public required bool IsOpen { get; init; }
        /// <summary>Why the lead unit returned it.</summary>
        public required string? ReturnedWhy { get; init; }
        /// <summary>What the member wrote; what it did not hand in its own people alone see.</summary>
        public required PartContent? Part { get; init; }
        /// <summary>How often it was saved.</summary>
        public required int Version { get; init; }
        public required DateTimeOffset? SavedAt { get; init; }
        public required string? SavedBy { get; init; }
        public required DateTimeOffset? HandedAt { get; init; }
        public required string? HandedBy { get; init; }
        public required DateTimeOffset? TakenAt { get; init; }
        public required string? TakenBy { get; init; }
        /// <summary>What the alliance's year is measured against.</summary>
        public required IReadOnlyList<Target> Targets { get; init; }
    }

    public async Task<Outcome<View>> Handle(Guid partId, Actor actor, CancellationToken ct)
    {
        var part = await database.Find<ReportPart>(ReportPart.Select + " where p.id = @partId", new { partId }, ct);
        if (part is null || !part.IsVisibleTo(actor)) return Refusal.NotFound($"没有这份成员填报");
        var alliance = (await OperatingAlliance.Find(database, part.AllianceId, ct))!;
        var cycle = ReportYears.CycleOf(part.Year, alliance.AnchoredOn, alliance.Cycle, alliance.Policy);
        return new View
        {
            PartId = part.Id,
            AllianceId = part.AllianceId,
            AllianceName = part.AllianceName,
            LeadUnitName = alliance.LeadUnitName,
            LeadUnitCreditCode = alliance.LeadUnitCreditCode,
            Year = part.Year,
            UnitName = part.UnitName,
            UnitCreditCode = part.UnitCreditCode,
            Asked = part.Asked,
            DueOn = part.DueOn,
            AskedAt = part.AskedAt,
            AskedBy = part.AskedByName,
            State = part.State,
            IsOpen = part.IsOpen,
            ReturnedWhy = part.ReturnedWhy,
            Part = part.State != PartState.Asked || actor.BelongsTo(part.UnitCreditCode) ? part.Content : null,
            Version = part.Version,
            SavedAt = part.SavedAt,
            SavedBy = part.SavedByName,
            HandedAt = part.HandedAt,
            HandedBy = part.HandedByName,
            TakenAt = part.TakenAt,
            TakenBy = part.TakenByName,
            Targets = await Target.Of(database, part.AllianceId, cycle, ct),
        };
    }
}
