using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Identity.Tokens;

/// <summary>Who the bearer of an access token is.</summary>
static class UserInfo
{
    public static async Task<IResult> Handle(HttpContext http)
    {
        var token = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        if (!token.Succeeded) return Results.Challenge(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        return Results.Json(new
        {
            sub = token.Principal.GetClaim(Claims.Subject),
            preferred_username = token.Principal.GetClaim(Claims.PreferredUsername),
            name = token.Principal.GetClaim(Claims.Name),
            role = token.Principal.GetClaims(Claims.Role),
        });
    }
}
