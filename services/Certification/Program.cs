using Alliance.Certification;
using Alliance.Certification.Alliances;
using Alliance.Certification.Desk;
using Alliance.Certification.Determinations;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Certification.Remedies;
using Alliance.Certification.Subscriptions;
using Alliance.Certification.Upgrades;
using Alliance.Core.Calendars;
using Alliance.Core.Lists;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Lists;
using Alliance.Mail;
using Alliance.Web;
using Alliance.Web.Api;
using Alliance.Web.Desk;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

var builder = ServiceHost.CreateBuilder(args, "certification");
// A notice is also read at /notices/{id}, outside the service's prefix; its form's cookie has to travel there too.
builder.Services.Configure<AntiforgeryOptions>(options => options.Cookie.Path = "/");

builder.Services.AddMail().AddScoped<Subscribers>().AddScoped<Subscribe>().AddScoped<SettleSubscription>()
    .AddHostedService<EraseSubscriptions>();
builder.Services.AddScoped<ProposeRecognition>();
builder.Services.AddScoped<DeclineRecognition>();
builder.Services.AddScoped<ReturnToReview>();
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

builder.Services.AddDocuments();
builder.Services.AddScoped<RecordRemedy>().AddScoped<AddRemedyDocument>().AddScoped<OpenRemedyDocument>()
    .AddScoped<RecordRemedyOutcome>().AddScoped<ListRemedies>().AddScoped<ReadRemedy>();

builder.Services.AddScoped<RecommendUpgrade>().AddScoped<ConfirmUpgrade>().AddScoped<DeclineUpgrade>().AddScoped<OpenUpgradeDocument>()
    .AddScoped<ListUpgrades>().AddScoped<ReadLevels>();

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
    bus.AddConsumer<HearRefusals>();
    bus.AddConsumer<ReopenDetermination>();
    bus.AddConsumer<RestoreRecognition>();
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>()
    .AddLists(ListDeterminations.Table, ListNotices.Table, ListObjections.Table, Registry.Table, ListRemedies.Table, ListUpgrades.Table);
builder.Services.AddDossiers().AddScoped<ReadBrief>().AddScoped<ReadDossier>();

var app = builder.Build();
app.UseService();
var api = app.MapGroup("/api");

api.MapWork();
api.MapViews();
api.MapFigures<ReadFigures>();
api.MapGet("/find", (string? q, Find slice, Actor actor, CancellationToken ct) => slice.Handle(q, actor, ct)).ForSignedIn();
api.MapGet("/alliances/{id:guid}/brief", (Guid id, ReadBrief slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForSignedIn()
    .Called("ReadBrief", "What this service tells of an application or an alliance, as far as the caller may read it.");
api.MapGet("/alliances/{id:guid}/dossier", (Guid id, ReadDossier slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff])
    .Called("ReadDossier", "What this service holds of an application or an alliance, with its record and the record's hashes.");

api.MapGet("/determinations", ([AsParameters] ListDeterminations.Request request, [AsParameters] ListQuery query,
    ListDeterminations slice, CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Determining);
api.MapFiles("/determinations", "Determinations", ([AsParameters] ListDeterminations.Request request, [AsParameters] ListQuery query,
    ListDeterminations slice, CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Determining);
api.MapGet("/determinations/{applicationId:guid}", (Guid applicationId, ReadDetermination slice, CancellationToken ct) =>
    slice.Handle(applicationId, ct))
    .ForReading(Offices.Determining);
api.MapPost("/determinations/{applicationId:guid}/propose",
    (Guid applicationId, ProposeRecognition.Request request, ProposeRecognition slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.DecisionMaker);
api.MapPost("/determinations/{applicationId:guid}/decline",
    (Guid applicationId, DeclineRecognition.Request request, DeclineRecognition slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.DecisionMaker);

api.MapPost("/determinations/{applicationId:guid}/return-to-review",
    (Guid applicationId, ReturnToReview.Request request, ReturnToReview slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.DecisionMaker);

api.MapGet("/notices", async (bool? current, [AsParameters] ListQuery query, ListNotices slice, Actor actor, CancellationToken ct) =>
    (await slice.Handle(current, query, actor, ct)).Items).ForEveryone();
api.MapFiles("/notices", "Notices", (bool? current, [AsParameters] ListQuery query, ListNotices slice, Actor actor, CancellationToken ct) =>
    slice.Export(current, query, actor, ct)).ForEveryone();
api.MapGet("/notices.atom", (NoticeFeed slice, CancellationToken ct) => slice.Handle(ct)).ForEveryone()
    .ProducesFile("application/atom+xml");
api.MapGet("/notices/{id:guid}", (Guid id, ReadNotice slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForEveryone();
api.MapPost("/notices/{id:guid}/objections",
    (Guid id, LodgeObjection.Request request, LodgeObjection slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).ForEveryone();
api.MapPost("/notices/{id:guid}/reissue", (Guid id, ReissueNotice.Request request, ReissueNotice slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);
api.MapGet("/objections", (string? state, [AsParameters] ListQuery query, ListObjections slice, CancellationToken ct) =>
    slice.Handle(state, query, ct)).ForReading(Roles.CertificationOfficer);
api.MapFiles("/objections", "Objections", (string? state, [AsParameters] ListQuery query, ListObjections slice, CancellationToken ct) =>
    slice.Export(state, query, ct)).ForReading(Roles.CertificationOfficer);
api.MapPost("/objections/{id:guid}/settle",
    (Guid id, SettleObjection.Request request, SettleObjection slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);

api.MapFiles("/registry", "Registry", ([AsParameters] Registry.Request request, [AsParameters] ListQuery query, Registry slice,
    Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct)).ForEveryone();
api.MapGet("/registry", async ([AsParameters] Registry.Request request, [AsParameters] ListQuery query, Registry slice, Actor actor,
    CancellationToken ct) => (await slice.Search(request, query, actor, ct)).Items).ForEveryone()
    .Called("SearchRegistry", "Searches the public register of recognised alliances.");
api.MapGet("/certificates/{number}/levels", (string number, ReadLevels slice, CancellationToken ct) => slice.Handle(number, ct))
    .ForEveryone().Called("ReadLevels", "The higher levels at which an alliance is recognised, with the superior's documents.");
api.MapGet("/certificates/{number}", (string number, Registry slice, Actor actor, CancellationToken ct) => slice.Verify(number, actor, ct))
    .ForEveryone()
    .Called("VerifyCertificate", "Whether a certificate number is real, and what it is worth today.");
api.MapPost("/alliances/{allianceId:guid}/plaque",
    (Guid allianceId, RecordPlaque.Request request, RecordPlaque slice, Actor actor, CancellationToken ct)
    => slice.Handle(allianceId, request, actor, ct)).For(Roles.CertificationOfficer);

var remedies = api.MapGroup("/remedies");
remedies.MapGet("", ([AsParameters] ListRemedies.Request request, [AsParameters] ListQuery query, ListRemedies slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Determining);
api.MapFiles("/remedies", "Remedies", ([AsParameters] ListRemedies.Request request, [AsParameters] ListQuery query, ListRemedies slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Determining);
remedies.MapGet("/decisions", (string? q, ListRemedies slice, CancellationToken ct) => slice.Decisions(q, ct))
    .ForReading(Offices.Determining)
    .Called("ListContestedDecisions", "Decisions that stand and can be contested, the newest first.");
remedies.MapGet("/{id:guid}", (Guid id, ReadRemedy slice, CancellationToken ct) => slice.Handle(id, ct)).ForReading(Offices.Determining);
remedies.MapPost("", (RecordRemedy.Request request, RecordRemedy slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.CertificationOfficer).Produces<RecordRemedy.Recorded>();
remedies.MapPost("/{id:guid}/documents", (Guid id, [FromForm] string? title, IFormFile? file, AddRemedyDocument slice, Actor actor,
    CancellationToken ct) => slice.Handle(id, title, file, actor, ct))
    .For(Roles.CertificationOfficer).Produces<AddRemedyDocument.Added>().DisableAntiforgery();
remedies.MapGet("/{id:guid}/documents/{documentId:guid}", (Guid id, Guid documentId, OpenRemedyDocument slice, CancellationToken ct) =>
    slice.Handle(id, documentId, ct)).ForReading(Offices.Determining).ProducesFile("application/octet-stream");
remedies.MapPost("/{id:guid}/outcome",
    (Guid id, RecordRemedyOutcome.Request request, RecordRemedyOutcome slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);

var upgrades = api.MapGroup("/upgrades");
upgrades.MapGet("", ([AsParameters] ListUpgrades.Request request, [AsParameters] ListQuery query, ListUpgrades slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Determining);
api.MapFiles("/upgrades", "Upgrades", ([AsParameters] ListUpgrades.Request request, [AsParameters] ListQuery query, ListUpgrades slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Determining);
upgrades.MapGet("/{id:guid}", (Guid id, ListUpgrades slice, CancellationToken ct) => slice.Read(id, ct)).ForReading(Offices.Determining)
    .Called("ReadUpgrade", "A recommendation to a higher level, and what the superior decided.");
upgrades.MapPost("", (RecommendUpgrade.Request request, RecommendUpgrade slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.DecisionMaker).Produces<RecommendUpgrade.Recommended>();
upgrades.MapPost("/{id:guid}/confirm", (Guid id, [FromForm] string? superiorNumber, [FromForm] DateOnly? superiorOn, IFormFile? file,
    ConfirmUpgrade slice, Actor actor, CancellationToken ct) => slice.Handle(id, new(superiorNumber, superiorOn), file, actor, ct))
    .For(Roles.CertificationOfficer).DisableAntiforgery();
upgrades.MapPost("/{id:guid}/decline", (Guid id, DeclineUpgrade.Request request, DeclineUpgrade slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);
upgrades.MapGet("/{id:guid}/document", (Guid id, OpenUpgradeDocument slice, CancellationToken ct) => slice.Handle(id, ct))
    .ForReading(Offices.Determining).ProducesFile("application/octet-stream");

api.MapPost("/subscriptions", (Subscribe.Request request, Subscribe slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).ForEveryone()
    .Called("Subscribe", "Asks to hear of notices and of the registry by e-mail; it begins when the mailbox confirms it.");
// The address in the header of a mail (RFC 8058); opened by a person it leads to the page.
app.MapPost("/subscriptions/{key:guid}/now", (Guid key, SettleSubscription slice, Actor actor, CancellationToken ct) =>
    slice.End(key, actor, ct)).ForEveryone().ExcludeFromDescription();
app.MapGet("/subscriptions/{key:guid}/now", (Guid key) => TypedResults.LocalRedirect($"~/subscriptions/{key:N}")).ForEveryone()
    .ExcludeFromDescription();

app.MapPages<App>();
await app.RunService();
