using System.Text.RegularExpressions;
using Alliance.Gateway.Addresses;
using Alliance.Gateway.Session;
using Alliance.Web;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;

namespace Alliance.Gateway.Portal;

/// <summary>Sign in, sign out, choose the language.</summary>
static partial class SessionEndpoints
{
    public static void MapSessions(this WebApplication app)
    {
        app.MapGet("/login", SignIn).ForEveryone();
        app.MapGet("/logout", () => new RazorComponentResult<SignOutQuestion>()).ForEveryone();
        app.MapPost("/logout", SignOut).ForEveryone();
        app.MapGet("/culture", ChooseLanguage).ForEveryone();
        app.MapPost("/resume/{key}/send", Send).ForSignedIn();
        app.MapPost("/resume/{key}/discard", Discard).ForSignedIn();
    }

    static IResult SignIn(HttpContext http, string? returnUrl)
    {
        var back = Local(returnUrl);
        return http.User.Identity?.IsAuthenticated == true
            ? Results.LocalRedirect(back)
            : Results.Challenge(new() { RedirectUri = back }, [SessionSetup.Authority]);
    }

    // The button in every header posts without a token of the gateway's own: a browser that says the page is ours is proof enough.
    // Where it says nothing, the question page's token is.
    static async Task<IResult> SignOut(HttpContext http, IAntiforgery antiforgery, IOptionsMonitor<OpenIdConnectOptions> options)
    {
        if (!SameOrigin.IsShown(http.Request) && !await antiforgery.IsRequestValidAsync(http))
            return new RazorComponentResult<SignOutQuestion>();
        if (http.User.Identity?.IsAuthenticated != true) return Results.LocalRedirect("/");
        var authority = await options.Get(SessionSetup.Authority).ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
        if (!string.IsNullOrEmpty(authority.EndSessionEndpoint))
            return Results.SignOut(new() { RedirectUri = "/" }, [SessionSetup.Cookie, SessionSetup.Authority]);
        // Another authority may keep its sessions to itself.
        await http.SignOutAsync(SessionSetup.Cookie);
        return Results.LocalRedirect("/");
    }

    static IResult ChooseLanguage(HttpContext http, string? to, string? returnUrl)
    {
        var language = ServiceHost.Languages.Contains(to) ? to! : ServiceHost.Languages[0];
        http.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
            new()
            {
                Path = "/",
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = http.Request.IsHttps,
                IsEssential = true
            });
        return Results.LocalRedirect(Local(returnUrl));
    }

    // The browser carries what was shown on to where it goes; what waited waits no more.
    static async Task<IResult> Send(HttpContext http, string key, ParkedForms parked)
        => await parked.Take(http, key) is { } form
            ? Results.LocalRedirect(form.Address, permanent: false, preserveMethod: true)
            : Results.LocalRedirect($"/resume/{Uri.EscapeDataString(key)}");

    static async Task<IResult> Discard(HttpContext http, string key, ParkedForms parked)
    {
        await parked.Take(http, key);
        return Results.LocalRedirect("/");
    }

    /// <summary>
    /// An address of this site as a header can carry it, or its front page: nobody can make a link of ours lead elsewhere. Browsers read a
    /// backslash as a slash and pass over control characters, so that neither may stand anywhere in it.
    /// </summary>
    internal static string Local(string? address)
        => address is ['/'] or ['/', not '/', ..] && !address.Any(c => c == '\\' || char.IsControl(c))
        ? BeyondAscii().Replace(address, beyond => Uri.EscapeDataString(beyond.Value)) : "/";

    [GeneratedRegex("[^!-~]+")]
    private static partial Regex BeyondAscii();
}
