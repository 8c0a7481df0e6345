namespace Alliance.Gateway.Addresses;

/// <summary>
/// A page elsewhere cannot act in the name of whoever is signed in here: requests that change something are refused when the browser
/// says they come from another origin. It says so by Sec-Fetch-Site, older ones by Origin. Programs say neither and are let through:
/// they have no browser whose cookies could be abused.
/// </summary>
static class SameOrigin
{
    public static void UseSameOrigin(this WebApplication app)
    {
        var origin = app.Configuration["PublicOrigin"]?.TrimEnd('/');
        app.Use(async (http, next) =>
        {
            if (IsForeign(http.Request, origin) || CouldBeAFormElsewhere(http.Request))
            {
                await Results.Problem(statusCode: StatusCodes.Status403Forbidden, type: "urn:alliance:refusal:crossOrigin",
                    title: http.RequestServices.GetRequiredService<Core.Text.Words>()["请求来自其他网站，未予执行"]).ExecuteAsync(http);
                return;
            }
            await next(http);
        });
    }

    /// <summary>True when the browser itself says that the request comes from a page of ours.</summary>
    public static bool IsShown(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "same-origin"
        || (request.Headers["Sec-Fetch-Site"].Count == 0 && request.Headers.Origin is [{ } origin] && origin == Own(request));

    internal static bool IsForeign(HttpRequest request, string? publicOrigin)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return false;
        if (request.Headers["Sec-Fetch-Site"] is [{ } site]) return site is not ("same-origin" or "none");
        return request.Headers.Origin is [{ } origin] && origin != Own(request) && origin != publicOrigin;
    }

    // Files come to the API as a form sends them, which pages elsewhere can send too. From a browser with a session they are taken when it
    // says that the page was ours, or with a header that no form has.
    static bool CouldBeAFormElsewhere(HttpRequest request)
        => HttpMethods.IsPost(request.Method) && ServiceAddresses.IsApi(request.Path) && request.Cookies.ContainsKey("gw.session")
        && request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true && !IsShown(request)
        && !request.Headers.ContainsKey("X-Requested-With");

    static string Own(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
