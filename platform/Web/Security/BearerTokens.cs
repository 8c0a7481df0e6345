using Alliance.Core.Security;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Web.Security;

/// <summary>Services trust bearer tokens of the configured authority and nothing else.</summary>
public static class BearerTokens
{
    /// <summary>The audience every access token of our own authority carries.</summary>
    public const string Audience = "alliance";

    /// <summary>
    /// Validates tokens of <c>Identity:Authority</c>; reaches it at <c>Identity:Internal</c> where that is given. What another authority
    /// does differently is said by
    /// <c>Identity:Audience</c>, <c>Identity:TokenTypes</c> and the settings of <see cref="RoleClaims"/>.
    /// </summary>
    public static IServiceCollection AddBearerTokens(this IServiceCollection services, IConfiguration configuration)
    {
        var roles = new RoleClaims(configuration);
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = configuration["Identity:Authority"];
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = new Uri(options.Authority
                ?? throw new InvalidOperationException("Identity:Authority is not configured.")).Scheme == Uri.UriSchemeHttps
                && configuration["Identity:Internal"] is null;
            options.TokenValidationParameters.NameClaimType = "name";
            options.TokenValidationParameters.RoleClaimType = RoleClaims.Ours;
            options.TokenValidationParameters.ValidAudiences = Listed("Identity:Audience", Audience);
            options.TokenValidationParameters.ValidTypes = Listed("Identity:TokenTypes", "at+jwt");
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
            if (configuration["Identity:Internal"] is { Length: > 0 } inside)
                options.BackchannelHttpHandler = new InternalAuthority(new Uri(options.Authority), new Uri(inside));
            options.Events = new JwtBearerEvents
            {
                OnTokenValidated = context =>
                {
                    roles.Apply(context.Principal);
                    return Task.CompletedTask;
                },
            };
        });
        return services;

        string[] Listed(string setting, string usual)
            => (configuration[setting] is { Length: > 0 } listed ? listed : usual)
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
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
            request.RequestUri = new UriBuilder(uri)
            {
                Scheme = internalAddress.Scheme,
                Host = internalAddress.Host,
                Port = internalAddress.Port
            }.Uri;
        }
        return base.SendAsync(request, cancellationToken);
    }
}
