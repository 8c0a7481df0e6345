using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>Rows of the 申报书 are edited where they stand, with a script and without one.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed class TableJourneys(RunningSystem system)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_are_added_changed_and_taken_out_in_the_table(bool scripts)
    {
        var applicationId = await system.Draft("qiye2");
        var page = await system.Browser.SignedIn("qiye2", scripts);
        await page.GotoAsync($"/intake/applications/{applicationId}/team");

        await page.GetByLabel("姓名，第 1 行").FillAsync("王工程师");
        await page.GetByLabel("姓名，第 2 行").FillAsync("李研究员");
        await page.GetByLabel("职称，第 2 行").FillAsync("研究员");
        await page.GetByRole(AriaRole.Button, new() { Name = "添加一行" }).ClickAsync();
        await page.GetByLabel("姓名，第 3 行").FillAsync("赵博士");
        await Save(page);
        Assert.Equal(["王工程师", "李研究员", "赵博士"], Names(await Form(applicationId, "qiye2"), "team"));

        await page.GetByRole(AriaRole.Button, new() { Name = "移除第 2 行" }).ClickAsync();
        if (scripts) await Save(page);
        else await page.Reached(address => address.Contains("saved=", StringComparison.Ordinal));

        await system.Eventually(async () => Names(await Form(applicationId, "qiye2"), "team") is ["王工程师", "赵博士"]);
        Assert.Equal("赵博士", await page.GetByLabel("姓名，第 2 行").InputValueAsync());
        if (scripts) Assert.Empty(await page.Owes("the table of people"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_copied_from_Excel_becomes_rows_or_every_cell_is_named(bool scripts)
    {
        var applicationId = await system.Draft("qiye3");
        var page = await system.Browser.SignedIn("qiye3", scripts);
        await page.GotoAsync($"/intake/applications/{applicationId}/projects");

        await Paste(page, scripts, "项目名称\t承担单位\t起始日期\t投资（万元）\n中试线\t没有这家\t2023-03-01\t1,200.5\n示范线\t昆明测试企业3有限公司\t去年\t300");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("第 1 行“承担单位”：成员单位中没有“没有这家”");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("第 2 行“起始日期”：“去年”不是日期");
        Assert.Contains("中试线", await page.GetByLabel("从 Excel 复制的各行").InputValueAsync(), StringComparison.Ordinal);
        Assert.Equal(["板带生产线"], Names(await Form(applicationId, "qiye3"), "projects"));
        if (scripts) Assert.Empty(await page.Owes("what could not be pasted"));

        await page.GotoAsync($"/intake/applications/{applicationId}/projects");
        await Paste(page, scripts, "中试线\t昆明测试企业3有限公司\t2023/3/1\t1,200.5\t\"两行\n说明\"\n示范线\t昆明测试企业3有限公司\t2023-06-01\t300");
        await page.Reached(address => address.Contains("saved=", StringComparison.Ordinal));

        var projects = (await Form(applicationId, "qiye3")).GetProperty("projects").EnumerateArray().ToList();
        Assert.Equal(["板带生产线", "中试线", "示范线"], projects.Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(("2023-03-01", 1_200_500_000, "两行\n说明"), (projects[1].GetProperty("startedOn").GetString(),
            projects[1].GetProperty("investmentFen").GetInt64(), projects[1].GetProperty("summary").GetString()));
    }

    [Fact]
    public async Task A_member_units_other_fields_stay_with_it_whatever_the_table_does()
    {
        var applicationId = await system.Draft("qiye4");
        var lead = await system.SignedIn("qiye4");
        var form = Filing.Complete("qiye4");
        form = form with { Members = [.. form.Members.Select((m, i) => m with { Address = $"地址{i}" })] };
        (await lead.Put($"/intake/api/applications/{applicationId}/form", form)).Must();
        var page = await system.Browser.SignedIn("qiye4", scripts: false);
        await page.GotoAsync($"/intake/applications/{applicationId}/members");

        // Meanwhile a colleague takes out the second one and changes the third.
        (await lead.Put($"/intake/api/applications/{applicationId}/form", form with
        {
            Members = [form.Members[0], form.Members[2] with { Address = "同事改的地址" }, form.Members[3]],
        })).Must();
        await page.GetByLabel("任务分工，第 3 行").FillAsync("表里改的任务");
        await page.GetByLabel("单位名称，第 5 行").FillAsync("表里加的单位");
        await Save(page);

        var members = (await Form(applicationId, "qiye4")).GetProperty("members").EnumerateArray().ToList();
        Assert.Equal([form.Members[0].Name, form.Members[2].Name, form.Members[3].Name, "表里加的单位"],
            members.Select(m => m.GetProperty("name").GetString()));
        Assert.Equal(("同事改的地址", "表里改的任务"),
            (members[1].GetProperty("address").GetString(), members[1].GetProperty("task").GetString()));
        Assert.NotEqual(JsonValueKind.Null, members[1].GetProperty("signature").ValueKind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_code_is_found_by_its_name(bool scripts)
    {
        var applicationId = await system.Draft("qiye5");
        var page = await system.Browser.SignedIn("qiye5", scripts);
        await page.GotoAsync($"/intake/applications/{applicationId}/basics");

        await page.GetByLabel("国民经济行业代码", new() { Exact = true }).FillAsync("有色金属压延");
        if (scripts)
            await Assertions.Expect(page.Locator("datalist option").First)
                .ToHaveAttributeAsync("value", new System.Text.RegularExpressions.Regex("^\\d{4}$"));
        await Save(page);
        // A draft is never refused: it is marked, with what could be meant.
        await Assertions.Expect(page.Locator(".check.wrong").First).ToContainTextAsync("您要填的可能是");

        await page.GetByLabel("电话").FillAsync("abc");
        await Save(page);
        await Assertions.Expect(page.GetByText("这不像电话号码")).ToBeVisibleAsync();

        await page.GotoAsync($"/intake/applications/{applicationId}/members");
        await page.GetByLabel("行政区划代码，第 2 行").FillAsync("盘龙区");
        await Save(page);
        Assert.Equal("530103", (await Form(applicationId, "qiye5")).GetProperty("members")[1].GetProperty("regionCode").GetString());
    }

    [Fact]
    public async Task What_nobody_wrote_yet_is_not_said_to_fall_short_and_the_self_check_follows_what_is_saved_by_itself()
    {
        var applicant = await system.SignedIn("qiye6");
        var applicationId = (await applicant.Post("/intake/api/applications", new { callId = await system.OpenCall() })).Must()
            .GetProperty("applicationId").GetGuid();
        var page = await system.Browser.SignedIn("qiye6");
        await page.GotoAsync($"/intake/applications/{applicationId}/plan");
        await Assertions.Expect(page.Locator("#precheck .finding .tag.grey")).ToHaveTextAsync("未填");

        await page.GetByLabel("工作原则").FillAsync("优势互补");

        await Assertions.Expect(page.Locator(".counter").Nth(1)).ToHaveTextAsync("还可以填写 7996 字");
        await Assertions.Expect(page.Locator(".autosave-state.saved")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#precheck .finding .tag.red")).ToHaveTextAsync("不符合");
    }

    [Fact]
    public async Task A_required_file_has_a_place_of_its_own_with_a_template_and_one_that_is_too_old_is_told()
    {
        var applicant = await system.SignedIn("qiye7");
        var applicationId = (await applicant.Post("/intake/api/applications", new { callId = await system.OpenCall() })).Must()
            .GetProperty("applicationId").GetGuid();
        var form = Filing.Complete("qiye7");
        (await applicant.Put($"/intake/api/applications/{applicationId}/form", form)).Must();
        var page = await system.Browser.SignedIn("qiye7", scripts: false);
        await page.GotoAsync($"/intake/applications/{applicationId}/attachments");
        await Assertions.Expect(page.Locator("#slot-Agreement .tag").First).ToHaveTextAsync("缺少");

        await page.Locator("#slot-Agreement input[type=file]")
            .SetInputFilesAsync(new FilePayload { Name = "协议.pdf", MimeType = "application/pdf", Buffer = Filing.Pdf });
        await page.GetByRole(AriaRole.Button, new() { Name = "上传联盟协议或章程" }).ClickAsync();
        await page.GetByText("附件已上传。").WaitForAsync();
        await Assertions.Expect(page.Locator("#slot-Agreement .tag").First).ToHaveTextAsync("已上传");

        var today = DateOnly.FromDateTime((await system.Clock.Now()).ToOffset(TimeSpan.FromHours(8)).Date);
        (await applicant.Put($"/intake/api/applications/{applicationId}/form", form with
        {
            Members = [.. form.Members.Select(m => m with { Signature = m.Signature! with { SignedOn = today.AddDays(1) } })],
        })).Must();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#slot-Agreement .tag").First).ToHaveTextAsync("需换新");

        var scripted = await system.Browser.SignedIn("qiye7");
        await scripted.GotoAsync($"/intake/applications/{applicationId}/attachments");
        await scripted.Locator("#slot-Certificate input[type=file]")
            .SetInputFilesAsync(new FilePayload { Name = "证照.pdf", MimeType = "application/pdf", Buffer = Filing.Pdf });
        await scripted.GetByRole(AriaRole.Button, new() { Name = "上传营业执照或法人证书" }).ClickAsync();
        await scripted.GetByText("附件已上传。").WaitForAsync();
        await Assertions.Expect(scripted.Locator("#slot-Certificate .tag").First).ToHaveTextAsync("已上传");
        await scripted.ReloadAsync();
        Assert.Empty(await scripted.Owes("the places for files"));

        var template = await applicant.Http.GetByteArrayAsync(
            new Uri($"/intake/api/applications/{applicationId}/templates/agreement", UriKind.Relative),
            TestContext.Current.CancellationToken);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(template));
        using var text = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        Assert.Contains(form.Members[1].Name, await text.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anybody_learns_without_a_script_whether_they_may_apply_what_they_need_and_how_long_it_takes()
    {
        var page = await system.Browser.Public();
        await page.GotoAsync("/intake/start");
        Assert.Empty(await page.Owes("the guide"));
        foreach (var question in await page.Locator("fieldset.ask").AllAsync())
            await question.GetByLabel("是", new() { Exact = true }).CheckAsync();
        await page.Locator("#members").GetByLabel("否", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "看结果" }).ClickAsync();

        await Assertions.Expect(page.Locator("#members")).ToContainTextAsync("请补足成员单位");
        await Assertions.Expect(page.Locator("#may .alert")).ToContainTextAsync("现在还不符合 1 项条件");
        await page.Locator("#members").GetByLabel("是", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "看结果" }).ClickAsync();
        await Assertions.Expect(page.Locator("#may .alert")).ToContainTextAsync("可以申报");
        using var template = await (await system.Anybody()).Http.GetAsync(new Uri("/intake/api/templates/consent", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.OK, template.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await (await system.Anybody()).Get("/intake/api/templates/nothing")).Status);
    }

    static async Task Paste(IPage page, bool scripts, string text)
    {
        if (scripts)
        {
            // Into the first cell of the empty row, as people do.
            await page.Locator("tr.edited").Last.Locator("input").First.EvaluateAsync("""
                (cell, text) => {
                  const data = new DataTransfer();
                  data.setData("text/plain", text);
                  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
                }
                """, text);
            return;
        }
        await page.GetByText("粘贴自 Excel").ClickAsync();
        await page.GetByLabel("从 Excel 复制的各行").FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "读入并保存" }).ClickAsync();
    }

    async Task<JsonElement> Form(Guid applicationId, string account)
        => (await (await system.SignedIn(account)).Read(applicationId)).GetProperty("form");

    static List<string?> Names(JsonElement form, string part)
        => [.. form.GetProperty(part).EnumerateArray().Select(row => row.GetProperty("name").GetString())];

    static async Task Save(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await page.Reached(address => address.Contains("saved=", StringComparison.Ordinal));
        await page.GetByText("已保存（第").WaitForAsync();
    }
}
