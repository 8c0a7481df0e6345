using System.Net;
using System.Text.RegularExpressions;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Pages;

/// <summary>Whoever is shown a link may follow it: every account goes from its start pages through the product, link by link.</summary>
[Collection(nameof(MovesTheClock))]
public sealed partial class LinkTests(RunningSystem system)
{
    // Links that differ only in a number or a query lead to the same kind of page; so many of each kind are followed.
    const int OfAKind = 3;
    const int MostPages = 260;

    [Fact]
    public async Task No_link_that_somebody_is_shown_ends_in_a_refusal_or_an_error()
    {
        var began = Guid.CreateVersion7().ToString();
        await TheProductIsInUse();
        var alliance = await system.Alliance;
        var broken = new List<string>();
        foreach (var account in alliance.Accounts.Select(account => account.Account).Prepend(null).Distinct())
            broken.AddRange(await Follow(account, began));

        Assert.True(broken.Count == 0, string.Join('\n', broken.Distinct().Order()));
    }

    // Something stands in every stage: a draft, applications under review, before the bureau, on notice, and an alliance with its grant.
    async Task TheProductIsInUse()
    {
        await system.Draft("qiye3");
        await system.Submitted("qiye3", Filing.Complete("qiye3"));
        await system.AwaitingPanel();
        await system.Scoring();
        await system.BeforeTheBureau();
        var (recognised, _) = await system.OnNotice();
        await system.Clock.Pass(TimeSpan.FromDays(10));
        await system.Eventually(async () => await system.CaseState(recognised) == "Recognised");
        await system.OnNotice();
    }

    async Task<IReadOnlyList<string>> Follow(string? account, string began)
    {
        var person = account is null ? await system.Anybody() : await system.SignedIn(account);
        var (broken, kinds, seen) = (new List<string>(), new Dictionary<string, int>(), new HashSet<string>());
        var waiting = new Queue<(string Address, string From)>([("/", "the address bar")]);
        var visited = 0;
        while (waiting.TryDequeue(out var link) && visited < MostPages)
        {
            visited++;
            using var request = new HttpRequestMessage(HttpMethod.Get, link.Address);
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await person.Http.SendAsync(request, TestContext.Current.CancellationToken);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound || (int)answer.StatusCode >= 500)
                broken.Add($"{account ?? "the public"}: {link.Address} answers {(int)answer.StatusCode}, linked from {link.From}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var here = answer.RequestMessage!.RequestUri!;
            var root = Base().Match(html) is { Success: true } match ? new Uri(here, match.Groups[1].Value) : here;
            foreach (var href in Link().Matches(html).Select(found => WebUtility.HtmlDecode(found.Groups[1].Value)))
            {
                if (!Uri.TryCreate(root, href, out var target) || target.Host != here.Host || LeavesTheSession(target.AbsolutePath)) continue;
                // What other tests left behind may lack its beginning or have been handed over; keys tell when they were made.
                if (Key().Match(target.AbsolutePath) is { Success: true } key && string.CompareOrdinal(key.Value, began) < 0) continue;
                var kind = Number().Replace(target.AbsolutePath, "#");
                if (!seen.Add(target.PathAndQuery) || (kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > OfAKind) continue;
                waiting.Enqueue((target.PathAndQuery, link.Address));
            }
        }
        Assert.True(visited > 8, $"{account ?? "the public"} found {visited} pages only.");
        return broken;
    }

    static bool LeavesTheSession(string path) => path is "/login" or "/logout" or "/culture" || path.EndsWith(".pdf", StringComparison.Ordinal) || path.EndsWith("/pdf", StringComparison.Ordinal);

    [GeneratedRegex("<base href=\"([^\"]*)\"")]
    private static partial Regex Base();

    [GeneratedRegex("<a\\s[^>]*?href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Key();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+|KM[^/]*")]
    private static partial Regex Number();
}
