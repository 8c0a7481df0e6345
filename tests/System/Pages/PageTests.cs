using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Xunit;

namespace Alliance.SystemTests.Pages;

/// <summary>What every page owes its reader.</summary>
public sealed class PageTests(RunningSystem system)
{
    static readonly string[] AccessibilityRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    [Theory]
    [InlineData("shouli", "/intake/")]
    [InlineData("shouli", "/intake/calls/new")]
    [InlineData("shouli", "/intake/applications")]
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
    [InlineData("admin", "/workflows/")]
    [InlineData("admin", "/workflows/cases")]
    public async Task A_page_is_light_accessible_and_fits_a_narrow_window(string? account, string path)
    {
        var page = account is null ? await system.Browser.Public() : await system.Browser.SignedIn(account);
        var answers = new List<Microsoft.Playwright.IResponse>();
        page.Response += (_, answer) => answers.Add(answer);

        await page.GotoAsync(path, new() { WaitUntil = Microsoft.Playwright.WaitUntilState.NetworkIdle });

        var loaded = answers.Where(answer => answer.Status == 200).ToList();
        var weight = 0L;
        foreach (var answer in loaded) weight += (await answer.Request.SizesAsync()).ResponseBodySize;
        Assert.InRange(loaded.Count, 1, 5);
        Assert.InRange(weight, 1, 60 * 1024);
        var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. AccessibilityRules] } });
        Assert.Empty(found.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {violation.Nodes[0].Html}"));
        await page.SetViewportSizeAsync(390, 800);
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.CloseAsync();
    }

    [Theory]
    [InlineData(null, "/certification/notices/{0}")]
    [InlineData(null, "/certification/verify/{0}")]
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
    public async Task What_there_is_not_is_answered_with_a_page_that_says_so(string? account, string path)
    {
        var page = account is null ? await system.Browser.Public() : await system.Browser.SignedIn(account);

        var answer = await page.GotoAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Guid.CreateVersion7()));

        Assert.Equal(404, answer!.Status);
        Assert.False(string.IsNullOrWhiteSpace(await page.InnerTextAsync("main")));
        await page.CloseAsync();
    }
}
