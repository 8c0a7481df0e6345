using System.Collections.Concurrent;
using System.Net;
using Alliance.SystemTests.Intake;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Security;

/// <summary>
/// Every link and every form of every page, in the hands of everybody: whoever is shown a link may follow it, and nobody can send a form
/// that no page shows to them. They post what only others were shown, filled in as well as the form allows and with an antiforgery token of
/// their own. What somebody did stands in the audit.
/// </summary>
[Collection(nameof(LooksAtEverything))]
public sealed class FormWalk(RunningSystem system, Walk walk) : IClassFixture<Walk>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_link_that_somebody_is_shown_ends_in_a_refusal_or_an_error()
    {
        var seen = await walk.Everybody();

        Assert.All(seen, person => Assert.True(person.Value.Pages > 8, $"{person.Key} found {person.Value.Pages} pages only."));
        var broken = seen.Values.SelectMany(person => person.Broken).Distinct().Order().ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public async Task No_form_acts_for_anybody_to_whom_no_page_shows_it()
    {
        var shown = new Dictionary<(string Page, string Handler), ShownForm>();
        var seenBy = new HashSet<(string Page, string Handler, string Account)>();
        var tokens = new Dictionary<(string Account, string Service), string>();
        var people = await walk.Everybody();
        foreach (var (account, seen) in people)
            foreach (var (form, token) in seen.Forms)
            {
                shown.TryAdd((form.Path, form.Handler), form);
                // The same form stands on every search of a list.
                seenBy.Add((form.Path, form.Handler, account));
                tokens.TryAdd((account, form.Service), token);
            }
        Assert.True(shown.Count > 50, $"Only {shown.Count} forms were found.");

        var kinds = seenBy.Select(one => (Walk.KindOf(one.Page), one.Handler, one.Account)).ToHashSet();
        var before = await Acts();
        var (posts, wrong) = (0, new ConcurrentBag<string>());
        foreach (var account in people.Keys)
        {
            // The same form of several such pages is refused by the same line: the nightly run sends them all.
            var foreign = shown.Values.Where(form => !seenBy.Contains((form.Path, form.Handler, account)) && !IsEverybodys(form))
                .GroupBy(form => (Walk.KindOf(form.Path), form.Handler))
                .SelectMany(alike => PageDuties.IsThorough ? alike : alike.Take(1)).ToList();
            await Parallel.ForEachAsync(foreign, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Ct },
                async (form, ct) =>
            {
                // Whoever is shown the same form on another such page may be shown it here: the walk opened a few of each kind.
                if (kinds.Contains((Walk.KindOf(form.Path), form.Handler, account)) && await IsShown(account, form, ct)) return;
                var status = await Post(account, form, tokens.GetValueOrDefault((account, form.Service)), ct);
                Interlocked.Increment(ref posts);
                if ((int)status is < 400 or >= 500)
                    wrong.Add($"{form} answered {(int)status} to {(account.Length == 0 ? "the public" : account)}");
            });
        }
        var acts = (await Acts()).Except(before).ToList();

        TestContext.Current.TestOutputHelper
            ?.WriteLine(
                $"{people.Count} people opened {people.Values.Sum(p => p.Pages)} pages with {shown.Count} forms; {posts} posts of forms " +
                $"that were not theirs, {acts.Count} acted.");
        Assert.True(acts.Count == 0, string.Join('\n', acts));
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order()));
    }

    // The letters are each reader's own, and so are the searches that they keep under a name; signing out is nobody's act.
    static bool IsEverybodys(ShownForm form)
        => form.Page.StartsWith("/intake/inbox", StringComparison.Ordinal) || form.Handler.StartsWith("view-", StringComparison.Ordinal)
            || form.Service is "identity" or "gateway";

    async Task<bool> IsShown(string account, ShownForm form, CancellationToken ct)
    {
        var person = account.Length == 0 ? await system.Anybody() : await system.SignedIn(account);
        using var request = new HttpRequestMessage(HttpMethod.Get, form.Page);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await person.Http.SendAsync(request, ct);
        return answer.IsSuccessStatusCode
            && Walk.Forms(await answer.Content.ReadAsStringAsync(ct), form.Page).Any(shown => shown.Form.Handler == form.Handler);
    }

    async Task<HttpStatusCode> Post(string account, ShownForm form, string? token, CancellationToken ct)
    {
        var person = account.Length == 0 ? await system.Anybody() : await system.SignedIn(account);
        using var body = new MultipartFormDataContent();
        foreach (var (name, value) in form.Fields)
        {
            if (name == "__RequestVerificationToken") continue;
            if (value == "file") body.Add(new ByteArrayContent(Filing.Pdf), name, "附件.pdf");
            else body.Add(new StringContent(value), name);
        }
        if (token is not null) body.Add(new StringContent(token), "__RequestVerificationToken");
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Page) { Content = body };
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.Add("Origin", person.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await person.Http.SendAsync(request, ct);
        return answer.StatusCode;
    }

    /// <summary>What people and the public have done, from the audits of all services; not what the procedure does by itself.</summary>
    async Task<HashSet<string>> Acts()
    {
        var acts = new HashSet<string>();
        foreach (var (service, database) in (await system.Alliance).DatabasesOfServices)
        {
            await using var connection = new NpgsqlConnection(database.Owner);
            acts.UnionWith((await connection.QueryAsync<string>(
                "select position || ' ' || what || ' by ' || account || ' on ' || case_id from audit where account not like 'system:%'"))
                .Select(act => $"{service} {act}"));
        }
        return acts;
    }
}
