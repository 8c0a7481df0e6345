using System.Text.Json.Serialization;
using Alliance.Statute.Text;

namespace Alliance.Statute.Forms;

/// <summary>
/// The 申报书 as a lead unit fills it in. A draft may leave anything empty; the conditions of Art. 8 say what is missing.
/// This is also the <c>application</c> part of a sample package and of the JSON API.
/// </summary>
public sealed record ApplicationForm
{
    /// <summary>The ×× of 昆明××产业技术创新战略联盟 (Art. 11), for example 钛材料.</summary>
    public string CoreName { get; init; } = "";

    /// <summary>联盟类型. Platform and service alliances need no industrialisation project (Art. 8-3).</summary>
    public AllianceKind Kind { get; init; }

    /// <summary>所属“188”重点产业 (Art. 4), one of the policy's list.</summary>
    public string KeyIndustry { get; init; } = "";

    /// <summary>国民经济行业代码 GB/T 4754-2017, for example 3252.</summary>
    public string IndustryCode { get; init; } = "";

    /// <summary>联系人 of the lead unit.</summary>
    public Contact Contact { get; init; } = new();

    /// <summary>All member units, the lead unit among them (Art. 8-1).</summary>
    public IReadOnlyList<MemberUnit> Members { get; init; } = [];

    /// <summary>The unit that a credit code means, as people name it; a code that no member bears is all there is to say.</summary>
    public string UnitName(string creditCode)
        => Members.FirstOrDefault(member => creditCode.Length > 0 && member.CreditCode == creditCode)?.Name ?? creditCode;

    /// <summary>联盟协议 (Art. 8-2).</summary>
    public Agreement Agreement { get; init; } = new();

    /// <summary>发展规划及实施方案 (Art. 8-2).</summary>
    public Plan Plan { get; init; } = new();

    /// <summary>组织机构与机制 (Art. 8-2).</summary>
    public Governance Governance { get; init; } = new();

    /// <summary>研发团队 (Art. 8-3).</summary>
    public IReadOnlyList<TeamMember> Team { get; init; } = [];

    /// <summary>产业化项目 (Art. 8-3).</summary>
    public IReadOnlyList<IndustrialProject> Projects { get; init; } = [];

    /// <summary>知识产权、技术标准和科技成果 (Art. 8-3).</summary>
    public IReadOnlyList<Achievement> Achievements { get; init; } = [];

    /// <summary>The lead unit among the members, or null while none or more than one is marked.</summary>
    [JsonIgnore]
    public MemberUnit? Lead => Members.Count(m => m.IsLead) == 1 ? Members.First(m => m.IsLead) : null;
}

/// <summary>联盟类型.</summary>
[RestsOn("2")]
public enum AllianceKind
{
    /// <summary>Not chosen yet.</summary>
    Unspecified,
    /// <summary>研发合作.</summary>
    Research,
    /// <summary>产业链合作.</summary>
    IndustryChain,
    /// <summary>市场合作.</summary>
    Market,
    /// <summary>建设创新平台; exempt from the project condition.</summary>
    InnovationPlatform,
    /// <summary>提供创新服务; exempt from the project condition.</summary>
    InnovationService,
}

/// <summary>单位性质 (Art. 2).</summary>
[RestsOn("2")]
public enum UnitKind
{
    /// <summary>Not chosen yet.</summary>
    Unspecified,
    /// <summary>企业.</summary>
    Enterprise,
    /// <summary>高校.</summary>
    University,
    /// <summary>科研院所.</summary>
    ResearchInstitute,
    /// <summary>行业团体.</summary>
    IndustryAssociation,
    /// <summary>医疗机构.</summary>
    MedicalInstitution,
    /// <summary>其他, with an explanation.</summary>
    Other,
}

/// <summary>联系人. Personal data: shown to the lead unit and to officers only.</summary>
public sealed record Contact
{
    /// <summary>姓名.</summary>
    public string Name { get; init; } = "";
    /// <summary>部门职务.</summary>
    public string Position { get; init; } = "";
    /// <summary>电话.</summary>
    public string Phone { get; init; } = "";
}

/// <summary>成员单位.</summary>
public sealed record MemberUnit
{
    /// <summary>单位名称.</summary>
    public string Name { get; init; } = "";
    /// <summary>统一社会信用代码, GB 32100-2015.</summary>
    public string CreditCode { get; init; } = "";
    /// <summary>True for the one 牵头单位.</summary>
    public bool IsLead { get; init; }
    /// <summary>单位性质.</summary>
    public UnitKind Kind { get; init; }
    /// <summary>Which kind, where <see cref="Kind"/> is 其他.</summary>
    public string KindNote { get; init; } = "";
    /// <summary>注册地址.</summary>
    public string Address { get; init; } = "";
    /// <summary>行政区划代码, six digits; the lead unit's must lie in the policy's region (Art. 8).</summary>
    public string RegionCode { get; init; } = "";
    /// <summary>注册资金, fen.</summary>
    public long? RegisteredCapitalFen { get; init; }
    /// <summary>主要经营范围.</summary>
    [LongText] public string BusinessScope { get; init; } = "";
    /// <summary>成立时间.</summary>
    public DateOnly? FoundedOn { get; init; }
    /// <summary>法定代表人.</summary>
    public string LegalRepresentative { get; init; } = "";
    /// <summary>联系人.</summary>
    public Contact Contact { get; init; } = new();
    /// <summary>任务分工 (Art. 8-2).</summary>
    [LongText] public string Task { get; init; } = "";
    /// <summary>法定代表人签署 of the agreement, null while unsigned (Art. 8-2).</summary>
    public Signature? Signature { get; init; }
}

/// <summary>One unit's signature under the agreement (Art. 8-2).</summary>
public sealed record Signature
{
    /// <summary>Who signed.</summary>
    public string Signatory { get; init; } = "";
    /// <summary>When.</summary>
    public DateOnly? SignedOn { get; init; }
    /// <summary>True when an authorised person signed instead of the legal representative; accepted only where the policy accepts a
    /// proxy.</summary>
    public bool ByProxy { get; init; }
}

/// <summary>联盟协议 (Art. 8-2).</summary>
public sealed record Agreement
{
    /// <summary>技术创新目标.</summary>
    [LongText(20_000)] public string Goals { get; init; } = "";
    /// <summary>对外承担责任主体: the credit code of the unit that answers to third parties; must be the lead.</summary>
    public string LiableCreditCode { get; init; } = "";
    /// <summary>成果和知识产权归属.</summary>
    [LongText(20_000)] public string ResultsOwnership { get; init; } = "";
    /// <summary>利益保障机制.</summary>
    [LongText(20_000)] public string BenefitGuarantee { get; init; } = "";
    /// <summary>无法律争议声明.</summary>
    public bool NoDisputeDeclared { get; init; }
}

/// <summary>发展规划及实施方案: the six parts Art. 8-2 names.</summary>
public sealed record Plan
{
    /// <summary>产业链发展方向.</summary>
    [LongText(20_000)] public string Direction { get; init; } = "";
    /// <summary>工作原则.</summary>
    [LongText(20_000)] public string Principles { get; init; } = "";
    /// <summary>技术与产业目标.</summary>
    [LongText(20_000)] public string Targets { get; init; } = "";
    /// <summary>重点任务.</summary>
    [LongText(20_000)] public string Tasks { get; init; } = "";
    /// <summary>实施步骤与措施.</summary>
    [LongText(20_000)] public string Steps { get; init; } = "";
    /// <summary>预期结果.</summary>
    [LongText(20_000)] public string ExpectedResults { get; init; } = "";
}

/// <summary>组织机构与机制 (Art. 8-2).</summary>
public sealed record Governance
{
    /// <summary>决策机构.</summary>
    [LongText(20_000)] public string DecisionBody { get; init; } = "";
    /// <summary>咨询机构.</summary>
    [LongText(20_000)] public string AdvisoryBody { get; init; } = "";
    /// <summary>执行机构.</summary>
    [LongText(20_000)] public string ExecutiveBody { get; init; } = "";
    /// <summary>决策与执行机制.</summary>
    [LongText(20_000)] public string Mechanism { get; init; } = "";
    /// <summary>内部经费管理制度.</summary>
    [LongText(20_000)] public string FundRules { get; init; } = "";
}

/// <summary>One person of the 研发团队.</summary>
public sealed record TeamMember
{
    /// <summary>姓名.</summary>
    public string Name { get; init; } = "";
    /// <summary>职称.</summary>
    public string Title { get; init; } = "";
    /// <summary>专业.</summary>
    public string Field { get; init; } = "";
    /// <summary>Credit code of the member unit the person belongs to.</summary>
    public string UnitCreditCode { get; init; } = "";
}

/// <summary>产业化项目.</summary>
public sealed record IndustrialProject
{
    /// <summary>项目名称.</summary>
    public string Name { get; init; } = "";
    /// <summary>承担单位, by credit code.</summary>
    public string UnitCreditCode { get; init; } = "";
    /// <summary>起始.</summary>
    public DateOnly? StartedOn { get; init; }
    /// <summary>投资, fen.</summary>
    public long? InvestmentFen { get; init; }
    /// <summary>说明.</summary>
    [LongText] public string Summary { get; init; } = "";
}

/// <summary>What kind of achievement counts under Art. 8-3.</summary>
public enum AchievementKind
{
    /// <summary>知识产权.</summary>
    IntellectualProperty,
    /// <summary>技术标准.</summary>
    TechnicalStandard,
    /// <summary>科技成果.</summary>
    ResearchResult,
}

/// <summary>知识产权、技术标准或科技成果. The same right, by kind and number, is counted once.</summary>
public sealed record Achievement
{
    /// <summary>Which kind.</summary>
    public AchievementKind Kind { get; init; }
    /// <summary>证书号、标准号或登记号.</summary>
    public string Number { get; init; } = "";
    /// <summary>名称.</summary>
    public string Title { get; init; } = "";
    /// <summary>权利人, by credit code; must be a member.</summary>
    public string OwnerCreditCode { get; init; } = "";
}
