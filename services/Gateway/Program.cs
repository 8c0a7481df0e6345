using Alliance.Gateway;
using Alliance.Gateway.Portal;
using Alliance.Gateway.Proxy;
using Alliance.Gateway.Session;
using Alliance.Platform.Hosting;
using Alliance.Platform.Security;

var builder = WebApplication.CreateBuilder(args);
builder.AddFloor("gateway");
builder.AddSessions();
builder.AddServiceProxy();
builder.AddPublicInformation();
// Only what is the same for everybody: beside the tokens of a page, compression would tell them (BREACH).
builder.Services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, ["text/css", "text/javascript", "image/svg+xml"]));
builder.Services.AddAuthorization();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddRazorComponents();

var app = builder.Build();
app.UseForwardedHeaders();
app.UseResponseCompression();
app.UseExceptionHandler();
app.UseSecurityHeaders();
app.UseSameOrigin();
app.UseRouting();
app.UseLanguages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.UseFriendlyErrors();
app.MapStaticAssets().ForEveryone();
app.MapFloor();
app.MapSessions();
app.MapGet("/health", AggregateHealth.Handle).ForEveryone();
app.MapPages<App>();
app.MapServiceProxy();
await app.RunService();
