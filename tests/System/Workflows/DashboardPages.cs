using Alliance.Contracts;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Workflows;

/// <summary>The console's pages in the browser: no violations of accessibility, light, readable on a desk and on a telephone, in both languages.</summary>
public sealed class DashboardPages(RunningSystem system) : IAsyncDisposable
{
    readonly Commands commands = new(system);

    [Fact]
    public async Task Every_page_is_accessible_light_and_fits_the_screen()
    {
        var (recognition, operation) = await Cases();
        var page = await system.Browser.SignedIn("admin");
        string[] addresses =
        [
            "/workflows/", "/workflows/processes/Recognition", "/workflows/processes/Operation", "/workflows/cases", "/workflows/deadlines", "/workflows/incidents", "/workflows/service-levels", "/workflows/clock",
            "/workflows/calendars", "/workflows/calendars/2026", "/workflows/calendars/publish",
            "/workflows/policies", "/workflows/policies/kunming-2016.1", "/workflows/policies/compare?before=kunming-2016.1&after=jiangxi-2023.1", "/workflows/policies/check", "/intake/what-if", "/intake/industries?q=ys",
            $"/workflows/cases/{recognition}", $"/workflows/cases/{recognition}?step=2", $"/workflows/cases/{operation}",
        ];
        var wrong = new List<string>();
        foreach (var language in new[] { "en", "zh-CN" })
        {
            await page.GotoAsync($"/culture?to={language}&returnUrl=/workflows/");
            foreach (var address in addresses)
            {
                var answer = await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
                if (!answer!.Ok) wrong.Add($"{address}: answered {answer.Status}");
                if (await page.Locator("#me").CountAsync() != 1) wrong.Add($"{address} does not say who is signed in");
                wrong.AddRange(await page.Owes($"{address} {language}"));
            }
        }
        Assert.Empty(wrong);
    }

    async Task<(Guid Recognition, Guid Operation)> Cases()
    {
        var (recognition, operation) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var application = Commands.ApplicationOf("qiye5", "流程看板");
        var now = await system.Clock.Now();
        await commands.Tell(new ApplicationSubmitted(recognition, application, now));
        await commands.Tell(new CorrectionRequested(recognition, [new("Art. 8(2)", "缺少联盟协议")], null, DateOnly.FromDateTime(now.AddDays(14).DateTime), now));
        await commands.Tell(new OperatingCycleStarted(operation, application, 1, Guid.CreateVersion7(), new(2024, 1, 15), new(2024, 1, 15), new(2026, 1, 15)));
        var administrator = await system.SignedIn("admin");
        await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{recognition}")) is { Status: System.Net.HttpStatusCode.OK } found
            && found.Must<Found>().State == "Correction");
        await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{operation}")).Status == System.Net.HttpStatusCode.OK);
        return (recognition, operation);
    }

    sealed record Found(string State);

    public ValueTask DisposeAsync() => commands.DisposeAsync();
}
