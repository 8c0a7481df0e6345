using System.Globalization;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Forms;
using Alliance.Statute.Operation;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Statute.Tests.Eligibility;

public sealed class ConditionTests
{
    static readonly Policy Kunming = PolicyBook.Find("kunming-2016.1");

    [Fact, Article("8", "10")]
    public void A_complete_application_meets_all_but_what_a_person_must_judge()
    {
        var findings = Conditions.Judge(Forms.Complete(), Kunming);

        Assert.Equal(Conditions.Codes, findings.Select(f => f.Code));
        Assert.Equal(["P3", "P14"], findings.Where(f => f.Verdict == Verdict.NeedsPerson).Select(f => f.Code));
        Assert.DoesNotContain(findings, f => f.Verdict == Verdict.NotMet);
        Assert.All(findings, f => Assert.StartsWith("Art. 8", f.Article, StringComparison.Ordinal));
    }

    [Fact, Article("8", "10")]
    public void An_empty_application_meets_none()
        => Assert.All(Conditions.Judge(new ApplicationForm(), Kunming).Where(f => f.Code != "P3"),
            f => Assert.Equal(Verdict.NotMet, f.Verdict));

    public static TheoryData<string, Verdict, string, Func<ApplicationForm, ApplicationForm>> Cases => new()
    {
        { "P0", Verdict.NotMet, "没有指明牵头单位", f => f.With(0, m => m with { IsLead = false }) },
        { "P0", Verdict.NotMet, "只能有一个牵头单位，现有 2 个", f => f.With(1, m => m with { IsLead = true }) },
        { "P0", Verdict.NotMet, "（530300）不在昆明市行政区域内", f => f.With(0, m => m with { RegionCode = "530300" }) },
        { "P0", Verdict.NotMet, "请填写牵头单位注册地的行政区划代码", f => f.With(0, m => m with { RegionCode = "" }) },
        { "P0", Verdict.NeedsPerson, "校验码不符",
            f => f.With(0, m => m with { CreditCode = m.CreditCode[..17] + (m.CreditCode[17] == '0' ? '1' : '0') }) },
        { "P0", Verdict.NotMet, "个体工商户", f => f.With(0, m => m with { CreditCode = CreditCode.Complete("92530100MA6K0001") }) },
        { "P0", Verdict.NeedsPerson, "似为分支机构", f => f.With(0, m => m with { Name = "某公司昆明分公司" }) },
        { "P0", Verdict.Met, "独立法人单位", f => f.With(3, m => m with { RegionCode = "440300" }) },
        { "P1", Verdict.NotMet, "成员单位 3 家，少于 4 家", f => f with { Members = [.. f.Members.Take(3)] } },
        { "P1", Verdict.NotMet, "1 家代码重复只计一次", f => f.With(3, m => m with { CreditCode = Forms.University }) },
        { "P1", Verdict.NotMet, "1 家代码无效未计入", f => f.With(3, m => m with { CreditCode = "12345" }) },
        { "P1", Verdict.NeedsPerson, "校验码不符",
            f => f.With(3, m => m with { CreditCode = m.CreditCode[..17] + (m.CreditCode[17] == '0' ? '1' : '0') }) },
        { "P2", Verdict.NotMet, "成员单位中企业 1 家，少于 2 家", f => f.With(1, m => m with { Kind = UnitKind.Other }) },
        { "P2", Verdict.NeedsPerson, "不是市场监管部门登记", f => f.With(1, m => m with { CreditCode = CreditCode.Complete("1253000043120003") }) },
        { "P4", Verdict.NotMet, "尚未签署联盟协议：云南丙大学", f => f.With(2, m => m with { Signature = null }) },
        { "P4", Verdict.NotMet, "尚未签署联盟协议：云南丙大学", f => f.With(2, m => m with { Signature = m.Signature! with { SignedOn = null } }) },
        { "P4", Verdict.NotMet, "由代理人签署：云南丙大学",
            f => f.With(2, m => m with { Signature = m.Signature! with { Signatory = "王五", ByProxy = true } }) },
        { "P4", Verdict.NeedsPerson, "姓名不一致", f => f.With(2, m => m with { Signature = m.Signature! with { Signatory = "王五" } }) },
        { "P6", Verdict.NotMet, "没有填写技术创新目标", f => f with { Agreement = f.Agreement with { Goals = " " } } },
        { "P7", Verdict.NotMet, "没有任务分工：云南丁研究院", f => f.With(3, m => m with { Task = "" }) },
        { "P8", Verdict.NotMet, "应为牵头单位", f => f with { Agreement = f.Agreement with { LiableCreditCode = Forms.Second } } },
        { "P9", Verdict.NotMet, "发展规划及实施方案缺少：工作原则、预期结果", f => f with { Plan = f.Plan with { Principles = "", ExpectedResults = "" } } },
        { "P10", Verdict.NotMet, "组织机构和机制缺少：咨询机构", f => f with { Governance = f.Governance with { AdvisoryBody = "" } } },
        { "P11", Verdict.NotMet, "没有填写内部经费管理制度", f => f with { Governance = f.Governance with { FundRules = "" } } },
        { "P12", Verdict.NotMet, "没有填写利益保障机制", f => f with { Agreement = f.Agreement with { BenefitGuarantee = "" } } },
        { "P13", Verdict.NotMet, "没有填写成果和知识产权归属", f => f with { Agreement = f.Agreement with { ResultsOwnership = "" } } },
        { "P14", Verdict.NotMet, "没有作出无法律争议声明", f => f with { Agreement = f.Agreement with { NoDisputeDeclared = false } } },
        { "P15", Verdict.NotMet, "没有填报研发团队", f => f with { Team = [] } },
        { "P15", Verdict.NotMet, "均不属成员单位", f => f with { Team = [new() { Name = "赵六", UnitCreditCode = "x" }] } },
        { "P15", Verdict.NeedsPerson, "2 人中 1 人不属成员单位", f => f with { Team = [.. f.Team, new() { Name = "赵六", UnitCreditCode = "x" }] } },
        { "P16", Verdict.NotMet, "产业化项目 0 项，少于 1 项", f => f with { Projects = [] } },
        { "P16", Verdict.NotMet, "产业化项目 0 项，少于 1 项", f => f with { Projects = [new() { Name = "别家的项目", UnitCreditCode = "x" }] } },
        { "P16", Verdict.Met, "不要求产业化项目", f => f with { Projects = [], Kind = AllianceKind.InnovationPlatform } },
        { "P16", Verdict.Met, "不要求产业化项目", f => f with { Projects = [], Kind = AllianceKind.InnovationService } },
        { "P17", Verdict.NotMet, "3 项，少于 4 项", f => f with { Achievements = [.. f.Achievements.Take(3)] } },
        { "P17", Verdict.NotMet, "重复 1 项", f => f
            with { Achievements = [.. f.Achievements.Take(3), Forms.Right(AchievementKind.IntellectualProperty, "zl 2019 1 0123456．7")] } },
        { "P17", Verdict.NotMet, "权利人不是成员单位 1 项",
            f => f with { Achievements = [.. f.Achievements.Take(3), Forms.Right(AchievementKind.ResearchResult, "X1", "x")] } },
        { "P17", Verdict.NotMet, "无编号 1 项",
            f => f with { Achievements = [.. f.Achievements.Take(3), Forms.Right(AchievementKind.ResearchResult, " ")] } },
    };

    [Theory, MemberData(nameof(Cases)), Article("8", "8(1)", "8(2)", "8(3)", "16")]
    public void A_condition_is_judged_with_its_reason(
        string code, Verdict verdict, string sentence, Func<ApplicationForm, ApplicationForm> change)
    {
        var finding = Conditions.Judge(change(Forms.Complete()), Kunming).Single(f => f.Code == code);

        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(sentence, finding.Sentence.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory, Article("8(2)")]
    [InlineData("2099-01-01", Verdict.NotMet)]
    [InlineData("2024-03-05", Verdict.NotMet)]
    [InlineData("2024-03-04", Verdict.Met)]
    [InlineData("1900-01-01", Verdict.NeedsPerson)]
    public void A_signature_is_of_a_day_that_has_come_and_on_which_the_unit_existed(string signedOn, Verdict verdict)
    {
        var form = Forms.Complete().With(2, m => m with
        {
            FoundedOn = new(2001, 1, 1),
            Signature = m.Signature! with { SignedOn = DateOnly.Parse(signedOn, CultureInfo.InvariantCulture) },
        });
        Assert.Equal(verdict, Conditions.Judge(form, Kunming, on: new(2024, 3, 4)).Single(f => f.Code == "P4").Verdict);
    }

    [Fact, Article("8(3)")]
    public void The_exemption_of_platforms_reaches_no_other_condition()
    {
        var empty = new ApplicationForm { Kind = AllianceKind.InnovationPlatform };
        Assert.Equal(["P16"], Conditions.Judge(empty, Kunming).Where(f => f.Verdict == Verdict.Met).Select(f => f.Code));
    }

    [Fact, Article("8(2)")]
    public void A_proxy_signs_where_the_policy_accepts_one()
    {
        var form = Forms.Complete().With(2, m => m with { Signature = m.Signature! with { Signatory = "王五", ByProxy = true } });
        var policy = new Policy(Kunming.Document with { AcceptsProxySignature = true });
        Assert.Equal(Verdict.Met, Conditions.Judge(form, policy).Single(f => f.Code == "P4").Verdict);
    }

    [Fact, Article("15")]
    public void A_member_that_leaves_gives_a_warning_when_the_numbers_fall_short()
    {
        var changed = Forms.Complete() with { Members = [.. Forms.Complete().Members.Skip(1)] };

        Assert.Equal(["P1", "P2"], ChangeFilings.Warnings(ChangeKind.Members, changed, Kunming).Select(f => f.Code));
        Assert.Equal(["P0", "P1", "P2"], ChangeFilings.Warnings(ChangeKind.Lead, changed, Kunming).Select(f => f.Code));
        Assert.Empty(ChangeFilings.Warnings(ChangeKind.TechnicalRoute, changed, Kunming));
    }

    [Fact, Article("15")]
    public void A_lead_that_is_registered_elsewhere_gives_a_warning_when_it_takes_over()
    {
        var members = Forms.Complete().Members.Select(unit => (unit.Name, unit.CreditCode)).ToList();
        var elsewhere = ("曲靖单位", CreditCode.Complete("91530302MA6NKX01"));

        Assert.Empty(ChangeFilings.Warnings(ChangeKind.Lead, ChangeFilings.Changed(members, members[0].CreditCode), Kunming));
        Assert.Equal(["P0"], ChangeFilings.Warnings(ChangeKind.Lead,
            ChangeFilings.Changed([.. members, elsewhere], elsewhere.Item2), Kunming).Select(f => f.Code));
    }

    [Fact, Article("5", "13")]
    public void Priority_breaks_ties_and_never_changes_a_score()
    {
        (string Name, decimal Score, bool Recognised)[] items = [("甲", 80, false), ("乙", 80, true), ("丙", 81, false)];
        Assert.Equal(["丙", "乙", "甲"], Priority.Order(items, i => i.Score, i => i.Recognised).Select(i => i.Name));
    }

    [Fact, Article("9")]
    public void Only_the_lead_files_and_only_within_the_window()
    {
        var opens = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.FromHours(8));
        var window = new CallWindow(opens, opens.AddDays(30));

        Assert.NotNull(window.WhyNot(opens.AddTicks(-1)));
        Assert.Null(window.WhyNot(opens));
        Assert.Null(window.WhyNot(opens.AddDays(30).AddTicks(-1)));
        Assert.NotNull(window.WhyNot(opens.AddDays(30)));
        Assert.Null(CallWindow.WhyNotFiledBy(Forms.Lead, Forms.Complete()));
        Assert.NotNull(CallWindow.WhyNotFiledBy(Forms.Second, Forms.Complete()));
    }

    [Fact, Article("17")]
    public void Nobody_is_revoked_unheard_and_the_open_ground_needs_a_legal_review()
    {
        Assert.NotNull(Revocation.WhyNot(RevocationGround.Fraud, heard: false, "理由", legallyReviewed: true));
        Assert.NotNull(Revocation.WhyNot(RevocationGround.Fraud, heard: true, " ", legallyReviewed: true));
        Assert.Null(Revocation.WhyNot(RevocationGround.ReportNotOnTime, heard: true, "理由", legallyReviewed: false));
        Assert.NotNull(Revocation.WhyNot(RevocationGround.Other, heard: true, "理由", legallyReviewed: false));
        Assert.True(Revocation.MayReachBack(RevocationGround.Fraud));
        Assert.False(Revocation.MayReachBack(RevocationGround.ReportNotOnTime));
        Assert.True(Revocation.OpensCase(1, Kunming));
        Assert.False(Revocation.OpensCase(0, Kunming));
    }

    [Fact, Article("2", "8(1)")]
    public void Every_kind_of_unit_may_be_a_member()
        => Assert.All(Enum.GetValues<UnitKind>(),
            kind => Assert.Equal(Verdict.Met, Conditions.Judge(Forms.Complete().With(3, m => m with { Kind = kind }), Kunming)
                .Single(f => f.Code == "P1").Verdict));
}
