using Alliance.Statute.Forms;

namespace Alliance.Statute.Tests;

/// <summary>An application that meets every condition; tests take one thing away.</summary>
static class Forms
{
    public static readonly string Lead = CreditCode.Complete("91530100MA6K0001");
    public static readonly string Second = CreditCode.Complete("91530100MA6K0002");
    public static readonly string University = CreditCode.Complete("1253000043120001");
    public static readonly string Institute = CreditCode.Complete("1253000043120002");

    public static ApplicationForm Complete() => new()
    {
        CoreName = "钛材料",
        Kind = AllianceKind.Research,
        KeyIndustry = "钛材料",
        IndustryCode = "3239",
        Members =
        [
            Member("昆明甲钛业有限公司", Lead, UnitKind.Enterprise, isLead: true),
            Member("昆明乙新材料有限公司", Second, UnitKind.Enterprise),
            Member("云南丙大学", University, UnitKind.University),
            Member("云南丁研究院", Institute, UnitKind.ResearchInstitute),
        ],
        Agreement = new()
        {
            Goals = "目标",
            LiableCreditCode = Lead,
            ResultsOwnership = "归属",
            BenefitGuarantee = "保障",
            NoDisputeDeclared = true
        },
        Plan = new() { Direction = "方向", Principles = "原则", Targets = "目标", Tasks = "任务", Steps = "步骤", ExpectedResults = "结果" },
        Governance = new() { DecisionBody = "理事会", AdvisoryBody = "专家委员会", ExecutiveBody = "秘书处", Mechanism = "机制", FundRules = "制度" },
        Team = [new() { Name = "张三", Title = "研究员", Field = "冶金", UnitCreditCode = University }],
        Projects = [new() { Name = "钛带产业化", UnitCreditCode = Lead }],
        Achievements =
        [
            Right(AchievementKind.IntellectualProperty, "ZL201910123456.7"),
            Right(AchievementKind.IntellectualProperty, "ZL201910123457.1"),
            Right(AchievementKind.TechnicalStandard, "GB/T 3621-2022"), Right(AchievementKind.ResearchResult, "9532021Y0001"),
        ],
    };

    public static MemberUnit Member(string name, string code, UnitKind kind, bool isLead = false) => new()
    {
        Name = name,
        CreditCode = code,
        Kind = kind,
        IsLead = isLead,
        RegionCode = "530102",
        LegalRepresentative = "李四",
        Task = "任务",
        Signature = new() { Signatory = "李四", SignedOn = new DateOnly(2024, 3, 1) },
    };

    public static Achievement Right(AchievementKind kind, string number, string? owner = null)
        => new() { Kind = kind, Number = number, Title = number, OwnerCreditCode = owner ?? Lead };

    public static ApplicationForm With(this ApplicationForm form, int member, Func<MemberUnit, MemberUnit> change)
        => form with { Members = [.. form.Members.Select((m, i) => i == member ? change(m) : m)] };
}
