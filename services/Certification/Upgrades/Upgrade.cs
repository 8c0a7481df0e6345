using Alliance.Contracts;
using Alliance.Core.Data;

namespace Alliance.Certification.Upgrades;

/// <summary>A recommendation of a recognised alliance to a higher level (推荐升级, Art. 7).</summary>
public sealed record Upgrade
{
    /// <summary>Key, and key of the case.</summary>
    public Guid Id { get; init; }
    /// <summary>The alliance.</summary>
    public Guid AllianceId { get; init; }
    /// <summary>Its name.</summary>
    public string AllianceName { get; init; } = "";
    /// <summary>Of its lead unit.</summary>
    public string LeadUnit { get; init; } = "";
    /// <summary>Of its lead unit.</summary>
    public string LeadCreditCode { get; init; } = "";
    /// <summary>The policy of the alliance.</summary>
    public string PolicyVersion { get; init; } = "";
    /// <summary>The level, as the policy names it.</summary>
    public string Level { get; init; } = "";
    /// <summary>Where it stands.</summary>
    public UpgradeState State { get; init; }
    /// <summary>推荐理由.</summary>
    public string Merits { get; init; } = "";
    /// <summary>Who decides.</summary>
    public string Addressee { get; init; } = "";
    /// <summary>When it was recommended.</summary>
    public DateTimeOffset RecommendedAt { get; init; }
    /// <summary>By whom.</summary>
    public string RecommendedBy { get; init; } = "";
    /// <summary>文号 of the superior's document.</summary>
    public string? SuperiorNumber { get; init; }
    /// <summary>Its day.</summary>
    public DateOnly? SuperiorOn { get; init; }
    /// <summary>The document on file.</summary>
    public Guid? DocumentId { get; init; }
    /// <summary>Why the superior did not.</summary>
    public string? ClosedWhy { get; init; }
    /// <summary>When the superior's answer was put on record.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
    /// <summary>By whom.</summary>
    public string? DecidedBy { get; init; }

    internal const string Select = """
        select u.id, u.alliance_id, a.name as alliance_name, a.application->'leadUnit'->>'name' as lead_unit,
          a.application->'leadUnit'->>'creditCode' as lead_credit_code, a.application->>'policyVersion' as policy_version,
          u.level, u.state, u.merits, u.addressee, u.recommended_at, u.recommended_by, u.superior_number, u.superior_on, u.document_id,
          u.closed_why, u.decided_at, u.decided_by
        from upgrade u join alliance a on a.id = u.alliance_id
        """;

    /// <summary>The recommendation; null where there is none.</summary>
    internal static Task<Upgrade?> Find(UnitOfWork work, Guid id) => work.Find<Upgrade>($"{Select} where u.id = @id", new { id });

    /// <summary>The same, kept from others until this step is over.</summary>
    internal static Task<Upgrade?> Lock(UnitOfWork work, Guid id)
        => work.Find<Upgrade>($"{Select} where u.id = @id for update of u", new { id });
}
