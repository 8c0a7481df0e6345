using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Alliance.Gateway.Addresses;
using Alliance.Gateway.Session;
using Alliance.Ui;
using Polly;

namespace Alliance.Gateway.Portal;

/// <summary>
/// What a parked form would send and where to, in the words of the page it belongs to: the gateway asks the service for that page, as the
/// person would see it, and takes its title and the labels of its fields. Where the page does not answer, the fields keep the names they
/// are sent under.
/// </summary>
sealed partial class Destination(IHttpClientFactory clients, AccessTokens tokens, ILogger<Destination> log)
{
    /// <summary>What waits.</summary>
    /// <param name="Title">The page's title; null when it does not answer.</param>
    /// <param name="Fields">Label and value of everything somebody typed or chose.</param>
    public sealed record Contents(string? Title, IReadOnlyList<KeyValuePair<string, string>> Fields);

    public async Task<Contents> Of(HttpContext http, ParkedForms.Form form, CancellationToken ct)
    {
        var page = await Page(http, form.Address, ct);
        var name = form.Fields.FirstOrDefault(field => field.Key == "_handler").Value;
        return new(page is null ? null : Text(Title().Match(page).Groups[1].Value),
            [.. form.Fields.Where(field => !field.Key.StartsWith('_') && field.Value.Length > 0 && !IsHidden(page, field.Key))
                .Select(field => KeyValuePair.Create(Label(page, field.Key, name), Choice(page, field.Key, field.Value)))]);
    }

    async Task<string?> Page(HttpContext http, string address, CancellationToken ct)
    {
        if (ServiceAddresses.Behind(address) is not var (service, path)) return null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (await tokens.For(http) is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            Languages.Pass(request);
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await clients.CreateClient(service).SendAsync(request, ct);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(ct) : null;
        }
        catch (Exception e) when (e is HttpRequestException or ExecutionRejectedException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogWarning("The page of a parked form did not answer: {Reason}", e.Message);
            return null;
        }
    }

    static bool IsHidden(string? page, string name) => page is not null
        && Inputs().Matches(page).Any(input => Attribute(input.Value, "name") == name && Attribute(input.Value, "type") == "hidden");

    static string Label(string? page, string name, string? form)
    {
        var inner = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (page is null) return inner;
        var id = Regex.Escape(FieldPath.IdOf(inner, form));
        var label = Regex.Match(page,
            $"<label[^>]* for=\"{id}\"[^>]*>(.*?)</label>|<fieldset[^>]* id=\"{id}\"[^>]*>\\s*<legend>(.*?)</legend>",
            RegexOptions.Singleline);
        return label.Success && Text(label.Groups[1].Value + label.Groups[2].Value) is { Length: > 0 } text ? text : inner;
    }

    // What stands beside a radio button or in a list is what was chosen.
    static string Choice(string? page, string name, string value)
    {
        if (page is null) return value;
        var (quoted, chosen) = (Regex.Escape(WebUtility.HtmlEncode(name)), Regex.Escape(WebUtility.HtmlEncode(value)));
        var text = Regex.Match(page, $"<input type=\"radio\" name=\"{quoted}\" value=\"{chosen}\"[^>]*><span>(.*?)</span>"
            + $"|<select[^>]* name=\"{quoted}\"(?:(?!</select>).)*<option value=\"{chosen}\"[^>]*>(.*?)</option>", RegexOptions.Singleline);
        return text.Success && Text(text.Groups[1].Value + text.Groups[2].Value) is { Length: > 0 } words ? words : value;
    }

    static string? Attribute(string tag, string name)
        => Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    static string Text(string html) => WebUtility.HtmlDecode(Tags().Replace(Marks().Replace(html, ""), "")).Trim();

    [GeneratedRegex("<title>(.*?)</title>", RegexOptions.Singleline)]
    private static partial Regex Title();

    [GeneratedRegex("<span class=\"must\".*?</span>|<small>.*?</small>", RegexOptions.Singleline)]
    private static partial Regex Marks();

    [GeneratedRegex("<input\\s[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
