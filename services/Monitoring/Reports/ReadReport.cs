using System.Text.Json.Serialization;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Reports;

/// <summary>The annual report of a year: as it was filed, or what the lead unit needs to fill it in.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadReport(Database database, StatutoryClock clock)
{
    /// <summary>What the page shows.</summary>
    public sealed record View
    {
        public required Guid AllianceId { get; init; }
        public required string AllianceName { get; init; }
        public required int Year { get; init; }
        public required string PolicyVersion { get; init; }
        /// <summary>The last day by counting alone.</summary>
        public required DateOnly NominalDueOn { get; init; }
        /// <summary>The instant at which it is late, null while the calendar of the year is not published.</summary>
        public required DateTimeOffset? DueAt { get; init; }
        /// <summary>How the date was reckoned, for the page: its sentences are put into the reader's language there.</summary>
        [JsonIgnore] // not required: the serializer refuses a type that demands a property it may not write
        public IReadOnlyList<ReckoningStep> Reckoning { get; init; } = [];
        /// <summary>What the year is measured against.</summary>
        public required IReadOnlyList<Target> Targets { get; init; }
        /// <summary>True when the year stands against 第二年目标.</summary>
        public required bool IsSecondYear { get; init; }
        /// <summary>Null while it was not filed.</summary>
        public required AnnualReport? Report { get; init; }
        public required DateTimeOffset? FiledAt { get; init; }
        public required string? FiledBy { get; init; }
        public required bool Late { get; init; }
    }

    public async Task<Outcome<View>> Handle(Guid allianceId, int year, Actor actor, CancellationToken ct)
    {
        var alliance = await OperatingAlliance.Find(database, allianceId, ct);
        if (alliance is null || !alliance.IsVisibleTo(actor)) return Refusal.NotFound($"没有这个联盟");
        if (year < alliance.AnchoredOn.Year || year > clock.Today.Year) return Refusal.NotFound($"该联盟没有 {year} 年度科技报告");

        var policy = alliance.Policy;
        var cycle = ReportYears.CycleOf(year, alliance.AnchoredOn, alliance.Cycle, policy);
        var due = FixedDates.AnnualReport(year, policy, clock.Calendar);
        var filed = await database.Find<Filed>(
            "select body::text, filed_at, filed_by_name, late from annual_report where alliance_id = @allianceId and year = @year",
            new { allianceId, year }, ct);
        return new View
        {
            AllianceId = allianceId,
            AllianceName = alliance.Name,
            Year = year,
            PolicyVersion = alliance.PolicyVersion,
            NominalDueOn = due.NominalLastDay,
            DueAt = due.ClosesAt,
            Reckoning = due.Steps,
            Targets = await Target.Of(database, allianceId, cycle, ct),
            IsSecondYear = ReportYears.Of(alliance.AnchoredOn, cycle, policy) is [var first, ..] && year > first,
            Report = filed is null ? null : Json.Read<AnnualReport>(filed.Body),
            FiledAt = filed?.FiledAt,
            FiledBy = filed?.FiledByName,
            Late = filed?.Late ?? due.IsOpenAt(clock.Now) == false,
        };
    }

    sealed record Filed
    {
        public string Body { get; init; } = "";
        public DateTimeOffset FiledAt { get; init; }
        public string FiledByName { get; init; } = "";
        public bool Late { get; init; }
    }
}
