using Alliance.Identity;
using Alliance.Identity.Accounts;
using Alliance.Identity.Tokens;
using Alliance.Web;
using Alliance.Web.Input;
using Alliance.Web.Security;

var builder = WebApplication.CreateBuilder(args);
builder.AddFloor("identity");
builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("OpenIddict", LogLevel.Warning);
builder.AddAccounts();
builder.AddAuthority();
builder.Services.AddAuthorization();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddPages();
// Sign-in is about real people at real keyboards: passwords, lockouts and tokens never follow a simulated clock.
builder.Services.AddSingleton(TimeProvider.System);

builder.Services.AddScoped<RegisterClients>();
builder.Services.AddScoped<CreateDemoAccounts>();
builder.Services.AddScoped<CreateFirstAdministrator>();
builder.Services.AddScoped<EndSessions>();
builder.Services.AddScoped<ChangePassword>();
builder.Services.AddHostedService<Preparation>();
builder.Services.AddHostedService<PruneTokens>();

var app = builder.Build();
app.UseForwardedHeaders();
app.UsePathBase("/identity");
app.UseFaultHandler();
app.UseSecurityHeaders();
app.UseDoor();
app.UseStatusCodePagesWithReExecute("/sorry");
app.UseRoutingWithHead();
app.UseReadableQueries();
app.UseLanguages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets().ForEveryone();
app.MapFloor();
app.MapAuthority();
app.MapPages<App>();
await app.RunService();
