using Alliance.Identity.Accounts;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Identity.Tokens;

/// <summary>Tokens for a code, for a refresh token, or for a machine's own credentials. Roles are read anew each time, so a role taken away
/// is gone within minutes.</summary>
static class IssueToken
{
    public static async Task<IResult> Handle(
        HttpContext http,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        IOpenIddictApplicationManager clients,
        CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("This is no OpenID Connect request.");
        if (request.IsClientCredentialsGrantType())
        {
            var client = await clients.FindByClientIdAsync(request.ClientId!, ct)
                ?? throw new InvalidOperationException("The client was authenticated and is gone.");
            return SignIn(await Principal.OfMachine(client, clients, request.GetScopes(), ct));
        }

        var grant = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        if (await accounts.FindByIdAsync(grant.Principal!.GetClaim(Claims.Subject)!) is not { } account
            || !await signIn.CanSignInAsync(account) || await accounts.IsLockedOutAsync(account))
            return Results.Forbid(new(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The account is locked or gone.",
            }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        return SignIn(await Principal.Of(account, accounts, grant.Principal!.GetScopes()));
    }

    static IResult SignIn(System.Security.Claims.ClaimsPrincipal principal)
        => Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
}
