using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Desk;

/// <summary>One alliance as all services tell of it, on one page: what of it to whom.</summary>
public sealed partial class AllianceWholeTests(RunningSystem system)
{
    static readonly string[] Services = ["intake", "review", "certification", "funding", "monitoring", "workflows"];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recognised_alliance_stands_on_one_page_with_every_part_and_one_timeline_in_one_order()
    {
        var (applicationId, allianceId) = await system.Recognised();

        foreach (var key in (Guid[])[allianceId, applicationId])
        {
            var page = await Page("shenji", $"/alliances/{key}");
            foreach (var part in (string[])["application", "review", "determination", "notice", "certificate", "grant", "operation",
                "reports", "recognition-case", "operation-case", "deadlines", "letters", "documents"])
                Assert.Contains($"id=\"{part}\"", page, StringComparison.Ordinal);
            await EveryLinkOpens("shenji", page);
            // Two services know when the cycle ends; it is one period.
            Assert.Single(Regex.Matches(page[page.IndexOf("id=\"deadlines\"", StringComparison.Ordinal)..], ">运行周期届满</a>"));
            Assert.Contains("联盟已获认定", page, StringComparison.Ordinal);
        }

        var told = await Timeline("shenji", $"/alliances/{allianceId}");
        Assert.Equal(told.Select(one => one.At).OrderDescending(), told.Select(one => one.At));
        Assert.Equal(Services, Services.Where(service => told.Any(one => one.Link.StartsWith($"/{service}/", StringComparison.Ordinal)
            || (service == "certification" && one.Link.StartsWith("/notices/", StringComparison.Ordinal)))));
        // From the form's first line to the money of the alliance, in the order in which it happened.
        string[] road = ["开始填写", "提交申报书", "组建专家组", "拟认定", "文书已签发", "开始办理引导经费"];
        Assert.Equal(road, told.Select(one => one.What).Reverse().Where(road.Contains).Distinct());
        var ofReview = await Timeline("shenji", $"/alliances/{allianceId}?service=review");
        Assert.NotEmpty(ofReview);
        Assert.All(ofReview, one => Assert.StartsWith("/review/", one.Link, StringComparison.Ordinal));
        Assert.Equal(told.Count(one => one.Link.StartsWith("/review/", StringComparison.Ordinal)), ofReview.Count);
    }

    [Fact]
    public async Task Every_page_that_owns_a_part_leads_back_to_the_whole()
    {
        var (applicationId, allianceId) = await system.Recognised();
        var notice = (await (await system.SignedIn("rending")).Get($"/certification/api/determinations/{applicationId}")).Must()
            .GetProperty("noticeId").GetGuid();
        (string Account, string Page, Guid Key)[] pages =
        [
            ("qiye2", $"/intake/applications/{applicationId}", applicationId),
            ("pingshen", $"/review/reviews/{applicationId}", applicationId),
            (Road.Panel[0], $"/review/tasks/{applicationId}", applicationId),
            ("juzhang", $"/certification/determinations/{applicationId}", applicationId),
            ("rending", $"/notices/{notice}", applicationId),
            ("qiye2", $"/notices/{notice}", applicationId),
            ("rending", $"/certification/alliances/{allianceId}", allianceId),
            ("qiye2", $"/funding/grants/{allianceId}", allianceId),
            ("jiance", $"/monitoring/alliances/{allianceId}", allianceId),
            ("shouli", $"/workflows/cases/{applicationId}", applicationId),
            ("shouli", $"/workflows/cases/{allianceId}", allianceId),
        ];
        foreach (var (account, address, key) in pages)
        {
            Assert.Contains($"href=\"/alliances/{key}\"", await Page(account, address), StringComparison.Ordinal);
            Assert.Contains("id=\"timeline\"", await Page(account, $"/alliances/{key}"), StringComparison.Ordinal);
        }
        // The public reads the notice and finds no way to what is not public.
        var seen = await (await system.Anybody()).Http.GetStringAsync(new Uri($"/notices/{notice}", UriKind.Relative), Ct);
        Assert.DoesNotContain("/alliances/", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_service_tells_of_it_to_whom_it_shows_its_own_part_and_to_nobody_else()
    {
        var (applicationId, allianceId) = await system.Recognised();

        await Told("shenji", "intake review certification funding monitoring workflows");
        await Told("qiye2", "intake certification funding monitoring");
        await Told("qiye1", "certification");
        await Told("shouli", "intake certification workflows");
        await Told("pingshen", "intake review certification workflows");
        await Told("juzhang", "intake review certification funding monitoring workflows");
        await Told("jingfei", "intake certification funding monitoring workflows");
        await Told(Road.Panel[0], "review");
        await Told("qiye7", "");
        await Told("zhuanjia5", "");

        // A member unit reads what stands in public; who determined why is the office's.
        var member = (await (await system.SignedIn("qiye1")).Get($"/certification/api/alliances/{allianceId}/brief")).Must();
        Assert.Equal(["notice", "certificate"], member.GetProperty("parts").EnumerateArray()
            .Select(part => part.GetProperty("key").GetString()));
        Assert.DoesNotContain("同意。", member.ToString(), StringComparison.Ordinal);

        async Task Told(string account, string services)
        {
            var person = await system.SignedIn(account);
            var told = new List<string>();
            foreach (var service in Services)
            {
                var answers = await Task.WhenAll(((Guid[])[applicationId, allianceId]).Select(async key =>
                    await person.Get($"/{service}/api/alliances/{key}/brief", Ct)));
                Assert.All(answers,
                    answer => Assert.True(answer.Ok || answer.Status is HttpStatusCode.NotFound, $"{account}: {answer.Text}"));
                if (answers.Any(answer => answer.Ok)) told.Add(service);
            }
            Assert.Equal((account, services), (account, string.Join(' ', told)));
            using var page = await person.Http.GetAsync(new Uri($"/alliances/{applicationId}", UriKind.Relative), Ct);
            Assert.Equal(services.Length > 0 ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.StatusCode);
            // Whoever has no part in it is not told its name either.
            if (services.Length == 0)
                Assert.DoesNotContain("产业技术创新战略联盟<", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_application_before_its_recognition_has_a_page_too_and_a_draft_is_its_own_units_only()
    {
        var draft = await system.Draft("qiye7");
        Assert.Contains("id=\"application\"", await Page("qiye7", $"/alliances/{draft}"), StringComparison.Ordinal);
        foreach (var account in (string[])["qiye6", "shouli", "shenji"])
            Assert.Equal(HttpStatusCode.NotFound, await Status(account, $"/alliances/{draft}"));

        var applicationId = await system.AwaitingPanel("qiye5", Road.NewName());
        var page = await Page("shouli", $"/alliances/{applicationId}");
        Assert.Contains("组织专家评审", page, StringComparison.Ordinal);
        Assert.Contains("进入“专家评审”", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"grant\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_stopped_is_named_and_the_rest_is_shown()
    {
        var (_, allianceId) = await system.Recognised();
        var alliance = await system.Alliance;
        await alliance.KillService("funding");
        try
        {
            await IsNamed("经费", allianceId, without: "grant");
        }
        finally
        {
            await alliance.StartService("funding", Ct);
        }
        await system.Eventually(async () => (await Page("shenji", $"/alliances/{allianceId}")).Contains("id=\"grant\"",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_hangs_is_named_and_holds_nobody_up()
    {
        var (_, allianceId) = await system.Recognised();
        var process = (await system.Alliance).ProcessOf("monitoring");
        await Signal("-STOP");
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            await IsNamed("监测", allianceId, without: "reports");
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(6), "The page waited for what hangs.");
        }
        finally
        {
            await Signal("-CONT");
        }
        await system.Eventually(async () => (await Page("shenji", $"/alliances/{allianceId}")).Contains("id=\"reports\"",
            StringComparison.Ordinal));

        async Task Signal(string which)
        {
            using var kill = Process.Start("kill", [which, process.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task The_page_is_light_accessible_and_fits_a_narrow_window()
    {
        var (_, allianceId) = await system.Recognised();
        foreach (var account in (string[])["shenji", "qiye2"])
        {
            var page = await system.Browser.SignedIn(account);
            await page.GotoAsync($"/alliances/{allianceId}");
            Assert.Empty(await page.Owes($"alliance whole {account}"));
            await page.GotoAsync($"/alliances/{allianceId}?culture=en");
            await page.Picture($"alliance whole {account} en", PageDuties.Wide);
            await page.Picture($"alliance whole {account} en", 1024);
            await page.Picture($"alliance whole {account} en", PageDuties.Narrow);
            await page.GotoAsync($"/alliances/{allianceId}?culture=zh-CN");
            Assert.Empty(await page.Owes($"alliance whole {account}", PageDuties.Wide));
            await page.CloseAsync();
        }
    }

    async Task IsNamed(string service, Guid allianceId, string without)
    {
        var page = await Page("shenji", $"/alliances/{allianceId}");
        Assert.Contains($"“{service}”暂时没有答复", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"id=\"{without}\"", page, StringComparison.Ordinal);
        foreach (var part in (string[])["application", "review", "certificate", "timeline"])
            Assert.Contains($"id=\"{part}\"", page, StringComparison.Ordinal);
    }

    async Task<string> Page(string account, string address)
        => WebUtility.HtmlDecode(await (await system.SignedIn(account)).Http.GetStringAsync(new Uri(address, UriKind.Relative), Ct));

    async Task<HttpStatusCode> Status(string account, string address)
    {
        using var answer = await (await system.SignedIn(account)).Http.GetAsync(new Uri(address, UriKind.Relative), Ct);
        return answer.StatusCode;
    }

    async Task EveryLinkOpens(string account, string page)
    {
        var main = page[page.IndexOf("id=\"application\"", StringComparison.Ordinal)..];
        foreach (var link in Link().Matches(main).Select(match => match.Groups[1].Value.Split('#')[0]).Distinct().Take(30))
        {
            using var answer = await (await system.SignedIn(account)).Http.GetAsync(new Uri(link, UriKind.Relative),
                HttpCompletionOption.ResponseHeadersRead, Ct);
            Assert.True(answer.IsSuccessStatusCode, $"{link} answers {(int)answer.StatusCode}");
        }
    }

    // All of it, from page to page.
    async Task<IReadOnlyList<(DateTimeOffset At, string What, string Link)>> Timeline(string account, string address)
    {
        var (told, next) = (new List<(DateTimeOffset, string, string)>(), (string?)address);
        while (next is not null)
        {
            var page = await Page(account, next);
            var list = page[page.IndexOf("<ol class=\"timeline\"", StringComparison.Ordinal)..];
            list = list[..list.IndexOf("</ol>", StringComparison.Ordinal)];
            told.AddRange(Entry().Matches(list).Select(entry => (
                DateTimeOffset.Parse(entry.Groups["at"].Value, CultureInfo.InvariantCulture), entry.Groups["what"].Value.Trim(),
                entry.Groups["link"].Value)));
            next = Older().Match(page) is { Success: true } older ? older.Groups[1].Value : null;
        }
        return told;
    }

    [GeneratedRegex("href=\"(/(?:intake|review|certification|funding|monitoring|workflows|notices|verify)/[^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("timeline-title\">(?<what>[^<]*)<.*?class=\"from\" href=\"(?<link>[^\"]*)\".*?<time datetime=\"(?<at>[^\"]*)\"",
        RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex("href=\"(/alliances/[^\"]*before=\\d+)[^\"]*\"[^>]*>更早的经过")]
    private static partial Regex Older();
}
