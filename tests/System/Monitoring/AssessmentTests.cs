using System.Net;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>考核 in two hands (Art. 14): what members say by themselves, a visit, the proposed result, the lead unit's statement, and another
/// person who concludes or returns.</summary>
[Collection(nameof(RunsForYears))]
public sealed class AssessmentTests(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye8", Assessor = "kaohe", Second = "juzhang";

    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");

    readonly Commands _commands = new(system);
    readonly Guid _alliance = Guid.CreateVersion7();

    string Path => $"/monitoring/api/alliances/{_alliance}/assessments/1";

    [Fact]
    public async Task A_result_is_proposed_stated_upon_returned_proposed_anew_and_concluded_by_another_person()
    {
        await Opened();
        Assert.Equal(HttpStatusCode.NotFound, (await Get(Lead)).Status);
        var proposed = (await Propose(50)).Must();
        Assert.Equal((false, "不合格", false), (proposed.GetProperty("passed").GetBoolean(), proposed.GetProperty("grade").GetString(),
            proposed.GetProperty("concluded").GetBoolean()));

        // The lead unit sees it with its day; nobody concludes before.
        Assert.Equal(HttpStatusCode.Conflict, (await Conclude(Second, true)).Status);
        Assert.Equal("不合格", (await Get(Lead)).Must().GetProperty("proposals")[0].GetProperty("proposal").GetProperty("grade").GetString());
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("考核结果告知"));
        (await State("研发投入漏计一台设备，请核实。")).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await State("再次陈述")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Conclude(Assessor, true)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Conclude(Second, false)).Status);
        (await Conclude(Second, false, "请核实陈述所说的设备。")).Must();

        // Experts are heard before it is proposed anew; the lead unit reads what they said with the result.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Heard("[null]")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await Heard("""[{"name":"沈一\u0000帆","unit":"某研究院","score":72}]""")).Status);
        (await Heard("""[{"name":"沈一帆","unit":"某研究院","score":72},{"name":"蒋雯","unit":"某大学","opinion":"建议合格"}]""")).Must();
        (await Propose(70)).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await Heard("""[{"name":"蒋雯","unit":"某大学","opinion":"建议合格"}]""")).Status);
        var panel = (await Get(Lead)).Must().GetProperty("panels")[0];
        Assert.Equal(("建议合格", 2, 72m), (panel.GetProperty("opinion").GetString(), panel.GetProperty("experts").GetArrayLength(),
            panel.GetProperty("mean").GetDecimal()));
        Assert.True((await (await system.SignedIn(Lead)).Http.GetAsync(new Uri(
            $"{Path}/files/{panel.GetProperty("documentId").GetGuid()}", UriKind.Relative))).IsSuccessStatusCode);
        (await State("无意见")).Must();
        var concluded = (await Conclude(Second, true)).Must();
        Assert.True(concluded.GetProperty("passed").GetBoolean());

        var read = (await Get(Lead)).Must();
        Assert.Equal(("合格", 2), (read.GetProperty("grade").GetString(), read.GetProperty("proposals").GetArrayLength()));
        Assert.Contains("考核结果通知书", read.GetProperty("deliveries").EnumerateArray().Select(one => one.GetProperty("title").GetString()));
        await system.EveryLetterOpens(Lead, _alliance);
    }

    [Fact]
    public async Task Without_a_statement_its_time_passes_and_the_second_person_is_told()
    {
        await Opened();
        var due = DateOnly.Parse((await Propose(80)).Must().GetProperty("statementDueOn").GetString()!,
            System.Globalization.CultureInfo.InvariantCulture);
        await system.Clock.MoveTo(BeijingTime.StartOf(due.AddDays(1)));

        await system.Eventually(async () => (await system.LettersAbout(Second, _alliance)).Contains("陈述期限届满，考核结果等待复核"));
        Assert.Contains("assessment-confirmation", await Waits(Second));
        Assert.DoesNotContain("assessment-confirmation", await Waits(Assessor));
        Assert.Equal(HttpStatusCode.Conflict, (await State("迟到的意见")).Status);
        (await Conclude(Second, true)).Must();
    }

    [Fact]
    public async Task Each_member_unit_answers_by_itself_unseen_by_the_lead_and_what_differs_is_found()
    {
        await Opened();
        var assessment = (await Get(Assessor)).Must();
        var id = assessment.GetProperty("assessmentId").GetGuid();
        var member = TestApplicants.Accounts.First(a => a.Unit!.CreditCode
            == assessment.GetProperty("questionnaires")[0].GetProperty("unitCreditCode").GetString()).Account;
        await system.Eventually(async () => (await system.LettersAbout(member, _alliance)).Contains("请填写联盟运行问卷"));
        Assert.Contains("questionnaire", await Waits(member));
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn(Lead)).Get($"/monitoring/api/questionnaires/{id}")).Status);

        (await (await system.SignedIn(member)).Put($"/monitoring/api/questionnaires/{id}", new
        {
            takesPart = true,
            rdInvestmentFen = 900_000_000L,
            jointProjects = 1,
            meetings = 90,
            grantReceivedFen = 0,
            benefitSharing = "Unfulfilled",
            satisfaction = 2,
            remarks = "没有分享收益",
        })).Must();
        Assert.DoesNotContain("questionnaire", await Waits(member));
        var found = (await Get(Assessor)).Must().GetProperty("differences").EnumerateArray().Select(d => d.GetString()!).ToList();
        Assert.Contains(found, d => d.StartsWith("研发投入", StringComparison.Ordinal));
        Assert.Contains(found, d => d.StartsWith("会议和活动", StringComparison.Ordinal));

        (await Propose(80)).Must();
        var read = (await Get(Lead)).Must();
        Assert.Equal((0, 0), (read.GetProperty("questionnaires").GetArrayLength(), read.GetProperty("differences").GetArrayLength()));
        Assert.Equal(HttpStatusCode.Conflict, (await (await system.SignedIn(member)).Put($"/monitoring/api/questionnaires/{id}",
            new { })).Status);
    }

    [Fact]
    public async Task In_their_pages_a_member_answers_the_assessor_visits_and_proposes_the_lead_states_and_another_concludes()
    {
        await Opened();
        var owed = new List<string>();
        var assessment = (await Get(Assessor)).Must();
        var member = TestApplicants.Accounts.First(a => a.Unit!.CreditCode
            == assessment.GetProperty("questionnaires")[0].GetProperty("unitCreditCode").GetString()).Account;
        var page = await system.Browser.SignedIn(member);
        await page.GotoAsync($"/monitoring/questionnaires/{assessment.GetProperty("assessmentId").GetGuid()}");
        await page.Locator("input[name='Input.TakesPart'][value=true]").CheckAsync();
        foreach (var field in (string[])["RdInvestmentFen", "JointProjects", "Meetings", "GrantReceivedFen"])
            await page.FillAsync($"[name='Input.{field}']", "900");
        await page.Locator("input[name='Input.BenefitSharing'][value=Fulfilled]").CheckAsync();
        await page.Locator("input[name='Input.Satisfaction'][value='4']").CheckAsync();
        owed.AddRange(await page.Owes("a questionnaire of a member unit"));
        await page.Picture("a questionnaire of a member unit", PageDuties.Wide);
        await page.Locator("#form-questionnaire button[type=submit]").ClickAsync();
        await page.Reached(address => address.Contains("done=answered", StringComparison.Ordinal));

        var assessor = await system.Browser.SignedIn(Assessor);
        var address = $"/monitoring/alliances/{_alliance}/assessments/1";
        await assessor.GotoAsync(address);
        await assessor.GetByText("登记现场考察").First.ClickAsync();
        await assessor.FillAsync("[name='Visiting.VisitedOn']", $"{BeijingTime.DayOf(await system.Clock.Now()):yyyy-MM-dd}");
        await assessor.FillAsync("[name='Visiting.Participants']", "沈一帆、蒋雯");
        await assessor.FillAsync("[name='Visiting.Findings']", "中试线已建成");
        await assessor.Locator("#form-visit input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "考察记录.pdf", MimeType = "application/pdf", Buffer = Pdf });
        await assessor.Locator("#form-visit button[type=submit]").ClickAsync();
        await assessor.Reached(to => to.Contains("done=visited", StringComparison.Ordinal));
        for (var i = 0; i < Policy.Indicators.Count; i++)
        {
            await assessor.FillAsync($"[name='Input.Scores[{i}].Score']", "80");
            await assessor.FillAsync($"[name='Input.Scores[{i}].Reason']", "现场核实");
        }
        await assessor.FillAsync("[name='Input.Opinion']", "完成合同书指标。");
        await assessor.Picture("an assessment in preparation", PageDuties.Wide);
        owed.AddRange(await assessor.Owes("an assessment in preparation"));
        await assessor.Locator("#form-assess button[type=submit]").Last.ClickAsync();
        await assessor.Confirm();
        await assessor.Reached(to => to.Contains("done=proposed", StringComparison.Ordinal));

        var lead = await system.Browser.SignedIn(Lead);
        await lead.GotoAsync(address);
        await lead.Picture("a proposed result for the lead unit", PageDuties.Wide);
        owed.AddRange(await lead.Owes("a proposed result for the lead unit"));
        await lead.FillAsync("[name='Stating.Statement']", "无意见");
        await lead.Locator("#form-state button[type=submit]").ClickAsync();
        await lead.Reached(to => to.Contains("done=stated", StringComparison.Ordinal));

        var second = await system.Browser.SignedIn(Second);
        await second.GotoAsync(address);
        await second.Picture("a result for the second person", PageDuties.Wide);
        owed.AddRange(await second.Owes("a result for the second person"));
        await second.Locator("#form-conclude input[value=true]").CheckAsync();
        await second.Locator("#form-conclude button[type=submit]").ClickAsync();
        await second.Confirm();
        await second.Reached(to => to.Contains("done=concluded", StringComparison.Ordinal));
        Assert.True(owed.Count == 0, string.Join('\n', owed));
    }

    static byte[] Pdf => "%PDF-1.4\n%%EOF"u8.ToArray();

    async Task Opened()
    {
        await system.Clock.BeforeReportDay();
        var today = BeijingTime.DayOf(await system.Clock.Now());
        var (startsOn, endsOn) = Cycles.Of(today, 1, Policy.CycleMonths);
        await _commands.Send(new StartOperatingCycle(_alliance, Commands.ApplicationOf(Lead, Road.NewName()), 1, today, startsOn, endsOn));
        await _commands.Answered("monitoring", _alliance, "StartOperatingCycle");
        var officer = await system.SignedIn("jiance");
        (await officer.Put($"/monitoring/api/alliances/{_alliance}/contract", new
        {
            targets = Policy.Indicators.Select(i =>
                new { indicatorId = i.Id, name = i.Name, unit = i.Unit, baseline = 1, firstYear = 20, secondYear = 30, weight = i.Weight }),
        })).Must();
        (await (await system.SignedIn(Lead)).Post($"/monitoring/api/alliances/{_alliance}/contract/sign")).Must();
        (await (await system.SignedIn(Lead)).Post($"/monitoring/api/alliances/{_alliance}/reports/{today.Year}", new
        {
            work = "联合攻关三项",
            achievements = "授权专利两件",
            problems = "无",
            plans = "扩大中试",
            progress = "onPlan",
            indicators = Policy.Indicators.Select(i => new { indicatorId = i.Id, actual = 20 }),
            rdInvestmentFen = 350_000_000,
            spending = Array.Empty<object>(),
            selfInspection = "已按协议自查",
            changes = Array.Empty<object>(),
        })).Must();
        await _commands.Send(new OpenAssessment(_alliance, 1));
        await _commands.Answered("monitoring", _alliance, "OpenAssessment");
    }

    async Task<Answer> Propose(decimal score) => await (await system.SignedIn(Assessor)).Post($"{Path}/propose", new
    {
        scores = Policy.Indicators.Select(i => new { indicatorId = i.Id, score, reason = "现场核实" }),
        opinion = "对照合同书和年度科技报告考核。",
    });

    async Task<Answer> Heard(string experts) => await (await system.SignedIn(Assessor)).Upload($"{Path}/panels", "会议记录.pdf", Pdf,
        new Dictionary<string, string>
        {
            ["metOn"] = $"{BeijingTime.DayOf(await system.Clock.Now()):yyyy-MM-dd}",
            ["experts"] = experts,
            ["opinion"] = "建议合格",
        });

    async Task<Answer> State(string statement) => await (await system.SignedIn(Lead)).Upload($"{Path}/statement", "意见.pdf", Pdf,
        new Dictionary<string, string> { ["statement"] = statement });

    async Task<Answer> Conclude(string account, bool agreed, string? why = null)
        => await (await system.SignedIn(account)).Post($"{Path}/{(agreed ? "conclude" : "return")}", agreed ? null : new { why });

    async Task<Answer> Get(string account) => await (await system.SignedIn(account)).Get(Path);

    async Task<IReadOnlyList<string>> Waits(string account)
        => [.. (await system.AllPages(account, "/monitoring/api/tasks?")).Where(item => item.GetProperty("caseId").GetGuid() == _alliance)
            .Select(item => item.GetProperty("kind").GetString()!)];

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
