namespace Alliance.Core.Security;

/// <summary>How far a case has come: whose offices have to do with it. It never goes back, whatever becomes of the case.</summary>
public enum Phase
{
    /// <summary>形式审查, with what leads to it.</summary>
    FormalReview,
    /// <summary>专家评审 (Art. 10).</summary>
    ExpertReview,
    /// <summary>认定, with its 公示 (Art. 11).</summary>
    Determination,
    /// <summary>The recognition is decided: 经费, 动态管理, 考核 (Art. 12, 14).</summary>
    Recognition,
}

/// <summary>The offices of the bureau, and from where on each has to do with a case (Art. 10–17).</summary>
public static class Offices
{
    static readonly (string Role, Phase From)[] Phases =
    [
        (Roles.IntakeOfficer, Phase.FormalReview),
        (Roles.ReviewSecretary, Phase.ExpertReview),
        (Roles.CertificationOfficer, Phase.Determination), (Roles.DecisionMaker, Phase.Determination),
        (Roles.FundingOfficer, Phase.Recognition), (Roles.FundingApprover, Phase.Recognition),
        (Roles.MonitoringOfficer, Phase.Recognition), (Roles.Assessor, Phase.Recognition),
        .. Roles.Readers.Select(role => (role, Phase.FormalReview)),
    ];

    /// <summary>Who determines, and ends a recognition: the papers of 评审 and 认定 are theirs to read (Art. 11, 14, 17).</summary>
    public static readonly string[] Determining = [Roles.CertificationOfficer, Roles.DecisionMaker];

    /// <summary>
    /// Who has to do with a recognised alliance: its money, its reports and their assessment, and the end of its recognition. The offices
    /// whose part ends before the recognition, 受理 and 评审, have not (Art. 12–17).
    /// </summary>
    public static readonly string[] Operating =
        [Roles.FundingOfficer, Roles.FundingApprover, Roles.MonitoringOfficer, Roles.Assessor, .. Determining];

    /// <summary>From where on this person's offices have to do with cases; null for whoever belongs to none.</summary>
    public static Phase? From(Actor actor) => Phases.Where(office => actor.Is(office.Role)).Select(office => (Phase?)office.From).Min();

    /// <summary>How far a case has come that is in this state of its process; null where the state does not tell.</summary>
    public static Phase? ReachedBy(string state) => state switch
    {
        "ExpertReview" => Phase.ExpertReview,
        "Determination" or "PublicNotice" or "ObjectionHandling" => Phase.Determination,
        "Certification" or "Recognised" => Phase.Recognition,
        _ => null,
    };
}

/// <summary>Admits those who determine, and those who only look.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForReadingDeterminationsAttribute() : ForAttribute([.. Offices.Determining, .. Security.Roles.Readers]);

/// <summary>Admits those who have to do with a recognised alliance, those who only look, and the holders of these roles.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForReadingInOperationAttribute(params string[] others)
    : ForAttribute([.. others, .. Offices.Operating, .. Security.Roles.Readers]);
