using System.Text.RegularExpressions;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Desk;

/// <summary>What is found across all services, by whom.</summary>
public sealed partial class FindTests(RunningSystem system)
{
    [Fact]
    public async Task A_name_is_found_in_every_service_that_knows_it_by_whoever_may_read_it_there_and_nobody_else()
    {
        var name = Road.NewName();
        var applicationId = await system.AwaitingPanel("qiye5", name);

        Assert.Equal([$"/intake/applications/{applicationId}"], await Find("intake", "qiye5", name));
        Assert.Equal([$"/intake/applications/{applicationId}"], await Find("intake", "shouli", name));
        Assert.Equal([$"/review/reviews/{applicationId}"], await Find("review", "pingshen", name));
        Assert.Equal([$"/workflows/cases/{applicationId}"], await Find("workflows", "shenji", name));
        foreach (var (service, account) in new[] { ("intake", "qiye6"), ("intake", "jingfei"), ("review", "zhuanjia5"), ("review", "qiye5"),
            ("workflows", "qiye5"), ("certification", "qiye5") })
            Assert.Empty(await Find(service, account, name));

        // An office types first letters, in every service.
        var letters = Core.Text.PinyinInitials.Of(name)[0];
        foreach (var (service, account, link) in new[] { ("intake", "shouli", $"/intake/applications/{applicationId}"),
            ("review", "pingshen", $"/review/reviews/{applicationId}"), ("workflows", "shenji", $"/workflows/cases/{applicationId}") })
            Assert.Contains(link, await Find(service, account, letters));

        var page = await (await system.SignedIn("shenji")).Http.GetStringAsync(
            new Uri($"/find?q={Uri.EscapeDataString(name)}", UriKind.Relative), TestContext.Current.CancellationToken);
        foreach (var link in (string[])[$"/intake/applications/{applicationId}", $"/review/reviews/{applicationId}",
            $"/workflows/cases/{applicationId}"])
            Assert.Contains($"href=\"{link}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recognised_alliance_is_found_by_name_first_letters_credit_code_and_number_where_it_is_kept()
    {
        var name = Road.NewName();
        var (_, allianceId) = await system.Recognised(name);
        var entry = (await (await system.Anybody()).Get($"/certification/api/registry?q={Uri.EscapeDataString(name)}")).Must()[0];

        foreach (var typed in (string[])[name, Core.Text.PinyinInitials.Of(name)[0]])
        {
            Assert.Contains($"/certification/alliances/{allianceId}", await Find("certification", "rending", typed));
            Assert.Contains($"/monitoring/alliances/{allianceId}", await Find("monitoring", "jiance", typed));
            Assert.Contains($"/funding/grants/{allianceId}", await Find("funding", "jingfei", typed));
        }
        string Number(string kind) => entry.GetProperty(kind).GetString()!;
        Assert.Contains($"/certification/alliances/{allianceId}", await Find("certification", "rending", Number("certificateNumber")));
        Assert.Contains($"/funding/grants/{allianceId}", await Find("funding", "jingfei", Number("documentNumber")));
    }

    [Fact]
    public async Task What_was_found_opens_for_who_found_it()
    {
        var name = Road.NewName();
        await system.Submitted("qiye6", Filing.Complete("qiye6", name));

        foreach (var account in (string[])["qiye6", "shouli", "shenji"])
        {
            var person = await system.SignedIn(account);
            foreach (var link in await Find("intake", account, name))
            {
                using var answer = await person.Http.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.True(answer.IsSuccessStatusCode, $"{account}: {link} answers {(int)answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Every_page_of_a_menu_is_found_by_its_name_and_by_its_first_letters()
    {
        var reader = await system.SignedIn("shenji");
        var missing = new List<string>();
        var looked = 0;
        foreach (var service in (string[])["intake", "review", "certification", "funding", "monitoring", "workflows"])
        {
            var side = Side().Match(await Page(reader, $"/{service}/")).Value;
            foreach (Match item in Item().Matches(side))
            {
                var (link, text) = ($"/{service}/{item.Groups["to"].Value}", item.Groups["text"].Value.Trim());
                if (item.Groups["to"].Value.Length == 0 && service != "workflows") continue;
                looked++;
                foreach (var typed in (string[])[text, Core.Text.PinyinInitials.Of(text)[0]])
                    if (!(await Page(reader, $"/find?q={Uri.EscapeDataString(typed)}"))
                        .Contains($"href=\"{link}\"", StringComparison.Ordinal))
                        missing.Add($"{link} by {typed}");
            }
        }
        Assert.Empty(missing);
        Assert.True(looked > 20, $"Only {looked} links stand in the menus.");
    }

    static async Task<string> Page(Local.Person reader, string address)
        => System.Net.WebUtility.HtmlDecode(
            await reader.Http.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken));

    [GeneratedRegex("<nav class=\"side menu\".*?</nav>", RegexOptions.Singleline)]
    private static partial Regex Side();

    [GeneratedRegex("<a href=\"(?<to>[^\"]*)\"[^>]*>.*?</svg><span>(?<text>[^<]*)</span>", RegexOptions.Singleline)]
    private static partial Regex Item();

    async Task<IReadOnlyList<string>> Find(string service, string account, string words)
    {
        var answer = await (await system.SignedIn(account)).Get($"/{service}/api/find?q={Uri.EscapeDataString(words)}");
        return [.. answer.Must().EnumerateArray().Select(found => found.GetProperty("link").GetString()!)];
    }
}
