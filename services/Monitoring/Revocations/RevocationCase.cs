using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Operation;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Revocations;

/// <summary>A case against an alliance (撤销, Art. 17).</summary>
public sealed record RevocationCase
{
    public Guid Id { get; init; }
    public Guid AllianceId { get; init; }
    public Guid? ComplianceCaseId { get; init; }
    public string AllianceName { get; init; } = "";
    public string LeadUnitName { get; init; } = "";
    public string LeadUnitCreditCode { get; init; } = "";
    public string MembersJson { get; init; } = "[]";
    public string PolicyVersion { get; init; } = "";
    /// <summary>Which of the four grounds.</summary>
    public RevocationGround Ground { get; init; }
    public string Facts { get; init; } = "";
    public RevocationState State { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public string OpenedBy { get; init; } = "";
    public string OpenedByName { get; init; } = "";
    /// <summary>The letter by which the unit is told.</summary>
    public Guid? LetterId { get; init; }
    public DateTimeOffset? NoticedAt { get; init; }
    public string? NoticedByName { get; init; }
    /// <summary>The day on which that letter was served.</summary>
    public DateOnly? ServedOn { get; init; }
    /// <summary>Until when the unit was told that it may answer; null while the calendar of the year was not published.</summary>
    public DateTimeOffset? StatementUntil { get; init; }
    public string? Draft { get; init; }
    public DateTimeOffset? DraftAt { get; init; }
    public string? DraftByName { get; init; }
    public DateTimeOffset? HearingAskedAt { get; init; }
    public DateOnly? HearingAskedOn { get; init; }
    public string? HearingAskedByName { get; init; }
    public string? HearingWhy { get; init; }
    /// <summary>When the hearing is to be held.</summary>
    public DateTimeOffset? HearingAt { get; init; }
    public string? HearingPlace { get; init; }
    public string? HearingChair { get; init; }
    public DateTimeOffset? InvitedAt { get; init; }
    public DateOnly? HeldOn { get; init; }
    public bool? Attended { get; init; }
    public string? Minutes { get; init; }
    public DateTimeOffset? HeldAt { get; init; }
    public DateTimeOffset? HearingOverdueAt { get; init; }
    public string? LegalOpinion { get; init; }
    public bool? LegalAgrees { get; init; }
    public string? LegalBy { get; init; }
    public DateTimeOffset? LegalAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedBy { get; init; }
    public string? DecidedByName { get; init; }
    public bool? Revoked { get; init; }
    public string? Reasons { get; init; }
    /// <summary>True when the revocation takes effect from the recognition on.</summary>
    public bool FromRecognition { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndSentence { get; init; }
    public DateTimeOffset? AnnulledAt { get; init; }
    public string? AnnulledWhy { get; init; }

    internal const string Columns = """
        r.id, r.alliance_id, r.compliance_case_id, a.name as alliance_name, a.lead_unit_name, a.lead_unit_credit_code,
        a.members::text as members_json, r.policy_version, r.ground, r.facts, r.state, r.opened_at, r.opened_by, r.opened_by_name,
        r.letter_id, r.noticed_at, r.noticed_by_name, d.day as served_on, r.statement_until, r.draft, r.draft_at, r.draft_by_name,
        r.hearing_asked_at, r.hearing_asked_on, r.hearing_asked_by_name, r.hearing_why, r.hearing_at, r.hearing_place,
        r.hearing_chair, r.invited_at, r.held_on, r.attended, r.minutes, r.held_at, r.hearing_overdue_at,
        r.legal_opinion, r.legal_agrees, r.legal_by, r.legal_at, r.decided_at, r.decided_by, r.decided_by_name, r.revoked, r.reasons,
        r.from_recognition, r.ended_at, r.end_sentence, r.annulled_at, r.annulled_why
        """;

    /// <summary>Most files of a case.</summary>
    internal const int MostFiles = 60;

    const string From = """
        from revocation_case r join alliance a on a.id = r.alliance_id left join delivery d on d.letter_id = r.letter_id
        """;

    internal const string Select = $"select {Columns} {From}";

    /// <summary>The policy the case keeps.</summary>
    public Policy Policy => PolicyBook.Find(PolicyVersion);

    /// <summary>True while nothing is decided for good.</summary>
    public bool IsOpen => State is not (RevocationState.Revoked or RevocationState.Dropped or RevocationState.Overtaken);

    /// <summary>The same as a condition of the rows.</summary>
    internal const string Open = "state not in ('Revoked', 'Dropped', 'Overtaken')";

    /// <summary>The case that runs against an alliance; null where none does.</summary>
    internal static Task<Guid?> Against(UnitOfWork work, Guid allianceId)
        => work.Find<Guid?>($"select id from revocation_case where alliance_id = @allianceId and {Open}", new { allianceId });

    /// <summary>The case, kept from others until this step is over; null where there is none.</summary>
    internal static Task<RevocationCase?> Lock(UnitOfWork work, Guid id)
        => work.Find<RevocationCase>($"{Select} where r.id = @id for update of r", new { id });

    internal static Task<RevocationCase?> Find(Database database, Guid id, CancellationToken ct)
        => database.Find<RevocationCase>($"{Select} where r.id = @id", new { id }, ct);

    /// <summary>Who reads it: the offices of a recognised alliance all, its lead unit from the prior notice on (Art. 17).</summary>
    internal bool IsVisibleTo(Actor actor) => OperatingAlliance.SeesAll(actor) || IsTheirs(actor);

    /// <summary>Whoever leads the alliance now speaks for it, once it was told.</summary>
    internal bool IsTheirs(Actor actor)
        => NoticedAt is not null && actor.Is(Roles.Applicant) && actor.BelongsTo(LeadUnitCreditCode);

    /// <summary>The period of 陈述申辩; null before the prior notice was served.</summary>
    internal ReckonedPeriod? Period(WorkCalendar calendar) => ServedOn is { } on ? Policy.Hearing.Reckon(on, calendar) : null;

    /// <summary>The instant in which the period ends: what was told, or later where a calendar came that made it longer. Null before the
    /// service, and while it is provisional.</summary>
    internal DateTimeOffset? ClosesAt(WorkCalendar calendar)
        => Period(calendar)?.ClosesAt is { } reckoned ? StatementUntil > reckoned ? StatementUntil : reckoned : StatementUntil;

    /// <summary>True when the unit may still answer.</summary>
    internal bool MayAnswer(DateTimeOffset now, WorkCalendar calendar)
        => ServedOn is not null && State is RevocationState.Statement or RevocationState.Hearing && !(ClosesAt(calendar) <= now);

    /// <summary>Within which the hearing has to be held; null where none is owed.</summary>
    internal ReckonedPeriod? HearingPeriod(WorkCalendar calendar)
        => HearingAskedOn is { } on && HeldAt is null ? Policy.HearingWithin.Reckon(on, calendar) : null;

    /// <summary>True when the unit had its say: the period is over, and a hearing that was asked for was held.</summary>
    internal bool IsHeard(DateTimeOffset now, WorkCalendar calendar)
        => ServedOn is not null && ClosesAt(calendar) <= now && (HearingAskedAt is null || HeldAt is not null);

    internal static Refusal? Missing(RevocationCase? found) => found is null ? Refusal.NotFound($"没有这个撤销案件") : null;

    /// <summary>What every step of the unit asks first: it is their case.</summary>
    internal static Refusal? NotOf(RevocationCase? found, Actor lead)
        => found is null || !found.IsTheirs(lead) ? Refusal.NotFound($"没有这个撤销案件") : null;

    /// <summary>Who the alliance is, as others are told.</summary>
    internal ApplicationSummary Summary => Of(AllianceName, LeadUnitName, LeadUnitCreditCode, MembersJson, PolicyVersion);

    /// <summary>Who an alliance is, as far as this service knows; what it does not know of the application stays empty.</summary>
    internal static ApplicationSummary Of(string name, string lead, string code, string members, string policyVersion, string industry = "")
        => new(name, industry, "", new(lead, code), Json.Read<List<Unit>>(members), "", policyVersion);

    /// <summary>Where people look at it.</summary>
    internal string Link => $"/monitoring/revocations/{Id}";

    /// <summary>The article of the ground, as it is cited.</summary>
    internal static string ArticleOf(RevocationGround ground) => $"{Articles.Revocation}({(int)ground})";
}
