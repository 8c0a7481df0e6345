using Alliance.Statute.Eligibility;
using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications;

/// <summary>The words of the form; each is the key of its translation.</summary>
public static class Naming
{
    /// <summary>联盟类型.</summary>
    public static string Of(AllianceKind kind) => kind switch
    {
        AllianceKind.Research => "研发合作联盟",
        AllianceKind.IndustryChain => "产业链合作联盟",
        AllianceKind.Market => "市场合作联盟",
        AllianceKind.InnovationPlatform => "建设创新平台的联盟",
        AllianceKind.InnovationService => "提供创新服务的联盟",
        _ => "未选择",
    };

    /// <summary>核对结论.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Met => "符合",
        Verdict.NotMet => "不符合",
        _ => "需人工判断",
    };

    /// <summary>单位性质.</summary>
    public static string Of(UnitKind kind) => kind switch
    {
        UnitKind.Enterprise => "企业",
        UnitKind.University => "高校",
        UnitKind.ResearchInstitute => "科研院所",
        UnitKind.IndustryAssociation => "行业团体",
        UnitKind.MedicalInstitution => "医疗机构",
        UnitKind.Other => "其他",
        _ => "未选择",
    };

    /// <summary>成果类别.</summary>
    public static string Of(AchievementKind kind) => kind switch
    {
        AchievementKind.IntellectualProperty => "知识产权",
        AchievementKind.TechnicalStandard => "技术标准",
        _ => "科技成果",
    };

    /// <summary>附件类别.</summary>
    public static string Of(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Recommendation => "推荐公函",
        AttachmentKind.Agreement => "联盟协议或章程",
        AttachmentKind.Certificate => "营业执照或法人证书",
        _ => "证明材料",
    };
}
