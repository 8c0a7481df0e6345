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
        var (origin, foreign, refused) = ((await system.Alliance).PublicAddress.GetLeftPart(UriPartial.Authority), new List<string>(), new List<string>());
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(origin, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) foreign.Add(request.Url);
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error") refused.Add(message.Text);
        };
        page.PageError += (_, error) => refused.Add(error);
        await page.GotoAsync("/docs/");
        try
        {
            await page.GetByText("Alliance intake").First.WaitForAsync();
        }
        catch (TimeoutException)
        {
            await page.ScreenshotAsync(new() { Path = "/tmp/h-api-shots/docs-fail.png" });
            Assert.Fail(string.Join('\n', refused.Concat(foreign)) + (await page.ContentAsync())[..3000]);
        }
        if (Environment.GetEnvironmentVariable("ALLIANCE_SCREENSHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "docs.png") });
        foreach (var service in Interfaces.Described)
        {
            await page.GotoAsync($"/docs/{service}");
            await page.GetByText($"Alliance {service}").First.WaitForAsync();
        }

        Assert.Empty(foreign);
        Assert.Empty(refused);
    }
}
