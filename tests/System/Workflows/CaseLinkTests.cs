using System.Text.RegularExpressions;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Workflows;

/// <summary>The console leads everybody to what their office reads of a case in the services, and nowhere else.</summary>
public sealed partial class CaseLinkTests(RunningSystem system)
{
    [Fact]
    public async Task A_case_is_linked_to_the_services_that_open_it_to_the_reader_wherever_it_stands()
    {
        var wrong = new List<string>();
        var submitted = await system.Submitted("qiye2");
        await Follow(submitted, ("shouli", "intake"), ("shenji", "intake"));
        await Follow(await system.AwaitingPanel(), ("shouli", "intake"), ("pingshen", "intake review"), ("shenji", "intake review"));
        var (application, _) = await system.OnNotice();
        await Follow(application, ("shouli", "intake"), ("pingshen", "intake review"), ("rending", "intake review certification"),
            ("juzhang", "intake review certification"),
            ("shenji", "intake review certification"));

        await system.Clock.Pass(TimeSpan.FromDays(16));
        await system.Issue(application);
        await system.Eventually(async () => await system.CaseState(application) == "Recognised");
        await Follow(application, ("shouli", "intake"), ("pingshen", "intake review"), ("rending", "intake review certification"),
            ("juzhang", "intake review certification"),
            ("jingfei", "intake"), ("shenpi", "intake"), ("jiance", "intake"), ("kaohe", "intake"),
            ("shenji", "intake review certification"));
        var alliance = (await (await system.SignedIn("rending")).Get($"/certification/api/determinations/{application}"))
            .Must().GetProperty("allianceId").GetGuid();
        await system.Eventually(async () => (await (await system.SignedIn("jingfei")).Get($"/funding/api/grants/{alliance}")).Ok
            && (await (await system.SignedIn("jiance")).Get($"/monitoring/api/alliances/{alliance}")).Ok);
        await Follow(alliance, ("rending", "certification monitoring funding"), ("juzhang", "certification monitoring funding"),
            ("jingfei", "monitoring funding"),
            ("shenpi", "monitoring funding"), ("jiance", "monitoring funding"), ("kaohe", "monitoring funding"),
            ("shenji", "certification monitoring funding"));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task Follow(Guid caseId, params (string Account, string Services)[] led)
        {
            foreach (var account in (string[])["shouli", "pingshen", "rending", "juzhang", "jingfei", "shenpi", "jiance",
                "kaohe", "shenji"])
            {
                var person = await system.SignedIn(account);
                await system.Eventually(async () => (await person.Get($"/workflows/api/cases/{caseId}")).Ok);
                var page = await person.Http.GetStringAsync(new Uri($"/workflows/cases/{caseId}", UriKind.Relative),
                    TestContext.Current.CancellationToken);
                var links = Link().Matches(page).Where(link => link.Value.Contains(caseId.ToString(), StringComparison.Ordinal)).ToList();
                var services = string.Join(' ', links.Select(link => link.Groups[2].Value));
                if (services != led.Where(l => l.Account == account).Select(l => l.Services).FirstOrDefault(""))
                    wrong.Add($"{account} is led to “{services}” of {caseId}");
                foreach (var link in links)
                {
                    using var answer = await person.Http.GetAsync(new Uri(link.Groups[1].Value, UriKind.Relative),
                        TestContext.Current.CancellationToken);
                    if (!answer.IsSuccessStatusCode)
                        wrong.Add($"{account} is led to {link.Groups[1].Value}, which answers {(int)answer.StatusCode}");
                }
            }
        }
    }

    [GeneratedRegex("href=\"(/(intake|review|certification|monitoring|funding)/[^\"]*)\"")]
    private static partial Regex Link();
}
