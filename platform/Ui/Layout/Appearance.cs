using Microsoft.AspNetCore.Http;

namespace Alliance.Ui;

/// <summary>How somebody wants the pages to look. It is kept in their browser, and every service reads it there.</summary>
/// <param name="Theme">light or dark; null: as the device has it.</param>
/// <param name="Density">compact; null: with the usual space.</param>
public sealed record Appearance(string? Theme, string? Density)
{
    /// <summary>The cookie, whose value is theme and density with a dot between.</summary>
    public const string Cookie = "look";

    /// <summary>What a browser can be told.</summary>
    public static readonly IReadOnlyList<string> Themes = ["light", "dark"], Densities = ["compact"];

    /// <summary>What the visitor chose; what is not known counts as not chosen.</summary>
    public static Appearance Of(HttpContext http)
        => http.Request.Cookies[Cookie]?.Split('.') is [var theme, var density] ? Known(theme, density) : new(null, null);

    /// <summary>The same, of what there is.</summary>
    public static Appearance Known(string? theme, string? density)
        => new(Themes.FirstOrDefault(t => t == theme), Densities.FirstOrDefault(d => d == density));

    /// <inheritdoc/>
    public override string ToString() => $"{Theme}.{Density}";
}
