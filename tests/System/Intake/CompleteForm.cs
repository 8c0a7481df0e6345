using Alliance.Intake.Applications;
using Alliance.Local.Running;
using Alliance.Statute.Forms;

namespace Alliance.SystemTests.Intake;

static partial class Filing
{
    static readonly DemoUnit[] Units = [.. TestApplicants.Accounts.Select(a => a.Unit!)];

    /// <summary>The smallest file that is a PDF by its first bytes.</summary>
    public static readonly byte[] Pdf = "%PDF-1.4\n%%EOF"u8.ToArray();

    /// <summary>The attachments without which nothing can be submitted.</summary>
    public static IReadOnlyList<Attachment> Attached
        => [.. Attachment.Required
            .Select(kind => new Attachment(Guid.CreateVersion7(), kind, $"{kind}", $"{kind}.pdf", "application/pdf", 14, "", default))];

    /// <summary>A form that meets every condition of Art. 8, led by the unit of this account.</summary>
    public static ApplicationForm Complete(string account, string coreName = "钛材料")
    {
        var lead = TestApplicants.Accounts.Single(a => a.Account == account).Unit!;
        return new ApplicationForm
        {
            CoreName = coreName,
            Kind = AllianceKind.Research,
            KeyIndustry = "新材料",
            IndustryCode = "3252",
            Contact = new() { Name = "张晓梅", Position = "科技部", Phone = "13888012345" },
            Members = [Member(lead) with { IsLead = true }, .. Units.Where(u => u.CreditCode != lead.CreditCode).Take(3).Select(Member)],
            Agreement = new()
            {
                Goals = "突破制备技术",
                LiableCreditCode = lead.CreditCode,
                ResultsOwnership = "按贡献约定",
                BenefitGuarantee = "设立保障机制",
                NoDisputeDeclared = true
            },
            Plan = new()
            {
                Direction = "延伸产业链",
                Principles = "开放协同",
                Targets = "形成标准",
                Tasks = "工艺研究",
                Steps = "分三年实施",
                ExpectedResults = "建成示范线"
            },
            Governance = new()
            {
                DecisionBody = "理事会",
                AdvisoryBody = "专家委员会",
                ExecutiveBody = "秘书处",
                Mechanism = "理事会议事规则",
                FundRules = "单独核算"
            },
            Team = [new() { Name = "王工", Title = "高级工程师", Field = "材料", UnitCreditCode = lead.CreditCode }],
            Projects = [new() { Name = "板带生产线", UnitCreditCode = lead.CreditCode, StartedOn = new(2022, 3, 1),
                InvestmentFen = 80_000_000_00, Summary = "已投产" }],
            Achievements = [.. Enumerable.Range(1, 4)
                .Select(n => new Achievement { Number = $"ZL2020100000{n}", Title = $"轧制方法{n}", OwnerCreditCode = lead.CreditCode })],
        };
    }

    static MemberUnit Member(DemoUnit unit) => new()
    {
        Name = unit.Name,
        CreditCode = unit.CreditCode,
        Kind = UnitKind.Enterprise,
        Address = "昆明市五华区",
        RegionCode = "530102",
        LegalRepresentative = "李建国",
        Task = "工艺研究",
        Contact = new() { Name = "李娜", Phone = "13700000000" },
        Signature = new() { Signatory = "李建国", SignedOn = new(2024, 2, 1) },
    };
}
