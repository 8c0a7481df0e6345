using System.Security.Claims;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Alliance.Identity.Accounts;

/// <summary>Accounts, passwords and the session at the authority.</summary>
static class AccountSetup
{
    /// <summary>Wrong passwords in a row until an account is locked, and for how long.</summary>
    public const int Attempts = 5;
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(10);

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddDbContext<AccountDatabase>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .UseOpenIddict());
        builder.Services.AddIdentity<Account, IdentityRole>(options =>
        {
            // Length protects, not a zoo of characters (NIST SP 800-63B).
            options.Password.RequiredLength = 8;
            options.Password.RequireNonAlphanumeric = false;
            options.Password.RequireUppercase = false;
            // The same names as in a token: pages read one kind of person.
            options.ClaimsIdentity.UserIdClaimType = "sub";
            options.ClaimsIdentity.UserNameClaimType = "preferred_username";
            options.ClaimsIdentity.RoleClaimType = "role";
            options.Lockout.MaxFailedAccessAttempts = Attempts;
            options.Lockout.DefaultLockoutTimeSpan = Lockout;
        }).AddEntityFrameworkStores<AccountDatabase>().AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<PrincipalFactory>();
        builder.Services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "id.session";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.HttpOnly = true;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = SessionStore.Lifetime;
            options.SlidingExpiration = true;
        });
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<SessionStore>((options, sessions) => options.SessionStore = sessions);
        // A locked account or a changed password ends other sessions within a minute.
        builder.Services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
    }
}

/// <summary>A session at the authority knows what the header shows.</summary>
sealed class PrincipalFactory(UserManager<Account> accounts, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account, IdentityRole>(accounts, roles, options)
{
    /// <inheritdoc/>
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new("name", user.DisplayName));
        if (user.UnitName is not null) identity.AddClaim(new("unit_name", user.UnitName));
        return identity;
    }
}
