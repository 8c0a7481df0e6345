using Alliance.Statute;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Forms;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using BenchmarkDotNet.Attributes;

namespace Alliance.Benchmarks;

/// <summary>What the services ask of the law most often; figures in docs/statute.md.</summary>
[MemoryDiagnoser]
public class StatuteBenchmarks
{
    static readonly Policy Kunming = PolicyBook.Find("kunming-2016.1");
    static readonly WorkCalendar Calendar = WorkCalendar.StateCouncil;
    static readonly DateOnly Start = new(2025, 1, 21);
    static readonly ApplicationForm Form = Application();
    static readonly string Code = CreditCode.Complete("91530100MA6K0001");

    [Benchmark(Description = "a 7-day notice that rolls over Spring Festival")]
    public ReckonedPeriod RolledNotice() => Kunming.Notice.Reckon(Start, Calendar);

    [Benchmark(Description = "the same, explained in words")]
    public int Explained() => Kunming.Notice.Reckon(Start, Calendar).Steps.Count;

    [Benchmark(Description = "10 working days")]
    public ReckonedPeriod WorkingDays() => Kunming.Correction.Reckon(Start, Calendar);

    [Benchmark(Description = "judging one application, P0–P17")]
    public IReadOnlyList<Finding> Judge() => Conditions.Judge(Form, Kunming);

    [Benchmark(Description = "checking one credit code")]
    public FormattableString? CheckCode() => CreditCode.WhyNot(Code) ?? CreditCode.WhyDoubtful(Code);

    [Benchmark(Description = "a capital amount")]
    public string Capital() => Money.Capital(10_050_000);

    static ApplicationForm Application()
    {
        string[] codes = [.. Enumerable.Range(1, 8).Select(n => CreditCode.Complete($"91530100MA6K000{n}"))];
        return new()
        {
            CoreName = "钛材料",
            Kind = AllianceKind.Research,
            Members = [.. codes.Select((code, i) => new MemberUnit
            {
                Name = $"成员单位{i}", CreditCode = code, IsLead = i == 0, Kind = UnitKind.Enterprise, RegionCode = "530102",
                LegalRepresentative = "李四", Task = "任务",
                Signature = new() { Signatory = "李四", SignedOn = Start },
            })],
            Agreement = new()
            {
                Goals = "目标",
                LiableCreditCode = codes[0],
                ResultsOwnership = "归属",
                BenefitGuarantee = "保障",
                NoDisputeDeclared = true
            },
            Plan = new() { Direction = "方向", Principles = "原则", Targets = "目标", Tasks = "任务", Steps = "步骤", ExpectedResults = "结果" },
            Governance = new() { DecisionBody = "理事会", AdvisoryBody = "专家委员会", ExecutiveBody = "秘书处", Mechanism = "机制", FundRules = "制度" },
            Team = [.. codes.Select(code => new TeamMember { Name = "张三", Title = "研究员", UnitCreditCode = code })],
            Projects = [new() { Name = "产业化", UnitCreditCode = codes[0] }],
            Achievements = [.. Enumerable.Range(0, 12)
                .Select(n => new Achievement { Number = $"ZL20191012345{n}.7", Title = "专利", OwnerCreditCode = codes[n % 8] })],
        };
    }
}
