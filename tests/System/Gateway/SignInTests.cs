using Alliance.Local.Running;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Gateway;

[Collection(nameof(KnocksAtTheDoor))]
public sealed class SignInTests(RunningSystem system)
{
    [Fact]
    public async Task Whoever_opens_a_page_for_staff_signs_in_and_comes_back_to_it()
    {
        var page = await system.Browser.Public();

        await page.GotoAsync("/workflows/");
        Assert.Contains("/identity/sign-in", page.Url, StringComparison.Ordinal);
        await SignIn(page, "admin");

        await page.Reached(address => new Uri(address).AbsolutePath == "/workflows/");
        await page.GotoAsync("/");
        Assert.Contains("系统管理员", await page.InnerTextAsync("#me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_a_sentence()
    {
        var page = await system.Browser.Public();

        await page.GotoAsync("/login?returnUrl=/");
        await SignIn(page, "qiye8", "not the password");

        Assert.Contains("账号或密码不正确", await page.InnerTextAsync(".alert"), StringComparison.Ordinal);
        Assert.Equal("qiye8", await page.InputValueAsync("#sign-in-account"));
    }

    [Fact]
    public async Task After_five_wrong_passwords_even_the_right_one_waits()
    {
        var page = await system.Browser.Public();
        await page.GotoAsync("/login?returnUrl=/");

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await SignIn(page, TestApplicants.Forgetful.Account, $"wrong {attempt}");
            await page.WaitForSelectorAsync(".alert");
        }
        await SignIn(page, TestApplicants.Forgetful.Account);

        Assert.Contains("已暂时锁定", await page.InnerTextAsync(".alert"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_browser_never_holds_a_token()
    {
        var page = await SignedIn("jiance");

        var cookies = await page.Context.CookiesAsync();

        // A token is three parts of base64 that begin with an opening brace.
        Assert.DoesNotContain(cookies, cookie => cookie.Value.StartsWith("eyJ", StringComparison.Ordinal));
        Assert.All(cookies.Where(cookie => cookie.Name is "gw.session" or "id.session"), cookie => Assert.True(cookie.HttpOnly));
        Assert.Equal("/identity", cookies.Single(cookie => cookie.Name == "id.session").Path);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_the_authority_too()
    {
        var page = await SignedIn("kaohe");

        await page.SignOut();
        await page.Reached(address => new Uri(address).AbsolutePath == "/");
        Assert.Equal(0, await page.Locator("#me").CountAsync());

        await page.GotoAsync("/workflows/");
        await Assertions.Expect(page.Locator("#sign-in-password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_ended_session_leads_through_sign_in_back_to_the_page()
    {
        var page = await SignedIn("shenji");
        await page.Context.ClearCookiesAsync(new() { Name = "gw.session" });

        // The authority still knows the person: nothing has to be typed again.
        await page.GotoAsync("/workflows/");

        Assert.Equal("/workflows/", new Uri(page.Url).AbsolutePath);
        await page.GotoAsync("/");
        Assert.Contains("审计", await page.InnerTextAsync("#me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_elsewhere_signs_nobody_out()
    {
        var page = await SignedIn("kaohe");

        await page.GotoAsync("/identity/connect/logout");
        Assert.Contains("退出登录", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Context.ClearCookiesAsync(new() { Name = "gw.session" });
        await page.GotoAsync("/workflows/");
        Assert.Equal("/workflows/", new Uri(page.Url).AbsolutePath);

        // Whoever does want to leaves by the button.
        await page.GotoAsync("/identity/connect/logout");
        await page.ClickAsync("main button[type=submit]");
        await page.Context.ClearCookiesAsync(new() { Name = "gw.session" });
        await page.GotoAsync("/workflows/");
        await Assertions.Expect(page.Locator("#sign-in-password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_cookie_copied_before_signing_out_opens_nothing_afterwards()
    {
        var page = await SignedIn("kaohe");
        var copied = (await page.Context.CookiesAsync()).Where(cookie => cookie.Name is "gw.session" or "id.session").ToList();
        await page.SignOut();
        await page.Reached(address => new Uri(address).AbsolutePath == "/");

        var thief = await system.Browser.Public();
        await thief.Context.AddCookiesAsync(
            copied.Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        await thief.GotoAsync("/workflows/");

        await Assertions.Expect(thief.Locator("#sign-in-password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_sign_in_page_that_was_used_explains_itself()
    {
        var page = await system.Browser.Public();
        await page.GotoAsync("/login?returnUrl=/");
        var used = System.Web.HttpUtility.ParseQueryString(new Uri(page.Url).Query)["returnUrl"]!;
        await SignIn(page, "zhuanjia6");
        await page.Reached(address => new Uri(address).AbsolutePath == "/");

        var answer = await page.GotoAsync(used);

        Assert.Equal(400, answer!.Status);
        Assert.Contains("这次登录已经结束", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("main a.btn");
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);
    }

    [Theory]
    [InlineData("//evil.test/")]
    [InlineData("/\\evil.test/")]
    [InlineData("https://evil.test/")]
    public async Task Nobody_is_led_elsewhere_by_a_link_of_ours(string target)
    {
        var page = await system.Browser.Public();

        await page.GotoAsync($"/culture?to=zh-CN&returnUrl={Uri.EscapeDataString(target)}");

        Assert.Equal((await system.Alliance).PublicAddress.Authority, new Uri(page.Url).Authority);
    }

    [Fact]
    public async Task Who_sets_a_new_password_is_signed_out_everywhere_else_and_signs_in_with_it()
    {
        var account = TestApplicants.Careful.Account;
        var page = await SignedIn(account);
        var elsewhere = await SignedIn(account);
        await page.ClickAsync("#me");
        await page.ClickAsync(".user-body a[href='/identity/me']");

        await SetPassword(page, "not the password", "xin-de-mima-2026", "xin-de-mima-2026");
        Assert.Contains("当前密码不正确", await page.InnerTextAsync(".alert"), StringComparison.Ordinal);
        await SetPassword(page, DemoAccounts.Password, "xin-de-mima-2026", "xin-de-mima-2027");
        Assert.Contains("两次输入的新密码不一致", await page.InnerTextAsync(".alert"), StringComparison.Ordinal);
        await SetPassword(page, DemoAccounts.Password, "short1", "short1");
        Assert.Contains("新密码至少", await page.InnerTextAsync(".alert"), StringComparison.Ordinal);
        await SetPassword(page, DemoAccounts.Password, "xin-de-mima-2026", "xin-de-mima-2026");

        await Assertions.Expect(page.Locator(".alert.success")).ToContainTextAsync("密码已修改");
        // The authority does not know the other browser any more; what the gateway still holds for it ends with its next renewal.
        await elsewhere.Context.ClearCookiesAsync(new() { Name = "gw.session" });
        await elsewhere.GotoAsync("/intake/inbox");
        await SignIn(elsewhere, account);
        Assert.Contains("账号或密码不正确", await elsewhere.InnerTextAsync(".alert"), StringComparison.Ordinal);
        await SignIn(elsewhere, account, "xin-de-mima-2026");
        await elsewhere.Reached(address => new Uri(address).AbsolutePath == "/intake/inbox");
    }

    [Fact]
    public async Task Who_signs_out_everywhere_is_signed_out_in_the_other_browser_at_once()
    {
        var page = await SignedIn("zhuanjia6");
        var elsewhere = await SignedIn("zhuanjia6");
        await page.GotoAsync("/identity/me");

        await page.ClickAsync("main .btn.danger");

        await page.Reached(address => new Uri(address).AbsolutePath == "/");
        await elsewhere.GotoAsync("/review/tasks");
        await Assertions.Expect(elsewhere.Locator("#sign-in-password")).ToBeVisibleAsync();
        await page.GotoAsync("/review/tasks");
        await Assertions.Expect(page.Locator("#sign-in-password")).ToBeVisibleAsync();
    }

    static async Task SetPassword(IPage page, string old, string chosen, string again)
    {
        await page.FillAsync("#password-old", old);
        await page.FillAsync("#password-chosen", chosen);
        await page.FillAsync("#password-again", again);
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("main .btn.primary"),
            answer => answer.Request.Method == "POST");
        await page.WaitForSelectorAsync(".alert");
    }

    async Task<IPage> SignedIn(string account)
    {
        // A session of its own: signing it out must not end another test's.
        var page = await system.Browser.Public();
        await page.GotoAsync("/login?returnUrl=/");
        await SignIn(page, account);
        await page.Reached(address => new Uri(address).AbsolutePath == "/");
        return page;
    }

    static async Task SignIn(IPage page, string account, string password = DemoAccounts.Password)
    {
        await page.FillAsync("#sign-in-account", account);
        await page.FillAsync("#sign-in-password", password);
        await page.ClickAsync("main button[type=submit]");
    }
}
