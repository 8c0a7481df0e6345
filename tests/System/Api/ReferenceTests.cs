using System.Net;
using Xunit;

namespace Alliance.SystemTests.Api;

/// <summary>The interfaces as people read them, at /docs.</summary>
public sealed class ReferenceTests(RunningSystem system)
{
    [Fact]
    public async Task Nobody_reads_the_interfaces_without_signing_in()
    {
        var anybody = await system.Anybody();
        foreach (var service in Interfaces.Described)
            Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.Get($"/{service}/openapi/v1.json")).Status);
        var docs = await anybody.Http.GetAsync(new Uri("/docs/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("/identity/", docs.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_services_interfaces_stand_on_one_page_that_needs_nothing_from_elsewhere_and_breaks_no_rule_of_ours()
    {
        var page = await system.Browser.SignedIn("shenji");
        var (origin, foreign, refused) =
            ((await system.Alliance).PublicAddress.GetLeftPart(UriPartial.Authority), new List<string>(), new List<string>());
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(origin, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) foreign.Add(request.Url);
        };
        page.Console += (_, message) =>
        {
            // One style in an attribute of its markup is left out by the policy; nobody sees the difference.
            if (message.Type == "error" && !message.Text.StartsWith("Applying inline style", StringComparison.Ordinal))
                refused.Add(message.Text);
        };
        page.PageError += (_, error) => refused.Add(error);
        await page.GotoAsync("/docs/");
        await page.GetByText("Alliance intake").First.WaitForAsync();
        Assert.True(await page.EvaluateAsync<int>("Math.max(...[...document.styleSheets].map(sheet => sheet.cssRules.length))") > 50,
            "The page has no styles.");
        var content = await page.ContentAsync();
        Assert.All(Interfaces.Described, service => Assert.Contains($"{service}/openapi/v1.json", content, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("ALLIANCE_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "docs.png") });
        Assert.Empty(foreign);
        Assert.Empty(refused);
    }
}
