using System.Net.Http.Json;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>People fill in the 申报书 in a browser: two at once, interrupted, without a script, with a keyboard.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed class DraftJourneys(RunningSystem system)
{
    [Fact]
    public async Task Two_people_edit_one_draft_and_neither_loses_anything()
    {
        var plan = $"/intake/applications/{await system.Draft("qiye1")}/plan";
        var (mine, colleague) = (await system.Browser.SignedIn("qiye1"), await system.Browser.SignedIn(TestApplicants.Colleague.Account));
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
    public async Task Two_tabs_on_the_member_units_never_write_into_each_others_unit()
    {
        var applicationId = await system.Draft("qiye4");
        var lead = await system.SignedIn("qiye4");
        var names = Members(await lead.Read(applicationId)).ToList();
        var page = await system.Browser.SignedIn("qiye4", scripts: false);
        await page.GotoAsync($"/intake/applications/{applicationId}/members/2");

        // The other tab takes the unit before it out and puts one in at the end: the number stays, the places move.
        var form = Filing.Complete("qiye4");
        var moved = form with { Members = [form.Members[0], .. form.Members.Skip(2), new() { Name = "别处新加的单位" }] };
        (await lead.Put($"/intake/api/applications/{applicationId}/form", moved)).Must();
        await page.GetByLabel("任务分工").FillAsync("旧页面写的任务");
        await Save(page);

        var stored = (await lead.Read(applicationId)).GetProperty("form").GetProperty("members").EnumerateArray().ToList();
        Assert.Equal([names[0], .. names.Skip(2), "别处新加的单位"], stored.Select(m => m.GetProperty("name").GetString()));
        Assert.Equal("旧页面写的任务", stored[1].GetProperty("task").GetString());
        Assert.DoesNotContain(stored.Where((_, i) => i != 1), m => m.GetProperty("task").GetString() == "旧页面写的任务");

        // After a conflict, saving again takes back the one field that was told and nothing else; the unit is the same one.
        await page.GotoAsync($"/intake/applications/{applicationId}/members/2");
        var third = form.Members[3];
        var changed = moved with { Members = [moved.Members[0], third with { Task = "别处写的任务", Address = "别处改的地址" }, moved.Members[3]] };
        (await lead.Put($"/intake/api/applications/{applicationId}/form", changed)).Must();
        await page.GetByLabel("任务分工").FillAsync("再写的任务");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("把“任务分工”改为“别处写的任务”");
        await Save(page);

        var after = (await lead.Read(applicationId)).GetProperty("form").GetProperty("members").EnumerateArray().ToList();
        Assert.Equal([names[0], third.Name, "别处新加的单位"], after.Select(m => m.GetProperty("name").GetString()));
        Assert.Equal(("再写的任务", "别处改的地址"), (after[1].GetProperty("task").GetString(), after[1].GetProperty("address").GetString()));

        static IEnumerable<string?> Members(System.Text.Json.JsonElement application)
            => application.GetProperty("form").GetProperty("members").EnumerateArray().Select(m => m.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_form_saves_by_itself_and_shows_what_others_changed()
    {
        var applicationId = await system.Draft("qiye2");
        var page = await system.Browser.SignedIn("qiye2");
        await page.GotoAsync($"/intake/applications/{applicationId}/governance");
        var form = Filing.Complete("qiye2");
        (await (await system.SignedIn("qiye2"))
            .Put($"/intake/api/applications/{applicationId}/form",
                form with { Governance = form.Governance with { DecisionBody = "别处改的理事会" } })).Must();

        await page.GetByLabel("内部经费管理制度").FillAsync("没有按保存的制度");

        await Assertions.Expect(page.Locator(".autosave-state.saved")).ToBeVisibleAsync();
        Assert.Equal("别处改的理事会", await page.GetByLabel("决策机构").InputValueAsync());
        Assert.Contains("没有按保存的制度", (await (await system.SignedIn("qiye2")).Read(applicationId)).GetProperty("form")
            .ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_ends_while_somebody_types_loses_nothing(bool scripts)
    {
        var applicationId = await system.Draft("qiye3");
        var page = await system.Browser.SignedIn("qiye3", scripts);
        await page.GotoAsync($"/intake/applications/{applicationId}/plan");
        await page.GetByLabel("实施步骤与措施").FillAsync("打了一上午的字");

        await system.EndSessions("qiye3");
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
        var page = await system.Browser.SignedIn("qiye5");
        await page.GotoAsync($"/intake/applications/{applicationId}/members/new");
        await page.GetByLabel("单位名称").FillAsync("打了一半的单位");

        await page.GotoAsync("/intake/");
        await page.GotoAsync($"/intake/applications/{applicationId}/members/new");

        Assert.Equal("打了一半的单位", await page.GetByLabel("单位名称").InputValueAsync());
        await Assertions.Expect(page.Locator(".autosave-state.restored")).ToBeVisibleAsync();
        await Save(page);
        await page.GotoAsync($"/intake/applications/{applicationId}/members/new");
        Assert.Equal("", await page.GetByLabel("单位名称").InputValueAsync());
    }

    [Fact]
    public async Task The_form_is_filled_in_without_a_script_and_with_the_keyboard_alone()
    {
        var applicationId = await system.Draft("qiye6");
        var page = await system.Browser.SignedIn("qiye6", scripts: false);
        await page.GotoAsync($"/intake/applications/{applicationId}/basics");

        await page.GetByLabel("联盟名称中的“××”").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync("键盘填写");
        await page.Keyboard.PressAsync("Enter");

        await page.GetByText("已保存（第").WaitForAsync();
        Assert.Equal("键盘填写", (await (await system.SignedIn("qiye6")).Read(applicationId)).GetProperty("form")
            .GetProperty("coreName").GetString());
    }

    [Fact]
    public async Task A_large_file_is_chosen_its_progress_seen_and_a_broken_connection_survived()
    {
        var applicationId = await system.Draft("qiye6");
        var page = await system.Browser.SignedIn("qiye6");
        await page.GotoAsync($"/intake/applications/{applicationId}/attachments");
        // The second piece finds no connection until we have looked around.
        var (pieces, away) = (0, true);
        await page.RouteAsync("**/uploads/*", route => route.Request.Method == "PATCH" && ++pieces > 1 && away
            ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await page.GetByLabel("附件类别").SelectOptionAsync("Evidence");
        await page.Locator("#form-upload input[type=file]")
            .SetInputFilesAsync(new FilePayload { Name = "检测报告.png", MimeType = "image/png", Buffer = Picture(9_000_000) });

        await page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator(".uploads li")).ToContainTextAsync("连接中断，正在自动继续");
        Assert.InRange(await page.Locator(".uploads progress").EvaluateAsync<double>("bar => bar.value"), 0.3, 0.6);
        // What was sent is not what the page weighs.
        await page.EvaluateAsync("performance.clearResourceTimings()");
        Assert.Empty(await page.Owes("an upload that broke off"));
        away = false;
        await page.GetByText("附件已上传。").WaitForAsync();
        Assert.InRange(pieces, 4, 9);
        var preview = await page.RunAndWaitForPopupAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "检测报告" }).ClickAsync());
        await preview.Locator("img").WaitForAsync();
        Assert.Equal(1, await preview.Locator("img").EvaluateAsync<int>("picture => picture.naturalWidth"));
        Assert.Single((await (await system.SignedIn("qiye6")).Read(applicationId)).GetProperty("attachments")
            .EnumerateArray(), a => a.GetProperty("fileName").GetString() == "检测报告.png");
    }

    [Fact]
    public async Task A_page_that_was_closed_while_a_file_was_on_its_way_goes_on_with_it_later()
    {
        var applicationId = await system.Draft("qiye6");
        var page = await system.Browser.SignedIn("qiye6");
        var file = Path.Combine(Directory.CreateTempSubdirectory("alliance-upload-").FullName, "章程.png");
        await File.WriteAllBytesAsync(file, Picture(9_000_000), TestContext.Current.CancellationToken);
        await page.GotoAsync($"/intake/applications/{applicationId}/attachments");
        var (pieces, away) = (0, true);
        await page.RouteAsync("**/uploads/*", route => route.Request.Method == "PATCH" && ++pieces > 1 && away
            ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await page.Locator("#form-upload input[type=file]").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }).ClickAsync();
        await page.GetByText("连接中断").WaitForAsync();

        await page.GotoAsync($"/intake/applications/{applicationId}/attachments");

        await Assertions.Expect(page.Locator("#unfinished")).ToContainTextAsync("已传 4.0 MB，共 8.6 MB");
        Assert.Empty(await page.Owes("an upload that is not finished"));
        (pieces, away) = (0, false);
        await page.Locator("#form-upload input[type=file]").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }).ClickAsync();
        await page.GetByText("附件已上传。").WaitForAsync();
        // Two of three pieces were left to send.
        Assert.Equal(2, pieces);
        await Assertions.Expect(page.Locator("#unfinished")).ToHaveCountAsync(0);
        Assert.Single((await (await system.SignedIn("qiye6")).Read(applicationId)).GetProperty("attachments")
            .EnumerateArray(), a => a.GetProperty("fileName").GetString() == "章程.png");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task A_file_is_uploaded_without_a_script_and_an_unfinished_one_given_up()
    {
        var applicationId = await system.Draft("qiye6");
        var page = await system.Browser.SignedIn("qiye6", scripts: false);
        await UploadTests.Begin(await system.SignedIn("qiye6"), applicationId, "传了一半.pdf", 1000);
        await page.GotoAsync($"/intake/applications/{applicationId}/attachments");
        await page.GetByRole(AriaRole.Button, new() { Name = "放弃" }).ClickAsync();
        await Assertions.Expect(page.Locator("#unfinished")).ToHaveCountAsync(0);

        await page.Locator("#form-upload input[type=file]")
            .SetInputFilesAsync(new FilePayload { Name = "照片.png", MimeType = "image/png", Buffer = Picture(2000) });
        await page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }).ClickAsync();

        await page.GetByText("附件已上传。").WaitForAsync();
        Assert.Contains("照片.png", (await (await system.SignedIn("qiye6")).Read(applicationId)).ToString(), StringComparison.Ordinal);
    }

    // One pixel, and after it as many bytes as wanted, which nobody looks at.
    static byte[] Picture(int size)
    {
        var bytes = new byte[size];
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
            .CopyTo(bytes, 0);
        return bytes;
    }

    [Fact]
    public async Task From_signing_in_to_the_receipt_no_mouse_is_needed()
    {
        await system.Draft("qiye4"); // whoever applied before may begin with that
        var callId = await system.OpenCall();
        var page = await system.Browser.Public();
        await page.GotoAsync($"/login?returnUrl=/intake/calls/{callId}");
        await Type(page, "input[name$=Account], input[name$=UserName], input[autocomplete=username]", "qiye4");
        await Type(page, "input[type=password]", Local.Running.DemoAccounts.Password);
        await page.Keyboard.PressAsync("Enter");
        // the sign-in page names it too, behind the question mark
        await page.Reached(address => new Uri(address).AbsolutePath == $"/intake/calls/{callId}");

        await Press(page, "button:has-text('开始填写申报书')");
        await page.Reached("**/basics");
        var applicationId = Guid.Parse(new Uri(page.Url).Segments[^2].Trim('/'));
        await Type(page, "[name='Input.CoreName']", "键盘");
        await Type(page, "[name='Input.IndustryCode']", "3252");
        await Press(page, "button[value=save]");
        await page.GetByText("已保存（第").WaitForAsync();
        // Files have journeys of their own.
        foreach (var kind in (string[])["recommendation", "agreement", "certificate"])
            (await (await system.SignedIn("qiye4")).Upload($"/intake/api/applications/{applicationId}/attachments", $"{kind}.pdf",
                Filing.Pdf, new Dictionary<string, string> { ["kind"] = kind, ["title"] = kind })).Must();
        await Press(page, "nav.trail a >> nth=-1");
        await page.Reached($"**/applications/{applicationId}");
        await Press(page, "button:has-text('提交申报书')");
        // It is shown once more; the tick, then the button.
        await page.Locator(".check-step input[type=checkbox]").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Press(page, ".check-step button[type=submit]");
        await page.Reached("**?done=submitted");
        await Press(page, "a:has-text('查看受理回执')");

        await page.Reached("**/receipt");
        Assert.Equal("formalReview", (await (await system.SignedIn("qiye4")).Read(applicationId)).GetProperty("stage").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_credit_code_is_checked_as_it_is_typed_and_without_a_script_when_it_is_saved(bool scripts)
    {
        var applicationId = await system.Draft("qiye7");
        var page = await system.Browser.SignedIn("qiye7", scripts);
        await page.GotoAsync($"/intake/applications/{applicationId}/members/1");
        var right = await page.GetByLabel("统一社会信用代码").InputValueAsync();

        await page.GetByLabel("统一社会信用代码").FillAsync(right[..17] + (right[17] == '0' ? '1' : '0'));
        if (!scripts) await Save(page, back: $"/intake/applications/{applicationId}/members/1");
        await Assertions.Expect(page.Locator(".check.doubtful")).ToContainTextAsync("请对照登记证照核对");

        await page.GetByLabel("统一社会信用代码").FillAsync(right[..17] + "S");
        if (!scripts) await Save(page, back: $"/intake/applications/{applicationId}/members/1");
        await Assertions.Expect(page.Locator(".check.wrong")).ToContainTextAsync("不是代码字符");

        await page.GetByLabel("统一社会信用代码").FillAsync(right);
        if (!scripts) await Save(page, back: $"/intake/applications/{applicationId}/members/1");
        await Assertions.Expect(page.Locator(".check.right").Filter(new() { HasText = "通过" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Units_entered_before_are_ticked_and_need_not_be_typed_again()
    {
        await system.Draft("qiye5");
        var applicant = await system.SignedIn("qiye5");
        var next = (await applicant.Post("/intake/api/applications", new { callId = await system.OpenCall() })).Must()
            .GetProperty("applicationId").GetGuid();
        var page = await system.Browser.SignedIn("qiye5", scripts: false);
        await page.GotoAsync($"/intake/applications/{next}/members");

        await page.GetByText("沿用以前填过的单位").ClickAsync();
        await page.Locator("#form-reuse input[type=checkbox]").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "添加所选单位" }).ClickAsync();

        await page.GetByText("已保存（第").WaitForAsync();
        Assert.Equal(2, (await applicant.Read(next)).GetProperty("form").GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task A_member_unit_confirms_in_a_browser_without_an_account()
    {
        var applicationId = await system.Draft("qiye8");
        var lead = await system.Browser.SignedIn("qiye8");
        await lead.GotoAsync($"/intake/applications/{applicationId}/invitations");
        await lead.GetByRole(AriaRole.Button, new() { Name = "发出邀请" }).ClickAsync();
        var first = lead.Locator(".plain li").Filter(new() { Has = lead.Locator("code.big") }).First;
        var (link, code) = (await first.Locator("code").First.InnerTextAsync(), await first.Locator("code.big").InnerTextAsync());
        var member = await system.Browser.Public();
        await member.GotoAsync(new Uri(link).AbsolutePath);
        await member.GetByLabel("邀请码").FillAsync(code);
        await member.GetByRole(AriaRole.Button, new() { Name = "打开邀请" }).ClickAsync();
        await member.GetByLabel("签署人", new() { Exact = false }).First.FillAsync("李建国");
        await member.Locator("#agreement").GetByText(TestApplicants.Accounts.Single(a => a.Account == "qiye8").Unit!.Name).WaitForAsync();
        Assert.Empty(await member.Owes("the member's page"));
        await member.GetByLabel("签署日期").FillAsync("2024-03-01");
        await member.Locator("input[type=file]")
            .SetInputFilesAsync(new FilePayload { Name = "签字页.pdf", MimeType = "application/pdf", Buffer = Filing.Pdf });
        await member.Locator("#form-confirm .check-here").GetByText("同意以上任务分工和联盟协议").WaitForAsync();
        await member.GetByLabel("我已核对以上内容").CheckAsync();
        await member.GetByRole(AriaRole.Button, new() { Name = "确认：加入联盟" }).ClickAsync();
        await member.GetByText("已确认，谢谢。").WaitForAsync();

        await lead.GotoAsync($"/intake/applications/{applicationId}");
        await Assertions.Expect(lead.Locator("#confirmations")).ToContainTextAsync("已确认 1 家，共 3 家");
    }

    [Fact]
    public async Task Every_page_of_intake_is_light_and_accessible()
    {
        var draft = await system.Draft("qiye1");
        var submitted = await system.Submitted("qiye1");
        var call = (await (await system.SignedIn("qiye1")).Read(draft)).GetProperty("callId").GetGuid();
        var confirmation = (await (await system.SignedIn("qiye1")).Post($"/intake/api/applications/{draft}/confirmations"))
            .Must()[0].GetProperty("confirmationId").GetGuid();
        var letter = (await (await system.SignedIn("qiye1")).Get("/intake/api/letters")).Must().GetProperty("items")[0]
            .GetProperty("letterId").GetGuid();
        var thread = (await (await system.SignedIn("qiye1")).Post("/intake/api/questions",
            new { applicationId = submitted, text = "受理以后还能补充材料吗？" })).Must().GetProperty("threadId").GetGuid();
        List<(string Pattern, string? Account, Guid Id)> visits =
        [
            ("/", null, default), ("/", "qiye1", default), ("/", "shouli", default), ("/calls", null, default),
            ("/calls", "shouli", default), ("/calls/new", "shouli", default),
            ("/calls/{Id:guid}", null, call), ("/calls/{Id:guid}", "qiye1", call), ("/calls/{Id:guid}/amend", "shouli", call),
            ("/industries", null, default), ("/regions", null, default), ("/start", null, default),
            ("/questions", "qiye1", default), ("/questions", "shouli", default), ("/questions/{Id:guid}", "shouli", thread),
            ("/applications/{Application:guid}/questions", "qiye1", draft), ("/calls/{Call:guid}/questions", "qiye1", call),
            ("/applications", "qiye1", default), ("/applications", "shouli", default), ("/applications/{Id:guid}", "qiye1", draft),
            ("/applications/{Id:guid}", "shouli", submitted),
            .. Alliance.Intake.Applications.Form.Section.All.Select(s => ("/applications/{Id:guid}/" + s.Key, (string?)"qiye1", draft)),
            ("/applications/{Id:guid}/members/new", "qiye1", draft), ("/applications/{Id:guid}/members/{Index:int}", "qiye1", draft),
            ("/applications/{Id:guid}/invitations", "qiye1", draft),
            ("/applications/{Id:guid}/handover", "qiye1", draft), ("/applications/{Id:guid}/handover", "shouli", submitted),
            ("/applications/{Id:guid}/form", "qiye1", submitted),
            ("/applications/{Id:guid}/receipt", "qiye1", submitted), ("/applications/{Id:guid}/review", "shouli", submitted),
            ("/queue", "shouli", default), ("/confirmations/{Id:guid}", null, confirmation),
            ("/inbox", "qiye1", default), ("/inbox/{LetterId:guid}", "qiye1", letter),
            ("/inbox/preferences", "qiye1", default), ("/applications/{Id:guid}/letters", "shouli", submitted),
            ("/mail", "shouli", default), ("/what-if", "shouli", default),
            ("/recommendations", "shouli", default), ("/recommendations", "wuhua", default), ("/recommending-bodies", "shouli", default),
        ];
        List<string> wrong = [.. (await Pages()).Except(visits.Select(v => v.Pattern).Append("/mail/stop/{Key:guid}"))
            .Select(pattern => $"{pattern}: nobody goes there")];

        // Both walks at once, each on pages of its own.
        wrong.AddRange((await Task.WhenAll(Walk("zh", PageDuties.Wide), Walk("en", PageDuties.Narrow))).SelectMany(found => found));

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task<IReadOnlyList<string>> Walk(string language, int width)
        {
            List<string> found = [];
            foreach (var visit in visits.Where((_, page) => PageDuties.IsLookedAt(page, width)).GroupBy(v => v.Account))
            {
                var page = visit.Key is null ? await system.Browser.Public() : await system.Browser.SignedIn(visit.Key);
                foreach (var (pattern, _, id) in visit)
                    found.AddRange(await Faults(page, pattern.Replace("{Id:guid}", id.ToString(), StringComparison.Ordinal)
                        .Replace("{Application:guid}", id.ToString(), StringComparison.Ordinal)
                        .Replace("{Call:guid}", id.ToString(), StringComparison.Ordinal)
                        .Replace("{LetterId:guid}", id.ToString(), StringComparison.Ordinal)
                        .Replace("{Index:int}", "0", StringComparison.Ordinal), visit.Key, language, width));
                await page.CloseAsync();
            }
            return found;
        }
    }

    async Task<IReadOnlyList<string>> Pages()
    {
        using var http = new HttpClient();
        var all = await http.GetFromJsonAsync<Web.ListedEndpoint[]>(new Uri((await system.Alliance).InternalAddress("intake"),
            "health/endpoints"), Local.People.Json, TestContext.Current.CancellationToken);
        return [.. all!.Where(e => e.IsPage).Select(e => e.Pattern).Distinct()];
    }

    static async Task<IReadOnlyList<string>> Faults(IPage page, string path, string? account, string language, int width)
    {
        var answered = await page.GotoAsync($"/intake{path}?culture={language}");
        var where = $"{path} as {account ?? "the public"} in {language}";
        return answered!.Status != 200 || new Uri(page.Url).AbsolutePath != $"/intake{path}"
            ? [$"{where}: {answered.Status} at {page.Url}"] : await page.Owes(where, width);
    }

    // By Tab alone, as far as there is something to reach.
    static async Task Reach(IPage page, string selector)
    {
        var wanted = page.Locator(selector).First;
        for (var step = 0; step < 200; step++)
        {
            if (await wanted.EvaluateAsync<bool>("e => e === document.activeElement")) return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{selector} is not reached with the keyboard on {page.Url}.");
    }

    static async Task Type(IPage page, string selector, string text)
    {
        await Reach(page, selector);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(text);
    }

    static async Task Press(IPage page, string selector)
    {
        await Reach(page, selector);
        await page.Keyboard.PressAsync("Enter");
    }

    static async Task Save(IPage page, string? back = null)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await page.Reached(address => address.Contains("saved=", StringComparison.Ordinal));
        await page.GetByText("已保存（第").WaitForAsync();
        if (back is not null) await page.GotoAsync(back);
    }
}
