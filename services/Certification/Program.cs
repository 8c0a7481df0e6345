using Alliance.Certification;
using Alliance.Certification.Alliances;
using Alliance.Certification.Archiving;
using Alliance.Certification.Certificates;
using Alliance.Certification.Changes;
using Alliance.Certification.CreditReports;
using Alliance.Certification.Desk;
using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Certification.Legacy;
using Alliance.Certification.Meetings;
using Alliance.Certification.Notices;
using Alliance.Certification.NumberRegisters;
using Alliance.Certification.Objections;
using Alliance.Certification.Objections.Following;
using Alliance.Certification.Objections.Handling;
using Alliance.Certification.Plaques;
using Alliance.Certification.Priorities;
using Alliance.Certification.Publications;
using Alliance.Certification.Redactions;
using Alliance.Certification.Register;
using Alliance.Certification.Remedies;
using Alliance.Certification.Requests;
using Alliance.Certification.Revocations;
using Alliance.Certification.Subscriptions;
using Alliance.Certification.Upgrades;
using Alliance.Core.Calendars;
using Alliance.Core.Lists;
using Alliance.Core.Messaging;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Lists;
using Alliance.Mail;
using Alliance.Statute.Policies;
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
builder.Services.AddScoped<ReadInstrument>().AddScoped<ListNumbers>();
builder.Services.AddScoped<RedactInstrument>().AddScoped<ReadRedactedCopy>();
builder.Services.AddScoped<TakeUp>().AddScoped<LodgeRequest>().AddScoped<FollowRequest>().AddScoped<AdmitRequest>()
    .AddScoped<ExtendRequest>().AddScoped<AnswerRequest>().AddScoped<ListRequests>().AddHostedService<KeepRequests>();
builder.Services.AddScoped<ListCreditReports>().AddScoped<CompleteCreditReport>().AddScoped<RecordCreditReceipt>()
    .AddScoped<ExportCreditReports>().AddHostedService<OweCreditReports>();
builder.Services.AddScoped<ISigning, SignedNotice>();
builder.Services.AddScoped<ISigning, SignedRecognition>();
builder.Services.AddScoped<ISigning, SignedRefusal>();
builder.Services.AddScoped<ISigning, SignedCancellationNotice>();
builder.Services.AddScoped<ISigning, SignedCancellation>();
builder.Services.AddScoped<ISigning, SignedRevocation>();
builder.Services.AddScoped<ISigning, SignedAnnouncement>();

builder.Services.AddScoped<ReadNotice>();
builder.Services.AddScoped<ReadPublished>();
builder.Services.AddScoped<PrintPublished>().AddPrinting();
builder.Services.AddHostedService<PrintInstruments>();
builder.Services.AddScoped<ListNotices>();
builder.Services.AddScoped<NoticeFeed>();
builder.Services.AddScoped<ReissueNotice>();
builder.Services.AddScoped<IReckonAgain, ExtendNotices>();
builder.Services.AddDocuments().AddSingleton<ObjectionLimits>().AddScoped<HoldCase>();
builder.Services.AddScoped<LodgeObjection>();
builder.Services.AddScoped<SettleObjection>();
builder.Services.AddScoped<ListObjections>();
builder.Services.AddScoped<FollowObjection>().AddScoped<AttachEvidence>().AddScoped<OpenEvidence>();
builder.Services.AddScoped<AdmitObjection>().AddScoped<ExtendHandling>().AddScoped<AskUnit>().AddScoped<AnswerInquiry>()
    .AddScoped<ReadInquiry>();
builder.Services.AddHostedService<EraseObjectors>().AddHostedService<LapseObjections>();

builder.Services.AddScoped<CloseForArchive>().AddScoped<HandOverArchive>().AddScoped<ListArchives>();

builder.Services.AddScoped<RecordRemedy>().AddScoped<AddRemedyDocument>().AddScoped<OpenRemedyDocument>()
    .AddScoped<RecordRemedyOutcome>().AddScoped<ListRemedies>().AddScoped<ReadRemedy>();

builder.Services.AddScoped<RecommendUpgrade>().AddScoped<ConfirmUpgrade>().AddScoped<DeclineUpgrade>().AddScoped<OpenUpgradeDocument>()
    .AddScoped<ListUpgrades>().AddScoped<ReadLevels>();

builder.Services.AddScoped<Registry>();
builder.Services.AddScoped<ReadEntry>().AddScoped<OpenData>().AddScoped<RegistryFeed>();
builder.Services.AddScoped<PrintCertificate>();
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
    bus.AddConsumer<KeepRecommendations>();
    bus.AddConsumer<PublishNotice>();
    bus.AddConsumer<IssueRecognition>();
    bus.AddConsumer<CancelRecognition>();
    bus.AddConsumer<ConfirmCancellation>();
    bus.AddConsumer<KeepCycles>();
    bus.AddConsumer<KeepChanges>();
    bus.AddConsumer<KeepDissolution>();
    bus.AddConsumer<HearRefusals>();
    bus.AddConsumer<ReopenDetermination>();
    bus.AddConsumer<RestoreRecognition>();
    bus.AddConsumer<RevokeRecognition>();
    bus.AddConsumer<RemindPlaqueRecovery>();
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>()
    .AddLists(ListDeterminations.Table, ListMeetings.Table, ListMatters.Table, ListInstruments.Table, ListNumbers.Table,
        ListCreditReports.Table, ListRequests.Table, ListNotices.Table,
        ListObjections.Table, Registry.Table, ListPlaques.Table, ListPriority.Table, ListPlans.Table, ListArchives.Table,
        ListRemedies.Table, ListUpgrades.Table);
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

api.MapGet("/numbers", ([AsParameters] ListNumbers.Request request, [AsParameters] ListQuery query, ListNumbers slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Determining);
api.MapFiles("/numbers", "Numbers", ([AsParameters] ListNumbers.Request request, [AsParameters] ListQuery query, ListNumbers slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Determining);

api.MapPost("/instruments/{id:guid}/redact",
    (Guid id, RedactInstrument.Request request, RedactInstrument slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);
api.MapGet("/instruments/{id:guid}/redacted", (Guid id, ReadRedactedCopy slice, CancellationToken ct) => slice.Handle(id, ct))
    .ForReading(Offices.Determining);
api.MapGet("/instruments/{id:guid}/redacted.pdf", (Guid id, ReadRedactedCopy slice, CancellationToken ct) => slice.Print(id, ct))
    .ForReading(Offices.Determining).ProducesFile("application/pdf")
    .Called("PrintRedactedCopy", "The redacted copy of an instrument on A4.");

var requests = api.MapGroup("/requests");
api.MapFiles("/requests", "Requests", ([AsParameters] ListRequests.Request request, [AsParameters] ListQuery query, ListRequests slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Roles.CertificationOfficer, Roles.DecisionMaker);
requests.MapGet("", ([AsParameters] ListRequests.Request request, [AsParameters] ListQuery query, ListRequests slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Roles.CertificationOfficer, Roles.DecisionMaker);
requests.MapGet("/{id:guid}", (Guid id, ListRequests slice, Actor actor, CancellationToken ct) => slice.Read(id, actor, ct))
    .ForReading(Roles.CertificationOfficer, Roles.DecisionMaker)
    .Called("ReadRequest", "A request for information and what became of it; who asks is told to those who answer.");
requests.MapPost("", (LodgeRequest.Request request, LodgeRequest slice, Actor actor, CancellationToken ct)
    => slice.Handle(request, actor, ct)).ForEveryone();
requests.MapPost("/{id:guid}/admit", (Guid id, AdmitRequest.Request request, AdmitRequest slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);
requests.MapPost("/{id:guid}/leave", (Guid id, AdmitRequest.Request request, AdmitRequest slice, Actor actor, CancellationToken ct)
    => slice.Leave(id, request, actor, ct)).For(Roles.CertificationOfficer)
    .Called("LeaveRequest", "Leaves a request aside whose requester could not be reached.");
requests.MapPost("/{id:guid}/extend", (Guid id, ExtendRequest.Request request, ExtendRequest slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.DecisionMaker);
requests.MapPost("/{id:guid}/answer", (Guid id, AnswerRequest.Request request, AnswerRequest slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);
var followedRequests = api.MapGroup("/followed-requests");
followedRequests.MapPost("", (FollowRequest.Request request, FollowRequest slice, Actor actor, CancellationToken ct)
    => slice.Handle(request, actor, ct)).ForEveryone()
    .Called("OpenRequest", "Opens a request for whoever sent it, by number and code; where it is to be confirmed, that does it.");
followedRequests.MapGet("/{key:guid}", async (Guid key, FollowRequest slice, CancellationToken ct) => await slice.Find(key, ct) is { } view
    ? (Outcome<FollowRequest.View>)view : Refusal.NotFound($"链接已经失效")).ForEveryone()
    .Called("FollowRequest", "What becomes of a request, for whoever sent it.");
followedRequests.MapPost("/{key:guid}/confirm", (Guid key, FollowRequest slice, Actor actor, CancellationToken ct)
    => slice.Confirm(key, actor, ct)).ForEveryone()
    .Called("ConfirmRequest", "Proves with the link in the mail that whoever asks can be reached.");
followedRequests.MapGet("/{key:guid}/copy.pdf", (Guid key, FollowRequest slice, CancellationToken ct) => slice.Copy(key, ct)).ForEveryone()
    .ProducesFile("application/pdf").Called("OpenRequestedCopy", "The copy that was given to whoever asked for it.");

var credit = api.MapGroup("/credit-reports");
credit.MapGet("", ([AsParameters] ListCreditReports.Request request, [AsParameters] ListQuery query, ListCreditReports slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Determining);
api.MapFiles("/credit-reports", "CreditReports", ([AsParameters] ListCreditReports.Request request, [AsParameters] ListQuery query,
    ListCreditReports slice, CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Determining);
credit.MapGet("/{id:guid}", (Guid id, ListCreditReports slice, CancellationToken ct) => slice.Read(id, ct)).ForReading(Offices.Determining)
    .Called("ReadCreditReport", "An act that is reported to the credit information platform, with what is missing and its receipt.");
credit.MapPost("/{id:guid}/complete",
    (Guid id, CompleteCreditReport.Request request, CompleteCreditReport slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);
credit.MapPost("/{id:guid}/receipt", (Guid id, [FromForm] DateOnly? reportedOn, [FromForm] string? receiptNumber, IFormFile? file,
    RecordCreditReceipt slice, Actor actor, CancellationToken ct) => slice.Handle(id, new(reportedOn, receiptNumber), file, actor, ct))
    .For(Roles.CertificationOfficer).DisableAntiforgery();
credit.MapGet("/{id:guid}/receipt", (Guid id, RecordCreditReceipt slice, CancellationToken ct) => slice.Open(id, ct))
    .ForReading(Offices.Determining).ProducesFile("application/octet-stream")
    .Called("OpenCreditReceipt", "The receipt of the credit information platform.");
foreach (var (form, name) in ((CreditForm, string)[])[(CreditForm.License, "license"), (CreditForm.Penalty, "penalty")])
{
    credit.MapGet($"/forms/{name}.xlsx", (ExportCreditReports slice, Actor actor, CancellationToken ct)
        => slice.AsWorkbook(form, actor, ct))
        .ForReading(Roles.CertificationOfficer)
        .ProducesFile("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .Called($"ExportCredit{form}AsWorkbook", "What waits to be reported, on the national form with its fields, as a workbook.");
    credit.MapGet($"/forms/{name}.csv", (ExportCreditReports slice, Actor actor, CancellationToken ct) => slice.AsText(form, actor, ct))
        .ForReading(Roles.CertificationOfficer).ProducesFile("text/csv")
        .Called($"ExportCredit{form}AsCsv", "What waits to be reported, on the national form with its fields, as CSV.");
}

api.MapGet("/published/{id:guid}", (Guid id, ReadPublished slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForEveryone();
api.MapGet("/published/{id:guid}/paper.pdf", (Guid id, PrintPublished slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, actor, ct)).ForEveryone().ProducesFile("application/pdf");
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
api.MapPost("/notices/{id:guid}/objections/record",
    (Guid id, LodgeObjection.Brought request, LodgeObjection slice, Actor actor, CancellationToken ct)
    => slice.Record(id, request, actor, ct)).For(Roles.CertificationOfficer)
    .Called("RecordObjection", "Puts on file an objection that came on paper, by telephone or in person; it holds at once.");
api.MapPost("/notices/{id:guid}/objections/settle",
    (Guid id, SettleObjection.Bundle request, SettleObjection slice, Actor actor, CancellationToken ct)
    => slice.Together(id, request, actor, ct)).For(Roles.CertificationOfficer)
    .Called("SettleObjections", "Settles many objections to one notice with one answer: those chosen, those that say the same, or all.");
var followed = api.MapGroup("/followed-objections");
followed.MapPost("", (FollowObjection.Request request, FollowObjection slice, Actor actor, CancellationToken ct)
    => slice.Handle(request, actor, ct)).ForEveryone()
    .Called("OpenObjection", "Opens an objection for whoever lodged it, by number and code; where it is to be confirmed, that does it.");
followed.MapGet("/{key:guid}", async (Guid key, FollowObjection slice, CancellationToken ct) => await slice.Find(key, ct) is { } view
    ? (Outcome<FollowObjection.View>)view : Refusal.NotFound($"链接已经失效")).ForEveryone()
    .Called("FollowObjection", "What becomes of an objection, for whoever lodged it.");
followed.MapPost("/{key:guid}/confirm", (Guid key, FollowObjection slice, Actor actor, CancellationToken ct)
    => slice.Confirm(key, actor, ct)).ForEveryone()
    .Called("ConfirmObjection", "Proves with the link in the mail that whoever objects can be reached.");
followed.MapPost("/{key:guid}/files", (Guid key, IFormFile? file, AttachEvidence slice, Actor actor, CancellationToken ct)
    => slice.Handle(key, file, actor, ct)).ForEveryone().DisableAntiforgery()
    .Called("AttachEvidence", "Adds a file to an objection, until it is answered.");
followed.MapGet("/{key:guid}/files/{fileId:guid}", (Guid key, Guid fileId, OpenEvidence slice, CancellationToken ct)
    => slice.Handle(key, fileId, ct)).ForEveryone().ProducesFile("application/octet-stream")
    .Called("OpenEvidence", "A file of an objection, for whoever gave it.");
api.MapGet("/objections", ([AsParameters] ListObjections.Request request, [AsParameters] ListQuery query, ListObjections slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Roles.CertificationOfficer);
api.MapFiles("/objections", "Objections", ([AsParameters] ListObjections.Request request, [AsParameters] ListQuery query,
    ListObjections slice, CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Roles.CertificationOfficer);
var objection = api.MapGroup("/objections/{id:guid}");
objection.MapPost("/admit", (Guid id, AdmitObjection.Request request, AdmitObjection slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer)
    .Called("AdmitObjection", "Admits an objection whose objector was reached; it holds from then on.");
objection.MapPost("/leave", (Guid id, AdmitObjection.Request request, AdmitObjection slice, Actor actor, CancellationToken ct)
    => slice.Leave(id, request, actor, ct)).For(Roles.CertificationOfficer)
    .Called("LeaveObjection", "Leaves aside, with a reason, an objection whose objector could not be reached.");
objection.MapPost("/extend", (Guid id, ExtendHandling.Request request, ExtendHandling slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer)
    .Called("ExtendHandling", "Puts off the day until which an objection is answered, with a reason.");
objection.MapPost("/ask", (Guid id, AskUnit.Request request, AskUnit slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer)
    .Called("AskUnit", "Asks the unit concerned what it says to an objection.");
objection.MapPost("/files", (Guid id, IFormFile? file, AttachEvidence slice, Actor actor, CancellationToken ct)
    => slice.Bring(id, file, actor, ct)).For(Roles.CertificationOfficer).DisableAntiforgery()
    .Called("BringEvidence", "Adds a file that came on paper to an objection.");
objection.MapGet("/files/{fileId:guid}", (Guid id, Guid fileId, OpenEvidence slice, CancellationToken ct)
    => slice.OfObjection(id, fileId, ct)).ForReading(Roles.CertificationOfficer).ProducesFile("application/octet-stream")
    .Called("OpenEvidenceOfObjection", "A file of an objection, for the office.");
api.MapGet("/inquiries/{id:guid}", (Guid id, ReadInquiry slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading(Roles.Applicant, Roles.CertificationOfficer)
    .Called("ReadInquiry", "What a unit is asked about an objection, and what it said.");
var inquiry = api.MapGroup("/inquiries/{id:guid}");
inquiry.MapPost("/answer", (Guid id, AnswerInquiry.Request request, AnswerInquiry slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.Applicant)
    .Called("AnswerInquiry", "The unit says what it has to say to an objection.");
inquiry.MapPost("/files", (Guid id, IFormFile? file, AnswerInquiry slice, Actor actor, CancellationToken ct)
    => slice.Attach(id, file, actor, ct)).For(Roles.Applicant).DisableAntiforgery()
    .Called("AttachToInquiry", "Adds a file to what the unit says.");
inquiry.MapGet("/files/{fileId:guid}", (Guid id, Guid fileId, ReadInquiry slice, Actor actor, CancellationToken ct)
    => slice.Open(id, fileId, actor, ct)).ForReading(Roles.Applicant, Roles.CertificationOfficer)
    .ProducesFile("application/octet-stream")
    .Called("OpenInquiryFile", "A file that the unit added.");
api.MapPost("/objections/{id:guid}/settle",
    (Guid id, SettleObjection.Request request, SettleObjection slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.CertificationOfficer);

api.MapGet("/archives", ([AsParameters] ListArchives.Request request, [AsParameters] ListQuery query, ListArchives slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Roles.CertificationOfficer)
    .Called("ListArchives", "Finished cases on their way to the archive.");
api.MapFiles("/archives", "Archives", ([AsParameters] ListArchives.Request request, [AsParameters] ListQuery query, ListArchives slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Roles.CertificationOfficer);
api.MapPost("/archives/{applicationId:guid}/close",
    (Guid applicationId, CloseForArchive.Request request, CloseForArchive slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.CertificationOfficer)
    .Called("CloseForArchive", "Closes a finished case for the archive, with its class and for how long it is kept.");
api.MapPost("/archives/{applicationId:guid}/hand-over",
    (Guid applicationId, [FromForm] string? receiver, [FromForm] string? receiptNumber, [FromForm] DateOnly? handedOverOn,
        IFormFile? manifest, IFormFile? receipt, HandOverArchive slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, new(receiver, receiptNumber, handedOverOn), manifest, receipt, actor, ct))
    .For(Roles.CertificationOfficer).DisableAntiforgery()
    .Called("HandOverArchive", "Records that the package of a case was handed over, with its list and the receipt.");

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
