using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Reports;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Assessments;

/// <summary>The assessment of a cycle: what was promised, what was reported year by year, the scores that follow from it, and the
/// conclusion where there is one.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadAssessment(Database database)
{
    /// <summary>What the assessor sees; the lead unit and the other offices see it too once it is concluded.</summary>
    public sealed record View
    {
        public required Guid AllianceId { get; init; }
        public required string AllianceName { get; init; }
        public required string LeadUnitName { get; init; }
        public required string PolicyVersion { get; init; }
        public required int Cycle { get; init; }
        public required DateOnly StartsOn { get; init; }
        public required DateOnly EndsOn { get; init; }
        public required decimal PassMark { get; init; }
        public required int Attempt { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        public required bool ContractSigned { get; init; }
        public required IReadOnlyList<Line> Lines { get; init; }
        /// <summary>The cycle's years whose report is missing: facts for the knock-out 未报告.</summary>
        public required IReadOnlyList<int> MissingYears { get; init; }
        /// <summary>The cycle's years whose report came late.</summary>
        public required IReadOnlyList<int> LateYears { get; init; }
        public required IReadOnlyList<Knockout> Knockouts { get; init; }
        public required bool? Passed { get; init; }
        public required decimal? Score { get; init; }
        public required string? Opinion { get; init; }
        public required Alliance.Contracts.Reason? Reason { get; init; }
        public required DateTimeOffset? ConcludedAt { get; init; }
        public required string? ConcludedBy { get; init; }
    }

    public async Task<Outcome<View>> Handle(Guid allianceId, int cycle, Actor actor, CancellationToken ct)
    {
        var alliance = await OperatingAlliance.Find(database, allianceId, ct);
        var assessment = await database.Find<Stored>(
            $"{Stored.Select} where alliance_id = @allianceId and cycle = @cycle order by attempt desc limit 1",
            new { allianceId, cycle }, ct);
        if (alliance is null || assessment is null || !alliance.IsVisibleTo(actor)
            || (assessment.ConcludedAt is null && !OperatingAlliance.SeesOpenAssessments(actor)))
            return Refusal.NotFound($"没有第 {cycle} 周期的考核");

        var contract = await database.Find<Contract>(Contract.Select, new { allianceId }, ct);
        var targets = await Target.Of(database, allianceId, cycle, ct);
        var reports = await database.Query<Report>("select year, late, body::text from annual_report where alliance_id = @allianceId",
            new { allianceId }, ct);
        var (lines, years) = Propose(alliance, cycle, targets, reports);
        var (startsOn, endsOn) = Cycles.Of(alliance.AnchoredOn, cycle, alliance.Policy.CycleMonths);
        return new View
        {
            AllianceId = allianceId,
            AllianceName = alliance.Name,
            LeadUnitName = alliance.LeadUnitName,
            PolicyVersion = alliance.PolicyVersion,
            Cycle = cycle,
            StartsOn = startsOn,
            EndsOn = endsOn,
            PassMark = alliance.Policy.AssessmentPassMark,
            Attempt = assessment.Attempt,
            OpenedAt = assessment.OpenedAt,
            ContractSigned = contract?.SignedForCycle is not null,
            Lines = assessment.Scores is null ? lines : Json.Read<IReadOnlyList<Line>>(assessment.Scores),
            MissingYears = [.. years.Where(y => reports.All(r => r.Year != y))],
            LateYears = [.. years.Where(y => reports.Any(r => r.Year == y && r.Late))],
            Knockouts = assessment.Knockouts is null ? [] : Json.Read<IReadOnlyList<Knockout>>(assessment.Knockouts),
            Passed = assessment.Passed,
            Score = assessment.Score,
            Opinion = assessment.Opinion,
            Reason = assessment is { ReasonArticle: { } article, ReasonSentence: { } sentence } ? new(article, sentence) : null,
            ConcludedAt = assessment.ConcludedAt,
            ConcludedBy = assessment.ConcludedByName,
        };
    }

    /// <summary>The lines as targets and reports give them, and the report years of the cycle.</summary>
    internal static (IReadOnlyList<Line> Lines, IReadOnlyList<int> Years) Propose(
        OperatingAlliance alliance, int cycle, IReadOnlyList<Target> targets, IReadOnlyList<Report> reports)
    {
        var policy = alliance.Policy;
        var first = FixedDates.FirstReportYear(alliance.AnchoredOn, policy);
        var years = ReportYears.Of(alliance.AnchoredOn, cycle, policy);
        var bodies = reports.ToDictionary(r => r.Year, r => Json.Read<AnnualReport>(r.Body));
        return ([.. targets.Select(target => Line.Of(target, years, first,
            years.ToDictionary(y => y,
                y => bodies.GetValueOrDefault(y)?.Indicators.FirstOrDefault(a => a.IndicatorId == target.IndicatorId)?.Value)))],
            [.. years.Where(y => y >= first)]);
    }

    internal sealed record Report
    {
        public int Year { get; init; }
        public bool Late { get; init; }
        public string Body { get; init; } = "";
    }

    internal sealed record Stored
    {
        public Guid Id { get; init; }
        public int Attempt { get; init; }
        public DateTimeOffset OpenedAt { get; init; }
        public bool? Passed { get; init; }
        public decimal? Score { get; init; }
        public string? Knockouts { get; init; }
        public string? Scores { get; init; }
        public string? Opinion { get; init; }
        public string? ReasonArticle { get; init; }
        public string? ReasonSentence { get; init; }
        public DateTimeOffset? ConcludedAt { get; init; }
        public string? ConcludedByName { get; init; }

        internal const string Select = """
            select id, attempt, opened_at, passed, score, knockouts::text, scores::text, opinion, reason_article, reason_sentence,
              concluded_at, concluded_by_name from assessment
            """;
    }
}
