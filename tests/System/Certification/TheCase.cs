using Alliance.Launcher;
using Alliance.Launcher.Demo;
using Alliance.Launcher.Running;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>An application of a sample package's content, brought through the real interfaces to where a test begins. Every test has its own, under a name of its own.</summary>
public sealed class TheCase
{
    static readonly Lazy<IReadOnlyList<Package>> Packages = new(() => PackageReader.Read(SourceTree.Samples).Packages);

    readonly RunningSystem system;

    TheCase(RunningSystem system, Guid applicationId, string name, string applicant, IReadOnlyList<string> memberCodes)
        => (this.system, ApplicationId, Name, Applicant, MemberCodes) = (system, applicationId, name, applicant, memberCodes);

    public Guid ApplicationId { get; }
    public string Name { get; }
    public string Applicant { get; }
    public IReadOnlyList<string> MemberCodes { get; }

    public string Review => $"/review/api/reviews/{ApplicationId}";
    public string Determination => $"/certification/api/determinations/{ApplicationId}";

    /// <summary>Submitted, formally passed, and open before the panel.</summary>
    public static async Task<TheCase> BeforeThePanel(RunningSystem system, string core)
    {
        var ct = TestContext.Current.CancellationToken;
        var package = Packages.Value.First(p => p.Id.Contains("titanium", StringComparison.Ordinal));
        package = package with { Application = package.Application with { CoreName = core } };
        var people = new People((await system.Alliance).PublicAddress, DemoAccounts.Password);
        var officer = await system.SignedIn("shouli");
        var now = await system.Clock.Now();
        var call = (await officer.Post("/intake/api/calls", new
        {
            year = now.Year,
            title = $"{now.Year} 年度联盟申报通知（{core}）",
            body = "按办法第九条组织申报。",
            opensAt = now.AddHours(-1),
            closesAt = now.AddDays(60),
        })).Must().GetProperty("callId").GetGuid();
        var scene = new Scene(package, 0, people, new StoryTime(now, (to, _) => Task.FromResult(to)), call);
        await scene.Draft(ct);
        (await Verbs.Find("submit")!.Do(scene, people[package.Applicant.Account], null, ct)).Must();
        (await Verbs.Find("pass-formal-review")!.Do(scene, people["shouli"], null, ct)).Must();
        var secretary = await system.SignedIn("pingshen");
        var here = new TheCase(system, scene.ApplicationId, scene.AllianceFullName, package.Applicant.Account, [.. package.Application.Members.Select(m => m.CreditCode)]);
        await system.Eventually(() => secretary.Get(here.Review), review => review.Ok);
        for (var i = 0; i < TheExperts.Pool.Count; i++) (await secretary.Post("/review/api/experts", TheExperts.Pool[i])).Must();
        return here;
    }

    /// <summary>The panel's opinion is on record and the case lies before the decision maker.</summary>
    public static async Task<TheCase> OnTheTable(RunningSystem system, string core, bool recommended = true)
    {
        var here = await BeforeThePanel(system, core);
        var secretary = await system.SignedIn("pingshen");
        (await secretary.Post($"{here.Review}/panel", new { experts = TheExperts.Three, leader = TheExperts.Three[0] })).Must();
        foreach (var account in TheExperts.Three)
        {
            var expert = await system.SignedIn(account);
            (await expert.Post($"{here.Review}/recusal", new { conflict = false, statement = "" })).Must();
            (await expert.Post($"{here.Review}/sheet", TheExperts.Sheet(recommended ? 2 : 8, recommended))).Must();
        }
        var leader = await system.SignedIn(TheExperts.Three[0]);
        (await leader.Post($"{here.Review}/opinion", new { recommended, opinion = recommended ? "推荐认定。" : "不推荐认定。" })).Must();
        var decisionMaker = await system.SignedIn("juzhang");
        await system.Eventually(() => decisionMaker.Get(here.Determination), determination => determination.Ok);
        return here;
    }

    /// <summary>The notice stands on the portal.</summary>
    public static async Task<(TheCase Case, Guid NoticeId)> Announced(RunningSystem system, string core)
    {
        var here = await OnTheTable(system, core);
        var decisionMaker = await system.SignedIn("juzhang");
        (await decisionMaker.Post($"{here.Determination}/propose", new { minutes = "局长办公会研究同意拟认定。" })).Must();
        return (here, await here.Notice());
    }

    /// <summary>The notice of this case, once it stands.</summary>
    public async Task<Guid> Notice()
    {
        var anybody = await system.Anybody();
        var notices = await system.Eventually(
            async () => (await anybody.Get("/certification/api/notices?current=true")).Must().EnumerateArray().Where(n => n.GetProperty("applicationId").GetGuid() == ApplicationId).ToList(),
            found => found.Count == 1);
        return notices[0].GetProperty("noticeId").GetGuid();
    }

    /// <summary>Where the case is.</summary>
    public async Task<string> State()
    {
        var administrator = await system.SignedIn("admin");
        return (await administrator.Get($"/workflows/api/cases/{ApplicationId}")).Must().GetProperty("state").GetString()!;
    }

    /// <summary>Waits until the case is there.</summary>
    public Task Reaches(string state) => system.Eventually(State, now => now == state, $"{Name} reaches {state}");
}

/// <summary>The experts of the tests.</summary>
static class TheExperts
{
    public static readonly IReadOnlyList<object> Pool =
    [
        new { account = "zhuanjia1", name = "赵明远", institution = "春城科技评估中心", institutionCreditCode = Statute.CreditCode.Complete("1253010240110021"), field = "材料科学" },
        new { account = "zhuanjia2", name = "钱思齐", institution = "滇池产业研究院", institutionCreditCode = Statute.CreditCode.Complete("1253010240110022"), field = "产业经济" },
        new { account = "zhuanjia3", name = "孙立群", institution = "彩云科技情报所", institutionCreditCode = Statute.CreditCode.Complete("1253010240110023"), field = "生物工程" },
        new { account = "zhuanjia4", name = "周建国", institution = "金马检测中心", institutionCreditCode = Statute.CreditCode.Complete("1253010240110024"), field = "机械工程" },
    ];

    public static readonly IReadOnlyList<string> Three = ["zhuanjia1", "zhuanjia2", "zhuanjia3"];

    /// <summary>A sheet that gives so many points less than the maximum for every criterion.</summary>
    public static object Sheet(int less, bool recommend = true) => new
    {
        conformity = Alliance.Review.Reviews.ExpertConditions.All.ToDictionary(c => c.Code, _ => recommend),
        scores = Statute.Policies.PolicyBook.Find("kunming-2016.1").ReviewCriteria.ToDictionary(c => c.Id, c => c.Max - less),
        recommend,
        opinion = recommend ? "目标明确，基础扎实。" : "创新目标不够明确。",
    };
}
