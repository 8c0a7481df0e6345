namespace Alliance.Core.Security;

/// <summary>The roles of the procedure, as they stand in the <c>role</c> claim.</summary>
public static class Roles
{
    /// <summary>申报人, of a lead unit.</summary>
    public const string Applicant = "applicant";
    /// <summary>成员单位经办人.</summary>
    public const string Member = "member";
    /// <summary>推荐单位经办人, of a district's science bureau or an association (Art. 18).</summary>
    public const string Recommender = "recommender";
    /// <summary>受理人员.</summary>
    public const string IntakeOfficer = "intake-officer";
    /// <summary>评审秘书.</summary>
    public const string ReviewSecretary = "review-secretary";
    /// <summary>评审专家.</summary>
    public const string Expert = "expert";
    /// <summary>认定经办人.</summary>
    public const string CertificationOfficer = "certification-officer";
    /// <summary>局领导, who determines (Art. 11).</summary>
    public const string DecisionMaker = "decision-maker";
    /// <summary>经费经办人.</summary>
    public const string FundingOfficer = "funding-officer";
    /// <summary>经费审批人.</summary>
    public const string FundingApprover = "funding-approver";
    /// <summary>动态管理人员.</summary>
    public const string MonitoringOfficer = "monitoring-officer";
    /// <summary>考核人员.</summary>
    public const string Assessor = "assessor";
    /// <summary>系统管理员.</summary>
    public const string Administrator = "administrator";
    /// <summary>纪检审计: reads everything, changes nothing.</summary>
    public const string Auditor = "auditor";
    /// <summary>A machine that subscribes to public events.</summary>
    public const string Subscriber = "subscriber";

    /// <summary>People of the bureau who take steps in a case.</summary>
    public static readonly string[] Staff =
        [IntakeOfficer, ReviewSecretary, CertificationOfficer, DecisionMaker, FundingOfficer, FundingApprover, MonitoringOfficer, Assessor];

    /// <summary>People of the bureau who look without taking steps in a case.</summary>
    public static readonly string[] Readers = [Administrator, Auditor];

    /// <summary>Every role there is.</summary>
    public static readonly string[] All = [Applicant, Member, Recommender, Expert, .. Staff, .. Readers, Subscriber];
}
