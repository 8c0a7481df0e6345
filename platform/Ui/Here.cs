using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Alliance.Ui;

/// <summary>The address in the visitor's address bar, which links within the page must repeat: a bare "#main" would resolve against the
/// document's base.</summary>
public static class Here
{
    /// <summary>Set by the gateway where the public address differs from the service's own, such as /notices/{id}.</summary>
    public const string PublicPathHeader = "X-Public-Path";

    /// <summary>Path and query of the current page as the visitor sees it.</summary>
    public static string Address(HttpContext http) => Path(http) + http.Request.QueryString;

    /// <summary>A link to a place in the current page.</summary>
    public static string Anchor(HttpContext http, string id) => $"{Address(http)}#{id}";

    /// <summary>The current page with one query value changed, or dropped when the value is null.</summary>
    public static string With(HttpContext http, string name, string? value) => With(http, (name, value));

    /// <summary>The current page with these query values changed, or dropped where the value is null.</summary>
    public static string With(HttpContext http, params (string Name, string? Value)[] changed)
        => QueryHelpers.AddQueryString(Path(http), Query(http, [.. changed.Select(one => one.Name)])
            .Concat(changed.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value))));

    /// <summary>The current page with this query instead of its own.</summary>
    public static string Of(HttpContext http, string query) => query.Length == 0 ? Path(http) : $"{Path(http)}?{query}";

    /// <summary>The query of the current page without these; what a form by GET repeats. What is said to be nothing stays where that says
    /// something.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Query(HttpContext http, params string[] without) => http.Request.Query
        .Where(pair => !without.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
        .SelectMany(pair => pair.Value, (pair, one) => KeyValuePair.Create(pair.Key, one));

    /// <summary>Path of the current page as the visitor sees it.</summary>
    public static string Path(HttpContext http) =>
        http.Request.Headers[PublicPathHeader] is [{ Length: > 1 } path] ? path : http.Request.PathBase.Add(http.Request.Path).ToString();
}
