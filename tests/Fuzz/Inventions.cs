using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Local;
using AngleSharp.Html.Parser;
using CsCheck;

namespace Alliance.Fuzz;

/// <summary>
/// Makes requests: right ones, and right ones with one place or a few put wrong, so that they come past the first check. The request of a
/// number is the same for the same seed, up to the keys that the system gave its cases.
/// </summary>
sealed class Inventions(Surface surface, IReadOnlyList<Person> everybody, ulong seed)
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly string[] Types = ["text/plain", "application/xml", "application/json; charset=gb18030",
        "application/json; charset=utf-16", "application/x-www-form-urlencoded", "multipart/form-data",
        "application/offset+octet-stream", "nonsense"];

    // Half of a character: no text can hold it, only its escape in JSON can.
    const string Half = "\ue000half\ue000";

    /// <summary>The request of this number.</summary>
    public async Task<Attempt?> Make(int number, CancellationToken ct)
    {
        var pcg = new PCG((uint)number, seed);
        return pcg.Next(100) switch
        {
            < 48 => OfOperation(number, pcg, pcg.Of(surface.Operations)),
            < 68 => OfPage(number, pcg, pcg.Of(surface.Pages)),
            _ => await OfForm(number, pcg, pcg.Of(surface.Forms), ct),
        };
    }

    Attempt OfOperation(int number, PCG pcg, Operation operation)
    {
        var person = pcg.Of(everybody);
        var address = operation.Path;
        var query = new List<string>();
        foreach (var (where, name, schema) in operation.Parameters)
        {
            var value = pcg.Chance(75) ? Right(pcg, name, schema, operation.Document)?.ToString() ?? "" : Values.Text.Next(pcg);
            if (where == "path") address = address.Replace($"{{{name}}}", Segment(value), StringComparison.Ordinal);
            else if (where == "query" && pcg.Chance(60)) query.Add($"{name}={Escape(value)}");
        }
        if (query.Count > 0) address += "?" + string.Join('&', query);

        Func<HttpContent>? content = null;
        var shown = "";
        if (operation.Form is { } form) (content, shown) = Multipart(pcg, form, operation.Document);
        else if (operation.Body is { } body) (content, shown) = Json(pcg, Right(pcg, "", body, operation.Document));
        else if (operation.Method != HttpMethod.Get) (content, shown) = Json(pcg, new JsonObject());
        return new(number, $"{operation.Method} {operation.Path}", person, operation.Method, address, Page: false, content, shown);
    }

    Attempt OfPage(int number, PCG pcg, FoundPage page)
    {
        var address = page.Address;
        if (pcg.Chance(30))
        {
            var segments = address.Split('/');
            var keys = Enumerable.Range(2, Math.Max(0, segments.Length - 2))
                .Where(i => Surface.KindOf("/" + segments[i]).Contains("{}", StringComparison.Ordinal)).ToList();
            if (keys.Count > 0) segments[pcg.Of(keys)] = Segment(Values.Text.Next(pcg));
            address = string.Join('/', segments);
        }
        var asked = page.Queries.Where(_ => pcg.Chance(50))
            .Select(name =>
                $"{name}={Escape(pcg.Chance(20) && surface.Keys(name) is { Count: > 0 } known ? pcg.Of(known) : Values.Text.Next(pcg))}")
            .ToList();
        if (asked.Count > 0) address += "?" + string.Join('&', asked);
        return new(number, $"GET page {Surface.KindOf(page.Address)}", page.Person, HttpMethod.Get, address, Page: true, null, "");
    }

    // What a browser would post, from the page as it is now, or from one that was opened long ago, with a few fields typed otherwise.
    async Task<Attempt?> OfForm(int number, PCG pcg, FoundForm form, CancellationToken ct)
    {
        if (pcg.Chance(80))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, form.Page);
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await form.Person.Http.SendAsync(request, ct);
            var document = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(ct), ct);
            form = Surface.FormsOf(form.Person, form.Page, document).FirstOrDefault(now => now.Name == form.Name) ?? form;
        }
        var fields = new List<KeyValuePair<string, string>>();
        var wrong = pcg.Chance(30) ? 0u : pcg.Chance(60) ? 1u : 3u;
        var open = form.Fields.Where(f => !f.Name.StartsWith('_')).ToList();
        var put = Enumerable.Range(0, open.Count == 0 ? 0 : (int)wrong).Select(_ => pcg.Of(open).Name).ToHashSet();
        foreach (var field in form.Fields.Where(f => f.Type != "file"))
        {
            if (put.Contains(field.Name))
            {
                if (pcg.Chance(10)) continue;
                fields.Add(new(field.Name, Values.Text.Next(pcg)));
                if (pcg.Chance(10)) fields.Add(new(field.Name, Values.Text.Next(pcg)));
            }
            else if (Typed(pcg, field) is { } value) fields.Add(new(field.Name, value));
        }
        var shown = string.Join('&', fields.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal))
            .Select(f => $"{f.Key}={(f.Value.Length > 80 ? f.Value[..80] + "…" : f.Value)}"));
        var file = form.Fields.FirstOrDefault(f => f.Type == "file") is { } upload
            ? (upload.Name, FileName: Printable(Values.Text.Next(pcg)), Bytes: Bytes(pcg)) : default;
        HttpContent Content()
        {
            if (!form.Upload) return new FormUrlEncodedContent(fields.Select(f => new KeyValuePair<string, string>(f.Key, Whole(f.Value))));
            var multipart = Multipart();
            foreach (var field in fields) multipart.Add(new StringContent(Whole(field.Value)), $"\"{field.Key}\"");
            if (file.Name is not null) multipart.Add(FileContent(file.Name, file.FileName, file.Bytes));
            return multipart;
        }
        return new(number, $"POST form {Surface.KindOf(form.Page)} {form.Name}", form.Person, HttpMethod.Post, form.Action,
            Page: true, Content, shown);
    }

    static string? Typed(PCG pcg, FormField field) => field.Type switch
    {
        "hidden" => field.Value,
        "checkbox" => pcg.Chance(50) ? pcg.Of(field.Choices) : field.Value.Length > 0 ? field.Value : null,
        "radio" => pcg.Of(field.Choices),
        "select" => field.Choices.Count > 0 ? pcg.Of(field.Choices) : "",
        "button" or "submit" => pcg.Chance(50) && field.Choices.Count > 0 ? pcg.Of(field.Choices) : null,
        "number" => field.Value.Length > 0 ? field.Value : pcg.Next(100).ToString(CultureInfo.InvariantCulture),
        "date" => field.Value.Length > 0 ? field.Value : "2016-10-10",
        "datetime-local" => field.Value.Length > 0 ? field.Value : "2018-10-10T09:00",
        _ => field.Value.Length > 0 ? field.Value : $"试{pcg.Next(1000)}",
    };

    (Func<HttpContent>, string) Json(PCG pcg, JsonNode? body)
    {
        var wrong = pcg.Chance(30) ? 0 : pcg.Chance(60) ? 1 : 3;
        for (var i = 0; i < wrong; i++) body = PutWrong(pcg, body);
        var text = (body?.ToJsonString(Plain) ?? "null").Replace(Half, "\\ud800", StringComparison.Ordinal);
        if (pcg.Chance(3)) text = text[..(int)pcg.Next((uint)text.Length + 1)];
        var bytes = Encoding.UTF8.GetBytes(text);
        if (pcg.Chance(2)) bytes = [.. bytes, 0xff, 0xfe];
        var type = pcg.Chance(4) ? pcg.Of(Types) : "application/json";
        return (() =>
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return content;
        }, type == "application/json" ? text : $"{type}: {text}");
    }

    (Func<HttpContent>, string) Multipart(PCG pcg, JsonElement schema, JsonElement document)
    {
        var parts = (Right(pcg, "", schema, document) as JsonObject ?? [])
            .ToDictionary(p => p.Key, p => pcg.Chance(25) ? Values.Text.Next(pcg) : p.Value?.ToString() ?? "");
        var (name, bytes) = (Printable(Values.Text.Next(pcg)), Bytes(pcg));
        return (() =>
        {
            var multipart = Multipart();
            foreach (var (key, value) in parts.Where(p => p.Key != "file")) multipart.Add(new StringContent(Whole(value)), $"\"{key}\"");
            multipart.Add(FileContent("file", name, bytes));
            return multipart;
        }, $"file {name}, {string.Join(", ", parts.Select(p => $"{p.Key}={p.Value}"))}");
    }

    // By the schema, with keys that exist where the name is known.
    JsonNode? Right(PCG pcg, string name, JsonElement schema, JsonElement document, int depth = 0)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Right(pcg, name, Follow(document, reference.GetString()!), document, depth);
        foreach (var choice in (string[])["oneOf", "anyOf", "allOf"])
            if (schema.TryGetProperty(choice, out var several)
                && several.EnumerateArray().FirstOrDefault(s => !IsNull(s)) is { ValueKind: JsonValueKind.Object } first)
                return Right(pcg, name, first, document, depth);
        if (schema.TryGetProperty("enum", out var values))
        {
            var words = values.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).ToList();
            return words.Count == 0 ? null : JsonValue.Create(pcg.Of(words).GetString());
        }
        switch (TypeOf(schema))
        {
            case "object" when schema.TryGetProperty("properties", out var properties) && depth < 6:
                return new JsonObject(properties.EnumerateObject()
                    .Select(p => KeyValuePair.Create(p.Name, Right(pcg, p.Name, p.Value, document, depth + 1))));
            case "object":
                return new JsonObject();
            case "array":
                var items = new JsonArray();
                for (var i = pcg.Next(depth < 6 ? 4u : 1u); i > 0; i--)
                    items.Add(schema.TryGetProperty("items", out var item)
                        ? Right(pcg, name.TrimEnd('s'), item, document, depth + 1) : null);
                return items;
            case "integer":
                return JsonValue.Create(surface.Keys(name) is { Count: > 0 } whole
                    && long.TryParse(pcg.Of(whole), CultureInfo.InvariantCulture, out var known) ? known : pcg.Next(3000));
            case "number":
                return JsonValue.Create((double)pcg.Next(100));
            case "boolean":
                return JsonValue.Create(pcg.Chance(50));
            default:
                return JsonValue.Create(TextFor(pcg, name, schema.TryGetProperty("format", out var format) ? format.GetString() : null));
        }
    }

    string TextFor(PCG pcg, string name, string? format) => format switch
    {
        "date" => "2018-10-10",
        "date-time" => "2018-10-10T09:00:00+08:00",
        "uuid" when name is "id" => pcg.Of(surface.Keys("")),
        "uuid" => surface.Keys(name) is { Count: > 0 } known ? pcg.Of(known) : Guid.Empty.ToString(),
        _ when pcg.Chance(70) && surface.Keys(name) is { Count: > 0 } known => pcg.Of(known),
        _ => $"试{pcg.Next(1000)}",
    };

    // One place anywhere in the body holds something else, or nothing.
    static JsonNode? PutWrong(PCG pcg, JsonNode? body)
    {
        var places = Places(body).ToList();
        if (places.Count == 0 || pcg.Chance(4)) return Wrong(pcg);
        var (parent, key) = pcg.Of(places);
        if (parent is JsonObject members)
        {
            if (pcg.Chance(10)) members.Remove((string)key);
            else members[(string)key] = Wrong(pcg);
        }
        else if (parent is JsonArray items)
        {
            if (pcg.Chance(30)) items.Add(null);
            else if (items.Count > (int)key) items[(int)key] = Wrong(pcg);
        }
        return body;
    }

    static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Places(m.Value).Prepend((members, m.Key))),
        JsonArray items => items.SelectMany((item, i) => Places(item).Prepend((items, (object)i))).Append((items, items.Count)),
        _ => [],
    };

    static JsonNode? Wrong(PCG pcg) => pcg.Next(12) switch
    {
        0 => null,
        1 => JsonValue.Create(long.MaxValue),
        2 => JsonValue.Create(-1),
        3 => JsonValue.Create(1.5e300),
        4 => new JsonArray((JsonNode?)null),
        5 => new JsonObject { ["x"] = null },
        6 => JsonValue.Create(pcg.Chance(50)),
        7 => JsonValue.Create(Half),
        8 => JsonValue.Create(99),
        _ => JsonValue.Create(Values.Text.Next(pcg)),
    };

    static JsonElement Follow(JsonElement document, string reference)
        => reference[2..].Split('/')
            .Aggregate(document, (at, step) =>
                at.GetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));

    static string? TypeOf(JsonElement schema)
        => !schema.TryGetProperty("type", out var type) ? schema.TryGetProperty("properties", out _) ? "object" : null
        : type.ValueKind == JsonValueKind.String ? type.GetString()
        : type.EnumerateArray().Select(t => t.GetString()).FirstOrDefault(t => t is not ("null" or "string")) ?? "string";

    static bool IsNull(JsonElement schema)
        => schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "null";

    static MultipartFormDataContent Multipart() => new() { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };

    // As browsers write it: the name as it is, in UTF-8, its quotes escaped.
    static ByteArrayContent FileContent(string field, string name, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        content.Headers.TryAddWithoutValidation("Content-Disposition",
            $"form-data; name=\"{field}\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\"");
        return content;
    }

    static byte[] Bytes(PCG pcg) => pcg.Next(6) switch
    {
        0 => [],
        1 => "PK\u0003\u0004"u8.ToArray(),
        2 => [0xff, 0xd8, 0xff, 0x00],
        3 => Encoding.UTF8.GetBytes(Values.Text.Next(pcg)),
        _ => "%PDF-1.4\n%%EOF"u8.ToArray(),
    };

    // A path segment of dots is taken out by every client before it is sent.
    static string Segment(string value) => value is "" or "." or ".." ? "%20" : Escape(value.Length > 2000 ? value[..2000] : value);

    // An address of more than some thousand characters never reaches the program.
    static string Escape(string value) => Uri.EscapeDataString(Whole(value.Length > 2000 ? value[..2000] : value));

    // Escaping and UTF-8 refuse half a character before it is sent.
    static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    // A header of a client cannot hold a line break; everything else of a name can be sent.
    static string Printable(string text)
        => Whole(string.Concat(text.Where(c => c is not ('\r' or '\n' or '\0')).Take(300))) is { Length: > 0 } name ? name : "x";
}
