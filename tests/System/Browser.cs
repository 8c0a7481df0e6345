using System.Net;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Microsoft.Playwright;
using Xunit;
using Xunit.Sdk;

namespace Alliance.SystemTests;

/// <summary>The machine's own Chromium for journeys through pages; starts with the first test that opens a page.</summary>
public sealed class Browser(RunningSystem system) : IAsyncDisposable
{
    private readonly SemaphoreSlim _door = new(1, 1);
    private readonly Dictionary<string, IBrowserContext> _sessions = [];
    private readonly List<IPage> _pages = [];
    private ITest? _reader;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page of somebody from the public, with a session of its own.</summary>
    public async Task<IPage> Public() => await OneAtATime(async () => await Opened(await NewSession()));

    /// <summary>A page of the person with this account, who has signed in by the form. Several pages of one person share the session; one
    /// whose browser runs no scripts has another.</summary>
    public async Task<IPage> SignedIn(string account, bool scripts = true) => await OneAtATime(async () =>
    {
        var key = scripts ? account : $"{account} without scripts";
        if (!_sessions.TryGetValue(key, out var session)) session = _sessions[key] = await NewSession(scripts);
        // The first time; and again when the shared clock went past the session's end.
        if ((await session.APIRequest.GetAsync("/intake/api/letters")).Status == (int)HttpStatusCode.Unauthorized)
        {
            var entrance = await session.NewPageAsync();
            await entrance.GotoAsync("/login?returnUrl=/");
            // Whom the authority still knows comes back at once.
            if (new Uri(entrance.Url).AbsolutePath != "/") await FillInSignIn(entrance, account);
            await entrance.Reached(address => new Uri(address).AbsolutePath == "/");
            await entrance.CloseAsync();
        }
        return await Opened(session);
    });

    /// <summary>Fills in the sign-in form that is open and sends it.</summary>
    public static async Task FillInSignIn(IPage page, string account)
    {
        var form = page.Locator("form:has(input[type=password])");
        await form.Locator("input:not([type=hidden]):not([type=password]):not([type=checkbox])").FillAsync(account);
        await form.Locator("input[type=password]").FillAsync(DemoAccounts.Password);
        await form.Locator("button[type=submit], input[type=submit]").First.ClickAsync();
    }

    // What an earlier test left open is closed: a page that looks after itself goes on asking the service, and all of them are drawn.
    private async Task<IPage> Opened(IBrowserContext session)
    {
        var test = TestContext.Current.Test;
        if (test != _reader)
        {
            _reader = test;
            foreach (var left in _pages) await (_sessions.ContainsValue(left.Context) ? left.CloseAsync() : left.Context.CloseAsync());
            _pages.Clear();
        }
        var page = await session.NewPageAsync();
        _pages.Add(page);
        return page;
    }

    // A test may open pages side by side; the browser starts once and a person signs in once.
    private async Task<IPage> OneAtATime(Func<Task<IPage>> open)
    {
        await _door.WaitAsync();
        try
        {
            return await open();
        }
        finally
        {
            _door.Release();
        }
    }

    private async Task<IBrowserContext> NewSession(bool scripts = true)
    {
        var alliance = await system.Alliance;
        // What a busy machine shows late is not missing.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = await Chromium.Provide(alliance.Data.Log("apt-chromium"), TestContext.Current.CancellationToken),
            Args = Chromium.Arguments,
        });
        var session = await _browser.NewContextAsync(new()
        {
            BaseURL = alliance.PublicAddress.ToString(),
            Locale = "zh-CN",
            JavaScriptEnabled = scripts,
            ViewportSize = new() { Width = 1280, Height = 860 }
        });
        session.SetDefaultTimeout(60_000);
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _door.Dispose();
    }
}
