using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute;
using Alliance.SystemTests.Intake;
using Dapper;
using Microsoft.Playwright;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Workflows;

/// <summary>An administrator mends a case in the running system, over HTTP and on the pages, while the services go on talking.</summary>
public sealed class InterventionTests(RunningSystem system) : IAsyncDisposable
{
    readonly Commands _commands = new(system);

    [Fact]
    public async Task A_paused_case_keeps_what_the_services_say_and_goes_on_afterwards_in_order()
    {
        var (administrator, id) = (await system.SignedIn("admin"), await Submitted("qiye1"));
        var now = await system.Clock.Now();
        (await administrator.Post($"/workflows/api/cases/{id}/pause", new { reason = "等待核实举报" })).Must();

        await _commands.Tell(new CorrectionRequested(id, [new(Articles.Agreement, "缺少联盟协议")], null,
            DateOnly.FromDateTime(now.AddDays(14).DateTime), now));
        await Held(administrator, id, 1);
        await _commands.Tell(new ApplicationResubmitted(id, Commands.ApplicationOf("qiye1", "暂停办理"), now));
        await Held(administrator, id, 2);
        await _commands.Tell(new FormalReviewRefused(id, [new(Articles.Members, "成员单位不足 4 家")], now));
        await Held(administrator, id, 3);
        Assert.Equal("FormalReview", (await CaseOf(administrator, id)).GetProperty("state").GetString());

        (await administrator.Post($"/workflows/api/cases/{id}/resume", new { reason = "核实完毕" })).Must();
        var found = await system.Eventually(() => CaseOf(administrator, id), c => c.GetProperty("state").GetString() == "Refused");
        Assert.Equal(["ApplicationSubmitted", "PauseCase", "ResumeCase", "CorrectionRequested", "ApplicationResubmitted",
            "FormalReviewRefused"],
            found.GetProperty("journal").EnumerateArray().Select(entry => entry.GetProperty("message").GetString()));
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["workflows"].Owner);
        Assert.Equal(["PauseCase", "ResumeCase"],
            await database.QueryAsync<string>(
                "select what from audit where case_id = @id and account = 'admin' order by position", new { id }));
    }

    [Fact]
    public async Task The_notice_period_is_shortened_by_nobody_and_the_page_says_why()
    {
        var (administrator, id) = (await system.SignedIn("admin"), await Submitted("qiye2"));
        var now = await system.Clock.Now();
        await _commands.Tell(new FormalReviewPassed(id, now));
        await _commands.Tell(new ExpertReviewConcluded(id, true, 90, 3, "推荐", now));
        await _commands.Tell(new RecognitionProposed(id, now));
        var closes = new DateTimeOffset(DateOnly.FromDateTime(now.AddDays(9).DateTime), default, now.Offset);
        await _commands.Tell(new NoticePublished(id, Guid.CreateVersion7(), DateOnly.FromDateTime(now.DateTime), closes,
            DateOnly.FromDateTime(now.AddDays(7).DateTime)));
        await system.Eventually(() => CaseOf(administrator, id), c => c.GetProperty("deadlines").GetArrayLength() == 1);

        var refused = await administrator.Post($"/workflows/api/cases/{id}/move-deadline",
            new { name = "NoticePeriodEnds", until = DateOnly.FromDateTime(now.AddDays(2).DateTime), reason = "赶进度" });
        Assert.Equal((HttpStatusCode.Conflict, "公示期是公众提出异议的法定期间，不能变更；公示内容确需更正的，重新公示并重新计算"), (refused.Status, refused.Sentence));
        Assert.Equal(Articles.Notice, refused.Body.GetProperty("article").GetString());
        Assert.Equal(closes, (await CaseOf(administrator, id)).GetProperty("deadlines")[0].GetProperty("dueAt").GetDateTimeOffset());

        var page = await system.Browser.SignedIn("admin", scripts: false);
        await page.GotoAsync($"/workflows/cases/{id}");
        await page.Locator("#deadlines").GetByText("公示期是公众提出异议的法定期间，不能变更").WaitForAsync();
        await page.Locator("#deadlines").GetByText("第十一条").First.WaitForAsync();
        Assert.Equal(0, await page.Locator("#interventions summary", new() { HasText = "变更期限" }).CountAsync());
        await page.CloseAsync();

        // No service stands behind this case: where its period ended, the clock would wait for an answer that nobody gives.
        await _commands.Tell(new ApplicationWithdrawn(id, "试验结束", now));
        await system.Eventually(() => CaseOf(administrator, id), c => c.GetProperty("state").GetString() == "Withdrawn");
    }

    [Fact]
    public async Task A_correction_period_is_extended_on_the_page_and_the_lead_unit_has_the_longer_time()
    {
        var id = await system.Submitted("qiye4", Filing.Complete("qiye4", Road.NewName()));
        (await (await system.SignedIn("shouli"))
            .Post($"/intake/api/applications/{id}/request-correction",
                new { items = new[] { new { article = Articles.Agreement, sentence = "请补充协议" } } })).Must();
        var (administrator, applicant) = (await system.SignedIn("admin"), await system.SignedIn("qiye4"));
        await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{id}")).Ok);
        var before = (await system.Eventually(() => CaseOf(administrator, id), c => c.GetProperty("deadlines").GetArrayLength() == 1))
            .GetProperty("deadlines")[0].GetProperty("dueAt").GetDateTimeOffset();

        var page = await system.Browser.SignedIn("admin", scripts: false);
        await page.GotoAsync($"/workflows/cases/{id}");
        var action = page.Locator("#interventions details", new() { HasText = "新的最后一日" });
        await action.Locator("summary").ClickAsync();
        await action.GetByLabel("新的最后一日")
            .FillAsync(before.AddDays(-3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await action.GetByLabel("理由").FillAsync("疫情影响材料盖章");
        await action.GetByRole(AriaRole.Button, new() { Name = "变更期限" }).ClickAsync();
        await page.Confirm();
        await page.GetByRole(AriaRole.Alert).GetByText("补正期限只能延长，不能缩短").First.WaitForAsync();
        Assert.Equal("疫情影响材料盖章", await action.GetByLabel("理由").InputValueAsync());

        await action.GetByLabel("新的最后一日")
            .FillAsync(before.AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await action.GetByRole(AriaRole.Button, new() { Name = "变更期限" }).ClickAsync();
        await page.Confirm();
        await page.GetByText("已经执行，记入办理经过和审计").WaitForAsync();
        await page.Locator("#story").GetByText("主管部门决定延长").First.WaitForAsync();
        await page.CloseAsync();

        var after = (await CaseOf(administrator, id)).GetProperty("deadlines")[0].GetProperty("dueAt").GetDateTimeOffset();
        Assert.True(after >= before.AddDays(20), $"{after} is not later than {before} by 20 days.");
        await system.Eventually(async () => (await applicant.Read(id)).GetProperty("correction").Instant("dueAt"), due => due == after);
        Assert.Contains((await applicant.Get("/intake/api/letters")).Must().GetProperty("items").EnumerateArray(),
            letter => letter.GetProperty("caseId").GetGuid() == id && letter.GetProperty("title").GetString() == "补正期限延长");
    }

    [Fact]
    public async Task A_second_administrator_confirms_where_the_policy_asks_for_four_eyes()
    {
        var (administrator, second) = (await system.SignedIn("admin"), await system.SignedIn("admin2"));
        var id = await Submitted("qiye3", RunningSystem.Older);
        var proposed = (await administrator.Post($"/workflows/api/cases/{id}/pause", new { reason = "等待核实" })).Must();
        Assert.Equal("Proposed", proposed.GetProperty("state").GetString(), ignoreCase: true);
        var intervention = proposed.GetProperty("interventionId").GetGuid();

        var own = await administrator.Post($"/workflows/api/interventions/{intervention}/confirm");
        Assert.Equal((HttpStatusCode.Conflict, "提出干预的人不能自己确认，须由另一名系统管理员确认"), (own.Status, own.Sentence));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await system.SignedIn("shenji")).Post($"/workflows/api/interventions/{intervention}/confirm")).Status);
        Assert.Equal(JsonValueKind.Null, (await CaseOf(administrator, id)).GetProperty("pausedAt").ValueKind);

        var page = await system.Browser.SignedIn("admin2", scripts: false);
        await page.GotoAsync($"/workflows/interventions?caseId={id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "暂停办理", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "确认并执行" }).ClickAsync();
        await page.Locator("main .check-step").GetByText("立即执行：暂停办理").WaitForAsync();
        await page.Confirm();
        await page.GetByText("已确认并执行").WaitForAsync();
        await page.CloseAsync();
        Assert.Equal(JsonValueKind.String, (await CaseOf(second, id)).GetProperty("pausedAt").ValueKind);

        // Under the newer version one administrator is enough; the case moves there in four eyes still, and keeps what it is in the middle
        // of.
        var moved = (await administrator.Post("/workflows/api/migrations",
            new { caseIds = new[] { id }, to = "kunming-2016.1", reason = "新办法施行" })).Must();
        Assert.Equal("Proposed", moved[0].GetProperty("state").GetString(), ignoreCase: true);
        var waiting = (await second.Get($"/workflows/api/interventions?state=proposed&caseId={id}")).Must().GetProperty("items")[0]
            .GetProperty("interventionId").GetGuid();
        (await second.Post($"/workflows/api/interventions/{waiting}/confirm")).Must();
        var found = await CaseOf(second, id);
        Assert.Equal((RunningSystem.Older, "kunming-2016.1"),
            (found.GetProperty("policyVersion").GetString(), found.GetProperty("nextPolicyVersion").GetString()));
        Assert.Contains(found.GetProperty("journal").EnumerateArray(), entry => entry.GetProperty("message").GetString() == "MigrateCase"
            && entry.GetProperty("note").GetString() == "新办法施行");
    }

    [Fact]
    public async Task A_search_is_kept_shared_and_deleted_without_script()
    {
        await Submitted("qiye5");
        var page = await system.Browser.SignedIn("shouli", scripts: false);
        await page.GotoAsync("/workflows/cases?kind=Recognition&state=FormalReview");
        await page.Locator("#keep summary", new() { HasText = "保存为视图" }).ClickAsync();
        await page.Locator("#keep").GetByLabel("名称").FillAsync("我在审查的");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "我在审查的" }).WaitForAsync();
        var address = page.Url;

        var other = await system.Browser.SignedIn("shenji", scripts: false);
        await other.GotoAsync(address);
        await other.GetByRole(AriaRole.Heading, new() { Name = "我在审查的" }).WaitForAsync();
        await other.GetByRole(AriaRole.Link, new() { Name = Commands.ApplicationOf("qiye5", "干预").AllianceName }).First.WaitForAsync();
        Assert.Equal(0, await other.GetByText("删除视图").CountAsync());
        await other.CloseAsync();

        await page.Locator("#keep summary", new() { HasText = "分享或删除" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "删除视图" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "全部案件" }).WaitForAsync();
        Assert.Equal(0, await page.GetByText("我在审查的").CountAsync());
        await page.CloseAsync();
    }

    async Task<Guid> Submitted(string account, string policy = "kunming-2016.1")
    {
        var id = Guid.CreateVersion7();
        await _commands.Tell(new ApplicationSubmitted(id, Commands.ApplicationOf(account, "干预") with { PolicyVersion = policy },
            await system.Clock.Now()));
        var administrator = await system.SignedIn("admin");
        await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{id}")).Ok);
        return id;
    }

    async Task Held(Person administrator, Guid id, int messages)
        => await system.Eventually(() => CaseOf(administrator, id), c => c.GetProperty("held").GetArrayLength() == messages);

    static async Task<JsonElement> CaseOf(Person person, Guid id) => (await person.Get($"/workflows/api/cases/{id}")).Must();

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
