using System.Security.Claims;
using Alliance.Core.Security;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Alliance.Web;

/// <summary>An endpoint or page, and whom it admits.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Pattern">Route below the service's prefix.</param>
/// <param name="Roles">Roles admitted; empty means anybody signed in; null means the public.</param>
/// <param name="IsPage">True for a page, false for an API endpoint.</param>
public sealed record ListedEndpoint(string Method, string Pattern, IReadOnlyList<string>? Roles, bool IsPage);

/// <summary>What a service offers to whom.</summary>
public static class EndpointList
{
    /// <summary>Every endpoint with whom it admits, one entry a method.</summary>
    public static IReadOnlyList<ListedEndpoint> Of(IEnumerable<EndpointDataSource> sources)
        => [.. sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct()
            .Where(e => e.Metadata.GetMetadata<IAdmits>() is not null)
            .SelectMany(e => Methods(e).Select(method => new ListedEndpoint(
                method, "/" + (e.RoutePattern.RawText ?? "").TrimStart('/'), e.Metadata.GetMetadata<IAdmits>()!.Admitted, IsPage(e))))
            .OrderBy(e => e.Pattern, StringComparer.Ordinal).ThenBy(e => e.Method, StringComparer.Ordinal)];

    /// <summary>Whether the page at this address, relative to the service, admits this person; an address that is none of the service's
    /// pages is not for it to judge.</summary>
    public static bool Admits(EndpointDataSource source, string address, ClaimsPrincipal person)
    {
        var path = "/" + address.Split('?', '#')[0].TrimStart('/');
        var admitted = source.Endpoints.OfType<RouteEndpoint>().Where(endpoint => IsPage(endpoint) && Leads(endpoint, path))
            .Select(endpoint => endpoint.Metadata.GetMetadata<IAdmits>()).FirstOrDefault();
        return admitted?.Admitted is not { } roles
            || (person.Identity?.IsAuthenticated == true && (roles.Count == 0 || roles.Any(role => person.HasClaim("role", role))));
    }

    static bool Leads(RouteEndpoint endpoint, string path)
        => new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);

    /// <summary>Keeps the service from starting when an endpoint or page does not say whom it admits.</summary>
    public static void Check(IEnumerable<EndpointDataSource> sources)
    {
        var silent = sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAdmits>() is null && !IsFramework(e))
            .Select(e => $"{string.Join('|', Methods(e))} {e.RoutePattern.RawText}").ToList();
        if (silent.Count > 0)
            throw new InvalidOperationException(
                $"These endpoints do not say whom they admit: {string.Join(", ", silent)}. Use .For(…), .ForReading(…), .ForSignedIn() " +
                $"or .ForEveryone(), on a page the attribute.");
    }

    static IReadOnlyList<string> Methods(RouteEndpoint endpoint)
        => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    // Script and opaque-redirect endpoints that the component framework maps for itself, and in development the watcher's fallback
    // for static files ("{**path:file}"); they serve nothing of ours.
    static bool IsFramework(RouteEndpoint endpoint)
        => endpoint.RoutePattern.RawText?.TrimStart('/') is { } pattern
            && (pattern == "{**path:file}" || pattern.StartsWith("_framework/", StringComparison.Ordinal));
}
