using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Delivery;
using Alliance.Monitoring.Escalations;
using Alliance.Monitoring.Questionnaires;
using Alliance.Monitoring.Reports;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Assessments;

/// <summary>The assessment of a cycle: what was promised, what was reported year by year, the money, what member units say, the scores that
/// follow, what is proposed and stated, and the conclusion where there is one.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadAssessment(Database database, StatutoryClock clock, Words words)
{
    /// <summary>What the assessor sees; the lead unit sees it from the proposal on, without what member units said, and the other offices
    /// once it is concluded.</summary>
    public sealed record View
    {
        public required Guid AllianceId { get; init; }
        public required Guid AssessmentId { get; init; }
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
        /// <summary>The grade by the policy; null while it was not concluded.</summary>
        public required string? Grade { get; init; }
        public required decimal? Score { get; init; }
        public required string? Opinion { get; init; }
        public required Alliance.Contracts.Reason? Reason { get; init; }
        public required DateTimeOffset? ConcludedAt { get; init; }
        public required string? ConcludedBy { get; init; }
        /// <summary>The money of the cycle, year by year, as reported.</summary>
        public required IReadOnlyList<YearMoney> Money { get; init; }
        /// <summary>What was really paid of the 引导经费, fen.</summary>
        public required long GrantPaidFen { get; init; }
        /// <summary>What was proposed, first to last; what the reader may see of it.</summary>
        public required IReadOnlyList<Proposed> Proposals { get; init; }
        /// <summary>True where the reader proposed what stands.</summary>
        public required bool ProposedByReader { get; init; }
        /// <summary>Until when the office is to conclude, by the policy; null where it does not say, or it is concluded.</summary>
        public required DateOnly? ConcludeBy { get; init; }
        /// <summary>Visits on site.</summary>
        public required IReadOnlyList<Visit> Visits { get; init; }
        /// <summary>Meetings of experts.</summary>
        public required IReadOnlyList<AssessmentPanel> Panels { get; init; }
        /// <summary>How many experts the policy wants to be heard; null where it does not say.</summary>
        public required int? ExpertsAtLeast { get; init; }
        /// <summary>What member units were asked, and said; empty for the lead unit.</summary>
        public required IReadOnlyList<Questionnaire> Questionnaires { get; init; }
        /// <summary>Where that differs from what the lead unit reported; empty for the lead unit.</summary>
        public required IReadOnlyList<string> Differences { get; init; }
        /// <summary>How many compliance cases of the alliance ended with a warning, or are open.</summary>
        public required int ComplianceCases { get; init; }
        /// <summary>The instruments of the assessment and their service.</summary>
        public required IReadOnlyList<Delivered> Deliveries { get; init; }
        /// <summary>What was brought before a superior; empty for the lead unit.</summary>
        public required IReadOnlyList<Escalated> Escalations { get; init; }

        /// <summary>The proposal that stands; null where there is none.</summary>
        internal Proposed? Standing => Proposals.LastOrDefault(one => one.ReturnedAt is null);
    }

    /// <summary>The money of a year, as reported.</summary>
    /// <param name="Year">The year.</param>
    /// <param name="RdInvestmentFen">研发投入.</param>
    /// <param name="MatchingReceivedFen">配套经费到位.</param>
    /// <param name="GrantSpentFen">引导经费支出.</param>
    /// <param name="MatchingSpentFen">配套经费支出.</param>
    public sealed record YearMoney(int Year, long RdInvestmentFen, long MatchingReceivedFen, long GrantSpentFen, long MatchingSpentFen);

    /// <summary>A visit on site.</summary>
    public sealed record Visit
    {
        public DateOnly VisitedOn { get; init; }
        public string Participants { get; init; } = "";
        public string Findings { get; init; } = "";
        public Guid DocumentId { get; init; }
        public string FileName { get; init; } = "";
        public string RecordedByName { get; init; } = "";
    }

    public async Task<Outcome<View>> Handle(Guid allianceId, int cycle, Actor actor, CancellationToken ct)
    {
        var alliance = await OperatingAlliance.Find(database, allianceId, ct);
        var assessment = await database.Find<Stored>(
            $"{Stored.Select} where alliance_id = @allianceId and cycle = @cycle order by attempt desc limit 1",
            new { allianceId, cycle }, ct);
        if (alliance is null || assessment is null || !alliance.IsVisibleTo(actor)) return Refusal.NotFound($"没有第 {cycle} 周期的考核");
        var id = new { assessment.Id };
        var proposals = await database.Query<Proposed>(Proposed.Select + " where assessment_id = @Id order by number", id, ct);
        var sees = OperatingAlliance.SeesOpenAssessments(actor);
        var isLead = !OperatingAlliance.SeesAll(actor);
        // The lead unit from the proposal on, which it may speak to; other offices once it is concluded.
        if (assessment.ConcludedAt is null && !sees && !(isLead && proposals.Any(one => one.ReturnedAt is null)))
            return Refusal.NotFound($"没有第 {cycle} 周期的考核");

        var contract = await database.Find<Contract>(Contract.Select, new { allianceId }, ct);
        var targets = await Target.Of(database, allianceId, cycle, ct);
        var reports = await database.Query<Report>("select year, late, body::text from annual_report where alliance_id = @allianceId",
            new { allianceId }, ct);
        var (lines, years) = Propose(alliance, cycle, targets, reports);
        var (startsOn, endsOn) = Cycles.Of(alliance.AnchoredOn, cycle, alliance.Policy.CycleMonths);
        var paid = await database.Scalar<long?>("select grant_fen from paid_grant where alliance_id = @allianceId", new { allianceId },
            ct) ?? 0;
        var money = MoneyOf(reports, years);
        var asked = sees ? await Questionnaire.Of(database, assessment.Id, ct) : [];
        return new View
        {
            AllianceId = allianceId,
            AssessmentId = assessment.Id,
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
            Grade = assessment.Grade,
            Score = assessment.Score,
            Opinion = assessment.Opinion,
            Reason = assessment is { ReasonArticle: { } article, ReasonSentence: { } sentence } ? new(article, sentence) : null,
            ConcludedAt = assessment.ConcludedAt,
            ConcludedBy = assessment.ConcludedByName,
            Money = money,
            GrantPaidFen = paid,
            // What was returned before the lead unit said anything never reached it as a result.
            Proposals = isLead ? [.. proposals.Where(one => one.ReturnedAt is null || one.StatedAt is not null)] : proposals,
            ProposedByReader = proposals.LastOrDefault(one => one.ReturnedAt is null)?.ProposedBy == actor.Account,
            ConcludeBy = ConcludeBy(alliance, assessment),
            Visits = await database.Query<Visit>("""
                select visited_on, participants, findings, document_id, file_name, recorded_by_name from assessment_visit
                where assessment_id = @Id order by visited_on, id
                """, id, ct),
            Panels = await AssessmentPanel.Of(database, assessment.Id, ct),
            ExpertsAtLeast = alliance.Policy.AssessmentExperts,
            Questionnaires = asked,
            Differences = [.. Difference.Of(asked, ReportedBy(reports, years, money, paid)).Select(words.Say)],
            ComplianceCases = await database.Scalar<int>("""
                select count(*)::int from compliance_case where alliance_id = @allianceId and state in ('Open', 'Warned')
                """, new { allianceId }, ct),
            Deliveries = await Delivered.About(database, assessment.Id, ct),
            Escalations = isLead ? [] : await Escalated.Of(database, [assessment.Id], ct),
        };
    }

    DateOnly? ConcludeBy(OperatingAlliance alliance, Stored assessment)
    {
        if (assessment.ConcludedAt is not null
            || alliance.Policy.Escalations.FirstOrDefault(rule => rule.Work == EscalatedWork.Assessment) is not { } rule) return null;
        var period = clock.Reckon(rule.After, StatutoryClock.DayOf(assessment.OpenedAt));
        return period.LastDay ?? period.NominalLastDay;
    }

    static IReadOnlyList<YearMoney> MoneyOf(IReadOnlyList<Report> reports, IReadOnlyList<int> years)
        => [.. reports.Where(r => years.Contains(r.Year)).OrderBy(r => r.Year).Select(r => (r.Year, Body: Json.Read<AnnualReport>(r.Body)))
            .Select(r => new YearMoney(r.Year, r.Body.RdInvestmentFen ?? 0, r.Body.MatchingReceivedFen ?? 0,
                r.Body.Spending.Sum(item => item.GrantFen), r.Body.Spending.Sum(item => item.MatchingFen)))];

    static ReportedByLead ReportedBy(IReadOnlyList<Report> reports, IReadOnlyList<int> years, IReadOnlyList<YearMoney> money, long paid)
    {
        var actuals = reports.Where(r => years.Contains(r.Year)).OrderBy(r => r.Year)
            .SelectMany(r => Json.Read<AnnualReport>(r.Body).Indicators).Where(actual => actual.Value is not null)
            .ToLookup(actual => actual.IndicatorId, actual => actual.Value!.Value);
        return new(money.Sum(year => year.RdInvestmentFen), Sum("jointProjects"), Sum("operation"),
            actuals["benefitSharing"].Select(rate => (decimal?)rate).LastOrDefault(), money.Sum(year => year.GrantSpentFen), paid);

        decimal? Sum(string indicator) => actuals[indicator].Any() ? actuals[indicator].Sum() : null;
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
        public string? Grade { get; init; }
        public decimal? Score { get; init; }
        public string? Knockouts { get; init; }
        public string? Scores { get; init; }
        public string? Opinion { get; init; }
        public string? ReasonArticle { get; init; }
        public string? ReasonSentence { get; init; }
        public DateTimeOffset? ConcludedAt { get; init; }
        public string? ConcludedByName { get; init; }

        internal const string Select = """
            select id, attempt, opened_at, passed, grade, score, knockouts::text, scores::text, opinion, reason_article, reason_sentence,
              concluded_at, concluded_by_name from assessment
            """;

        /// <summary>The last assessment of the cycle; the alliance is locked.</summary>
        internal static Task<Stored?> Latest(UnitOfWork work, Guid allianceId, int cycle) => work.Find<Stored>(
            $"{Select} where alliance_id = @allianceId and cycle = @cycle order by attempt desc limit 1", new { allianceId, cycle });
    }
}
