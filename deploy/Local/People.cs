using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Alliance.Local;

/// <summary>
/// The people who work with a running system, each with a session of their own. A person signs in through the real pages of the
/// gateway and the authority, as a browser would, at the first request; the demo and the system tests use the same sessions.
/// </summary>
/// <param name="address">The one public address, for example http://localhost:8080.</param>
/// <param name="password">The password of the demo accounts.</param>
public sealed class People(Uri address, string password) : IDisposable
{
    private readonly ConcurrentDictionary<string, Person> _persons = new();

    /// <summary>How JSON is written and read at every API: camelCase, enums as camelCase strings.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Somebody from the public, not signed in.</summary>
    public Person Public => _persons.GetOrAdd("", _ => new Person(address, account: null, password));

    /// <summary>The person with this account.</summary>
    public Person this[string account] => _persons.GetOrAdd(account, name => new Person(address, name, password));

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var person in _persons.Values) person.Dispose();
    }
}

/// <summary>One person with a session. Safe to use from several stories at once.</summary>
public sealed partial class Person : IDisposable
{
    private readonly string _password;
    private readonly SemaphoreSlim _door = new(1, 1);
    private volatile int _sessions;

    internal Person(Uri address, string? account, string password)
    {
        Account = account;
        _password = password;
        Http = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = new CookieContainer(),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5)
        })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(100),
        };
    }

    /// <summary>The account, null for the public.</summary>
    public string? Account { get; }

    /// <summary>The person's browser, so to say: cookies are kept, redirects followed. Call <see cref="SignIn"/> before using it
    /// directly.</summary>
    public HttpClient Http { get; }

    /// <summary>Reads.</summary>
    public Task<Answer> Get(string path, CancellationToken ct = default) => Send(HttpMethod.Get, path, () => null, ct);

    /// <summary>Posts a JSON body, an empty object when none is given.</summary>
    public Task<Answer> Post(string path, object? body = null, CancellationToken ct = default) =>
        Send(HttpMethod.Post, path, () => JsonContent.Create(body ?? new { }, options: People.Json), ct);

    /// <summary>Deletes what is under an address.</summary>
    public Task<Answer> Delete(string path, CancellationToken ct = default) => Send(HttpMethod.Delete, path, () => null, ct);

    /// <summary>Puts a JSON body.</summary>
    public Task<Answer> Put(string path, object body, CancellationToken ct = default) =>
        Send(HttpMethod.Put, path, () => JsonContent.Create(body, options: People.Json), ct);

    /// <summary>Uploads a file as the field <c>file</c> of a multipart form, with the other fields given.</summary>
    public Task<Answer> Upload(
        string path, string fileName, byte[] content, IReadOnlyDictionary<string, string> fields, CancellationToken ct = default) =>
        Send(HttpMethod.Post, path, () =>
        {
            var form = new MultipartFormDataContent();
            foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
            var file = new ByteArrayContent(content);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            form.Add(file, "file", fileName);
            return form;
        }, ct);

    /// <summary>Signs in if this was not done yet. Needed only before <see cref="Http"/> is used directly.</summary>
    public Task SignIn(CancellationToken ct = default) => _sessions > 0 ? Task.CompletedTask : Renew(seen: 0, ct);

    /// <summary>Signs in once more, where the session is known to have ended.</summary>
    public Task SignInAgain(CancellationToken ct = default) => Renew(_sessions, ct);

    /// <inheritdoc />
    public void Dispose()
    {
        Http.Dispose();
        _door.Dispose();
    }

    private async Task<Answer> Send(HttpMethod method, string path, Func<HttpContent?> content, CancellationToken ct)
    {
        await SignIn(ct);
        var seen = _sessions;
        var answer = await Once();
        // A session ends by itself, for example when the shared clock is moved by a year: sign in again, as a person would.
        if (answer.Status == HttpStatusCode.Unauthorized && Account is not null)
        {
            await Renew(seen, ct);
            answer = await Once();
        }
        return answer;

        async Task<Answer> Once()
        {
            using var request = new HttpRequestMessage(method, path) { Content = content() };
            request.Headers.Accept.ParseAdd("application/json");
            request.Headers.Accept.ParseAdd("application/problem+json");
            // With it, files are taken from whoever has a session: no form of another page sends it.
            request.Headers.Add("X-Requested-With", "Alliance.Launcher");
            using var response = await Http.SendAsync(request, ct);
            return await Answer.Read($"{Account ?? "public"}: {method} {path}", response, ct);
        }
    }

    private async Task Renew(int seen, CancellationToken ct)
    {
        if (Account is null) return;
        await _door.WaitAsync(ct);
        try
        {
            if (_sessions != seen) return;
            await WalkThroughSignIn(Account, ct);
            _sessions++;
        }
        finally
        {
            _door.Release();
        }
    }

    /// <summary>Follows the pages from the gateway's /login to the authority and back, filling in the one form with a password
    /// field.</summary>
    private async Task WalkThroughSignIn(string account, CancellationToken ct)
    {
        var response = await Http.GetAsync(new Uri("/login?returnUrl=/", UriKind.Relative), ct);
        var passwordGiven = false;
        for (var page = 0; page < 6; page++)
        {
            var where = response.RequestMessage!.RequestUri!;
            var html = await response.Content.ReadAsStringAsync(ct);
            if (!response.IsSuccessStatusCode)
                throw new SignInException(
                    $"Signing in as {account}: {where.AbsolutePath} answered {(int)response.StatusCode}: {Text(html)}");
            response.Dispose();
            if (where.AbsolutePath == "/") return;

            var form = Forms().Matches(html).Select(m => m.Value)
                .FirstOrDefault(f => Inputs().Matches(f).Any(i => Attribute(i.Value, "type") == "password"))
                ?? Forms().Matches(html).Select(m => m.Value)
                    .FirstOrDefault(f => Inputs().Matches(f).Any(i => Attribute(i.Value, "name") is "code" or "error"))
                ?? throw new SignInException($"Signing in as {account} ended at {where} without a sign-in form: {Text(html)}");
            var isPasswordForm = Inputs().Matches(form).Any(i => Attribute(i.Value, "type") == "password");
            if (isPasswordForm && passwordGiven)
                throw new SignInException($"The authority did not accept the password of {account}: {Text(html)}");

            passwordGiven |= isPasswordForm;
            var fields = new List<KeyValuePair<string, string>>();
            foreach (var input in Inputs().Matches(form).Select(m => m.Value))
            {
                if (Attribute(input, "name") is not { Length: > 0 } name) continue;
                var value = Attribute(input, "type") switch
                {
                    "password" => _password,
                    "checkbox" or "radio" or "submit" => null,
                    "hidden" => Attribute(input, "value") ?? "",
                    _ => account,
                };
                if (value is not null) fields.Add(new(name, value));
            }
            var action = Attribute(form[..(form.IndexOf('>', StringComparison.Ordinal) + 1)], "action") is { Length: > 0 } target
                ? new Uri(where, target) : where;
            response = await Http.PostAsync(action, new FormUrlEncodedContent(fields), ct);
        }
        throw new SignInException($"Signing in as {account} went from page to page without an end.");
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", RegexOptions.IgnoreCase) is { Success: true } m
            ? WebUtility.HtmlDecode(m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Success ? m.Groups[2].Value : m.Groups[3].Value)
            : null;

    private static string Text(string html)
    {
        var text = Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ").Trim();
        return text.Length > 300 ? text[..300] + "…" : text;
    }

    [GeneratedRegex("<form[\\s>].*?</form>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[\\s>][^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Inputs();

    [GeneratedRegex("<(style|script)[\\s>].*?</\\1>|<[^>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}

/// <summary>What an API answered: a JSON body, or a refusal as problem details (RFC 9457).</summary>
/// <param name="Request">Who asked for what, for messages.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON body; <see cref="JsonValueKind.Undefined"/> when there was none.</param>
/// <param name="Text">The body as it came.</param>
public sealed record Answer(string Request, HttpStatusCode Status, JsonElement Body, string Text)
{
    /// <summary>True for a success.</summary>
    public bool Ok => (int)Status is >= 200 and < 300;

    /// <summary>The article a refusal rests on, null when the answer is no refusal or names none.</summary>
    public string? Article => Ok ? null : Property("article") ?? Errors().Select(e => e.Article).FirstOrDefault(a => a is not null);

    /// <summary>Every article a refusal with several faults names.</summary>
    public IReadOnlyList<string> Articles
        => Ok ? [] : [.. Errors().Select(e => e.Article).Prepend(Property("article")).OfType<string>().Distinct()];

    /// <summary>The sentence of a refusal.</summary>
    public string Sentence =>
        string.Join("; ", Errors().Select(e => e.Sentence).Prepend(Property("detail") ?? Property("title")).OfType<string>().Distinct())
            is { Length: > 0 } sentence
            ? sentence
            : Text.Length > 400 ? Text[..400] + "…" : Text;

    /// <summary>The body of a success.</summary>
    /// <exception cref="RefusedException">When it is not one.</exception>
    public JsonElement Must() => Ok ? Body : throw new RefusedException(this);

    /// <summary>The body of a success as <typeparamref name="T"/>.</summary>
    public T Must<T>() => Must().Deserialize<T>(People.Json)!;

    internal static async Task<Answer> Read(string request, HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0;
        if (response.IsSuccessStatusCode && !isJson && text.Length > 0)
            throw new InvalidOperationException(
                $"{request} answered {(int)response.StatusCode} with {response.Content.Headers.ContentType} instead of JSON, from " +
                $"{response.RequestMessage?.RequestUri}.");
        return new Answer(request, response.StatusCode, isJson ? JsonDocument.Parse(text).RootElement : default, text);
    }

    private string? Property(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    private IEnumerable<(string? Article, string? Sentence)> Errors()
    {
        if (Body.ValueKind != JsonValueKind.Object || !Body.TryGetProperty("errors", out var errors)
            || errors.ValueKind != JsonValueKind.Array) yield break;
        foreach (var error in errors.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object))
            yield return (One(error, "article"), One(error, "sentence") ?? One(error, "detail") ?? One(error, "message"));

        static string? One(JsonElement error, string name)
            => error.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
    }
}

/// <summary>A service refused what a person asked for.</summary>
public sealed class RefusedException(Answer answer)
    : Exception($"{answer.Request} was refused with {(int)answer.Status}{(answer.Article is { } a ? $" ({a})" : "")}: {answer.Sentence}")
{
    /// <summary>The refusal.</summary>
    public Answer Answer { get; } = answer;
}

/// <summary>Somebody could not sign in.</summary>
public sealed class SignInException(string sentence) : Exception(sentence);
