using Alliance.Core.Security;
using Alliance.Gateway;
using Alliance.Gateway.Addresses;
using Alliance.Gateway.Desk;
using Alliance.Gateway.Help;
using Alliance.Gateway.Portal;
using Alliance.Gateway.Proxy;
using Alliance.Gateway.Session;
using Alliance.Web;
using Alliance.Web.Desk;
using Alliance.Web.Input;
using Alliance.Web.Security;
using Microsoft.AspNetCore.ResponseCompression;

var builder = WebApplication.CreateBuilder(args);
builder.AddFloor("gateway");
builder.AddSessions();
builder.AddServiceProxy();
builder.AddPublicInformation();
builder.AddDesk();
builder.Services.AddAuthorization();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddPages();
// The tokens in a page are new in each answer, so that its length tells a listener nothing of them.
builder.Services.AddResponseCompression(options =>
{
    options.EnableForHttps = true;
    options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json", "application/atom+xml"];
});

var app = builder.Build();
app.UseForwardedHeaders();
app.UseResponseCompression();
app.UseFaultHandler();
app.UseSecurityHeaders();
app.UseDoor();
app.UseOwnName();
app.UseSameOrigin();
app.UseRoutingWithHead();
app.UseReadableQueries();
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
app.MapGet("/counts", (HttpContext http, MyWork work) => work.Count(http)).ForSignedIn();
string[] readers = Roles.Staff;
app.MapGet("/figures.xlsx", ([AsParameters] CaseFilter filter, ExportFigures slice, HttpContext http) => slice.AsWorkbook(filter, http))
    .ForReading(readers);
app.MapGet("/figures.pdf", ([AsParameters] CaseFilter filter, ExportFigures slice, HttpContext http) => slice.AsPdf(filter, http))
    .ForReading(readers);
// All letters stand in one inbox; the service that keeps them shows it.
app.MapGet("/inbox", () => Results.LocalRedirect("/intake/inbox")).ForSignedIn();
app.MapGet("/alliances/{id:guid}/dossier", (Guid id, HttpContext http, WholeDossier dossier) => dossier.Handle(id, http)).ForSignedIn();
app.MapHelp();
app.MapPages<App>();
app.MapServiceProxy();
await app.RunService();
