using Alliance.Gateway.Portal;
namespace Alliance.Gateway.Proxy;

/// <summary>
/// Answers under the name of <c>PublicOrigin</c> and no other: links, cookies and the way back from sign-in are made of the name that was
/// asked for. Health may be asked under any, as supervisors do. Figures are told at the port <c>Metrics:Port</c> alone, which people do not
/// reach; without one, nowhere.
/// </summary>
static class OwnName
{
    public static void UseOwnName(this WebApplication app)
    {
        var own = app.Configuration["PublicOrigin"] is { Length: > 0 } origin ? new Uri(origin) : null;
        var figures = app.Configuration.GetValue<int?>("Metrics:Port");
        app.Use(async (http, next) =>
        {
            var isFigures = http.Request.Path.StartsWithSegments("/metrics");
            if (isFigures && http.Connection.LocalPort != figures) await FriendlyErrors.Write(http, StatusCodes.Status404NotFound);
            else if (own is null || isFigures || IsOwn(http.Request.Host, own) || http.Request.Path.StartsWithSegments("/health"))
                await next(http);
            else await FriendlyErrors.Write(http, StatusCodes.Status421MisdirectedRequest);
        });
    }

    static bool IsOwn(HostString host, Uri own) => string.Equals(host.Host, own.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port ?? (own.Scheme == Uri.UriSchemeHttps ? 443 : 80)) == own.Port;
}
