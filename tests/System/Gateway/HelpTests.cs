using System.Text.RegularExpressions;
using Xunit;

namespace Alliance.SystemTests.Gateway;

/// <summary>Whoever does not know how to go on finds out: a guide for each role, and what each article asks for.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed partial class HelpTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shouli", "/intake/queue", "/help/intake")]
    [InlineData("pingshen", "/review/reviews", "/help/review")]
    [InlineData("zhuanjia1", "/review/tasks", "/help/expert")]
    [InlineData("wuhua", "/intake/recommendations", "/help/recommender")]
    [InlineData("juzhang", "/", "/help/certification")]
    [InlineData("shenpi", "/funding/grants", "/help/funding")]
    [InlineData("kaohe", "/monitoring/assessments", "/help/monitoring")]
    [InlineData("admin", "/workflows/cases", "/help/console")]
    [InlineData("qiye4", "/funding/", "/help/applicant")]
    [InlineData("qiye4", "/notices/0", "/help/public")]
    [InlineData(null, "/certification/registry", "/help")]
    public async Task Help_leads_from_a_page_to_the_guide_for_whoever_looks_at_it(string? account, string page, string guide)
    {
        var person = account is null ? await system.Anybody() : await system.SignedIn(account);

        using var answer = await person.Http.GetAsync($"/help/for?page={Uri.EscapeDataString(page)}", Ct);

        Assert.Equal(guide, answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Every_guide_can_be_read_in_both_languages_and_every_link_in_it_leads_somewhere()
    {
        var reader = await system.SignedIn("shenji");
        var guides = Links(await Read(reader, "/help", "zh-CN")).Where(link => link.StartsWith("/help/", StringComparison.Ordinal))
            .Distinct().ToList();
        Assert.True(guides.Count >= 11, string.Join(' ', guides));
        var faults = new List<string>();
        var followed = new HashSet<string>();
        foreach (var guide in guides)
            foreach (var language in new[] { "zh-CN", "en" })
            {
                var text = GuideText().Match(await Read(reader, guide, language)).Groups["text"].Value;
                // The name that every alliance bears is Chinese in every language.
                var plain = Tag().Replace(text, "").Replace("昆明××产业技术创新战略联盟", "", StringComparison.Ordinal);
                if (language == "en" && Chinese().Match(plain) is { Success: true } left)
                    faults.Add($"{guide} is not English: {left.Value}");
                if (text.Length < 200) faults.Add($"{guide} in {language} says nothing");
                foreach (var link in Links(text).Where(followed.Add))
                {
                    using var answer = await reader.Http.GetAsync(link, Ct);
                    if (!answer.IsSuccessStatusCode) faults.Add($"{guide}: {link} answered {(int)answer.StatusCode}");
                }
            }
        await Read(reader, "/help", "zh-CN");
        Assert.Empty(faults);
        Assert.True(followed.Count > 8, string.Join(' ', followed));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task All_nineteen_articles_have_a_place_of_their_own_and_a_tag_leads_to_it(string language)
    {
        var reader = await system.SignedIn("jiance");
        var statute = await Read(reader, "/help/statute", language);
        Assert.All(Enumerable.Range(1, 19), number => Assert.Contains($"id=\"art-{number}\"", statute, StringComparison.Ordinal));

        var tags = ArticleTag().Matches(await Read(reader, "/monitoring/compliance", language));
        await Read(reader, "/help", "zh-CN");

        Assert.All(tags, tag => Assert.Contains($"id=\"art-{tag.Groups["number"].Value}\"", statute, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_look_that_somebody_chose_holds_in_every_service_and_for_nobody_else()
    {
        var person = await system.SignedIn("qiye7");
        await Read(person, "/appearance?theme=dark&density=compact&returnUrl=/", "zh-CN");
        foreach (var page in new[] { "/", "/intake/", "/funding/", "/monitoring/" })
        {
            var html = await Read(person, page, "zh-CN");
            Assert.Contains("data-theme=\"dark\" data-density=\"compact\"", html, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("data-theme", await Read(await system.SignedIn("qiye8"), "/intake/", "zh-CN"), StringComparison.Ordinal);

        // Nothing that is not ours gets into a page this way.
        var unknown = await Read(person, "/appearance?theme=%22%3E%3Cscript%3E&density=&returnUrl=/", "zh-CN");
        Assert.DoesNotContain("data-theme", unknown, StringComparison.Ordinal);
    }

    static async Task<string> Read(Local.Person reader, string address, string language)
    {
        using var chosen = await reader.Http.GetAsync($"/culture?to={language}&returnUrl={Uri.EscapeDataString(address)}", Ct);
        Assert.True(chosen.IsSuccessStatusCode, $"{address} answered {(int)chosen.StatusCode}");
        return System.Net.WebUtility.HtmlDecode(await chosen.Content.ReadAsStringAsync(Ct));
    }

    static IEnumerable<string> Links(string html) => Link().Matches(html).Select(m => m.Groups["to"].Value);

    [GeneratedRegex("href=\"(?<to>/[^\"#]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<div class=\"guide-text\">(?<text>.*?)</div>", RegexOptions.Singleline)]
    private static partial Regex GuideText();

    [GeneratedRegex("class=\"article\" href=\"/help/statute#art-(?<number>\\d+)\"")]
    private static partial Regex ArticleTag();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}+")]
    private static partial Regex Chinese();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
