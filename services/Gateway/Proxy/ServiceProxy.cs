using Alliance.Gateway.Addresses;
using Alliance.Gateway.Desk;
using Alliance.Gateway.Portal;
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
/// /notices, /verify and /registry are the Certification service's pages at addresses that can be printed.
/// </summary>
static class ServiceProxy
{
    public static void AddServiceProxy(this WebApplicationBuilder builder)
    {
        // Files in pieces: a sender may put all that is left into one. The service says how much it takes, and only what it says goes
        // through here unread.
        var uploads = ServiceAddresses.Services.Where(name => name != "identity")
            .Select(name => new RouteConfig
            {
                RouteId = $"{name}-uploads",
                ClusterId = name,
                Match = new() { Path = $"/{name}/api/{{subject}}/{{id}}/uploads/{{**rest}}" },
                MaxRequestBodySize = -1
            });
        var routes = ServiceAddresses.Services.Select(name =>
            new RouteConfig { RouteId = name, ClusterId = name, Match = new() { Path = $"/{name}/{{**rest}}" } });
        var publicPages = ServiceAddresses.PublicPages.Select(page =>
            new RouteConfig { RouteId = page, ClusterId = "certification", Match = new() { Path = $"/{page}/{{**rest}}" } }
            .WithTransformPathRouteValues($"/certification/{page}/{{**rest}}"));
        var clusters = ServiceAddresses.Services.Select(name => new ClusterConfig
        {
            ClusterId = name,
            Destinations = ServiceAddresses.Of(builder.Configuration, name).Index()
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
                if (ServiceAddresses.PublicPages.Contains(context.Route.RouteId))
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
            if (ServiceAddresses.IsInside(http.Request.Path))
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
            if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) MyWork.CountAnew(http);
            if (http.GetForwarderErrorFeature() is { Error: not ForwarderError.None } && !http.Response.HasStarted)
                await FriendlyErrors.Write(http, http.Response.StatusCode);
        });
    }).ForEveryone();

    static RouteConfig WithTransformPathRouteValues(this RouteConfig route, string pattern)
        => Yarp.ReverseProxy.Transforms.PathTransformExtensions.WithTransformPathRouteValues(route, pattern: pattern);
}
