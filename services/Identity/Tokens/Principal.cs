using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Alliance.Identity.Accounts;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Identity.Tokens;

/// <summary>What a token says of its bearer, in the same form in every token: roles are a list, also where there is one.</summary>
static class Principal
{
    /// <summary>Under which a machine client's roles are kept with its registration.</summary>
    public const string RolesProperty = "roles";

    public static async Task<ClaimsPrincipal> Of(Account account, UserManager<Account> accounts, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity("oidc", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, account.Id)
            .SetClaim(Claims.PreferredUsername, account.UserName)
            .SetClaim(Claims.Name, account.DisplayName)
            .AddClaim(ListOf(await accounts.GetRolesAsync(account)));
        if (account.UnitCode is not null) identity.SetClaim("unit_name", account.UnitName).SetClaim("unit_code", account.UnitCode);
        return ForServices(identity, scopes);
    }

    public static async Task<ClaimsPrincipal> OfMachine(
        object client, IOpenIddictApplicationManager clients, ImmutableArray<string> scopes, CancellationToken ct)
    {
        var properties = await clients.GetPropertiesAsync(client, ct);
        var roles = properties.TryGetValue(RolesProperty, out var listed) ? listed.Deserialize<string[]>() ?? [] : [];
        var id = await clients.GetClientIdAsync(client, ct);
        var identity = new ClaimsIdentity("oidc", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, id)
            .SetClaim(Claims.PreferredUsername, id)
            .SetClaim(Claims.Name, await clients.GetDisplayNameAsync(client, ct) ?? id)
            .AddClaim(ListOf(roles));
        return ForServices(identity, scopes);
    }

    static Claim ListOf(IEnumerable<string> roles) => new(Claims.Role, JsonSerializer.Serialize(roles), JsonClaimValueTypes.JsonArray);

    static ClaimsPrincipal ForServices(ClaimsIdentity identity, ImmutableArray<string> scopes)
    {
        identity.SetScopes(scopes);
        identity.SetResources(BearerTokens.Audience);
        // The identity token tells the gateway whose name and menus to show; it stays between the two.
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}
