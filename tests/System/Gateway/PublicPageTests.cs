using System.Net;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Gateway;

[Collection(nameof(KnocksAtTheDoor))]
public sealed class PublicPageTests(RunningSystem system)
{
    [Fact]
    public async Task The_portal_needs_no_sign_in_and_shows_what_is_public()
    {
        var page = await system.Browser.Public();

        var answer = await page.GotoAsync("/");

        Assert.Equal(200, answer!.Status);
        foreach (var part in new[] { "申报通知", "当前公示", "已认定联盟名录", "办理流程" })
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = part, Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain("暂时无法取得", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/login?returnUrl=/")]
    public async Task A_page_is_light_accessible_and_fits_a_narrow_window(string path)
    {
        var page = await system.Browser.Public();
        await page.GotoAsync(path);

        Assert.Empty(await page.Owes(path));
    }

    [Theory]
    [InlineData("/portal")]
    [InlineData("/certification/registry")]
    [InlineData("/intake/api/calls")]
    public async Task What_a_browser_reads_is_sent_packed_to_whoever_can_unpack_it(string path)
    {
        var address = new Uri((await system.Alliance).PublicAddress, path);
        using var plain = new HttpClient();
        using var packed = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        packed.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");

        var whole = await plain.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
        using var answer = await packed.GetAsync(address, TestContext.Current.CancellationToken);
        var sent = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.True(whole.Length < 1000 || sent.Length * 5 < whole.Length * 3, $"{sent.Length} of {whole.Length} bytes");
    }

    [Fact]
    public async Task English_is_one_click_away_and_stays()
    {
        var page = await system.Browser.Public();
        await page.GotoAsync("/");

        await page.ClickAsync(".who a[lang=en]");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.GotoAsync("/login?returnUrl=/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_and_leads_home()
    {
        var page = await system.Browser.Public();

        var answer = await page.GotoAsync("/no-such-page");

        Assert.Equal(404, answer!.Status);
        Assert.Contains("页面不存在", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_told_in_problem_details_that_it_has_to_sign_in()
    {
        var anybody = await system.Anybody();

        var answer = await anybody.Post("/intake/api/calls", ct: TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("请先登录", answer.Body.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Health_names_every_service()
    {
        var anybody = await system.Anybody();

        var services = (await anybody.Get("/health", TestContext.Current.CancellationToken)).Body.GetProperty("services");

        foreach (var name in new[] { "identity", "intake", "review", "certification", "funding", "monitoring", "workflows" })
            Assert.Equal("Healthy", services.GetProperty(name).GetString());
    }
}
