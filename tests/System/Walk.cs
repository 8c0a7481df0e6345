using System.Net;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests;

/// <summary>A form as a page shows it.</summary>
/// <param name="Page">Where it stands.</param>
/// <param name="Handler">Its name there.</param>
/// <param name="Fields">Every field with what it holds, and where it holds nothing with what it would take.</param>
public sealed record ShownForm(string Page, string Handler, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>The service whose page it is.</summary>
    public string Service => Page.Split('/')[1];

    /// <summary>The page without its query.</summary>
    public string Path => Page.Split('?')[0];

    /// <inheritdoc />
    public override string ToString() => $"{Handler} of {Page}";
}

/// <summary>
/// Everybody goes from the start pages through the product, link by link, over cases that stand in every stage: what they are shown, and
/// which links do not lead where they say. Gone once, for all tests that look at it.
/// </summary>
public sealed partial class Walk(RunningSystem system)
{
    // Links that differ only in a key, a number or what a list is filtered by lead to the same kind of page; so many of each kind are
    // followed, more in the nightly run.
    static readonly int OfAKind = PageDuties.IsThorough ? 3 : 2;

    /// <summary>Two units, everybody of the office, an association that recommends, an expert with a seat and one without, and the
    /// public.</summary>
    public static readonly string[] People =
        ["qiye4", "qiye5", "shouli", "shouli2", "pingshen", "zhuanjia1", "zhuanjia5", "rending", "juzhang", "jingfei",
            "shenpi", "jiance", "kaohe", "xiehui", "admin", "shenji", ""];

    static readonly string[] Beginnings = ["/", "/intake/", "/review/", "/certification/", "/funding/", "/monitoring/",
        "/workflows/", "/intake/inbox", "/intake/mail", "/intake/calls/new"];

    Task<IReadOnlyDictionary<string, Seen>>? _gone;

    // Operates without ever having been recognised: what the console says of the part before leads nowhere.
    readonly Guid _unborn = Guid.CreateVersion7();

    /// <summary>What one person saw.</summary>
    /// <param name="Pages">How many pages opened.</param>
    /// <param name="Forms">Every form, with the antiforgery token it held.</param>
    /// <param name="Broken">Links that somebody was shown and that end in a refusal or an error.</param>
    public sealed record Seen(int Pages, IReadOnlyList<(ShownForm Form, string Token)> Forms, IReadOnlyList<string> Broken);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What each of <see cref="People"/> saw.</summary>
    public Task<IReadOnlyDictionary<string, Seen>> Everybody() => _gone ??= Go();

    async Task<IReadOnlyDictionary<string, Seen>> Go()
    {
        // What other tests left behind may lack its beginning or have been handed over; keys tell when they were made.
        var began = Guid.CreateVersion7().ToString();
        await CasesInEveryStage();
        var seen = new Dictionary<string, Seen>();
        foreach (var account in People) seen[account] = await Through(account, began);
        return seen;
    }

    async Task CasesInEveryStage()
    {
        await system.AssociationOf("qiye2", "qiye4", "qiye7");
        await system.Draft("qiye4");
        await system.Submitted("qiye4", Filing.Complete("qiye4", Road.NewName()));
        var returned = await system.Submitted("qiye4", Filing.Complete("qiye4", Road.NewName()));
        (await (await system.SignedIn("shouli"))
            .Post($"/intake/api/applications/{returned}/request-correction",
                new { items = new[] { new { article = Articles.Agreement, sentence = "请补签联盟协议" } } })).Must();
        await system.AwaitingPanel("qiye4", Road.NewName());
        await system.InPool(Road.Panel);
        var declaring = await system.AwaitingPanel("qiye4", Road.NewName());
        (await system.OnReview("pingshen", declaring, "panel", new { experts = Road.Panel, leader = Road.Panel[0] })).Must();
        await system.Scoring("qiye4", Road.NewName());
        await system.Scored(90, "qiye4", Road.NewName());
        await system.BeforeTheBureau(coreName: Road.NewName());
        var (recognised, _) = await system.OnNotice(Road.NewName());
        await system.NoticeOver(recognised);
        await system.Issue(recognised);
        await system.Eventually(async () => await system.CaseState(recognised) == "Recognised");
        var (_, notice) = await system.OnNotice(Road.NewName());
        (await (await system.Anybody()).Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections", new
        {
            objectorKind = "person",
            objectorName = "李四",
            contact = "13900000000",
            facts = "成员单位重复申报",
        })).Must();

        await using var commands = new Commands(system);
        var today = BeijingTime.DayOf(await system.Clock.Now());
        foreach (var pledged in (bool[])[false, true])
        {
            var grant = Guid.CreateVersion7();
            await commands.Send(new OpenGuidanceGrant(grant, Commands.ApplicationOf("qiye4", Road.NewName()), "昆科发〔2024〕1号", today));
            await commands.Answered("funding", grant, "OpenGuidanceGrant");
            if (pledged) (await (await system.SignedIn("qiye4"))
                .Post($"/funding/api/grants/{grant}/pledge", new { amountFen = 30_000_000 })).Must();
        }
        var policy = PolicyBook.Find("kunming-2016.1");
        var (startsOn, endsOn) = Cycles.Of(today, 1, policy.CycleMonths);
        await commands.Send(new StartOperatingCycle(_unborn, Commands.ApplicationOf("qiye4", Road.NewName()), 1, today, startsOn, endsOn));
        await commands.Answered("monitoring", _unborn, "StartOperatingCycle");
    }

    async Task<Seen> Through(string account, string began)
    {
        var person = account.Length == 0 ? await system.Anybody() : await system.SignedIn(account);
        var (pages, forms, broken) = (0, new List<(ShownForm, string)>(), new List<string>());
        var (seen, kinds) = (new HashSet<string>(), new Dictionary<string, int>());
        var round = Beginnings.Select(address => (Address: address, From: "")).ToList();
        while (round.Count > 0)
        {
            var next = new List<(string Address, string From)>();
            await Parallel.ForEachAsync(round, new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = Ct },
                async (link, ct) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, link.Address);
                request.Headers.Accept.ParseAdd("text/html");
                using var answer = await person.Http.SendAsync(request, ct);
                var html = answer.Content.Headers.ContentType?.MediaType == "text/html" ? await answer.Content.ReadAsStringAsync(ct) : null;
                lock (seen)
                {
                    // Where everybody begins, not everybody may.
                    if (link.From.Length > 0 && answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                        or HttpStatusCode.NotFound or >= HttpStatusCode.InternalServerError)
                        broken.Add(
                            $"{(account.Length == 0 ? "the public" : account)}: {link.Address} answers {(int)answer.StatusCode}, linked " +
                            $"from {link.From}");
                    // The public is asked to sign in; that page is the authority's.
                    if (html is null || !answer.IsSuccessStatusCode
                        || answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/identity", StringComparison.Ordinal)) return;
                    pages++;
                    next.AddRange(Links(html, answer.RequestMessage.RequestUri)
                        .Where(target => !link.Address.StartsWith($"/workflows/cases/{_unborn}", StringComparison.Ordinal) && IsNew(target))
                        .Select(target => (target, link.Address)));
                    forms.AddRange(Forms(html, answer.RequestMessage.RequestUri.PathAndQuery));
                }
            });
            round = next;
        }
        return new(pages, forms, broken);

        bool IsNew(string address)
        {
            if (Key().Match(address) is { Success: true } key && string.CompareOrdinal(key.Value, began) < 0) return false;
            var kind = KindOf(address);
            return seen.Add(address) && (kinds[kind] = kinds.GetValueOrDefault(kind) + 1) <= OfAKind;
        }
    }

    /// <summary>What kind of page stands at an address: the same for all that differ in a key, a number, or what a list is filtered by
    /// and in how many ways at once.</summary>
    public static string KindOf(string address)
    {
        var kind = Chosen().Replace(Number().Replace(address, "{}"), "={}");
        return kind.IndexOf('?', StringComparison.Ordinal) is var at && at >= 0 && kind.Contains('&', StringComparison.Ordinal)
            ? kind[..at] + "?…" : kind;
    }

    static IEnumerable<string> Links(string html, Uri here)
    {
        var root = Base().Match(html) is { Success: true } found ? new Uri(here, found.Groups[1].Value) : here;
        foreach (var href in Link().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)))
            if (Uri.TryCreate(root, href, out var target) && target.Authority == here.Authority
                && !Elsewhere().IsMatch(target.AbsolutePath)) yield return target.PathAndQuery;
    }

    /// <summary>The forms of a page, each with its antiforgery token.</summary>
    public static IEnumerable<(ShownForm Form, string Token)> Forms(string html, string at)
    {
        foreach (var form in Form().Matches(html).Select(m => m.Value))
        {
            var fields = Fields(form);
            if (fields.Find(f => f.Key == "_handler").Value is { Length: > 0 } handler
                && fields.Find(f => f.Key == "__RequestVerificationToken").Value is { Length: > 0 } token)
                yield return (new(at, handler, fields), token);
        }
    }

    // Every field with what it holds, and where it holds nothing with what it would take.
    static List<KeyValuePair<string, string>> Fields(string form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var control in Controls().Matches(form).Select(m => m.Value))
        {
            if (Value(control, "name") is not { Length: > 0 } name) continue;
            var (type, held) = (Value(control, "type"), Value(control, "value") ?? "");
            if (type is "radio" && fields.Exists(f => f.Key == name)) continue;
            fields.Add(new(name, (control[..7], type) switch
            {
                ("<select", _) => Options().Matches(control).Select(o => WebUtility.HtmlDecode(o.Groups[1].Value))
                    .FirstOrDefault(v => v.Length > 0) ?? "",
                ("<textar", _) => "照章办理。",
                (_, "file") => "file",
                (_, "hidden" or "radio" or "submit" or "checkbox") => held.Length > 0 ? held : "true",
                _ when held.Length > 0 => held,
                (_, "date") => "2024-03-04",
                (_, "datetime-local") => "2024-03-04T09:00",
                (_, "number") => "1",
                _ => "照章办理",
            }));
        }
        return fields;
    }

    static string? Value(string tag, string name)
        => Regex.Match(tag[..(tag.IndexOf('>', StringComparison.Ordinal) + 1)], $"\\s{name}=\"([^\"]*)\"") is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<base href=\"([^\"]*)\"")]
    private static partial Regex Base();

    [GeneratedRegex("<a\\s[^>]*?href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<form[\\s>].*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<select[\\s>].*?</select>|<textarea[\\s>].*?</textarea>|<(?:input|button)[\\s>][^>]*>", RegexOptions.Singleline)]
    private static partial Regex Controls();

    [GeneratedRegex("<option[^>]*?value=\"([^\"]*)\"")]
    private static partial Regex Options();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Key();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=[=/-])[0-9][0-9A-Za-z.-]*|(?<=/)KM[^/?]*")]
    private static partial Regex Number();

    [GeneratedRegex("=[^&#]+")]
    private static partial Regex Chosen();

    // Signing out ends the walk, a language lasts; what is drawn as a page of paper, and the file of a whole case, has tests of its own.
    [GeneratedRegex("^/(login|logout|identity|culture|appearance|help|docs|_)|[./]pdf$|/dossier$")]
    private static partial Regex Elsewhere();
}
