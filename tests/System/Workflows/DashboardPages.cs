using Alliance.Contracts;
using Alliance.Statute;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Workflows;

/// <summary>The console's pages in the browser: no violations of accessibility, light, readable on a desk and on a telephone, in both
/// languages.</summary>
[Collection(nameof(LooksAtEverything))]
public sealed class DashboardPages(RunningSystem system) : IAsyncDisposable
{
    readonly Commands _commands = new(system);

    [Fact]
    public async Task Every_page_is_accessible_light_and_fits_the_screen()
    {
        var (recognition, operation) = await Cases();
        var (older, intervention) = await Proposal();
        string[] addresses =
        [
            "/workflows/", "/workflows/processes/Recognition", "/workflows/processes/Operation",
            "/workflows/processes/Recognition?policy=jiangxi-2023.1", "/workflows/cases",
            "/workflows/cases?kind=Recognition&state=Correction", "/workflows/deadlines", "/workflows/deadlines?by=week",
            "/workflows/interventions", $"/workflows/interventions/{intervention}", "/workflows/migrations",
            $"/workflows/migrations?version={RunningSystem.Older}&to=kunming-2016.1", "/workflows/incidents", "/workflows/service-levels",
            "/workflows/clock",
            "/workflows/calendars", "/workflows/calendars/2026", "/workflows/calendars/publish",
            "/workflows/policies", "/workflows/policies/kunming-2016.1",
            "/workflows/policies/compare?before=kunming-2016.1&after=jiangxi-2023.1", "/workflows/policies/check",
            $"/workflows/cases/{older}", $"/workflows/cases/{recognition}", $"/workflows/cases/{recognition}?step=2",
            $"/workflows/cases/{operation}",
        ];
        // English words are longer: narrow is where they do not fit. Both walks at once, each on a page of its own.
        var wrong = (await Task.WhenAll(Walk("en", PageDuties.Narrow), Walk("zh", PageDuties.Wide))).SelectMany(found => found);

        Assert.Empty(wrong);

        async Task<IReadOnlyList<string>> Walk(string language, int width)
        {
            var page = await system.Browser.SignedIn("admin");
            List<string> found = [];
            foreach (var address in addresses.Where((_, page) => PageDuties.IsLookedAt(page, width)))
            {
                var answer = await page.GotoAsync(
                    $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}culture={language}");
                if (!answer!.Ok) found.Add($"{address}: answered {answer.Status}");
                if (await page.Locator("#me").CountAsync() != 1) found.Add($"{address} does not say who is signed in");
                if (await page.GetAttributeAsync("html", "lang") is var spoken && !spoken!.StartsWith(language, StringComparison.Ordinal))
                    found.Add($"{address} speaks {spoken} when asked for {language}");
                found.AddRange(await page.Owes($"{address} {language}", width));
            }
            await page.CloseAsync();
            return found;
        }
    }

    [Fact]
    public async Task A_diagram_is_made_larger_pulled_along_and_put_back_by_mouse_and_keyboard()
    {
        var page = await system.Browser.SignedIn("admin");
        await page.GotoAsync("/workflows/processes/Recognition");
        var view = page.Locator(".diagram-view").First;
        var frame = view.Locator(".diagram-scroll");
        async Task<float> Width() => (await view.Locator("svg").BoundingBoxAsync())!.Width;
        var usual = await Width();

        await view.GetByRole(AriaRole.Button, new() { Name = "放大" }).ClickAsync();
        await frame.PressAsync("+");
        Assert.Equal(2 * usual, await Width(), 1f);
        await Assertions.Expect(view.Locator("output")).ToHaveTextAsync("200%");

        // Taken hold of at a state, which stays under the pointer: the pull does not follow its link.
        var state = view.Locator("svg a").First;
        await state.ScrollIntoViewIfNeededAsync();
        var before = await frame.EvaluateAsync<double>("frame => frame.scrollLeft");
        var (hold, address) = ((await state.BoundingBoxAsync())!, page.Url);
        await page.Mouse.MoveAsync(hold.X + hold.Width / 2, hold.Y + hold.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(hold.X + hold.Width / 2 - 100, hold.Y + hold.Height / 2);
        await page.Mouse.UpAsync();
        Assert.Equal(before + 100, await frame.EvaluateAsync<double>("frame => frame.scrollLeft"), 1d);
        Assert.Equal(address, page.Url);

        await frame.PressAsync("0");
        Assert.Equal(usual, await Width(), 1f);
        for (var i = 0; i < 9; i++) await view.GetByRole(AriaRole.Button, new() { Name = "缩小" }).ClickAsync();
        Assert.Equal(usual / 2, await Width(), 1f);
        await state.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("[?]in="));
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_diagram_stands_without_a_script_and_its_states_lead_on()
    {
        var page = await system.Browser.SignedIn("admin", scripts: false);
        await page.GotoAsync("/workflows/processes/Recognition");
        Assert.Equal(0, await page.Locator(".diagram-view button").CountAsync());
        await page.Locator(".diagram-view svg a").First.ClickAsync();
        Assert.Contains("?in=", page.Url, StringComparison.Ordinal);
        await page.CloseAsync();
    }

    async Task<(Guid Recognition, Guid Operation)> Cases()
    {
        var (recognition, operation) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var application = Commands.ApplicationOf("qiye5", "流程看板");
        var now = await system.Clock.Now();
        await _commands.Tell(new ApplicationSubmitted(recognition, application, now));
        await _commands.Tell(new CorrectionRequested(recognition, [new(Articles.Agreement, "缺少联盟协议")], null,
            DateOnly.FromDateTime(now.AddDays(14).DateTime), now));
        await _commands.Tell(new OperatingCycleStarted(operation, application, 1, Guid.CreateVersion7(), new(2024, 1, 15),
            new(2024, 1, 15), new(2026, 1, 15)));
        var administrator = await system.SignedIn("admin");
        await system.Eventually(async () =>
            (await administrator.Get($"/workflows/api/cases/{recognition}")) is { Status: System.Net.HttpStatusCode.OK } found
            && found.Must<Found>().State == "Correction");
        await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{operation}")).Status
            == System.Net.HttpStatusCode.OK);
        (await administrator.Post($"/workflows/api/cases/{operation}/pause", new { reason = "核对合同书" })).Must();
        return (recognition, operation);
    }

    // A case with a long name, in which an intervention waits for a second person; the other case is held.
    async Task<(Guid Older, Guid Intervention)> Proposal()
    {
        var older = Guid.CreateVersion7();
        var application = Commands.ApplicationOf("qiye5", "滇中城市群高原特色农业冷链物流与跨境电子商务一体化") with { PolicyVersion = RunningSystem.Older };
        var administrator = await system.SignedIn("admin");
        await _commands.Tell(new ApplicationSubmitted(older, application, await system.Clock.Now()));
        await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{older}")).Ok);
        var proposed = (await (await system.SignedIn("admin2"))
            .Post($"/workflows/api/cases/{older}/pause", new { reason = "收到实名举报，反映申报材料中的合作协议未经成员单位盖章，核实期间暂停推进，待纪检部门答复后恢复" })).Must();
        return (older, proposed.GetProperty("interventionId").GetGuid());
    }

    sealed record Found(string State);

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
