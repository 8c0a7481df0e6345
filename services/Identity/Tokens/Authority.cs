using Alliance.Identity.Accounts;
using Alliance.Web.Security;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Identity.Tokens;

/// <summary>The OpenID Connect authority: authorization code with PKCE and pushed requests for people, client credentials for
/// machines.</summary>
static class Authority
{
    /// <summary>The scope that opens the services' APIs.</summary>
    public const string Scope = "alliance";

    public static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(8);

    public static void AddAuthority(this WebApplicationBuilder builder)
    {
        var issuer = new Uri(builder.Configuration["Identity:Authority"]
            ?? throw new InvalidOperationException("Identity:Authority is not configured."));
        var certificates = new Certificates(builder.Configuration["Identity:CertificateDirectory"]
            ?? throw new InvalidOperationException("Identity:CertificateDirectory is not configured."));

        builder.Services.AddOpenIddict()
            .AddCore(options => options.UseEntityFrameworkCore().UseDbContext<AccountDatabase>())
            .AddServer(options =>
            {
                options.SetIssuer(issuer);
                options.SetAuthorizationEndpointUris("connect/authorize")
                    .SetPushedAuthorizationEndpointUris("connect/par")
                    .SetTokenEndpointUris("connect/token")
                    .SetEndSessionEndpointUris("connect/logout")
                    .SetUserInfoEndpointUris("connect/userinfo")
                    .SetRevocationEndpointUris("connect/revoke");
                options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
                options.Configure(server => server.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
                options.RegisterScopes(Scopes.Profile, Scopes.Roles, Scope);
                // Short, so that a role taken away is gone soon; the gateway renews it unseen.
                options.SetAccessTokenLifetime(builder.Configuration.GetValue("Identity:AccessTokenLifetime", TimeSpan.FromMinutes(10)))
                    .SetRefreshTokenLifetime(SessionLifetime);
                // The services read the token themselves: signed, not encrypted.
                options.DisableAccessTokenEncryption();
                foreach (var certificate in certificates.For("signing")) options.AddSigningCertificate(certificate);
                foreach (var certificate in certificates.For("encryption")) options.AddEncryptionCertificate(certificate);

                var host = options.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough()
                    .EnableStatusCodePagesIntegration();
                // Inside, the gateway speaks plain http to its services; outside, the issuer's scheme is what counts.
                host.DisableTransportSecurityRequirement();
            });
    }

    public static void MapAuthority(this WebApplication app)
    {
        app.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], Authorize.Handle).ForEveryone().DisableAntiforgery();
        app.MapPost("/connect/token", IssueToken.Handle).ForEveryone().DisableAntiforgery();
        app.MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], EndSession.Handle).ForEveryone().DisableAntiforgery();
        app.MapGet("/connect/userinfo", (Delegate)UserInfo.Handle).ForEveryone();
    }
}
