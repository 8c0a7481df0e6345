using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Platform.Security;

/// <summary>Services trust bearer tokens of the configured authority and nothing else.</summary>
public static class BearerTokens
{
    /// <summary>The audience every access token of the system carries.</summary>
    public const string Audience = "alliance";

    /// <summary>Validates tokens of <c>Identity:Authority</c>; reaches it at <c>Identity:Internal</c> where that is given.</summary>
    public static IServiceCollection AddBearerTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = configuration["Identity:Authority"];
            options.Audience = Audience;
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = new Uri(options.Authority ?? throw new InvalidOperationException("Identity:Authority is not configured.")).Scheme == Uri.UriSchemeHttps
                && configuration["Identity:Internal"] is null;
            options.TokenValidationParameters.NameClaimType = "name";
            options.TokenValidationParameters.RoleClaimType = configuration["Identity:RoleClaim"] ?? "role";
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
            if (configuration["Identity:Internal"] is { Length: > 0 } inside)
                options.BackchannelHttpHandler = new InternalAuthority(new Uri(options.Authority), new Uri(inside));
        });
        return services;
    }
}

/// <summary>
/// Reaches the authority at its internal address while keeping its public name: OpenID Connect discovery answers with the
/// addresses under which it was asked, so the public host has to be kept.
/// </summary>
public sealed class InternalAuthority(Uri publicAddress, Uri internalAddress) : DelegatingHandler(new SocketsHttpHandler())
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } uri && uri.Authority == publicAddress.Authority)
        {
            request.Headers.Host = publicAddress.Authority;
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", publicAddress.Scheme);
            request.RequestUri = new UriBuilder(uri) { Scheme = internalAddress.Scheme, Host = internalAddress.Host, Port = internalAddress.Port }.Uri;
        }
        return base.SendAsync(request, cancellationToken);
    }
}
