using Alliance.Gateway.Session;
using Alliance.Ui;
using Alliance.Web;
using Alliance.Web.Security;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Alliance.Gateway.Proxy;

/// <summary>
/// Every service below its own prefix, at the addresses under <c>Services:{name}</c> (several, separated by commas, share the load).
/// /notices and /verify are the Certification service's pages at addresses that can be printed.
/// </summary>
static class ServiceProxy
{
    public static readonly string[] Services = ["identity", "intake", "review", "certification", "funding", "monitoring", "workflows"];
    static readonly string[] PublicPages = ["notices", "verify"];

    public static void AddServiceProxy(this WebApplicationBuilder builder)
    {
        // Files in pieces: a sender may put all that is left into one. The service says how much it takes, and only what it says goes
        // through here unread.
        var uploads = Services.Where(name => name != "identity")
            .Select(name => new RouteConfig
            {
                RouteId = $"{name}-uploads",
                ClusterId = name,
                Match = new() { Path = $"/{name}/api/{{subject}}/{{id}}/uploads/{{**rest}}" },
                MaxRequestBodySize = -1
            });
        var routes = Services.Select(name =>
            new RouteConfig { RouteId = name, ClusterId = name, Match = new() { Path = $"/{name}/{{**rest}}" } });
        var publicPages = PublicPages.Select(page =>
            new RouteConfig { RouteId = page, ClusterId = "certification", Match = new() { Path = $"/{page}/{{**rest}}" } }
            .WithTransformPathRouteValues($"/certification/{page}/{{**rest}}"));
        var clusters = Services.Select(name => new ClusterConfig
        {
            ClusterId = name,
            Destinations = Addresses(builder.Configuration, name).Index()
                .ToDictionary(a => $"{name}-{a.Index}", a => new DestinationConfig { Address = a.Item.ToString() }),
            HealthCheck = new()
            {
                Passive = new()
                {
                    Enabled = true,
                    Policy = "TransportFailureRate",
                    ReactivationPeriod = TimeSpan.FromSeconds(5)
                },
                AvailableDestinationsPolicy = "HealthyOrPanic"
            },
        });
        builder.Services.AddReverseProxy()
            .LoadFromMemory([.. uploads, .. routes, .. publicPages], [.. clusters])
            .AddTransforms(context =>
            {
                if (context.Route.RouteId == "identity") context.AddRequestTransform(PassedOn.ToTheAuthority);
                else
                {
                    context.AddRequestTransform(PassedOn.ToAService);
                    context.AddResponseTransform(PassedOn.FromAService);
                }
                if (PublicPages.Contains(context.Route.RouteId))
                    context.AddRequestTransform(request =>
                    {
                        request.ProxyRequest.Headers.Add(Here.PublicPathHeader, request.HttpContext.Request.Path.ToUriComponent());
                        return default;
                    });
            });
    }

    public static void MapServiceProxy(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.UseSessionAffinity();
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
        proxy.Use(async (http, next) =>
        {
            if (IsInside(http.Request.Path))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            // Should the session turn out to be over, what was typed is still at hand.
            if (ParkedForms.Fits(http.Request)) http.Request.EnableBuffering();
            // The service says under which rules its own page runs; two policies at once would be the narrower of both, with a nonce that
            // fits neither.
            foreach (var header in ServiceHost.SecurityHeaders) http.Response.Headers.Remove(header);
            http.Response.Headers.ContentLanguage = default;
            await next();
            if (http.GetForwarderErrorFeature() is { Error: not ForwarderError.None } && !http.Response.HasStarted)
                await FriendlyErrors.Write(http, http.Response.StatusCode);
        });
    }).ForEveryone();

    /// <summary>True for the API of a service, which no page's form is sent to.</summary>
    public static bool IsApi(PathString path)
        => Segments(path) is [_, var second, ..] && second.Equals("api", StringComparison.OrdinalIgnoreCase);

    /// <summary>The service behind a public address, and the address at the service; null when it is no service's.</summary>
    public static (string Service, string Path)? Behind(string address) => Segments(address.Split('?')[0]) switch
    {
        [var first, ..] when Services.Contains(first) => (first, address),
        [var first, ..] when PublicPages.Contains(first) => ("certification", "/certification" + address),
        _ => null,
    };

    // Figures and health are for those who run the system; they ask at each program's own address.
    static bool IsInside(PathString path) => Segments(path) is [_, var second, ..]
        && (second.Equals("metrics", StringComparison.OrdinalIgnoreCase) || second.Equals("health", StringComparison.OrdinalIgnoreCase));

    static string[] Segments(PathString path) => path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Where a service is reached from inside.</summary>
    public static IEnumerable<Uri> Addresses(IConfiguration configuration, string service)
        => (configuration[$"Services:{service}"] ?? throw new InvalidOperationException($"Services:{service} is not configured."))
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(address => new Uri(address));

    static RouteConfig WithTransformPathRouteValues(this RouteConfig route, string pattern)
        => Yarp.ReverseProxy.Transforms.PathTransformExtensions.WithTransformPathRouteValues(route, pattern: pattern);
}
