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
    public static string With(HttpContext http, string name, string? value)
    {
        var query = http.Request.Query
            .Where(pair => !string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value, (pair, one) => KeyValuePair.Create(pair.Key, one))
            .Where(pair => !string.IsNullOrEmpty(pair.Value));
        if (value is not null) query = query.Append(KeyValuePair.Create(name, (string?)value));
        return QueryHelpers.AddQueryString(Path(http), query);
    }

    /// <summary>Path of the current page as the visitor sees it.</summary>
    public static string Path(HttpContext http) =>
        http.Request.Headers[PublicPathHeader] is [{ Length: > 1 } path] ? path : http.Request.PathBase.Add(http.Request.Path).ToString();
}
