using System.Globalization;
using Alliance.Core.Security;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Alliance.Gateway.Session;

/// <summary>The gateway signs people in for all services and keeps their tokens from the browser.</summary>
static class SessionSetup
{
    public const string Cookie = "session", Authority = "authority";

    /// <summary>What the authority is told at the end of a session: all others of the person end with it.</summary>
    public const string Everywhere = "everywhere";

    public static void AddSessions(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var roles = new RoleClaims(configuration);
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<ParkedForms>();
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddHostedService<RemoveEndedSessions>();
        builder.Services.AddAuthentication(options =>
        {
            options.DefaultScheme = Cookie;
            options.DefaultChallengeScheme = Authority;
        })
        .AddCookie(Cookie, options =>
        {
            options.Cookie.Name = "gw.session";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.HttpOnly = true;
            options.ExpireTimeSpan = SessionStore.Lifetime;
            options.SlidingExpiration = true;
            // People sign in by the clock on the wall, also where the procedure runs on a simulated one.
            options.TimeProvider = TimeProvider.System;
            // What is not for them is answered in place, as the services do.
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        })
        .AddOpenIdConnect(Authority, options =>
        {
            var authority = new Uri(configuration["Identity:Authority"]
                ?? throw new InvalidOperationException("Identity:Authority is not configured."));
            options.Authority = authority.ToString();
            options.ClientId = configuration["Identity:ClientId"] ?? "gateway";
            options.ClientSecret = configuration["Identity:ClientSecret"];
            options.ResponseType = OpenIdConnectResponseType.Code;
            // The answer comes as a link and not as a cross-site form: Lax cookies suffice, and plain http works in a closed network.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.SaveTokens = true;
            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = false;
            options.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps && configuration["Identity:Internal"] is null;
            options.TokenValidationParameters.NameClaimType = "name";
            options.TokenValidationParameters.RoleClaimType = RoleClaims.Ours;
            options.TimeProvider = TimeProvider.System;
            // Who leaves the sign-in page open over lunch is still signed in afterwards.
            options.RemoteAuthenticationTimeout = TimeSpan.FromHours(1);
            options.Scope.Clear();
            foreach (var scope in (configuration["Identity:Scopes"] ?? "openid profile roles offline_access alliance").Split(' '))
                options.Scope.Add(scope);
            foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            }
            options.CorrelationCookie.Name = "gw.correlation.";
            options.NonceCookie.Name = "gw.nonce.";
            if (configuration["Identity:Internal"] is { Length: > 0 } inside)
                options.BackchannelHttpHandler = new InternalAuthority(authority, new Uri(inside));
            options.Events.OnRedirectToIdentityProvider = context =>
            {
                context.ProtocolMessage.UiLocales = CultureInfo.CurrentUICulture.Name;
                return Task.CompletedTask;
            };
            options.Events.OnRedirectToIdentityProviderForSignOut = context =>
            {
                if (context.Properties.GetParameter<bool>(Everywhere)) context.ProtocolMessage.SetParameter(Everywhere, "true");
                return Task.CompletedTask;
            };
            options.Events.OnTokenValidated = context =>
            {
                roles.Apply(context.Principal);
                return Task.CompletedTask;
            };
            options.Events.OnRemoteFailure = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ILogger<SessionStore>>()
                    .LogInformation("Sign-in was not completed: {Reason}", context.Failure?.Message);
                context.Response.Redirect("/sign-in-interrupted");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        builder.Services.AddOptions<CookieAuthenticationOptions>(Cookie)
            .Configure<SessionStore>((options, sessions) => options.SessionStore = sessions);
    }
}
