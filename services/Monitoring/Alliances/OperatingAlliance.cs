using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Alliances;

/// <summary>A recognised alliance under 动态管理 (Art. 14).</summary>
public sealed record OperatingAlliance
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public string LeadUnitName { get; init; } = "";
    public string LeadUnitCreditCode { get; init; } = "";
    public string KeyIndustry { get; init; } = "";
    public DateOnly AnchoredOn { get; init; }
    public string PolicyVersion { get; init; } = "";
    public int Cycle { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? ClosedArticle { get; init; }
    public string? ClosedSentence { get; init; }
    /// <summary>First day of the current cycle.</summary>
    public DateOnly StartsOn { get; init; }
    /// <summary>Last day of the current cycle.</summary>
    public DateOnly EndsOn { get; init; }
    /// <summary>True between OpenAssessment and its conclusion.</summary>
    public bool UnderAssessment { get; init; }

    /// <summary>牵头单位.</summary>
    public Unit LeadUnit => new(LeadUnitName, LeadUnitCreditCode);
    /// <summary>All member units, JSON.</summary>
    public string MembersJson { get; init; } = "[]";

    /// <summary>All member units, the lead among them.</summary>
    public IReadOnlyList<Unit> Members => Json.Read<IReadOnlyList<Unit>>(MembersJson);

    /// <summary>The member units but the lead, whom the lead unit acts for.</summary>
    public IEnumerable<Audience> OtherMembers => Members.Where(unit => unit.CreditCode != LeadUnitCreditCode)
        .Select(unit => Audience.Unit(unit.CreditCode)).Distinct();

    /// <summary>The policy the case keeps for its whole life.</summary>
    public Policy Policy => PolicyBook.Find(PolicyVersion);

    internal const string Select = """
        select a.id, a.name, a.lead_unit_name, a.lead_unit_credit_code, a.key_industry, a.members::text as members_json,
          a.anchored_on, a.policy_version, a.cycle,
          a.closed_at, a.closed_article, a.closed_sentence,
          c.starts_on, c.ends_on,
            exists (select 1 from assessment s where s.alliance_id = a.id and s.concluded_at is null) as under_assessment
        from alliance a join operating_cycle c on c.alliance_id = a.id and c.cycle = a.cycle
        """;

    /// <summary>The alliance, kept from others until this step is over; null where there is none.</summary>
    internal static Task<OperatingAlliance?> Lock(UnitOfWork work, Guid id)
        => work.Find<OperatingAlliance>(Select + " where a.id = @id for update of a", new { id });

    internal static Task<OperatingAlliance?> Find(Database database, Guid id, CancellationToken ct)
        => database.Find<OperatingAlliance>(Select + " where a.id = @id", new { id }, ct);

    /// <summary>
    /// Who reads an alliance with its contract, reports, compliance cases and concluded assessments: the lead unit its own, the offices of
    /// a recognised alliance all (Art. 14–17). Members have no part of their own in it; the lead unit reports for all. One rule for page,
    /// API and list.
    /// </summary>
    internal bool IsVisibleTo(Actor actor) => SeesAll(actor) || (actor.Is(Roles.Applicant) && actor.BelongsTo(LeadUnitCreditCode));

    internal static bool SeesAll(Actor actor) => actor.IsAny([.. Offices.Operating, .. Roles.Readers]);

    /// <summary>Who reads an assessment before its conclusion (Art. 14): who assesses, and who prepares it.</summary>
    internal static bool SeesOpenAssessments(Actor actor) => actor.IsAny([Roles.Assessor, Roles.MonitoringOfficer, .. Roles.Readers]);

    /// <summary>What every step of a lead unit asks first: it is their alliance, and it still operates.</summary>
    internal static Refusal? NotOf(OperatingAlliance? alliance, Actor lead)
        => alliance is null || !lead.BelongsTo(alliance.LeadUnitCreditCode)
        ? Refusal.NotFound($"贵单位没有牵头这个联盟")
        : alliance.Ended;

    /// <summary>What every step of an officer asks first: there is such an alliance, and it still operates.</summary>
    internal static Refusal? Missing(OperatingAlliance? alliance) => alliance is null ? Refusal.NotFound($"没有这个联盟") : alliance.Ended;

    Refusal? Ended => ClosedAt is null ? null : Refusal.Conflict($"联盟的认定资格已终止，不再办理", ClosedArticle, PolicyVersion);
}
