using Xunit;

namespace Alliance.SystemTests.Pages;

/// <summary>What every page owes its reader. Those of Intake and of the console are walked through where their tests are.</summary>
public sealed class PageTests(RunningSystem system)
{
    [Theory]
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
