using Alliance.Certification;
using Alliance.Certification.Alliances;
using Alliance.Certification.Desk;
using Alliance.Certification.Determinations;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Core.Calendars;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Alliance.Web;
using Alliance.Web.Api;
using Alliance.Web.Desk;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Antiforgery;

var builder = ServiceHost.CreateBuilder(args, "certification");
// A notice is also read at /notices/{id}, outside the service's prefix; its form's cookie has to travel there too.
builder.Services.Configure<AntiforgeryOptions>(options => options.Cookie.Path = "/");

builder.Services.AddScoped<ProposeRecognition>();
builder.Services.AddScoped<DeclineRecognition>();
builder.Services.AddScoped<ReadDetermination>();
builder.Services.AddScoped<ListDeterminations>();

builder.Services.AddScoped<ReadNotice>();
builder.Services.AddScoped<ListNotices>();
builder.Services.AddScoped<NoticeFeed>();
builder.Services.AddScoped<ReissueNotice>();
builder.Services.AddScoped<IReckonAgain, ExtendNotices>();
builder.Services.AddScoped<LodgeObjection>();
builder.Services.AddScoped<SettleObjection>();
builder.Services.AddScoped<ListObjections>();
builder.Services.AddHostedService<EraseObjectors>();

builder.Services.AddScoped<Registry>();
builder.Services.AddScoped<RecordPlaque>();
builder.Services.AddScoped<ReadCancellations>();
builder.Services.AddScoped<Workbench>();

builder.AddMessaging(bus =>
{
    bus.AddConsumer<PrepareDetermination>();
    bus.AddConsumer<CloseDetermination>();
    bus.AddConsumer<PublishNotice>();
    bus.AddConsumer<IssueRecognition>();
    bus.AddConsumer<CancelRecognition>();
    bus.AddConsumer<ConfirmCancellation>();
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>();

var app = builder.Build();
app.UseService();
var api = app.MapGroup("/api");

api.MapWork();
api.MapFigures<ReadFigures>();
api.MapGet("/find", (string? q, Find slice, Actor actor, CancellationToken ct) => slice.Handle(q, actor, ct)).ForSignedIn();

api.MapGet("/determinations", ([AsParameters] ListDeterminations.Request request, ListDeterminations slice, CancellationToken ct) =>
    slice.Handle(request, ct))
    .ForReading(Offices.Determining);
api.MapGet("/determinations/{applicationId:guid}", (Guid applicationId, ReadDetermination slice, CancellationToken ct) =>
    slice.Handle(applicationId, ct))
    .ForReading(Offices.Determining);
api.MapPost("/determinations/{applicationId:guid}/propose",
    (Guid applicationId, ProposeRecognition.Request request, ProposeRecognition slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.DecisionMaker);
api.MapPost("/determinations/{applicationId:guid}/decline",
    (Guid applicationId, DeclineRecognition.Request request, DeclineRecognition slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.DecisionMaker);

api.MapGet("/notices", (bool? current, string? after, ListNotices slice, Actor actor, CancellationToken ct) =>
    slice.Handle(current, after, actor, ct)).ForEveryone();
api.MapGet("/notices.atom", (NoticeFeed slice, CancellationToken ct) => slice.Handle(ct)).ForEveryone()
    .ProducesFile("application/atom+xml");
api.MapGet("/notices/{id:guid}", (Guid id, ReadNotice slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForEveryone();
api.MapPost("/notices/{id:guid}/objections",
    (Guid id, LodgeObjection.Request request, LodgeObjection slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).ForEveryone();
api.MapPost("/notices/{id:guid}/reissue", (Guid id, ReissueNotice.Request request, ReissueNotice slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);
api.MapGet("/objections", (string? state, string? after, ListObjections slice, CancellationToken ct) => slice.Handle(state, after, ct))
    .ForReading(Roles.CertificationOfficer);
api.MapPost("/objections/{id:guid}/settle",
    (Guid id, SettleObjection.Request request, SettleObjection slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);

api.MapGet("/registry", ([AsParameters] Registry.Request request, Registry slice, Actor actor, CancellationToken ct) =>
    slice.Search(request, actor, ct)).ForEveryone()
    .Called("SearchRegistry", "Searches the public register of recognised alliances.");
api.MapGet("/certificates/{number}", (string number, Registry slice, Actor actor, CancellationToken ct) => slice.Verify(number, actor, ct))
    .ForEveryone()
    .Called("VerifyCertificate", "Whether a certificate number is real, and what it is worth today.");
api.MapPost("/alliances/{allianceId:guid}/plaque",
    (Guid allianceId, RecordPlaque.Request request, RecordPlaque slice, Actor actor, CancellationToken ct)
    => slice.Handle(allianceId, request, actor, ct)).For(Roles.CertificationOfficer);

app.MapPages<App>();
await app.RunService();
