using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute.Regions;

namespace Alliance.Monitoring.Following;

/// <summary>One alliance as a 推荐单位 follows it: year by year whether it reported in time, its concluded assessments and noted changes
/// (Art. 18). What it writes is read by its lead unit and the bureau.</summary>
[ForReading(Roles.Recommender)]
public sealed class ReadFollowedAlliance(Database database)
{
    /// <summary>How it fares.</summary>
    public sealed record View
    {
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public Unit LeadUnit { get; init; } = new("", "");
        public string KeyIndustry { get; init; } = "";
        public string DistrictName { get; init; } = "";
        public IReadOnlyList<Unit> Members { get; init; } = [];
        public OperationState State { get; init; }
        public DateOnly AnchoredOn { get; init; }
        public int Cycle { get; init; }
        public DateOnly StartsOn { get; init; }
        public DateOnly EndsOn { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
        /// <summary>Why its recognition ended; null while it holds.</summary>
        public string? ClosedSentence { get; init; }
        /// <summary>Years whose report came or was missed, the newest first.</summary>
        public IReadOnlyList<Year> Reports { get; init; } = [];
        /// <summary>Concluded assessments, the newest first.</summary>
        public IReadOnlyList<Assessment> Assessments { get; init; } = [];
        /// <summary>Changes that were noted, the newest first.</summary>
        public IReadOnlyList<Change> Changes { get; init; } = [];
    }

    /// <summary>A year's report.</summary>
    public sealed record Year
    {
        public int ReportYear { get; init; }
        public ReportOutcome Outcome { get; init; }
        public DateOnly DueOn { get; init; }
        public DateTimeOffset? FiledAt { get; init; }
    }

    /// <summary>A concluded assessment.</summary>
    public sealed record Assessment
    {
        public int Cycle { get; init; }
        public int Attempt { get; init; }
        public bool Passed { get; init; }
        public string? Grade { get; init; }
        public decimal? Score { get; init; }
        public DateTimeOffset ConcludedAt { get; init; }
    }

    /// <summary>A noted change.</summary>
    public sealed record Change
    {
        public FilingKind Kind { get; init; }
        public string? Before { get; init; }
        public string? After { get; init; }
        public string Number { get; init; } = "";
        public DateOnly? EffectiveOn { get; init; }
    }

    sealed record Row
    {
        public string Name { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public string LeadUnitCreditCode { get; init; } = "";
        public string KeyIndustry { get; init; } = "";
        public string District { get; init; } = "";
        public string Members { get; init; } = "[]";
        public OperationState State { get; init; }
        public DateOnly AnchoredOn { get; init; }
        public int Cycle { get; init; }
        public DateOnly StartsOn { get; init; }
        public DateOnly EndsOn { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
        public string? ClosedSentence { get; init; }
    }

    public async Task<Outcome<View>> Handle(Guid allianceId, Actor actor, CancellationToken ct)
    {
        var id = new { allianceId, unit = actor.Unit?.CreditCode ?? "" };
        var row = await database.Find<Row>($"""
            select a.name, a.lead_unit_name, a.lead_unit_credit_code, a.key_industry, a.district, a.members::text, s.state, a.anchored_on,
              a.cycle, c.starts_on, c.ends_on, o.next_deadline, o.next_deadline_at, a.closed_sentence
            from alliance a
            join operating_cycle c on c.alliance_id = a.id and c.cycle = a.cycle
            left join operation_case o on o.alliance_id = a.id
            cross join lateral (select {AllianceState.Sql} as state) s
            where a.id = @allianceId and {Area.Of(actor) ?? "true"}
            """, id, ct);
        if (row is null) return Refusal.NotFound($"没有这个联盟");
        return new View
        {
            AllianceId = allianceId,
            Name = row.Name,
            LeadUnit = new(row.LeadUnitName, row.LeadUnitCreditCode),
            KeyIndustry = row.KeyIndustry,
            DistrictName = RegionCodes.Short(row.District),
            Members = Json.Read<IReadOnlyList<Unit>>(row.Members),
            State = row.State,
            AnchoredOn = row.AnchoredOn,
            Cycle = row.Cycle,
            StartsOn = row.StartsOn,
            EndsOn = row.EndsOn,
            NextDeadline = row.NextDeadline,
            NextDeadlineAt = row.NextDeadlineAt,
            ClosedSentence = row.ClosedSentence,
            Reports = await database.Query<Year>($"""
                select y.year as report_year, y.outcome, coalesce(r.due_on, m.due_on) as due_on, r.filed_at from ({ReportedYears.Sql}) y
                left join annual_report r on r.alliance_id = y.alliance_id and r.year = y.year
                left join missed_report m on m.alliance_id = y.alliance_id and m.year = y.year
                where y.alliance_id = @allianceId order by y.year desc limit 100
                """, id, ct),
            Assessments = await database.Query<Assessment>("""
                select cycle, attempt, passed, grade, score, concluded_at from assessment
                where alliance_id = @allianceId and concluded_at is not null order by concluded_at desc limit 100
                """, id, ct),
            Changes = await database.Query<Change>("""
                select kind, before, after, number, effective_on from change_filing
                where alliance_id = @allianceId and state = 'Noted' order by decided_at desc limit 100
                """, id, ct),
        };
    }
}
