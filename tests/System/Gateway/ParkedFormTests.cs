using System.Net;
using Alliance.Local;
using Alliance.Local.Running;
using Dapper;
using Microsoft.Playwright;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Gateway;

/// <summary>A form that was sent after the session had ended waits for the same person in the same browser, and for nobody else.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed class ParkedFormTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_typed_waits_and_is_shown_with_where_it_goes_before_it_is_sent()
    {
        var page = await system.Browser.Public();
        await SignIn(page, "qiye7");
        await page.GotoAsync("/intake/inbox/preferences");
        await system.EndSessions("qiye7");
        await page.FillAsync("input[name='Input.Address']", "wangmin@example.com");
        await page.ClickAsync("#form-preferences button[type=submit]");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "登录已过期" })).ToBeVisibleAsync();

        await page.ClickAsync("main a.btn.primary");

        // The authority still knows the person; the page that waits tells what it would send, in words, and sends nothing yet.
        var main = await page.InnerTextAsync("main");
        Assert.Contains("/intake/inbox/preferences", main, StringComparison.Ordinal);
        Assert.Contains("电子邮箱", main, StringComparison.Ordinal);
        Assert.Contains("wangmin@example.com", main, StringComparison.Ordinal);
        Assert.DoesNotContain("_handler", main, StringComparison.Ordinal);
        Assert.DoesNotContain("RequestVerificationToken", main, StringComparison.Ordinal);
        var waiting = new Uri(page.Url).AbsolutePath;
        foreach (var width in new[] { PageDuties.Narrow, PageDuties.Wide }) Assert.Empty(await page.Owes("what-waits", width));

        // Neither somebody else in the same browser nor the same person in another browser sees it.
        using var people = new People((await system.Alliance).PublicAddress, DemoAccounts.Password);
        await people["qiye7"].SignIn(Ct);
        Assert.DoesNotContain("wangmin@example.com", await people["qiye7"].Http.GetStringAsync(new Uri(waiting, UriKind.Relative), Ct),
            StringComparison.Ordinal);
        var key = (await page.Context.CookiesAsync()).Single(cookie => cookie.Name == "gw.parked");
        Assert.True(key.HttpOnly);
        using var other = new HttpRequestMessage(HttpMethod.Get, waiting) { Headers = { { "Cookie", $"gw.parked={key.Value}" } } };
        await people["qiye8"].SignIn(Ct);
        using var seen = await people["qiye8"].Http.SendAsync(other, Ct);
        Assert.DoesNotContain("wangmin@example.com", await seen.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        await page.ClickAsync("main button.primary");
        await page.Reached(address => new Uri(address).AbsolutePath == "/intake/inbox/preferences");
        Assert.Equal("wangmin@example.com", await page.InputValueAsync("input[name='Input.Address']"));
        await page.GotoAsync(waiting);
        Assert.Contains("没有保留的内容", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_kept_for_a_browser_that_had_no_session()
    {
        var anybody = await system.Anybody();
        var before = await Parked();

        using var answer = await anybody.Http.SendAsync(Form("/funding/", "x"), Ct);
        using var forged = Form("/funding/", "x");
        forged.Headers.Add("Cookie", "gw.session=CfDJ8Forged");
        using var guessed = await anybody.Http.SendAsync(forged, Ct);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (answer.StatusCode, guessed.StatusCode));
        Assert.DoesNotContain("已经保留", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(before, await Parked());
    }

    [Fact]
    public async Task A_command_of_the_interface_is_never_kept()
    {
        using var people = new People((await system.Alliance).PublicAddress, DemoAccounts.Password);
        await people["shenpi"].SignIn(Ct);
        await system.EndSessions("shenpi");
        var before = await Parked();

        using var answer = await people["shenpi"].Http.SendAsync(Form($"/funding/api/grants/{Guid.NewGuid()}/approve", "x"), Ct);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(before, await Parked());
    }

    [Fact]
    public async Task One_person_fills_no_disk()
    {
        using var people = new People((await system.Alliance).PublicAddress, DemoAccounts.Password);
        await people["qiye6"].SignIn(Ct);
        await system.EndSessions("qiye6");
        var before = await Parked();

        for (var time = 0; time < 15; time++)
        {
            using var small = await people["qiye6"].Http.SendAsync(Form("/intake/inbox/preferences", "x"), Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, small.StatusCode);
        }
        var few = await Parked() - before;
        for (var time = 0; time < 5; time++)
        {
            using var large = await people["qiye6"].Http.SendAsync(Form("/intake/inbox/preferences", new string('长', 50_000)), Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, large.StatusCode);
        }

        Assert.InRange(few, 1, 10);
        await using var database = await Gateway();
        Assert.InRange(await database.ExecuteScalarAsync<long>("select sum(length(content)) from parked_form"), 1, 4_000_000);
    }

    static HttpRequestMessage Form(string path, string text)
    {
        var form = new HttpRequestMessage(HttpMethod.Post,
            path)
        { Content = new FormUrlEncodedContent([new("_handler", "address"), new("Input.Address", text)]) };
        form.Headers.Accept.ParseAdd("text/html");
        return form;
    }

    static async Task SignIn(IPage page, string account)
    {
        await page.GotoAsync("/login?returnUrl=/");
        await Browser.FillInSignIn(page, account);
        await page.Reached(address => new Uri(address).AbsolutePath == "/");
    }

    async Task<long> Parked()
    {
        await using var database = await Gateway();
        return await database.ExecuteScalarAsync<long>("select count(*) from parked_form");
    }

    async Task<NpgsqlConnection> Gateway() => new((await system.Alliance).DatabasesOfServices["gateway"].Owner);
}
