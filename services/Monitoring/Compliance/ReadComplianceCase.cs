using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Delivery;
using Alliance.Monitoring.Escalations;
using Alliance.Monitoring.Files;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Compliance;

/// <summary>One compliance case, for the officer who decides on it and the lead unit it is about: what happened, what has to be put right,
/// what was served, and what may follow.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadComplianceCase(Database database, StatutoryClock clock)
{
    /// <summary>What people of the case see.</summary>
    public sealed record View
    {
        /// <summary>The case.</summary>
        public required ComplianceCase Case { get; init; }
        /// <summary>What had to be put right, first to last.</summary>
        public required IReadOnlyList<Rectification> Rectifications { get; init; }
        /// <summary>What officers put on file.</summary>
        public required IReadOnlyList<Attachment> Files { get; init; }
        /// <summary>The instruments of the case and their service.</summary>
        public required IReadOnlyList<Delivered> Deliveries { get; init; }
        /// <summary>Every year whose report the alliance missed, with what became of its case.</summary>
        public required IReadOnlyList<Miss> Misses { get; init; }
        /// <summary>How many missed reports make a case by the policy.</summary>
        public required int MissesForCase { get; init; }
        /// <summary>Until when the office is to decide, by the policy; null where it does not say, or it was decided.</summary>
        public required DateOnly? DecideBy { get; init; }
        /// <summary>What was brought before a superior.</summary>
        public required IReadOnlyList<Escalated> Escalations { get; init; }
    }

    /// <summary>A year whose report was missed.</summary>
    public sealed record Miss
    {
        /// <summary>The year.</summary>
        public int Year { get; init; }
        /// <summary>Until when it was due.</summary>
        public DateOnly DueOn { get; init; }
        /// <summary>When it came after all.</summary>
        public DateTimeOffset? FiledAt { get; init; }
        /// <summary>The case of that year; null where the policy made none of it.</summary>
        public Guid? CaseId { get; init; }
        /// <summary>Where that case stands.</summary>
        public ComplianceState? State { get; init; }
    }

    public async Task<Outcome<View>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        if (await database.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id", new { id }, ct) is not { } found
            || !(OperatingAlliance.SeesAll(actor) || (actor.Is(Roles.Applicant) && actor.BelongsTo(found.LeadUnitCreditCode))))
            return Refusal.NotFound($"没有这个违规核查案件");
        var rectifications = await Rectification.Of(database, id, ct);
        var policy = PolicyBook.Find(found.PolicyVersion);
        return new View
        {
            Case = found,
            Rectifications = rectifications,
            Files = await Attachment.Of(database, new(id), withDraft: false, ct),
            Deliveries = await Delivered.About(database, id, ct),
            Misses = await database.Query<Miss>("""
                select m.year, m.due_on, r.filed_at, c.id as case_id, c.state from missed_report m
                left join annual_report r on r.alliance_id = m.alliance_id and r.year = m.year
                left join compliance_case c on c.alliance_id = m.alliance_id and c.year = m.year
                where m.alliance_id = @AllianceId order by m.year desc
                """, found, ct),
            MissesForCase = policy.MissedReportsForCase,
            DecideBy = found.State == ComplianceState.Open
                && policy.Escalations.FirstOrDefault(rule => rule.Work == EscalatedWork.Compliance) is { } rule
                && clock.Reckon(rule.After, StatutoryClock.DayOf(found.OpenedAt)) is var period ? period.LastDay ?? period.NominalLastDay
                    : null,
            // What an officer is told to do is the office's own matter.
            Escalations = OperatingAlliance.SeesAll(actor)
                ? await Escalated.Of(database, [id, .. rectifications.Select(one => one.Id)], ct) : [],
        };
    }
}
