using System.Text.Json;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Desk;

/// <summary>What waits for whom, on everybody's start page.</summary>
public sealed class MyWorkTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_stands_on_the_start_page_of_whose_turn_it_is_and_is_gone_when_it_is_done()
    {
        var name = Road.NewName();
        var applicationId = await system.Submitted("qiye5", Filing.Complete("qiye5", name));
        await Expect("shouli", applicationId, "intake.formal-review", name);
        Assert.DoesNotContain(name, await Start("pingshen"), StringComparison.Ordinal);

        await system.Judge(applicationId);
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/pass")).Must();
        await system.Eventually(async () => (await Start("pingshen")).Contains(name, StringComparison.Ordinal));
        await Expect("pingshen", applicationId, "review.panel", name);
        Assert.DoesNotContain(name, await Start("shouli"), StringComparison.Ordinal);

        await system.InPool(Road.Panel);
        (await system.OnReview("pingshen", applicationId, "panel", new { experts = Road.Panel, leader = Road.Panel[0] })).Must();
        Assert.DoesNotContain(name, await Start("pingshen"), StringComparison.Ordinal);
        await Expect("zhuanjia1", applicationId, "review.recusal", name);
        (await system.OnReview("zhuanjia1", applicationId, "recusal", new { conflict = false })).Must();
        await Expect("zhuanjia1", applicationId, "review.sheet", name);
        // The secretary may see that experts have still to score, and has nothing to do about it.
        Assert.Contains(name, await Start("pingshen", "?scope=all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_given_to_a_colleague_is_the_offices_and_not_mine()
    {
        var name = Road.NewName();
        var applicationId = await system.Submitted("qiye6", Filing.Complete("qiye6", name));
        // Whoever opened the queue once can be given work.
        (await (await system.SignedIn("shouli2")).Get("/intake/api/officers")).Must();
        (await (await system.SignedIn("shouli")).Post("/intake/api/applications/assign",
            new { applicationIds = new[] { applicationId }, account = "shouli2" })).Must();

        Assert.Null(await Task("shouli", "intake", applicationId, "Mine"));
        Assert.NotNull(await Task("shouli", "intake", applicationId, "Office"));
        Assert.NotNull(await Task("shouli2", "intake", applicationId, "Mine"));
        // Whoever has no office sees nothing of it, whatever they ask for.
        foreach (var scope in (string[])["Mine", "Office", "All"])
        {
            Assert.Null(await Task("qiye7", "intake", applicationId, scope));
            Assert.Null(await Task("pingshen", "intake", applicationId, scope));
        }
    }

    [Fact]
    public async Task A_draft_is_its_units_work_and_nobody_elses_to_see()
    {
        var applicationId = await system.Draft("qiye7");

        var draft = await Task("qiye7", "intake", applicationId, "Mine");

        Assert.Equal("draft", draft!.Value.GetProperty("kind").GetString());
        Assert.NotNull(draft.Value.GetProperty("dueAt").GetString());
        foreach (var account in (string[])["qiye6", "shouli", "shenji", "admin"])
            Assert.Null(await Task(account, "intake", applicationId, "All"));
    }

    [Fact]
    public async Task A_service_that_is_away_is_named_and_the_rest_is_shown()
    {
        var name = Road.NewName();
        await system.Submitted("qiye5", Filing.Complete("qiye5", name));
        var alliance = await system.Alliance;
        await alliance.KillService("review");
        try
        {
            var page = await Start("shouli");

            Assert.Contains("“评审”暂时没有答复", page, StringComparison.Ordinal);
            Assert.Contains(name, page, StringComparison.Ordinal);
        }
        finally
        {
            await alliance.StartService("review", Ct);
        }
        // The gateway looks again by itself.
        await system.Eventually(async () => !(await Start("shouli")).Contains("暂时没有答复", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_not_signed_in_begins_with_what_is_public_and_who_is_finds_it_too()
    {
        var anybody = await system.Anybody();

        Assert.Contains("申报通知", await anybody.Http.GetStringAsync(new Uri("/", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Contains("我的工作", await Start("shouli"), StringComparison.Ordinal);
        var portal = await (await system.SignedIn("shouli")).Http.GetStringAsync(new Uri("/portal", UriKind.Relative), Ct);
        Assert.Contains("已认定联盟名录", portal, StringComparison.Ordinal);
    }

    async Task Expect(string account, Guid applicationId, string kind, string name)
    {
        var work = await Task(account, kind.Split('.')[0], applicationId, "Mine");
        Assert.Equal(kind.Split('.')[1], work?.GetProperty("kind").GetString());
        var page = await Start(account, $"?kind={kind}");
        Assert.Contains(name, page, StringComparison.Ordinal);
        // The button leads where it is done.
        using var answer = await (await system.SignedIn(account)).Http.GetAsync(
            new Uri(work!.Value.GetProperty("link").GetString()!, UriKind.Relative), Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri} answers {(int)answer.StatusCode}");
    }

    async Task<JsonElement?> Task(string account, string service, Guid caseId, string scope)
    {
        var found = (await system.AllPages(account, $"/{service}/api/tasks?scope={scope}"))
            .Where(item => item.GetProperty("caseId").GetGuid() == caseId).ToList();
        return found is [var one, ..] ? one : null;
    }

    // All pages of it: what other tests left behind may stand before.
    async Task<string> Start(string account, string query = "")
    {
        var person = await system.SignedIn(account);
        var (all, next) = ("", (string?)$"/{query}");
        while (next is not null)
        {
            var page = await person.Http.GetStringAsync(new Uri(next, UriKind.Relative), Ct);
            all += page;
            next = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(page, "href=\"(/\\?[^\"#]*after=[^\"#]*)\"")
                .Groups[1].Value) is { Length: > 0 } more ? more : null;
        }
        return all;
    }
}
