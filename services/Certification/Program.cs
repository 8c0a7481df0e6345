using Alliance.Certification;
using Alliance.Certification.Alliances;
using Alliance.Certification.Certificates;
using Alliance.Certification.Desk;
using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Certification.Legacy;
using Alliance.Certification.Meetings;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Certification.Plaques;
using Alliance.Certification.Priorities;
using Alliance.Certification.Publications;
using Alliance.Certification.Register;
using Alliance.Certification.Subscriptions;
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
builder.Services.AddScoped<ReadDetermination>();
builder.Services.AddScoped<ListDeterminations>();

builder.Services.AddScoped<CallMeeting>();
builder.Services.AddScoped<RecordMeeting>();
builder.Services.AddScoped<SignMeeting>();
builder.Services.AddScoped<CancelMeeting>();
builder.Services.AddScoped<ReadMeeting>();
builder.Services.AddScoped<ListMeetings>();

builder.Services.AddScoped<DraftInstrument>();
builder.Services.AddScoped<AmendInstrument>();
builder.Services.AddScoped<CheckInstrument>();
builder.Services.AddScoped<SignInstrument>();
builder.Services.AddScoped<WithdrawInstrument>();
builder.Services.AddScoped<ListInstruments>();
builder.Services.AddScoped<ListMatters>();
builder.Services.AddScoped<ReadInstrument>();
builder.Services.AddScoped<ISigning, SignedNotice>();
builder.Services.AddScoped<ISigning, SignedRecognition>();
builder.Services.AddScoped<ISigning, SignedRefusal>();
builder.Services.AddScoped<ISigning, SignedCancellationNotice>();
builder.Services.AddScoped<ISigning, SignedCancellation>();

builder.Services.AddScoped<ReadNotice>();
builder.Services.AddScoped<ReadPublished>();
builder.Services.AddScoped<PrintPublished>().AddPrinting();
builder.Services.AddHostedService<PrintInstruments>();
builder.Services.AddScoped<ListNotices>();
builder.Services.AddScoped<NoticeFeed>();
builder.Services.AddScoped<ReissueNotice>();
builder.Services.AddScoped<IReckonAgain, ExtendNotices>();
builder.Services.AddScoped<LodgeObjection>();
builder.Services.AddScoped<SettleObjection>();
builder.Services.AddScoped<ListObjections>();
builder.Services.AddHostedService<EraseObjectors>();

builder.Services.AddScoped<Registry>();
builder.Services.AddScoped<ReadEntry>().AddScoped<OpenData>().AddScoped<RegistryFeed>();
builder.Services.AddDocuments().AddScoped<PrintCertificate>();
builder.Services.AddScoped<ListPlaques>().AddScoped<MakePlaques>().AddScoped<HandOverPlaques>().AddScoped<RecordPlaque>()
    .AddScoped<ReplacePlaque>().AddScoped<AttachPlaqueProof>();
builder.Services.AddScoped<ListPriority>().AddScoped<PrintPriority>();
builder.Services.AddScoped<UploadLegacy>().AddScoped<ReadLegacy>().AddScoped<ConfirmLegacy>().AddScoped<BringUnderOperation>();
builder.Services.AddScoped<PublishPlan>().AddScoped<AttachToPlan>().AddScoped<WithdrawPlan>().AddScoped<ListPlans>();
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
    bus.AddConsumer<KeepCycles>();
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>()
    .AddLists(ListDeterminations.Table, ListMeetings.Table, ListMatters.Table, ListInstruments.Table, ListNotices.Table,
        ListObjections.Table, Registry.Table, ListPlaques.Table, ListPriority.Table, ListPlans.Table);
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

api.MapGet("/meetings", ([AsParameters] ListMeetings.Request request, [AsParameters] ListQuery query, ListMeetings slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Determining);
api.MapFiles("/meetings", "Meetings", ([AsParameters] ListMeetings.Request request, [AsParameters] ListQuery query, ListMeetings slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Determining);
api.MapGet("/meetings/{id:guid}", (Guid id, ReadMeeting slice, CancellationToken ct) => slice.Handle(id, ct))
    .ForReading(Offices.Determining);
api.MapPost("/meetings", (CallMeeting.Request request, CallMeeting slice, Actor actor, CancellationToken ct)
    => slice.Handle(request, actor, ct)).For(Roles.CertificationOfficer);
api.MapPost("/meetings/{id:guid}/record", (Guid id, RecordMeeting.Request request, RecordMeeting slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer, Roles.DecisionMaker);
api.MapPost("/meetings/{id:guid}/sign", (Guid id, SignMeeting slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, actor, ct)).For(Roles.DecisionMaker);
api.MapPost("/meetings/{id:guid}/cancel", (Guid id, CancelMeeting.Request request, CancelMeeting slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);

api.MapGet("/matters", ([AsParameters] ListMatters.Request request, [AsParameters] ListQuery query, ListMatters slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Determining);
api.MapFiles("/matters", "Matters", ([AsParameters] ListMatters.Request request, [AsParameters] ListQuery query, ListMatters slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Determining);
api.MapGet("/instruments", ([AsParameters] ListInstruments.Request request, [AsParameters] ListQuery query, ListInstruments slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Determining);
api.MapFiles("/instruments", "Instruments", ([AsParameters] ListInstruments.Request request, [AsParameters] ListQuery query,
    ListInstruments slice, CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Determining);
api.MapGet("/instruments/{id:guid}", (Guid id, ReadInstrument slice, CancellationToken ct) => slice.Handle(id, ct))
    .ForReading(Offices.Determining);
api.MapPost("/instruments", (DraftInstrument.Request request, DraftInstrument slice, Actor actor, CancellationToken ct)
    => slice.Handle(request, actor, ct)).For(Roles.CertificationOfficer);
api.MapPost("/instruments/{id:guid}/amend",
    (Guid id, AmendInstrument.Request request, AmendInstrument slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);
api.MapPost("/instruments/{id:guid}/check",
    (Guid id, CheckInstrument.Request request, CheckInstrument slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer, Roles.DecisionMaker);
api.MapPost("/instruments/{id:guid}/sign",
    (Guid id, SignInstrument.Request request, SignInstrument slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.DecisionMaker);
api.MapPost("/instruments/{id:guid}/withdraw",
    (Guid id, WithdrawInstrument.Request request, WithdrawInstrument slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);

api.MapGet("/published/{id:guid}", (Guid id, ReadPublished slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForEveryone();
api.MapGet("/published/{id:guid}/paper.pdf", (Guid id, PrintPublished slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, actor, ct)).ForEveryone().ProducesFile("application/pdf");

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
api.MapGet("/certificates/{number}", (string number, Registry slice, Actor actor, CancellationToken ct) => slice.Verify(number, actor, ct))
    .ForEveryone()
    .Called("VerifyCertificate", "Whether a certificate number is real, and what it is worth today.");
api.MapPost("/alliances/{allianceId:guid}/plaque",
    (Guid allianceId, RecordPlaque.Request request, RecordPlaque slice, Actor actor, CancellationToken ct)
    => slice.Handle(allianceId, request, actor, ct)).For(Roles.CertificationOfficer);

api.MapGet("/registry.json", (OpenData slice, CancellationToken ct) => slice.AsJson(ct)).ForEveryone()
    .Produces<OpenData.Whole>()
    .Called("ExportRegistryAsJson", "The whole register with units and history; open data.");
api.MapGet("/registry.jsonld", (OpenData slice, CancellationToken ct) => slice.AsLinkedData(ct)).ForEveryone()
    .ProducesFile(OpenData.LinkedData)
    .Called("ExportRegistryAsLinkedData", "The whole register in the words of schema.org.");
api.MapGet("/registry/dataset.jsonld", (OpenData slice, CancellationToken ct) => slice.AsDataset(ct)).ForEveryone()
    .ProducesFile(OpenData.LinkedData)
    .Called("ReadDataset", "The register's entry for a catalogue of open data (DCAT), with its licence and its files.");
api.MapGet("/registry.atom", (RegistryFeed slice, CancellationToken ct) => slice.Handle(ct)).ForEveryone()
    .ProducesFile("application/atom+xml")
    .Called("ReadRegistryFeed", "The changes of the register as an Atom feed.");
api.MapGet("/registry/{number}", (string number, ReadEntry slice, CancellationToken ct) => slice.Handle(number, ct)).ForEveryone()
    .Called("ReadEntry", "One alliance of the register with its units and its history.");
api.MapGet("/registry/{number}.jsonld", (string number, OpenData slice, CancellationToken ct) => slice.OneAsLinkedData(number, ct))
    .ForEveryone().ProducesFile(OpenData.LinkedData)
    .Called("ReadEntryAsLinkedData", "One alliance of the register in the words of schema.org.");
api.MapGet("/certificates/{number}/pdf",
    (string number, PrintCertificate slice, HttpContext http, Actor actor, CancellationToken ct) => slice.Handle(number, http, actor, ct))
    .ForReading([Roles.Applicant, Roles.Member, .. Roles.Staff]).ProducesFile("application/pdf")
    .Called("PrintCertificate", "The certificate with the validity of the current cycle, for the member units and the bureau.");

api.MapFiles("/plaques", "Plaques", ([AsParameters] ListPlaques.Request request, [AsParameters] ListQuery query, ListPlaques slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Determining);
api.MapGet("/plaques", ([AsParameters] ListPlaques.Request request, [AsParameters] ListQuery query, ListPlaques slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Determining);
api.MapPost("/plaques/make", (MakePlaques.Request request, MakePlaques slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.CertificationOfficer);
api.MapPost("/plaques/hand-over", (HandOverPlaques.Request request, HandOverPlaques slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.CertificationOfficer);
api.MapPost("/alliances/{allianceId:guid}/plaque/replace",
    (Guid allianceId, ReplacePlaque.Request request, ReplacePlaque slice, Actor actor, CancellationToken ct)
    => slice.Handle(allianceId, request, actor, ct)).For(Roles.CertificationOfficer);
api.MapPost("/alliances/{allianceId:guid}/plaque/proof",
    (Guid allianceId, IFormFile? file, AttachPlaqueProof slice, Actor actor, CancellationToken ct)
    => slice.Handle(allianceId, file, actor, ct)).For(Roles.CertificationOfficer).DisableAntiforgery();
api.MapGet("/alliances/{allianceId:guid}/plaque/proof", (Guid allianceId, AttachPlaqueProof slice, CancellationToken ct)
    => slice.Open(allianceId, ct)).ForReading(Offices.Determining).ProducesFile("application/octet-stream")
    .Called("OpenPlaqueProof", "The slip or picture by which the recovery of a plaque is proven.");

api.MapFiles("/priority", "Priority", ([AsParameters] ListPriority.Request request, [AsParameters] ListQuery query, ListPriority slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForEveryone();
api.MapGet("/priority", ([AsParameters] ListPriority.Request request, [AsParameters] ListQuery query, ListPriority slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForEveryone();
api.MapGet("/priority/{number}/pdf",
    (string number, DateOnly? on, PrintPriority slice, HttpContext http, Actor actor, CancellationToken ct)
    => slice.Handle(number, on, http, actor, ct))
    .ForReading([Roles.Applicant, Roles.Member, .. Roles.Staff]).ProducesFile("application/pdf")
    .Called("PrintPriority", "A certificate that the recognition stood on a day, for the member units and the bureau.");

api.MapGet("/legacy/template.xlsx", (CancellationToken ct) => UploadLegacy.Template(ct)).For(Roles.CertificationOfficer)
    .ProducesFile("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    .Called("DownloadLegacyTemplate", "The workbook in which alliances of 2013 are entered.");
api.MapPost("/legacy", (IFormFile? file, UploadLegacy slice, Actor actor, CancellationToken ct) => slice.Handle(file, actor, ct))
    .For(Roles.CertificationOfficer).DisableAntiforgery();
api.MapGet("/legacy/{importId:guid}", (Guid importId, ReadLegacy slice, CancellationToken ct) => slice.Handle(importId, ct))
    .ForReading(Offices.Determining);
api.MapPost("/legacy/{importId:guid}/confirm", (Guid importId, ConfirmLegacy slice, Actor actor, CancellationToken ct) =>
    slice.Handle(importId, actor, ct)).For(Roles.CertificationOfficer);
api.MapPost("/alliances/{allianceId:guid}/operation", (Guid allianceId, BringUnderOperation slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, actor, ct)).For(Roles.CertificationOfficer);

api.MapFiles("/plans", "Plans", ([AsParameters] ListPlans.Request request, [AsParameters] ListQuery query, ListPlans slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForEveryone();
api.MapGet("/plans", ([AsParameters] ListPlans.Request request, [AsParameters] ListQuery query, ListPlans slice, CancellationToken ct) =>
    slice.Handle(request, query, ct)).ForEveryone();
api.MapGet("/plans/{planId:guid}", (Guid planId, ListPlans slice, CancellationToken ct) => slice.Read(planId, ct)).ForEveryone()
    .Called("ReadPlan", "A plan or policy document with its files.");
api.MapPost("/plans", (PublishPlan.Request request, PublishPlan slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, null, actor, ct)).For(Roles.CertificationOfficer, Roles.DecisionMaker);
api.MapPost("/plans/{planId:guid}/attachments",
    (Guid planId, [FromForm] string? title, IFormFile? file, AttachToPlan slice, Actor actor, CancellationToken ct) =>
        slice.Handle(planId, title, file, actor, ct)).For(Roles.CertificationOfficer, Roles.DecisionMaker).DisableAntiforgery();
api.MapGet("/plans/{planId:guid}/attachments/{documentId:guid}",
    (Guid planId, Guid documentId, AttachToPlan slice, CancellationToken ct) => slice.Open(planId, documentId, ct)).ForEveryone()
    .ProducesFile("application/octet-stream")
    .Called("OpenPlanAttachment", "A file of a plan or policy document.");
api.MapPost("/plans/{planId:guid}/withdraw", (Guid planId, WithdrawPlan.Request request, WithdrawPlan slice, Actor actor,
    CancellationToken ct) => slice.Handle(planId, request, actor, ct)).For(Roles.CertificationOfficer, Roles.DecisionMaker);

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
