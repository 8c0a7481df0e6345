using System.Text.RegularExpressions;
using Alliance.Gateway.Addresses;
using Alliance.Gateway.Session;
using Alliance.Ui;
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
        app.MapPost("/logout", (HttpContext http, IAntiforgery antiforgery, IOptionsMonitor<OpenIdConnectOptions> options)
            => SignOut(http, antiforgery, options, null)).ForEveryone();
        app.MapPost("/logout/everywhere", SignOut).ForEveryone();
        app.MapGet("/culture", ChooseLanguage).ForEveryone();
        app.MapGet("/appearance", ChooseAppearance).ForEveryone();
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
    // With the store of sessions at hand: everywhere.
    static async Task<IResult> SignOut(
        HttpContext http, IAntiforgery antiforgery, IOptionsMonitor<OpenIdConnectOptions> options, SessionStore? everywhere)
    {
        if (!SameOrigin.IsShown(http.Request) && !await antiforgery.IsRequestValidAsync(http))
            return new RazorComponentResult<SignOutQuestion>();
        if (http.User.Identity?.IsAuthenticated != true) return Results.LocalRedirect("/");
        if (everywhere is not null && http.User.FindFirst("sub")?.Value is { } subject)
            await everywhere.EndAllOf(subject, null, http.RequestAborted);
        var authority = await options.Get(SessionSetup.Authority).ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
        if (!string.IsNullOrEmpty(authority.EndSessionEndpoint))
        {
            AuthenticationProperties back = new() { RedirectUri = "/" };
            if (everywhere is not null) back.SetParameter(SessionSetup.Everywhere, true);
            return Results.SignOut(back, [SessionSetup.Cookie, SessionSetup.Authority]);
        }
        // Another authority may keep its sessions to itself.
        await http.SignOutAsync(SessionSetup.Cookie);
        return Results.LocalRedirect("/");
    }

    static IResult ChooseLanguage(HttpContext http, string? to, string? returnUrl)
    {
        var language = ServiceHost.Languages.Contains(to) ? to! : ServiceHost.Languages[0];
        Remember(http, CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)));
        return Results.LocalRedirect(Local(returnUrl));
    }

    static IResult ChooseAppearance(HttpContext http, string? theme, string? density, string? returnUrl)
    {
        Remember(http, Appearance.Cookie, Appearance.Known(theme, density).ToString());
        return Results.LocalRedirect(Local(returnUrl));
    }

    static void Remember(HttpContext http, string cookie, string value) => http.Response.Cookies.Append(cookie, value, new()
    {
        Path = "/",
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        IsEssential = true
    });

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
