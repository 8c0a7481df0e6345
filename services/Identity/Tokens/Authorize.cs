using Alliance.Identity.Accounts;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace Alliance.Identity.Tokens;

/// <summary>A browser asks for a person: the session says who, or the sign-in page does.</summary>
static class Authorize
{
    public static async Task<IResult> Handle(HttpContext http, UserManager<Account> accounts, SignInManager<Account> signIn)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("This is no OpenID Connect request.");
        var session = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!session.Succeeded)
        {
            var back = http.Request.PathBase + http.Request.Path + http.Request.QueryString;
            return Results.Challenge(new() { RedirectUri = back }, [IdentityConstants.ApplicationScheme]);
        }
        if (await accounts.GetUserAsync(session.Principal) is not { } account || !await signIn.CanSignInAsync(account)
            || await accounts.IsLockedOutAsync(account))
        {
            await signIn.SignOutAsync();
            return Results.Forbid(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }
        var person = await Principal.Of(account, accounts, request.GetScopes());
        return Results.SignIn(person, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
