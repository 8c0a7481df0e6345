using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Compliance;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Reports;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Reading;

/// <summary>One alliance with its cycles, contract, reports, compliance cases and assessments.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadAlliance(Database database, StatutoryClock clock)
{
    /// <summary>What people of the case see.</summary>
    public sealed record View
    {
        public required Guid AllianceId { get; init; }
        public required string Name { get; init; }
        public required Alliance.Contracts.Unit LeadUnit { get; init; }
        public required IReadOnlyList<Alliance.Contracts.Unit> Members { get; init; }
        public required string KeyIndustry { get; init; }
        public required string PolicyVersion { get; init; }
        /// <summary>Date of the recognition document.</summary>
        public required DateOnly AnchoredOn { get; init; }
        /// <summary>Operating, UnderAssessment, Cancelling, Cancelled or Revoked.</summary>
        public required OperationState State { get; init; }
        public required int Cycle { get; init; }
        public required DateOnly StartsOn { get; init; }
        public required DateOnly EndsOn { get; init; }
        public required string? NextDeadline { get; init; }
        public required DateTimeOffset? NextDeadlineAt { get; init; }
        public required IReadOnlyList<CycleView> Cycles { get; init; }
        public required ContractView Contract { get; init; }
        public required IReadOnlyList<ReportView> Reports { get; init; }
        /// <summary>Every year that owes a report, from the first to the current one, the newest first.</summary>
        public required IReadOnlyList<YearView> Years { get; init; }
        /// <summary>Years whose report was missed and has not come since.</summary>
        public required IReadOnlyList<int> Missed { get; init; }
        /// <summary>The report that is due next, null after the recognition ended.</summary>
        public required DueReport? NextReport { get; init; }
        public required IReadOnlyList<Reminder> Reminders { get; init; }
        public required IReadOnlyList<ComplianceCase> ComplianceCases { get; init; }
        public required IReadOnlyList<AssessmentView> Assessments { get; init; }
        /// <summary>Set when the recognition ended.</summary>
        public required ClosedView? Closed { get; init; }
    }

    /// <summary>An operating cycle.</summary>
    public sealed record CycleView
    {
        public int Cycle { get; init; }
        public DateOnly StartsOn { get; init; }
        public DateOnly EndsOn { get; init; }
        public DateTimeOffset StartedAt { get; init; }
    }

    /// <summary>合同书.</summary>
    /// <param name="ContractId">Key.</param>
    /// <param name="State">Draft or Signed.</param>
    /// <param name="CarriedFromCycle">The cycle in which these targets were signed, when that is not the current one.</param>
    /// <param name="SetAt">When the officer set the targets, null while they are the policy's proposal.</param>
    /// <param name="SignedAt">When the lead unit signed.</param>
    /// <param name="SignedBy">Who signed.</param>
    /// <param name="Targets">In the order of the contract.</param>
    public sealed record ContractView(
        Guid ContractId, ContractState State, int? CarriedFromCycle, DateTimeOffset? SetAt, DateTimeOffset? SignedAt, string? SignedBy,
        IReadOnlyList<Target> Targets);

    /// <summary>A report that was filed.</summary>
    public sealed record ReportView
    {
        public int Year { get; init; }
        public DateTimeOffset FiledAt { get; init; }
        public bool Late { get; init; }
        public DateOnly DueOn { get; init; }
        /// <summary>Where it stands.</summary>
        public ReportStage State { get; init; }
    }

    /// <summary>A year that owes a report.</summary>
    /// <param name="Year">The year.</param>
    /// <param name="DueOn">Its last day by law, by counting alone while the calendar is not published.</param>
    /// <param name="State">Filed, Late, Missed, Pending, Returned or Accepted.</param>
    /// <param name="FiledAt">When it came; null while it did not.</param>
    public sealed record YearView(int Year, DateOnly DueOn, ReportState State, DateTimeOffset? FiledAt);

    /// <summary>The report that is due next.</summary>
    /// <param name="Year">Its year.</param>
    /// <param name="NominalDueOn">The last day by counting alone.</param>
    /// <param name="DueAt">The instant at which it is late, null while the calendar of the year is not published.</param>
    public sealed record DueReport(int Year, DateOnly NominalDueOn, DateTimeOffset? DueAt);

    /// <summary>A reminder of a report that has not come yet.</summary>
    public sealed record Reminder
    {
        public int Year { get; init; }
        public DateOnly DueOn { get; init; }
        public DateTimeOffset RemindedAt { get; init; }
    }

    /// <summary>An assessment in short.</summary>
    public sealed record AssessmentView(
        Guid AssessmentId,
        int Cycle,
        int Attempt,
        DateTimeOffset OpenedAt,
        bool? Passed,
        decimal? Score,
        Alliance.Contracts.Reason? Reason,
        DateTimeOffset? ConcludedAt);

    /// <summary>Why and when the recognition ended.</summary>
    public sealed record ClosedView(DateTimeOffset At, string Article, string Sentence);

    public async Task<Outcome<View>> Handle(Guid allianceId, Actor actor, CancellationToken ct)
    {
        var alliance = await OperatingAlliance.Find(database, allianceId, ct);
        if (alliance is null || !alliance.IsVisibleTo(actor)) return Refusal.NotFound($"没有这个联盟");

        var id = new { allianceId };
        var state = (await database.Find<CaseView>($"""
            select {AllianceState.Sql} as state, o.next_deadline, o.next_deadline_at, a.members::text from alliance a left
            join operation_case o on o.alliance_id = a.id where a.id = @allianceId
            """, id, ct))!;
        var contract = (await database.Find<Contract>(Contract.Select, id, ct))!;
        var reports = await database.Query<ReportView>(
            "select year, filed_at, late, due_on, state from annual_report where alliance_id = @allianceId order by year", id, ct);
        var assessments = await database.Query<StoredAssessment>("""
            select id, cycle, attempt, opened_at, passed, score, reason_article, reason_sentence, concluded_at from assessment
            where alliance_id = @allianceId and (@open or concluded_at is not null) order by opened_at
            """, new { allianceId, open = OperatingAlliance.SeesOpenAssessments(actor) }, ct);
        return new View
        {
            AllianceId = allianceId,
            Name = alliance.Name,
            LeadUnit = alliance.LeadUnit,
            Members = Json.Read<IReadOnlyList<Alliance.Contracts.Unit>>(state.Members),
            KeyIndustry = alliance.KeyIndustry,
            PolicyVersion = alliance.PolicyVersion,
            AnchoredOn = alliance.AnchoredOn,
            State = state.State,
            Cycle = alliance.Cycle,
            StartsOn = alliance.StartsOn,
            EndsOn = alliance.EndsOn,
            NextDeadline = state.NextDeadline,
            NextDeadlineAt = state.NextDeadlineAt,
            Cycles = await database.Query<CycleView>(
                "select cycle, starts_on, ends_on, started_at from operating_cycle where alliance_id = @allianceId order by cycle", id, ct),
            Contract = new(contract.Id, contract.SignedForCycle is null ? ContractState.Draft
                : contract.IsCountersigned(alliance.Cycle) ? ContractState.Countersigned : ContractState.Signed,
                contract.SignedForCycle == alliance.Cycle
                ? null : contract.SignedForCycle,
                contract.SetAt, contract.SignedAt, contract.SignedByName, await Target.Of(database, allianceId, alliance.Cycle, ct)),
            Reports = reports,
            Years = Years(alliance, reports),
            Missed = await database.Query<int>("""
                select year from missed_report m where alliance_id = @allianceId
                  and not exists (select 1 from annual_report r where r.alliance_id = m.alliance_id and r.year = m.year) order by year
                """, id, ct),
            NextReport = alliance.ClosedAt is null ? NextReport(alliance, reports) : null,
            Reminders = await database.Query<Reminder>("""
                select distinct on (year) year, due_on, reminded_at from report_reminder m where alliance_id = @allianceId
                  and not exists (select 1 from annual_report r where r.alliance_id = m.alliance_id and r.year = m.year)
                  and not exists (select 1 from missed_report x where x.alliance_id = m.alliance_id and x.year = m.year)
                  order by year, reminded_at desc
                """, id, ct),
            ComplianceCases = await database.Query<ComplianceCase>(ComplianceCase.Select
                + " where c.alliance_id = @allianceId order by c.id", id, ct),
            Assessments = [.. assessments.Select(a => new AssessmentView(a.Id, a.Cycle, a.Attempt, a.OpenedAt, a.Passed, a.Score,
                a is { ReasonArticle: { } article, ReasonSentence: { } sentence } ? new(article, sentence) : null, a.ConcludedAt))],
            Closed = alliance is { ClosedAt: { } at, ClosedArticle: { } closedArticle, ClosedSentence: { } closedSentence }
                ? new(at, closedArticle, closedSentence) : null,
        };
    }

    // Whatever state the alliance is in: a report that is owed can be reached and filed until the recognition ends.
    IReadOnlyList<YearView> Years(OperatingAlliance alliance, IReadOnlyList<ReportView> reports)
    {
        var policy = alliance.Policy;
        var first = Math.Min(FixedDates.FirstReportYear(alliance.AnchoredOn, policy), reports.Select(r => r.Year)
            .DefaultIfEmpty(int.MaxValue).Min());
        var last = Math.Max(clock.Today.Year, reports.Select(r => r.Year).DefaultIfEmpty(0).Max());
        return
        [
            .. Enumerable.Range(first, Math.Max(0, last - first + 1)).Reverse().Select(year =>
            {
                if (reports.FirstOrDefault(r => r.Year == year) is { } filed)
                    return new YearView(year, filed.DueOn, ReportStates.Of(filed.State, filed.Late), filed.FiledAt);
                var due = FixedDates.AnnualReport(year, policy, clock.Calendar);
                var state = due.IsOpenAt(clock.Now) == false ? ReportState.Missed : ReportState.Pending;
                return new YearView(year, due.LastDay ?? due.NominalLastDay, state, null);
            }),
        ];
    }

    // The earliest year whose report has not come; a missed one stays first until it does.
    DueReport? NextReport(OperatingAlliance alliance, IReadOnlyList<ReportView> reports)
    {
        var policy = alliance.Policy;
        var year = FixedDates.FirstReportYear(alliance.AnchoredOn, policy);
        while (reports.Any(r => r.Year == year)) year++;
        var due = FixedDates.AnnualReport(year, policy, clock.Calendar);
        return new DueReport(year, due.NominalLastDay, due.ClosesAt);
    }

    sealed record CaseView
    {
        public OperationState State { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
        public string Members { get; init; } = "";
    }

    sealed record StoredAssessment
    {
        public Guid Id { get; init; }
        public int Cycle { get; init; }
        public int Attempt { get; init; }
        public DateTimeOffset OpenedAt { get; init; }
        public bool? Passed { get; init; }
        public decimal? Score { get; init; }
        public string? ReasonArticle { get; init; }
        public string? ReasonSentence { get; init; }
        public DateTimeOffset? ConcludedAt { get; init; }
    }
}
