using Xunit;

namespace Alliance.SystemTests.Pages;

/// <summary>What every page owes its reader. Those of Intake and of the console are walked through where their tests are.</summary>
[Collection(nameof(LooksAtEverything))]
public sealed partial class PageTests(RunningSystem system)
{
    [Theory]
    [InlineData("shenji", "/?scope=all")]
    [InlineData("shenji", "/find?q=昆明")]
    [InlineData(null, "/help")]
    [InlineData(null, "/help/statute")]
    [InlineData("qiye6", "/identity/me")]
    [InlineData("juzhang", "/figures")]
    [InlineData("pingshen", "/review/")]
    [InlineData("pingshen", "/review/reviews")]
    [InlineData("pingshen", "/review/experts")]
    [InlineData("zhuanjia1", "/review/tasks")]
    [InlineData("juzhang", "/certification/")]
    [InlineData("juzhang", "/certification/determinations")]
    [InlineData("rending", "/certification/objections")]
    [InlineData(null, "/certification/notices")]
    [InlineData(null, "/certification/registry")]
    [InlineData("jingfei", "/funding/")]
    [InlineData("jiance", "/monitoring/")]
    [InlineData("jiance", "/monitoring/compliance")]
    [InlineData("kaohe", "/monitoring/assessments")]
    public async Task A_page_is_light_accessible_and_fits_a_narrow_window(string? account, string path)
    {
        var page = account is null ? await system.Browser.Public() : await system.Browser.SignedIn(account);
        await page.GotoAsync(path);

        Assert.Empty(await page.Owes(path));
        await page.CloseAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/help/statute")]
    [InlineData("/certification/registry")]
    [InlineData("/monitoring/compliance")]
    [InlineData("/funding/grants")]
    [InlineData("/workflows/")]
    [InlineData("/intake/calls")]
    public async Task A_page_is_as_readable_in_the_dark(string path)
    {
        var page = await system.Browser.Public();
        await page.GotoAsync("/login?returnUrl=/");
        await Browser.FillInSignIn(page, "shenji");
        await page.Reached(address => new Uri(address).AbsolutePath == "/");
        await page.GotoAsync($"/appearance?theme=dark&density=compact&returnUrl={Uri.EscapeDataString(path)}");
        Assert.Equal("dark", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).colorScheme"));

        Assert.Empty(await page.Owes($"{path} dark"));
    }

    [Fact]
    public async Task What_waits_for_somebody_says_until_when_or_since_when_in_its_row_and_on_its_page()
    {
        var (scoring, before) = (await system.Scoring(), await system.BeforeTheBureau());
        var (onNotice, notice) = await system.OnNotice();
        (await (await system.Anybody()).Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections",
            new { objectorKind = "person", objectorName = "李敏", contact = "13800000001", facts = "牵头单位不在本市。" })).Must();
        var objection = (await (await system.SignedIn("rending")).Get("/certification/api/objections")).Must().GetProperty("items")
            .EnumerateArray()
            .Single(o => o.GetProperty("applicationId").GetGuid() == onNotice).GetProperty("objectionId").GetGuid();
        (string Account, string List, string Page)[] waiting =
        [
            ("zhuanjia1", "/review/tasks", $"/review/tasks/{scoring}"),
            ("pingshen", "/review/reviews", $"/review/reviews/{scoring}"),
            ("juzhang", "/certification/determinations", $"/certification/determinations/{before}"),
            ("juzhang", "/certification/determinations", $"/certification/determinations/{onNotice}"),
            ("rending", "/certification/objections", $"/certification/objections/{objection}"),
        ];
        var silent = new List<string>();
        foreach (var (account, list, address) in waiting)
        {
            var page = await system.Browser.SignedIn(account);
            await page.GotoAsync(list);
            var row = page.Locator("tbody tr", new() { Has = page.Locator($"a[href$='{address.Split('/')[^1]}']") });
            if (!Until().IsMatch(await row.InnerTextAsync())) silent.Add($"{list}: {await row.InnerTextAsync()}");
            await page.Picture($"waits {list}", PageDuties.Wide);
            await page.GotoAsync(address);
            if (!Until().IsMatch(await page.Locator("section.next").InnerTextAsync()))
                silent.Add($"{address}: {await page.Locator("section.next").InnerTextAsync()}");
            await page.Picture($"waits {address[..^37]}", PageDuties.Wide);
            await page.CloseAsync();
        }
        Assert.True(silent.Count == 0, string.Join('\n', silent));
    }

    [System.Text.RegularExpressions.GeneratedRegex("还剩 \\d+ 天|(今天|明天)截止|已等待 \\d+ 天|今天开始等待")]
    private static partial System.Text.RegularExpressions.Regex Until();

    [Theory]
    [InlineData(null, "/certification/notices/{0}")]
    [InlineData(null, "/certification/verify/{0}")]
    [InlineData(null, "/certification/registry/{0}")]
    [InlineData(null, "/certification/plans/{0}")]
    [InlineData("rending", "/certification/legacy/{0}")]
    [InlineData(null, "/certification/documents/{0}")]
    [InlineData("rending", "/certification/alliances/{0}")]
    [InlineData("rending", "/certification/objections/{0}")]
    [InlineData("juzhang", "/certification/determinations/{0}")]
    [InlineData("pingshen", "/review/reviews/{0}")]
    [InlineData("zhuanjia1", "/review/tasks/{0}")]
    [InlineData("shouli", "/intake/applications/{0}")]
    [InlineData(null, "/intake/calls/{0}")]
    [InlineData("jingfei", "/funding/grants/{0}")]
    [InlineData("jiance", "/monitoring/alliances/{0}")]
    [InlineData("jiance", "/monitoring/compliance/{0}")]
    [InlineData("admin", "/workflows/cases/{0}")]
    [InlineData("shenji", "/alliances/{0}")]
    public async Task What_there_is_not_is_answered_with_a_page_that_says_so(string? account, string path)
    {
        var page = account is null ? await system.Browser.Public() : await system.Browser.SignedIn(account);

        var answer = await page.GotoAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Guid.CreateVersion7()));

        Assert.Equal(404, answer!.Status);
        Assert.False(string.IsNullOrWhiteSpace(await page.InnerTextAsync("main")));
        await page.CloseAsync();
    }
}
