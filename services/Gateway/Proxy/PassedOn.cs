using System.Net;
using System.Net.Http.Headers;
using Alliance.Gateway.Portal;
using Alliance.Gateway.Session;
using Alliance.Ui;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Yarp.ReverseProxy.Transforms;

namespace Alliance.Gateway.Proxy;

/// <summary>What passes between browser and service, and what stays at the gateway.</summary>
static class PassedOn
{
    const string OurToken = "token of the gateway's";

    /// <summary>A service gets the person's bearer token and none of our cookies. A machine brings its own token and no session.</summary>
    public static async ValueTask ToAService(RequestTransformContext context)
    {
        var http = context.HttpContext;
        context.ProxyRequest.Headers.Remove(Here.PublicPathHeader);
        KeepCookies(context, name => !name.StartsWith("gw.", StringComparison.Ordinal)
            && !name.StartsWith("id.", StringComparison.Ordinal));

        var hasSession = http.Request.Cookies.ContainsKey("gw.session");
        if (!hasSession) return;
        var token = await http.RequestServices.GetRequiredService<AccessTokens>().For(http);
        context.ProxyRequest.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        http.Items[OurToken] = token is not null;
    }

    /// <summary>The authority gets its own cookies only.</summary>
    public static ValueTask ToTheAuthority(RequestTransformContext context)
    {
        context.ProxyRequest.Headers.Remove(Here.PublicPathHeader);
        KeepCookies(context, name => !name.StartsWith("gw.", StringComparison.Ordinal));
        return default;
    }

    /// <summary>Turns a service's bare "not signed in" and "not allowed" into what the one who asked can use.</summary>
    public static async ValueTask FromAService(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not { } answer) return;
        var http = context.HttpContext;
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            // Somebody who is signed in and yet not believed: another sign-in would end here again, and again.
            if (http.Items[OurToken] is true) await Instead(context, StatusCodes.Status502BadGateway);
            else if (answer.RequestMessage?.Headers.Authorization is not null) await Instead(context, StatusCodes.Status401Unauthorized);
            else await AskToSignIn(context);
        }
        else if ((int)answer.StatusCode >= 400 && answer.Content.Headers.ContentLength is null or 0
            && answer.Content.Headers.ContentType is null && FriendlyErrors.WantsPage(http.Request))
        {
            await Instead(context, (int)answer.StatusCode);
        }
    }

    static async Task AskToSignIn(ResponseTransformContext context)
    {
        var request = context.HttpContext.Request;
        var response = context.HttpContext.Response;
        var back = Uri.EscapeDataString(HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path);
        if (request.Headers.Accept.ToString().Contains("blazor-enhanced-nav", StringComparison.Ordinal))
        {
            // The sign-in page must replace the document, not be merged into it.
            context.SuppressResponseBody = true;
            Forget(response);
            response.Headers.Remove("WWW-Authenticate");
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = "text/html";
            response.Headers["blazor-enhanced-nav"] = "allow";
            response.Headers["blazor-enhanced-nav-redirect-location"] = $"/login?returnUrl={back}";
        }
        else if (FriendlyErrors.WantsPage(request) && HttpMethods.IsGet(request.Method))
        {
            context.SuppressResponseBody = true;
            Forget(response);
            response.Headers.Remove("WWW-Authenticate");
            await context.HttpContext.ChallengeAsync(SessionSetup.Authority, new() { RedirectUri = request.Path + request.QueryString });
        }
        else if (FriendlyErrors.WantsPage(request) && ParkedForms.Fits(request) && SessionStore.EndedOf(context.HttpContext) is { } subject)
        {
            var key = await context.HttpContext.RequestServices.GetRequiredService<ParkedForms>().Park(context.HttpContext, subject);
            context.SuppressResponseBody = true;
            Forget(response);
            await FriendlyErrors.WriteSessionEnded(context.HttpContext, key);
        }
        else
        {
            // Files that somebody sent, or a program: neither is helped by a redirect.
            await Instead(context, StatusCodes.Status401Unauthorized);
        }
    }

    static Task Instead(ResponseTransformContext context, int status)
    {
        context.SuppressResponseBody = true;
        Forget(context.HttpContext.Response);
        return FriendlyErrors.Write(context.HttpContext, status);
    }

    // The service's answer is replaced: its length and type are not ours. Its challenge is, where the answer stays a 401: a program renews
    // its token by it.
    static void Forget(HttpResponse response)
    {
        response.ContentLength = null;
        response.ContentType = null;
    }

    static void KeepCookies(RequestTransformContext context, Func<string, bool> keep)
    {
        var kept = context.HttpContext.Request.Headers.Cookie.ToString()
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(cookie => keep(cookie.Split('=')[0]));
        context.ProxyRequest.Headers.Remove("Cookie");
        if (string.Join("; ", kept) is { Length: > 0 } cookies) context.ProxyRequest.Headers.TryAddWithoutValidation("Cookie", cookies);
    }
}
