using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Alliance.Local;
using Alliance.Local.Running;

namespace Alliance.Fuzz;

/// <summary>What was found wrong, once for each kind of request.</summary>
/// <param name="What">Fault, Harmed or Unreadable.</param>
/// <param name="Kind">The operation, page or form.</param>
/// <param name="Times">How often.</param>
/// <param name="First">The first of them, and what came back.</param>
sealed record Finding(string What, string Kind, int Times, string First)
{
    /// <inheritdoc/>
    public override string ToString() => $"{What} ×{Times} {Kind}\n    {First}";
}

/// <summary>What a run came to.</summary>
/// <param name="Requests">Sent.</param>
/// <param name="Accepted">Answered with success.</param>
/// <param name="Refused">Answered with a refusal.</param>
/// <param name="Innocent">Requests of others meanwhile that had to succeed.</param>
/// <param name="ReadBack">Answers and pages read at the end.</param>
/// <param name="Findings">What was wrong.</param>
sealed record Result(int Requests, int Accepted, int Refused, int Innocent, int ReadBack, IReadOnlyList<Finding> Findings)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Requests} requests: {Accepted} accepted, {Refused} refused; faults {Of("Fault")}; {Innocent} innocent requests meanwhile, " +
        $"harmed {Of("Harmed")}; {ReadBack} read back, unreadable {Of("Unreadable")}");

    int Of(string what) => Findings.Where(f => f.What == what).Sum(f => f.Times);
}

/// <summary>How much a run does.</summary>
/// <param name="Requests">How many requests are sent.</param>
/// <param name="Pages">How many pages of one kind are looked at for each person, for forms and queries.</param>
/// <param name="ReadBack">How many things of one kind are read back for each person.</param>
sealed record Extent(int Requests, int Pages, int ReadBack)
{
    /// <summary>For every build.</summary>
    public static readonly Extent Short = new(400, 1, 1);

    /// <summary>By command.</summary>
    public static readonly Extent Long = new(20_000, 4, 30);
}

/// <summary>Sends what is invented, while others do their work, and at the end reads everything there is.</summary>
sealed class Run(World world, ulong seed, Extent extent, Action<string> say)
{
    const int Senders = 4;

    static readonly (string Account, string Address)[] Work =
    [
        ("", "/"), ("", "/certification/api/registry"), ("", "/certification/api/notices"), ("", "/intake/api/calls"),
        ("", "/intake/api/calls.atom"),
        ("shenji", "/intake/api/applications"), ("shenji", "/funding/api/grants"), ("shenji", "/monitoring/api/alliances"),
        ("shenji", "/review/api/reviews"), ("shenji", "/workflows/api/cases"),
        ("shouli", "/intake/queue"), ("juzhang", "/certification/"), ("jingfei", "/funding/"), ("jiance", "/monitoring/"),
    ];

    readonly ConcurrentDictionary<(string What, string Kind), (int Times, string First)> _findings = new();
    int _accepted, _refused, _innocent, _readBack;

    /// <summary>Carries the run out.</summary>
    public async Task<Result> Carry(CancellationToken ct)
    {
        var surface = await Surface.Find(world, extent.Pages, ct);
        say($"{surface.Operations.Count} operations, {surface.Pages.Count} pages, {surface.Forms.Count} forms, seed {seed}");
        foreach (var (service, answer) in surface.Silent) Found("Fault", $"GET /{service}/openapi/v1.json", answer);
        var inventions = new Inventions(surface, world.Everybody, seed);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var others = Task.Run(() => WorkOn(over.Token), ct);
        await Parallel.ForEachAsync(Enumerable.Range(0, extent.Requests),
            new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = ct }, async (number, token) =>
        {
            try
            {
                if (await inventions.Make(number, token) is { } attempt) await Try(attempt, token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException
                || (e is TaskCanceledException && !token.IsCancellationRequested))
            {
                Found("Fault", "no answer", $"#{number}: {e.Message}");
            }
        });
        await over.CancelAsync();
        await others;
        say("reading everything back");
        await ReadBack(await Surface.Find(world, extent.ReadBack, ct,
            (person, kind, address, answer) => Read(person, kind, address, answer, ct)), ct);
        return new(extent.Requests, _accepted, _refused, _innocent, _readBack,
            [.. _findings.Select(f => new Finding(f.Key.What, f.Key.Kind, f.Value.Times, f.Value.First)).OrderBy(f => f.What)
                .ThenBy(f => f.Kind)]);
    }

    async Task Try(Attempt attempt, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(attempt.Method, attempt.Address) { Content = attempt.Content?.Invoke() };
        request.Headers.Accept.ParseAdd(attempt.Page ? "text/html" : "application/json");
        using var answer = await attempt.Person.Http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if ((int)answer.StatusCode >= 500)
            Found("Fault", attempt.Kind, $"{attempt}\n    {(int)answer.StatusCode} {Line(text)}\n    {Logged(attempt.Address)}");
        else if (answer.IsSuccessStatusCode) Interlocked.Increment(ref _accepted);
        else Interlocked.Increment(ref _refused);
        // Whoever was signed out by what they sent goes on as themselves.
        if (answer.StatusCode == HttpStatusCode.Unauthorized && attempt.Person.Account is not null)
            await attempt.Person.Get("/intake/api/letters", ct);
    }

    // People who send nothing unusual must not notice.
    async Task WorkOn(CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            var (account, address) = Work[i % Work.Length];
            var person = account.Length == 0 ? world.Everybody[0] : world[account];
            try
            {
                using var answer = await person.Http.GetAsync(address, over);
                var text = await answer.Content.ReadAsStringAsync(over);
                if (answer.StatusCode == HttpStatusCode.Unauthorized) await person.Get("/intake/api/letters", over);
                else if (!answer.IsSuccessStatusCode) Found("Harmed", address, $"{account} got {(int)answer.StatusCode} {Line(text)}");
                _innocent++;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                Found("Harmed", address, $"{account}: {e.Message}");
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // Every list and everything on it, as everybody who may; each in the form it says it has. Then what the services could not handle of
    // each other's messages.
    async Task ReadBack(Surface surface, CancellationToken ct)
    {
        // Lists and pages were read when the keys in them were looked for.
        var reading = surface.Operations.Where(o => o.Method == HttpMethod.Get && o.Parameters.Any(p => p.In == "path")).ToList();
        foreach (var person in world.Everybody)
        {
            var addresses = reading.SelectMany(o => Addresses(o, surface).Select(a => (Kind: $"GET {o.Path}", Address: a))).ToList();
            await Parallel.ForEachAsync(addresses, new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = ct },
                async (one, token) =>
            {
                using var answer = await person.Http.GetAsync(one.Address, token);
                await Read(person, one.Kind, one.Address, answer, token);
            });
        }
        var waiting = (await world["admin"].Get("/workflows/api/incidents", ct)).Must();
        foreach (var incident in (waiting.ValueKind == JsonValueKind.Array ? waiting : waiting.GetProperty("items")).EnumerateArray())
            Found("Unreadable", "message", incident.ToString());
    }

    async Task Read(Person person, string kind, string address, HttpResponseMessage answer, CancellationToken ct)
    {
        Interlocked.Increment(ref _readBack);
        if (await WhyUnreadable(answer, ct) is { } why)
            Found("Unreadable", kind, $"{person.Account ?? "public"}: {address}: {why}");
    }

    IEnumerable<string> Addresses(Operation operation, Surface surface)
    {
        IEnumerable<string> addresses = [operation.Path];
        foreach (var (where, name, schema) in operation.Parameters.Where(p => p.In == "path"))
        {
            var known = surface.Keys(name) is { Count: > 0 } own ? own : surface.Keys("");
            addresses = addresses.SelectMany(a => known.Take(extent.ReadBack)
                .Select(key => a.Replace($"{{{name}}}", Uri.EscapeDataString(key), StringComparison.Ordinal))).ToList();
        }
        return addresses.Take(extent.ReadBack * 2);
    }

    static async Task<string?> WhyUnreadable(HttpResponseMessage answer, CancellationToken ct)
    {
        if ((int)answer.StatusCode >= 500) return $"{(int)answer.StatusCode} {Line(await answer.Content.ReadAsStringAsync(ct))}";
        if (!answer.IsSuccessStatusCode) return null;
        try
        {
            using var body = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(ct));
            switch (answer.Content.Headers.ContentType?.MediaType)
            {
                case "application/json":
                    using (await JsonDocument.ParseAsync(body, cancellationToken: ct)) return null;
                case "application/atom+xml" or "image/svg+xml":
                    await XDocument.LoadAsync(body, LoadOptions.None, ct);
                    return null;
                case "application/zip" or "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
                    using (var archive = new ZipArchive(body))
                        foreach (var entry in archive.Entries)
                        {
                            await using var content = entry.Open();
                            if (entry.Name.EndsWith(".xml", StringComparison.Ordinal))
                                await XDocument.LoadAsync(content, LoadOptions.None, ct);
                            else await content.CopyToAsync(Stream.Null, ct);
                        }
                    return null;
                default:
                    await body.CopyToAsync(Stream.Null, ct);
                    return null;
            }
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidDataException or HttpRequestException or IOException)
        {
            return e.Message;
        }
    }

    void Found(string what, string kind, string first)
        => _findings.AddOrUpdate((what, kind), _ => { say($"{what} {kind}: {first}"); return (1, first); },
            (_, before) => (before.Times + 1, before.First));

    // What the service wrote last, for whoever looks for the cause.
    string Logged(string address)
    {
        var service = address.Split('/')[1].Split('?')[0];
        return world.Alliance.LogTail(RunningAlliance.Services.Contains(service) ? service : "certification", 1) is var line
            && line.Length > 3000 ? line[..3000] : line;
    }

    static string Line(string text) => text.ReplaceLineEndings(" ") is var line && line.Length > 300 ? line[..300] : line;
}
