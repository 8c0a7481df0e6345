using Alliance.Gateway;
using Alliance.Gateway.Portal;
using Alliance.Gateway.Proxy;
using Alliance.Gateway.Session;
using Alliance.Platform.Hosting;
using Alliance.Platform.Input;
using Alliance.Platform.Security;

var builder = WebApplication.CreateBuilder(args);
builder.AddFloor("gateway");
builder.AddSessions();
builder.AddServiceProxy();
builder.AddPublicInformation();
builder.Services.AddAuthorization();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddPages();

var app = builder.Build();
app.UseForwardedHeaders();
app.UseFaultHandler();
app.UseSecurityHeaders();
app.UseOwnName();
app.UseSameOrigin();
app.UseRoutingWithHead();
app.UseLanguages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.UseFriendlyErrors();
app.MapStaticAssets().ForEveryone();
app.MapFloor();
app.MapSessions();
app.MapGet("/health", AggregateHealth.Handle).ForEveryone();
app.MapApiReference();
// Asked for by browsers and programs that read no page.
app.MapGet("/favicon.ico", () => Results.Redirect("/_content/Alliance.Ui/alliance.svg", permanent: true)).ForEveryone();
app.MapPages<App>();
app.MapServiceProxy();
await app.RunService();
