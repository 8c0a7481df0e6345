using Alliance.Core.Security;

namespace Alliance.Ui;

/// <summary>The roles as people call them.</summary>
public static class RoleText
{
    /// <summary>The Chinese word, which is the key of the translation; a role that is not ours stays as it is.</summary>
    public static string Of(string role) => role switch
    {
        Roles.Applicant => "牵头单位申报人",
        Roles.Member => "成员单位经办人",
        Roles.Recommender => "推荐单位经办人",
        Roles.Expert => "评审专家",
        Roles.IntakeOfficer => "受理人员",
        Roles.ReviewSecretary => "评审秘书",
        Roles.CertificationOfficer => "认定经办人",
        Roles.DecisionMaker => "局领导",
        Roles.FundingOfficer => "经费经办人",
        Roles.FundingApprover => "经费审批人",
        Roles.MonitoringOfficer => "监测人员",
        Roles.Assessor => "考核人员",
        Roles.Administrator => "系统管理员",
        Roles.Auditor => "审计人员",
        Roles.Subscriber => "订阅系统",
        _ => role,
    };
}
