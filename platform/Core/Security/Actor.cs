using System.Collections.Frozen;
using System.Security.Claims;
using Alliance.Contracts;
using Microsoft.AspNetCore.Http;

namespace Alliance.Core.Security;

/// <summary>Who acts: a signed-in person, the public, or the procedure itself.</summary>
/// <param name="Account">The person's key everywhere: the account name.</param>
/// <param name="Name">The name people read.</param>
/// <param name="Roles">Roles held.</param>
/// <param name="Unit">The unit the account belongs to, null for staff and the public.</param>
/// <param name="RemoteAddress">From where, null for the procedure itself.</param>
public sealed record Actor(string Account, string Name, IReadOnlySet<string> Roles, Unit? Unit, string? RemoteAddress)
{
    /// <summary>The same act by somebody of the public, for a record that is not to tell whose it was.</summary>
    public Actor Unnamed => Public(remoteAddress: null);

    /// <summary>Somebody who is not signed in.</summary>
    public static Actor Public(string? remoteAddress) => new("", "公众", FrozenSet<string>.Empty, null, remoteAddress);

    /// <summary>The procedure itself, when a command or a deadline acts.</summary>
    public static Actor System(string name) => new($"system:{name}", name, FrozenSet<string>.Empty, null, null) { IsSystem = true };

    /// <summary>True for the procedure itself; no token can say so.</summary>
    public bool IsSystem { get; private init; }

    /// <summary>True for a person who signed in.</summary>
    public bool IsSignedIn => Account.Length > 0;

    /// <summary>True when the actor holds the role.</summary>
    public bool Is(string role) => Roles.Contains(role);

    /// <summary>True when the actor holds one of the roles.</summary>
    public bool IsAny(params IEnumerable<string> roles) => roles.Any(Roles.Contains);

    /// <summary>True when the account belongs to the unit with this credit code.</summary>
    public bool BelongsTo(string creditCode) => Unit is not null && Unit.CreditCode == creditCode;

    /// <summary>The actor behind a request, from the claims of its bearer token.</summary>
    public static Actor From(HttpContext http)
    {
        var user = http.User;
        var remote = http.Connection.RemoteIpAddress?.ToString();
        if (user.Identity?.IsAuthenticated != true) return Public(remote);
        var account = user.FindFirstValue("preferred_username") ?? user.FindFirstValue("sub")
            ?? throw new InvalidOperationException("The token names nobody: neither preferred_username nor sub.");
        var unit = user.FindFirstValue("unit_code") is { Length: > 0 } code
            ? new Unit(user.FindFirstValue("unit_name") ?? code, code) : null;
        return new Actor(account, user.FindFirstValue("name") ?? account, user.FindAll(RoleClaims.Ours).Select(c => c.Value)
            .ToFrozenSet(), unit, remote);
    }
}
