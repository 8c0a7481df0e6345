using Alliance.Identity.Accounts;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Server.AspNetCore;

namespace Alliance.Identity.Tokens;

/// <summary>The gateway signed a person out: end the session here too, then back to where the client asked.</summary>
static class EndSession
{
    public static async Task<IResult> Handle(SignInManager<Account> signIn)
    {
        await signIn.SignOutAsync();
        return Results.SignOut(new() { RedirectUri = "/" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
