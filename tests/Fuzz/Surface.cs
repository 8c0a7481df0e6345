using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alliance.Local;
using Alliance.Local.Running;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Alliance.Fuzz;

/// <summary>An operation of an API as its OpenAPI document describes it.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with parameters in braces, behind the gateway.</param>
/// <param name="Parameters">Where each parameter stands (path, query, header), its name and schema.</param>
/// <param name="Body">Schema of the JSON body; null where it takes none.</param>
/// <param name="Form">Schema of the multipart form; null where it takes none.</param>
/// <param name="Document">The document, for references.</param>
sealed record Operation(
    string Service,
    HttpMethod Method,
    string Path,
    IReadOnlyList<(string In, string Name, JsonElement Schema)> Parameters,
    JsonElement? Body,
    JsonElement? Form,
    JsonElement Document);

/// <summary>A page that somebody found, and the queries that its links and filters know.</summary>
sealed record FoundPage(Person Person, string Address, IReadOnlyList<string> Queries);

/// <summary>A form on a page that somebody found.</summary>
/// <param name="Person">Who was shown it.</param>
/// <param name="Page">Where.</param>
/// <param name="Name">The form's handler; one page may have several.</param>
/// <param name="Action">Where it is sent.</param>
/// <param name="Upload">True for a multipart form.</param>
/// <param name="Fields">Its fields.</param>
sealed record FoundForm(Person Person, string Page, string Name, string Action, bool Upload, IReadOnlyList<FormField> Fields);

/// <summary>A field with what it holds and what may be chosen.</summary>
sealed record FormField(string Name, string Type, string Value, IReadOnlyList<string> Choices);

/// <summary>Everything of the product that takes something from outside: operations of all services, pages of all roles, forms on them, and
/// the keys that stand in its answers.</summary>
sealed partial class Surface
{
    // What moves everybody's clock or ends the session is not for trying: after it, every other request would meet closed doors.
    static readonly string[] LeftAlone = ["/workflows/api/clock", "/workflows/clock", "/logout", "/login", "/identity/sign-in"];

    readonly Dictionary<string, List<string>> _keys = [];

    /// <summary>Services that do not say what they offer, with their answer.</summary>
    public required IReadOnlyList<(string Service, string Answer)> Silent { get; init; }

    /// <summary>All operations.</summary>
    public required IReadOnlyList<Operation> Operations { get; init; }

    /// <summary>All pages.</summary>
    public required IReadOnlyList<FoundPage> Pages { get; init; }

    /// <summary>All forms.</summary>
    public required IReadOnlyList<FoundForm> Forms { get; init; }

    /// <summary>Values that stood under this name in an answer; those of all keys where none did.</summary>
    public IReadOnlyList<string> Keys(string name) => _keys.TryGetValue(name, out var own) ? own : _keys.GetValueOrDefault("", []);

    /// <summary>Reads the documents and walks the pages.</summary>
    /// <param name="world">The system.</param>
    /// <param name="alike">How many pages of one kind are looked at for each person.</param>
    /// <param name="look">Is shown every page and every answer on the way.</param>
    public static async Task<Surface> Find(World world, int alike, CancellationToken ct, Look? look = null)
    {
        var operations = new List<Operation>();
        var silent = new List<(string, string)>();
        foreach (var service in RunningAlliance.Services.Where(s => s is not ("gateway" or "identity")))
        {
            using var answer = await world["admin"].Http.GetAsync($"/{service}/openapi/v1.json", ct);
            if (answer.IsSuccessStatusCode) operations.AddRange(Read(service, await answer.Content.ReadFromJsonAsync<JsonElement>(ct)));
            else silent.Add((service, $"{(int)answer.StatusCode}"));
        }
        var walks = await Task.WhenAll(world.Everybody.Select(person => Walk(person, alike, look, ct)));
        var surface = new Surface
        {
            Silent = silent,
            Operations = [.. operations.Where(o => !IsLeftAlone(o.Path))],
            Pages = [.. walks.SelectMany(w => w.Pages)],
            Forms = [.. walks.SelectMany(w => w.Forms)],
        };
        foreach (var person in world.Everybody) await surface.LearnKeys(person, look, ct);
        return surface;
    }

    /// <summary>Sees what somebody was answered.</summary>
    public delegate Task Look(Person person, string kind, string address, HttpResponseMessage answer);

    /// <summary>True for an address that ends or moves what all others stand on.</summary>
    public static bool IsLeftAlone(string path) => LeftAlone.Any(left => path.StartsWith(left, StringComparison.Ordinal));

    /// <summary>The kind of a page: its address without keys.</summary>
    public static string KindOf(string address) => Key().Replace(address.Split('?')[0], "{}");

    /// <summary>The forms of a page that act.</summary>
    public static IEnumerable<FoundForm> FormsOf(Person person, string page, IDocument document)
        => document.QuerySelectorAll("form[method=post]").Select(form =>
    {
        var fields = form.QuerySelectorAll("input,select,textarea,button[name]").Where(e => e.GetAttribute("name") is { Length: > 0 })
            .GroupBy(e => e.GetAttribute("name")!).Select(FieldOf).ToList();
        var action = form.GetAttribute("action") is { Length: > 0 } to ? new Uri(new Uri($"http://x{page}"), to).PathAndQuery : page;
        return new FoundForm(person, page, fields.FirstOrDefault(f => f.Name == "_handler")?.Value
            ?? "", action, form.GetAttribute("enctype") == "multipart/form-data", fields);
    }).Where(form => !IsLeftAlone(form.Action));

    static FormField FieldOf(IGrouping<string, IElement> elements)
    {
        var first = elements.First();
        var type = first.LocalName == "input" ? first.GetAttribute("type") ?? "text" : first.LocalName;
        string[] choices = type switch
        {
            "select" => [.. first.QuerySelectorAll("option").Select(o => o.GetAttribute("value") ?? o.TextContent)],
            "radio" or "checkbox" or "button" => [.. elements.Select(e => e.GetAttribute("value") ?? "on")],
            _ => [],
        };
        var value = type switch
        {
            "textarea" => first.TextContent,
            "select" => first.QuerySelector("option[selected]")?.GetAttribute("value") ?? choices.FirstOrDefault(""),
            "radio" or "checkbox" => elements.FirstOrDefault(e => e.HasAttribute("checked"))?.GetAttribute("value") ?? "",
            _ => first.GetAttribute("value") ?? "",
        };
        return new(elements.Key, type, value, choices);
    }

    static async Task<(List<FoundPage> Pages, List<FoundForm> Forms)> Walk(
        Person person, int alike, Look? look, CancellationToken ct)
    {
        var (pages, forms) = (new List<FoundPage>(), new List<FoundForm>());
        var seen = new HashSet<string>();
        var ofKind = new Dictionary<string, int>();
        var queries = new Dictionary<string, HashSet<string>>();
        var next = new Queue<string>(["/", .. RunningAlliance.Services.Where(s => s != "gateway").Select(s => $"/{s}/")]);
        while (next.TryDequeue(out var address))
        {
            var kind = KindOf(address);
            if (!seen.Add(address.Split('?')[0]) || ofKind.GetValueOrDefault(kind) >= alike || IsLeftAlone(address)) continue;
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (look is not null && (int)answer.StatusCode >= 500) await look(person, $"page {kind}", address, answer);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            ofKind[kind] = ofKind.GetValueOrDefault(kind) + 1;
            await answer.Content.LoadIntoBufferAsync(ct);
            if (look is not null) await look(person, $"page {kind}", address, answer);
            var document = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(ct), ct);
            var here = answer.RequestMessage!.RequestUri!;
            var foundation = new Uri(here, document.QuerySelector("base")?.GetAttribute("href") ?? here.AbsolutePath);
            var known = queries.TryGetValue(kind, out var names) ? names : queries[kind] = [];
            foreach (var input in document.QuerySelectorAll("form:not([method=post]) [name]")) known.Add(input.GetAttribute("name")!);
            foreach (var link in document.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!))
            {
                if (!Uri.TryCreate(foundation, link, out var target) || target.Authority != here.Authority) continue;
                foreach (var name in System.Web.HttpUtility.ParseQueryString(target.Query).AllKeys.OfType<string>())
                    (queries.TryGetValue(KindOf(target.AbsolutePath), out var there) ? there : queries[KindOf(target.AbsolutePath)] = [])
                        .Add(name);
                next.Enqueue(target.PathAndQuery);
            }
            pages.Add(new(person, here.AbsolutePath, []));
            forms.AddRange(FormsOf(person, here.PathAndQuery, document));
        }
        return ([.. pages.Select(page => page with { Queries = [.. queries.GetValueOrDefault(KindOf(page.Address), [])] })], forms);
    }

    async Task LearnKeys(Person person, Look? look, CancellationToken ct)
    {
        foreach (var operation in Operations.Where(o => o.Method == HttpMethod.Get && o.Parameters.All(p => p.In != "path")))
        {
            using var answer = await person.Http.GetAsync(operation.Path, ct);
            if (look is not null) await look(person, $"GET {operation.Path}", operation.Path, answer);
            if (answer is { IsSuccessStatusCode: true, Content.Headers.ContentType.MediaType: "application/json" })
                Learn("", await answer.Content.ReadFromJsonAsync<JsonElement>(ct));
        }
    }

    void Learn(string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject()) Learn(property.Name, property.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Learn(name, item);
                break;
            case JsonValueKind.String when value.GetString() is { Length: > 0 and < 200 } text:
                Keep(name, text);
                if (Guid.TryParse(text, out _)) Keep("", text);
                break;
            case JsonValueKind.Number:
                Keep(name, value.GetRawText());
                break;
        }
    }

    void Keep(string name, string value)
    {
        var known = _keys.TryGetValue(name, out var list) ? list : _keys[name] = [];
        if (known.Count < 200 && !known.Contains(value)) known.Add(value);
    }

    static IEnumerable<Operation> Read(string service, JsonElement document)
    {
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject().Where(o => o.Name is "get" or "post" or "put" or "patch" or "delete"))
            {
                var parameters = operation.Value.TryGetProperty("parameters", out var listed)
                    ? listed.EnumerateArray()
                        .Select(p => (p.GetProperty("in").GetString()!, p.GetProperty("name").GetString()!, p.GetProperty("schema")))
                        .ToList() : [];
                yield return new(service, HttpMethod.Parse(operation.Name), $"/{service}{path.Name}", parameters,
                    BodyOf(operation.Value, "application/json"), BodyOf(operation.Value, "multipart/form-data"), document);
            }
    }

    static JsonElement? BodyOf(JsonElement operation, string type)
        => operation.TryGetProperty("requestBody", out var body) && body.TryGetProperty("content", out var content)
            && content.TryGetProperty(type, out var media)
            && media.TryGetProperty("schema", out var schema) ? schema : null;

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9]+(?=/|$)|[A-Z]{2,}-[0-9-]+")]
    private static partial Regex Key();
}
