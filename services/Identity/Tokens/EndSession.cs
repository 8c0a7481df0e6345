using Alliance.Identity.Accounts;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Identity.Tokens;

/// <summary>
/// The gateway signed a person out: end the session here too, then back to where the client asked. That it was the gateway shows in the
/// identity token of this person that it sends along; no link on another page has it, so that whoever follows one is asked first.
/// Where the gateway says so, every other session of the person ends too.
/// </summary>
static class EndSession
{
    public static async Task<IResult> Handle(
        HttpContext http, SignInManager<Account> signIn, UserManager<Account> accounts, EndSessions others)
    {
        var session = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (session.Succeeded)
        {
            var hint = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
            if (hint.Principal?.GetClaim(Claims.Subject) != accounts.GetUserId(session.Principal))
                return Results.LocalRedirect("~/sign-out");
            if ((string?)http.GetOpenIddictServerRequest()?.GetParameter("everywhere") == "true"
                && await accounts.GetUserAsync(session.Principal) is { } account)
                await others.Of(account, null, http.RequestAborted);
            await signIn.SignOutAsync();
        }
        return Results.SignOut(new() { RedirectUri = "/" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
