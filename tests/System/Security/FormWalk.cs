using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Intake;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Security;

/// <summary>
/// Every form of every page in the hands of everybody to whom the page does not show it: each person walks through all pages they can open, over cases in many stages; then
/// everybody posts what only others were shown, filled in as well as the form allows and with an antiforgery token of their own. What somebody did stands in the audit.
/// </summary>
public sealed partial class FormWalk(RunningSystem system) : IAsyncDisposable
{
    const int MostPagesOfAKind = 4;

    static readonly string[] Beginnings = ["/", "/intake/", "/review/", "/certification/", "/funding/", "/monitoring/", "/workflows/", "/intake/inbox", "/intake/mail", "/intake/calls/new"];

    // Everybody of the office, two of the roles that are bound to cases, and the public.
    static readonly string[] People =
        ["qiye4", "qiye5", "shouli", "shouli2", "pingshen", "zhuanjia1", "zhuanjia5", "rending", "juzhang", "jingfei", "shenpi", "jiance", "kaohe", "admin", "shenji", ""];

    readonly Commands commands = new(system);

    /// <summary>A form as a page shows it.</summary>
    sealed record Form(string Page, string Handler, IReadOnlyList<KeyValuePair<string, string>> Fields)
    {
        public string Service => Page.Split('/')[1];
        public string Path => Page.Split('?')[0];

        public override string ToString() => $"{Handler} of {Page}";
    }

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_form_acts_for_anybody_to_whom_no_page_shows_it()
    {
        await Cases();
        var shown = new ConcurrentDictionary<(string Page, string Handler), Form>();
        var seenBy = new ConcurrentDictionary<(string Page, string Handler, string Account), bool>();
        var tokens = new ConcurrentDictionary<(string Account, string Service), string>();
        var pages = 0;
        foreach (var account in People)
        {
            foreach (var (form, token) in await Walk(account, () => pages++))
            {
                shown.TryAdd((form.Path, form.Handler), form);
                // The same form stands on every search of a list.
                seenBy[(form.Path, form.Handler, account)] = true;
                tokens.TryAdd((account, form.Service), token);
            }
        }
        Assert.True(shown.Count > 60, $"Only {shown.Count} forms were found.");

        var before = await Acts();
        var (posts, wrong) = (0, new ConcurrentBag<string>());
        foreach (var account in People)
        {
            var foreign = shown.Values.Where(form => !seenBy.ContainsKey((form.Path, form.Handler, account)) && !IsEverybodys(form)).ToList();
            await Parallel.ForEachAsync(foreign, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Ct }, async (form, ct) =>
            {
                var status = await Post(account, form, tokens.GetValueOrDefault((account, form.Service)), ct);
                Interlocked.Increment(ref posts);
                if ((int)status is < 400 or >= 500) wrong.Add($"{form} answered {(int)status} to {(account.Length == 0 ? "the public" : account)}");
            });
        }
        var acts = (await Acts()).Except(before).ToList();

        TestContext.Current.TestOutputHelper?.WriteLine($"{People.Length} people opened {pages} pages with {shown.Count} forms; {posts} posts of forms that were not theirs, {acts.Count} acted.");
        Assert.True(acts.Count == 0, string.Join('\n', acts));
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order()));
    }

    // The letters are each reader's own; signing out is nobody's act.
    static bool IsEverybodys(Form form) => form.Page.StartsWith("/intake/inbox", StringComparison.Ordinal) || form.Service is "identity" or "gateway";

    /// <summary>Cases in as many stages as have forms of their own.</summary>
    async Task Cases()
    {
        await system.Draft("qiye4");
        await system.Submitted("qiye4", Filing.Complete("qiye4", Road.NewName()));
        var returned = await system.Submitted("qiye4", Filing.Complete("qiye4", Road.NewName()));
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{returned}/request-correction", new { items = new[] { new { article = "Art. 8(2)", sentence = "请补签联盟协议" } } })).Must();
        await system.AwaitingPanel("qiye4", Road.NewName());
        await system.InPool(Road.Panel);
        var declaring = await system.AwaitingPanel("qiye4", Road.NewName());
        (await system.OnReview("pingshen", declaring, "panel", new { experts = Road.Panel, leader = Road.Panel[0] })).Must();
        await system.Scoring("qiye4", Road.NewName());
        await system.Scored(90, "qiye4", Road.NewName());
        await system.BeforeTheBureau(coreName: Road.NewName());
        var (_, notice) = await system.OnNotice(Road.NewName());
        (await (await system.Anybody()).Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections", new
        {
            objectorKind = "person",
            objectorName = "李四",
            contact = "13900000000",
            facts = "成员单位重复申报",
        })).Must();

        var today = BeijingTime.DayOf(await system.Clock.Now());
        foreach (var pledged in (bool[])[false, true])
        {
            var grant = Guid.CreateVersion7();
            await commands.Send(new OpenGuidanceGrant(grant, Commands.ApplicationOf("qiye4", Road.NewName()), "昆科发〔2024〕1号", today));
            await commands.Answered("funding", grant, "OpenGrant");
            if (pledged) (await (await system.SignedIn("qiye4")).Post($"/funding/api/grants/{grant}/pledge", new { amountFen = 30_000_000 })).Must();
        }
        var alliance = Guid.CreateVersion7();
        var policy = PolicyBook.Find("kunming-2016.1");
        var (startsOn, endsOn) = Cycles.Of(today, 1, policy.CycleMonths);
        await commands.Send(new StartOperatingCycle(alliance, Commands.ApplicationOf("qiye4", Road.NewName()), 1, today, startsOn, endsOn));
        await commands.Answered("monitoring", alliance, "StartCycle");
    }

    /// <summary>Follows the links of every page this person can open, some of each kind, and brings the forms back with the tokens they hold.</summary>
    async Task<IReadOnlyList<(Form Form, string Token)>> Walk(string account, Action counted)
    {
        var person = account.Length == 0 ? await system.Anybody() : await system.SignedIn(account);
        var (found, seen, kinds) = (new List<(Form, string)>(), new HashSet<string>(), new Dictionary<string, int>());
        var open = new Queue<string>(Beginnings);
        while (open.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            var kind = Key().Replace(path, "{}");
            if ((kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > MostPagesOfAKind) continue;
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await person.Http.SendAsync(request, Ct);
            // The public is asked to sign in; that page is the authority's.
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "text/html" || answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/identity", StringComparison.Ordinal)) continue;
            counted();
            var html = await answer.Content.ReadAsStringAsync(Ct);
            var at = answer.RequestMessage.RequestUri.PathAndQuery;
            var service = at.Split('/', '?')[1];
            foreach (var link in Links().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)))
            {
                // Relative links stand below the service's prefix (the page's base).
                var target = link.StartsWith('/') ? link : $"/{service}/{link}";
                target = target.Split('#')[0];
                if (target.Contains("/api/", StringComparison.Ordinal) || target.Contains("//", StringComparison.Ordinal) || Elsewhere().IsMatch(target)) continue;
                open.Enqueue(target);
            }
            foreach (var form in Forms().Matches(html).Select(m => m.Value))
            {
                var fields = Fields(form);
                if (fields.Find(f => f.Key == "_handler").Value is not { Length: > 0 } handler || fields.Find(f => f.Key == "__RequestVerificationToken").Value is not { Length: > 0 } token) continue;
                found.Add((new(at, handler, fields), token));
            }
        }
        return found;
    }

    async Task<HttpStatusCode> Post(string account, Form form, string? token, CancellationToken ct)
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
            acts.UnionWith((await connection.QueryAsync<string>("select position || ' ' || what || ' by ' || account || ' on ' || case_id from audit where account not like 'system:%'")).Select(act => $"{service} {act}"));
        }
        return acts;
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
                ("<select", _) => Options().Matches(control).Select(o => WebUtility.HtmlDecode(o.Groups[1].Value)).FirstOrDefault(v => v.Length > 0) ?? "",
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
        => Regex.Match(tag[..(tag.IndexOf('>', StringComparison.Ordinal) + 1)], $"\\s{name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<a [^>]*?href=\"([^\"]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<form[\\s>].*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<select[\\s>].*?</select>|<textarea[\\s>].*?</textarea>|<(?:input|button)[\\s>][^>]*>", RegexOptions.Singleline)]
    private static partial Regex Controls();

    [GeneratedRegex("<option[^>]*?value=\"([^\"]*)\"")]
    private static partial Regex Options();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=[=/-])[0-9][0-9A-Za-z.-]*")]
    private static partial Regex Key();

    // Signing out ends the walk, a language lasts, a download is no page, and other hosts are not ours.
    [GeneratedRegex("^/(login|logout|identity|culture|docs|_)|:|\\.(csv|xlsx|pdf|json|atom|css)$")]
    private static partial Regex Elsewhere();

    public ValueTask DisposeAsync() => commands.DisposeAsync();
}
