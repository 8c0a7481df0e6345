using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>People fill in the 申报书 in a browser: two at once, interrupted, without a script, with a keyboard.</summary>
public sealed class DraftJourneys(RunningSystem system, Browser browser) : IClassFixture<Browser>
{
    static readonly string[] AccessibilityRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    [Fact]
    public async Task Two_people_edit_one_draft_and_neither_loses_anything()
    {
        var plan = $"/intake/applications/{await system.Draft("qiye1")}/plan";
        var (mine, colleague) = (await browser.SignedIn("qiye1"), await browser.SignedIn(TestApplicants.Colleague.Account));
        await mine.GotoAsync(plan);
        await colleague.GotoAsync(plan);

        await colleague.GetByLabel("预期结果").FillAsync("同事写的预期结果");
        await Save(colleague);
        await mine.GetByLabel("工作原则").FillAsync("我写的工作原则");
        await Save(mine);

        Assert.Equal("同事写的预期结果", await mine.GetByLabel("预期结果").InputValueAsync());
        await colleague.GotoAsync(plan);
        await mine.GotoAsync(plan);
        await colleague.GetByLabel("重点任务").FillAsync("同事的重点任务");
        await Save(colleague);
        await mine.GetByLabel("重点任务").FillAsync("我的重点任务");
        await mine.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();

        // Both versions stand before whoever came second: the own one in the field, the other one above it.
        await Assertions.Expect(mine.GetByRole(AriaRole.Alert)).ToContainTextAsync("同事的重点任务");
        Assert.Equal("我的重点任务", await mine.GetByLabel("重点任务").InputValueAsync());
        await Save(mine);
        await colleague.GotoAsync(plan);
        Assert.Equal("我的重点任务", await colleague.GetByLabel("重点任务").InputValueAsync());
    }

    [Fact]
    public async Task A_form_saves_by_itself_and_shows_what_others_changed()
    {
        var applicationId = await system.Draft("qiye2");
        var page = await browser.SignedIn("qiye2");
        await page.GotoAsync($"/intake/applications/{applicationId}/governance");
        var form = Filing.Complete("qiye2");
        (await (await system.SignedIn("qiye2")).Put($"/intake/api/applications/{applicationId}/form", form with { Governance = form.Governance with { DecisionBody = "别处改的理事会" } })).Must();

        await page.GetByLabel("内部经费管理制度").FillAsync("没有按保存的制度");

        await Assertions.Expect(page.Locator("#autosave-state.saved")).ToBeVisibleAsync();
        Assert.Equal("别处改的理事会", await page.GetByLabel("决策机构").InputValueAsync());
        Assert.Contains("没有按保存的制度", (await (await system.SignedIn("qiye2")).Read(applicationId)).GetProperty("form").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_ends_while_somebody_types_loses_nothing(bool scripts)
    {
        var applicationId = await system.Draft("qiye3");
        var page = await browser.SignedIn("qiye3", scripts);
        await page.GotoAsync($"/intake/applications/{applicationId}/plan");
        await page.GetByLabel("实施步骤与措施").FillAsync("打了一上午的字");

        await page.Context.ClearCookiesAsync(new() { Name = "gw.session" });
        await page.Context.ClearCookiesAsync(new() { Name = "id.session" });
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "登录并继续" }).ClickAsync();
        await Browser.FillInSignIn(page, "qiye3");
        await page.GetByRole(AriaRole.Button, new() { Name = "继续提交" }).ClickAsync();
        await page.GetByText("已保存（第").WaitForAsync();
        Assert.Equal("打了一上午的字", await page.GetByLabel("实施步骤与措施").InputValueAsync());
    }

    [Fact]
    public async Task What_was_typed_and_not_saved_comes_back_in_the_same_tab()
    {
        var applicationId = await system.Draft("qiye5");
        var page = await browser.SignedIn("qiye5");
        await page.GotoAsync($"/intake/applications/{applicationId}/members/new");
        await page.GetByLabel("单位名称").FillAsync("打了一半的单位");

        await page.GotoAsync("/intake/");
        await page.GotoAsync($"/intake/applications/{applicationId}/members/new");

        Assert.Equal("打了一半的单位", await page.GetByLabel("单位名称").InputValueAsync());
        await Assertions.Expect(page.Locator("#autosave-state.restored")).ToBeVisibleAsync();
        await Save(page);
        await page.GotoAsync($"/intake/applications/{applicationId}/members/new");
        Assert.Equal("", await page.GetByLabel("单位名称").InputValueAsync());
    }

    [Fact]
    public async Task The_form_is_filled_in_without_a_script_and_with_the_keyboard_alone()
    {
        var applicationId = await system.Draft("qiye6");
        var page = await browser.SignedIn("qiye6", scripts: false);
        await page.GotoAsync($"/intake/applications/{applicationId}/basics");

        await page.GetByLabel("联盟名称中的“××”").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync("键盘填写");
        await page.Keyboard.PressAsync("Enter");

        await page.GetByText("已保存（第").WaitForAsync();
        Assert.Equal("键盘填写", (await (await system.SignedIn("qiye6")).Read(applicationId)).GetProperty("form").GetProperty("coreName").GetString());
    }

    [Fact]
    public async Task Every_page_of_intake_is_light_and_accessible()
    {
        var draft = await system.Draft("qiye1");
        var submitted = await system.Submitted("qiye1");
        var call = (await (await system.SignedIn("qiye1")).Read(draft)).GetProperty("callId").GetGuid();
        string[] own = ["", "calls", $"calls/{call}", "applications", $"applications/{draft}", .. Alliance.Intake.Applications.Form.Section.All.Select(s => $"applications/{draft}/{s.Key}"),
            $"applications/{draft}/members/0", $"applications/{submitted}", $"applications/{submitted}/form", $"applications/{submitted}/receipt", "industries?q=%E6%9C%89%E8%89%B2"];
        string[] office = ["", "queue", "applications", $"applications/{submitted}/review", "calls/new", "inbox", $"calls/{call}/amend"];
        List<string> wrong = [];

        foreach (var (account, paths) in new[] { ("qiye1", own), ("shouli", office) })
        {
            var page = await browser.SignedIn(account);
            foreach (var path in paths)
            {
                List<IResponse> answers = [];
                void Heard(object? sender, IResponse answer) => answers.Add(answer);
                page.Response += Heard;
                await page.GotoAsync($"/intake/{path}", new() { WaitUntil = WaitUntilState.NetworkIdle });
                page.Response -= Heard;
                var weight = 0L;
                foreach (var answer in answers.Where(a => a.Status == 200)) weight += (await answer.Request.SizesAsync()).ResponseBodySize;
                if (answers.Count > 5 || weight > 60 * 1024) wrong.Add($"{path}: {answers.Count} requests, {weight} bytes");
                var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. AccessibilityRules] } });
                wrong.AddRange(found.Violations.Select(v => $"{path}: {v.Id}: {v.Help}: {v.Nodes[0].Html}"));
                await page.SetViewportSizeAsync(390, 800);
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is > 390 and var width) wrong.Add($"{path}: {width} wide on a narrow screen");
                await page.SetViewportSizeAsync(1280, 860);
                TestContext.Current.SendDiagnosticMessage("{0}: {1} requests, {2} bytes", path, answers.Count, weight);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static async Task Save(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(address => address.Contains("saved=", StringComparison.Ordinal));
        await page.GetByText("已保存（第").WaitForAsync();
    }
}
