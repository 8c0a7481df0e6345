using Alliance.SystemTests.Intake;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Workflows;

/// <summary>Calendars and policies in the browser: what a person enters is answered on the page, without script, on a desk and on a
/// telephone, in both languages.</summary>
[Collection(nameof(LooksAtEverything))]
public sealed class LawPages(RunningSystem system)
{
    [Fact]
    public async Task A_calendar_is_looked_at_before_it_is_published_and_a_fault_keeps_what_was_typed()
    {
        var page = await system.Browser.SignedIn("admin");
        var year = System.Text.Json.JsonSerializer.Serialize(CalendarTests.Notice(2033, 1));
        await page.GotoAsync("/workflows/calendars");
        await page.GetByRole(AriaRole.Link, new() { Name = "发布放假安排" }).ClickAsync();

        await page.GetByLabel("内容").FillAsync(year.Replace("https://www.gov.cn/zhengce/2033", "公报", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "预览影响" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("$.papers[0]：「公报」不是网址").First.WaitForAsync();
        Assert.Contains("公报", await page.GetByLabel("内容").InputValueAsync(), StringComparison.Ordinal);
        Assert.Empty(await page.Owes("calendar-fault"));

        await page.GetByLabel("文件")
            .SetInputFilesAsync(new FilePayload
            {
                Name = "2033.json",
                MimeType = "application/json",
                Buffer = System.Text.Encoding.UTF8.GetBytes(year)
            });
        await page.GetByRole(AriaRole.Button, new() { Name = "预览影响" }).ClickAsync();
        await page.GetByText("预览：2033，第 1 版").WaitForAsync();
        Assert.Empty(await page.Owes("calendar-preview"));
        await page.GetByRole(AriaRole.Button, new() { Name = "发布", Exact = true }).ClickAsync();
        Assert.Empty(await page.Owes("calendar-confirm"));
        await page.Confirm();

        await page.GetByText("2033 的放假安排已经发布").WaitForAsync();
        await system.Eventually(async () =>
        {
            await page.ReloadAsync();
            return await page.GetByRole(AriaRole.Link, new() { Name = "2033", Exact = true }).CountAsync() == 1;
        });
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_draft_policy_is_checked_and_tried_on_past_applications()
    {
        var applicationId = await system.Submitted("qiye6", Filing.Complete("qiye6", Road.NewName()));
        await system.Judge(applicationId);
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/pass")).Must();
        var page = await system.Browser.SignedIn("admin");
        var draft = Statute.Policies.PolicyBook.Find("kunming-2016.1").Document.ToJson()
            .Replace("\"kunming-2016.1\"", "\"kunming-2016.2\"", StringComparison.Ordinal)
            .Replace("\"inForce\"", "\"draft\"", StringComparison.Ordinal)
            .Replace("\"minMembers\": 4", "\"minMembers\": 6", StringComparison.Ordinal);
        await page.GotoAsync("/workflows/policies");
        await page.GetByRole(AriaRole.Link, new() { Name = "检查草案" }).ClickAsync();
        await page.GetByLabel("内容").FillAsync(draft);
        await page.GetByRole(AriaRole.Button, new() { Name = "检查" }).ClickAsync();
        await page.GetByText("kunming-2016.2 的写法正确").WaitForAsync();
        await page.Locator("tbody tr", new() { HasText = "成员单位最低数" }).GetByText("6").WaitForAsync();
        Assert.Empty(await page.Owes("policy-checked"));

        await page.GotoAsync("/workflows/policies");
        await page.GetByRole(AriaRole.Link, new() { Name = "在以往申报上试行" }).ClickAsync();
        await page.GetByText("粘贴草案（JSON）").ClickAsync();
        await page.GetByLabel("草案").Last.FillAsync(draft);
        await page.GetByRole(AriaRole.Button, new() { Name = "试行", Exact = true }).ClickAsync();
        await page.GetByText("kunming-2016.2：重新评判").WaitForAsync();
        await page.Locator("tbody tr").First.GetByText("少于 6").First.WaitForAsync();
        Assert.Empty(await page.Owes("what-if"));
        await page.CloseAsync();
    }
}
