using System.Security.Claims;
using Alliance.Core.Security;

namespace Alliance.Ui;

/// <summary>The person in front of the page, as far as menus need to know; what they may do is decided by the endpoint, never by a
/// menu.</summary>
public static class Visitor
{
    /// <summary>True for somebody who signed in.</summary>
    public static bool IsSignedIn(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true;

    /// <summary>As the actor behind a request is called; empty for the public.</summary>
    public static string Account(ClaimsPrincipal user)
        => IsSignedIn(user) ? user.FindFirst("preferred_username")?.Value ?? user.FindFirst("sub")?.Value ?? "" : "";

    /// <summary>The name people read.</summary>
    public static string Name(ClaimsPrincipal user) => user.FindFirst("name")?.Value ?? user.FindFirst("preferred_username")?.Value ?? "";

    /// <summary>The unit of the account; null where it has none.</summary>
    public static string? UnitName(ClaimsPrincipal user) => user.FindFirst("unit_name")?.Value;

    /// <summary>True for a holder of one of the roles.</summary>
    public static bool HasAny(ClaimsPrincipal user, IEnumerable<string> roles) => roles.Any(role => user.HasClaim("role", role));

    /// <summary>The roles named, and those who read everything.</summary>
    public static bool MayRead(ClaimsPrincipal user, IEnumerable<string> roles)
        => HasAny(user, [.. roles, Roles.Auditor, Roles.Administrator]);
}
