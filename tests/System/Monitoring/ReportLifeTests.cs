using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>A year's report from the first word that several people write to the version that stays (Art. 14).</summary>
[Collection(nameof(RunsForYears))]
public sealed class ReportLifeTests(RunningSystem system) : IAsyncDisposable
{
    // Two people of the same unit.
    const string Lead = "qiye9";

    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");

    readonly Guid _alliance = Guid.CreateVersion7();
    readonly Commands _commands = new(system);
    int _year;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    string Path => $"/monitoring/api/alliances/{_alliance}/reports/{_year}";

    [Fact]
    public async Task What_four_authors_write_at_once_is_joined_and_where_two_change_one_field_the_later_one_is_told_by_whom()
    {
        await Operating();
        var lead = await system.SignedIn(Lead);
        object[] parts =
        [
            new { work = "联合攻关三项" }, new { problems = "无" }, new { fundManagement = "单独建账" },
            new { staff = new[] { new { title = "senior", count = 3 } } },
        ];
        foreach (var saved in await Task.WhenAll(parts.Select(part => Save(lead, 0, part)))) saved.Must();

        var draft = (await lead.Get(Path, Ct)).Must().GetProperty("draft");
        Assert.Equal(4, draft.GetProperty("version").GetInt32());
        var report = draft.GetProperty("report");
        Assert.Equal(("联合攻关三项", "无", "单独建账", 3), (report.GetProperty("work").GetString(), report.GetProperty("problems").GetString(),
            report.GetProperty("fundManagement").GetString(), report.GetProperty("staff")[0].GetProperty("count").GetInt32()));

        var late = await Save(lead, 0, new { work = "另一种写法" });

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("修改了“年度主要工作”", late.Sentence, StringComparison.Ordinal);
        // Nobody but the unit that writes it sees a draft.
        Assert.Equal(JsonValueKind.Null, (await (await system.SignedIn("jiance")).Get(Path, Ct)).Must().GetProperty("draft").ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, (await Save(await system.SignedIn("qiye1"), 0, new { work = "冒名" })).Status);
    }

    [Fact]
    public async Task A_returned_report_is_amended_as_a_version_and_stays_in_time_and_an_accepted_one_stays_as_it_is()
    {
        await Operating();
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn("jiance"));
        (await lead.Post(Path, Report("联合攻关三项"), Ct)).Must();
        var until = (await Today()).AddDays(10);

        Assert.Equal(HttpStatusCode.Forbidden, (await lead.Post($"{Path}/accept", new { version = 1 }, Ct)).Status);
        Assert.Contains("请写明须修改的内容", (await officer.Post($"{Path}/return", new { version = 1, until }, Ct)).Sentence,
            StringComparison.Ordinal);
        (await officer.Post($"{Path}/return", new { version = 1, reasons = "请说明专利归属", until }, Ct)).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post($"{Path}/accept", new { version = 1 }, Ct)).Status);
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("年度科技报告退回修改"));

        var amended = (await lead.Post(Path, Report("联合攻关三项，专利归成员共有"), Ct)).Must();
        Assert.Equal((2, false), (amended.GetProperty("version").GetInt32(), amended.GetProperty("late").GetBoolean()));
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post($"{Path}/accept", new { version = 1 }, Ct)).Status);
        (await officer.Post($"{Path}/accept", new { version = 2 }, Ct)).Must();

        var shown = (await lead.Get(Path, Ct)).Must();
        Assert.Equal("Accepted", shown.GetProperty("stage").GetString());
        var versions = shown.GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal([2, 1], versions.Select(v => v.GetProperty("version").GetInt32()));
        Assert.Equal("年度主要工作", versions[0].GetProperty("changed").EnumerateArray().Single().GetString());
        Assert.Equal("请说明专利归属", versions[1].GetProperty("returnedWhy").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await lead.Post(Path, Report("再改"), Ct)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Save(lead, null, new { work = "再改" })).Status);
        Assert.Equal(HttpStatusCode.Conflict,
            (await officer.Post($"{Path}/return", new { version = 2, reasons = "再改", until }, Ct)).Status);
        Assert.Contains((await system.AllPages("jiance", $"/monitoring/api/reports?state=Accepted&reportYear={_year}")),
            item => item.GetProperty("allianceId").GetGuid() == _alliance);
    }

    [Fact]
    public async Task A_file_is_seen_by_its_unit_until_it_is_filed_with_the_report_and_stays_then()
    {
        await Operating();
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn("jiance"));
        var file = (await lead.Upload($"{Path}/files", "年报附表.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string> { ["title"] = "附表" })).Must().GetProperty("fileId").GetGuid();
        var unwanted = (await lead.Upload($"{Path}/files", "旧.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(), new Dictionary<string, string>()))
            .Must().GetProperty("fileId").GetGuid();
        (await lead.Delete($"{Path}/files/{unwanted}")).Must();

        Assert.Empty((await officer.Get(Path, Ct)).Must().GetProperty("files").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get($"{Path}/files/{file}", Ct)).Status);
        (await lead.Post(Path, Report("联合攻关三项"), Ct)).Must();

        var filed = (await officer.Get(Path, Ct)).Must().GetProperty("files").EnumerateArray().Single();
        Assert.Equal((file, "附表", 1), (filed.GetProperty("documentId").GetGuid(), filed.GetProperty("title").GetString(),
            filed.GetProperty("version").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await lead.Delete($"{Path}/files/{file}")).Status);
        Assert.Equal(HttpStatusCode.Conflict,
            (await lead.Upload($"{Path}/files", "迟.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(), new Dictionary<string, string>())).Status);
    }

    [Fact]
    public async Task What_the_self_inspection_found_waits_until_it_was_put_right_and_a_list_is_gone_through_as_a_whole()
    {
        await Operating();
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn("jiance"));
        var item = Policy.SelfInspection[3];
        var until = (await Today()).AddDays(30);

        var refused = await lead.Post(Path, Inspected([new { item = item.Id, result = "finding" }]), Ct);
        Assert.Contains("请写明整改措施", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("请选择“按年度计划和实施方案开展工作”的自检自查结果", refused.Sentence, StringComparison.Ordinal);
        object[] whole = [.. Policy.SelfInspection.Select(one => one.Id != item.Id ? (object)new { item = one.Id, result = "met" }
            : new { item = one.Id, result = "finding", finding = "专账建立较晚", followUp = "补建专账", until })];
        (await lead.Post(Path, Inspected(whole), Ct)).Must();

        Assert.Contains(await system.AllPages(Lead, "/monitoring/api/tasks?scope=Mine"), Waits);
        Assert.DoesNotContain((await officer.Get(Path, Ct)).Must().GetProperty("hints").EnumerateArray(),
            hint => hint.GetProperty("field").GetString() == "selfInspection");
        var remedy = $"{Path}/findings/{item.Id}/remedy";
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Post(remedy, new { said = "已补建" }, Ct)).Status);
        (await lead.Post(remedy, new { said = "已补建专账" }, Ct)).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await lead.Post(remedy, new { said = "再次" }, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.Post($"{Path}/findings/plan/remedy", new { said = "没有" }, Ct)).Status);

        Assert.DoesNotContain(await system.AllPages(Lead, "/monitoring/api/tasks?scope=Mine"), Waits);
        var finding = (await officer.Get(Path, Ct)).Must().GetProperty("findings").EnumerateArray().Single();
        Assert.Equal(("专账建立较晚", "已补建专账"), (finding.GetProperty("finding").GetString(), finding.GetProperty("remedy").GetString()));

        bool Waits(JsonElement task) => task.GetProperty("caseId").GetGuid() == _alliance
            && task.GetProperty("kind").GetString() == "inspection-finding";
    }

    [Fact]
    public async Task The_report_of_an_alliance_that_ended_waits_for_nobody_and_stays_on_file()
    {
        await Operating();
        (await (await system.SignedIn(Lead)).Post(Path, Report("联合攻关三项"), Ct)).Must();
        Assert.Contains(await Listed("state=Filed"), Ours);

        await _commands.Send(new CloseOperation(_alliance, new(Articles.Operation, "考核不合格")));
        await _commands.Answered("monitoring", _alliance, "CloseOperation");

        Assert.DoesNotContain(await Listed("state=Filed"), Ours);
        Assert.Contains(await Listed(""), Ours);

        bool Ours(JsonElement item) => item.GetProperty("allianceId").GetGuid() == _alliance;
        Task<IReadOnlyList<JsonElement>> Listed(string state) => system.AllPages("jiance", $"/monitoring/api/reports?{state}");
    }

    [Fact]
    public async Task Two_people_write_in_the_browser_one_saves_a_draft_the_other_goes_on_and_files_it()
    {
        await Operating();
        var address = $"/monitoring/alliances/{_alliance}/reports/{_year}";
        var page = await system.Browser.SignedIn(Lead);
        await page.GotoAsync(address);
        await page.FillAsync("[name='Input.Work']", "联合攻关三项");
        await page.ClickAsync("button[value=save]");
        await page.Reached(to => to.Contains("saved=", StringComparison.Ordinal));

        Assert.Equal("联合攻关三项", await page.InputValueAsync("[name='Input.Work']"));
        // A colleague saved meanwhile what this page does not show yet.
        (await Save(await system.SignedIn(Lead), 1, new { work = "联合攻关三项", problems = "无" })).Must();
        await page.FillAsync("[name='Input.Plans']", "扩大中试");
        await page.ClickAsync("button[value=save]");
        await page.Reached(to => to.Contains("saved=3", StringComparison.Ordinal));
        Assert.Equal("无", await page.InputValueAsync("[name='Input.Problems']"));
        await page.CloseAsync();
    }

    async Task Operating()
    {
        var today = await Today();
        _year = today.Year;
        var (startsOn, endsOn) = Cycles.Of(today, 1, Policy.CycleMonths);
        await _commands.Send(new StartOperatingCycle(_alliance, Commands.ApplicationOf(Lead, "年报"), 1, today, startsOn, endsOn));
        await _commands.Answered("monitoring", _alliance, "StartOperatingCycle");
    }

    async Task<DateOnly> Today() => BeijingTime.DayOf(await system.Clock.Now());

    Task<Answer> Save(Person lead, int? basedOn, object report) => lead.Put($"{Path}/draft", new { basedOn, report }, Ct);

    static object Report(string work) => Filled(work, []);

    static object Inspected(object[] inspection) => Filled("联合攻关三项", inspection);

    static object Filled(string work, object[] inspection) => new
    {
        work,
        achievements = "授权专利两件",
        problems = "无",
        plans = "扩大中试",
        progress = "onPlan",
        indicators = Policy.Indicators.Select(i => new { indicatorId = i.Id, actual = 20 }),
        rdInvestmentFen = 350_000_000,
        selfInspection = "已按协议自查",
        inspection,
    };

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
