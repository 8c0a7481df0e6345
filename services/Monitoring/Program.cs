using System.ComponentModel.DataAnnotations;
using Alliance.Core.Lists;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Lists;
using Alliance.Monitoring;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Assessments;
using Alliance.Monitoring.Changes.Filing;
using Alliance.Monitoring.Changes.Noting;
using Alliance.Monitoring.Compliance;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Inspections;
using Alliance.Monitoring.Delivery;
using Alliance.Monitoring.Escalations;
using Alliance.Monitoring.Reading;
using Alliance.Monitoring.ReportFiles;
using Alliance.Monitoring.ReportPapers;
using Alliance.Monitoring.ReportParts;
using Alliance.Monitoring.ReportReview;
using Alliance.Monitoring.Reports;
using Alliance.Statute.Text;
using Alliance.Web;
using Alliance.Web.Api;
using Alliance.Web.Desk;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Mvc;

var builder = ServiceHost.CreateBuilder(args, "monitoring");
builder.Services.AddDocuments();
builder.Services
    .AddScoped<ListAlliances>().AddScoped<ReadAlliance>()
    .AddScoped<SetTargets>().AddScoped<SignContract>()
    .AddScoped<ReadContract>().AddScoped<PrintContract>().AddScoped<OpenContractFile>().AddScoped<CountersignContract>()
    .AddScoped<ProposeTargets>().AddScoped<AgreeTargets>().AddScoped<ReturnTargets>().AddHostedService<RemindOfContract>()
    .AddScoped<FileAnnualReport>().AddScoped<ReadReport>().AddScoped<SaveReportDraft>()
    .AddScoped<PrintReport>().AddScoped<ExportReportWorkbook>().AddScoped<ImportReportWorkbook>()
    .AddScoped<RecordRemedy>()
    .AddScoped<AskForParts>().AddScoped<ReadPart>().AddScoped<SavePart>().AddScoped<HandInPart>().AddScoped<TakeOverPart>()
    .AddScoped<ReturnPart>().AddScoped<ListParts>()
    .AddScoped<AcceptReport>().AddScoped<AcceptReports>().AddScoped<ReturnReport>().AddScoped<ListReports>().AddScoped<ReadReportGrid>()
    .AddScoped<AttachToReport>().AddScoped<RemoveReportFile>().AddScoped<OpenReportFile>()
    .AddScoped<ListComplianceCases>().AddScoped<ReadComplianceCase>().AddScoped<CloseComplianceCase>()
    .AddScoped<CloseComplianceCases>().AddScoped<UrgeReports>()
    .AddScoped<OrderRectification>().AddScoped<AnswerRectification>().AddScoped<DecideRectification>().AddScoped<OpenProof>()
    .AddScoped<RecordService>().AddScoped<OpenReceipt>().AddScoped<InstructOffice>()
    .AddHostedService<RemindOfRectification>().AddHostedService<EscalateOverdue>()
    .AddScoped<ListAssessments>().AddScoped<ReadAssessment>().AddScoped<ConcludeAssessment>();
builder.Services
    .AddScoped<BeginChange>().AddScoped<SaveChange>().AddScoped<SubmitChange>().AddScoped<WithdrawChange>().AddScoped<GiveConsent>()
    .AddScoped<AttachConsent>().AddScoped<AttachToChange>().AddScoped<RemoveChangeFile>().AddScoped<OpenChangeFile>()
    .AddScoped<ListChanges>().AddScoped<ReadChange>().AddScoped<TakeNote>().AddScoped<ReturnChange>().AddScoped<PrintReceipt>();
builder.AddMessaging(bus =>
{
    bus.AddConsumer<StartOperatingCycle>();
    bus.AddConsumer<CloseOperation>();
    bus.AddConsumer<ReopenOperation>();
    bus.AddConsumer<RemindAnnualReport>();
    bus.AddConsumer<RecordMissedReport>();
    bus.AddConsumer<HearPayment>();
    bus.AddConsumer<OpenAssessment>();
    bus.AddConsumer<HearService>();
    bus.AddConsumer<FollowOperation>();
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>()
    .AddLists(ListAlliances.Table, ListAssessments.Table, ListComplianceCases.Table, ListReports.Table, ListParts.Table,
        ReadReportGrid.Table, ListChanges.Table);
builder.Services.AddDossiers().AddScoped<ReadBrief>().AddScoped<ReadDossier>();

var app = builder.Build();
app.UseService();
var api = app.MapGroup("/api");
api.MapWork();
api.MapViews();
api.MapFigures<ReadFigures>();
app.MapGet("/api/find", (string? q, Find slice, Actor actor, CancellationToken ct) => slice.Handle(q, actor, ct)).ForSignedIn();
app.MapGet("/api/alliances/{id:guid}/brief", (Guid id, ReadBrief slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForSignedIn()
    .Called("ReadBrief", "What this service tells of an application or an alliance, as far as the caller may read it.");
app.MapGet("/api/alliances/{id:guid}/dossier", (Guid id, ReadDossier slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff])
    .Called("ReadDossier", "What this service holds of an application or an alliance, with its record and the record's hashes.");

string[] readers = [Roles.Applicant, .. Offices.Operating];
var alliances = app.MapGroup("/api/alliances");
alliances.MapGet("/", ([AsParameters] ListAlliances.Request request, [AsParameters] ListQuery query, ListAlliances slice, Actor actor,
    CancellationToken ct) => slice.Handle(request, query, actor, ct)).ForReading(readers);
api.MapFiles("/alliances", "Alliances", ([AsParameters] ListAlliances.Request request, [AsParameters] ListQuery query, ListAlliances slice,
    Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct)).ForReading(readers);
alliances.MapGet("/{allianceId:guid}", (Guid allianceId, ReadAlliance slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, actor, ct))
    .ForReading(readers).Produces<ReadAlliance.View>();
var contract = alliances.MapGroup("/{allianceId:guid}/contract");
contract.MapGet("/", (Guid allianceId, ReadContract slice, Actor actor, CancellationToken ct) => slice.Handle(allianceId, actor, ct))
    .ForReading(readers).Produces<ReadContract.View>();
contract.MapGet("/pdf", (Guid allianceId, PrintContract slice, Actor actor, CancellationToken ct) => slice.Handle(allianceId, actor, ct))
    .ForReading(readers).ProducesFile("application/pdf");
contract.MapGet("/file", (Guid allianceId, OpenContractFile slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, actor, ct)).ForReading(readers).ProducesFile("application/octet-stream");
contract.MapPost("/propose", (Guid allianceId, ProposeTargets.Request request, ProposeTargets slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, request, actor, ct)).For(Roles.Applicant).Produces<ProposeTargets.Answer>();
contract.MapPost("/agree", (Guid allianceId, AgreeTargets.Request request, AgreeTargets slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, request, actor, ct)).For(Roles.MonitoringOfficer);
contract.MapPost("/return", (Guid allianceId, ReturnTargets.Request request, ReturnTargets slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, request, actor, ct)).For(Roles.MonitoringOfficer);
contract.MapPost("/countersign",
    (Guid allianceId, [FromForm] DateOnly? signedOn, IFormFile? file, CountersignContract slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, signedOn, file, actor, ct))
    .For(Roles.MonitoringOfficer).DisableAntiforgery();
alliances.MapPut("/{allianceId:guid}/contract",
    (Guid allianceId, SetTargets.Request request, SetTargets slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, request, actor, ct))
    .For(Roles.MonitoringOfficer);
alliances.MapPost("/{allianceId:guid}/contract/sign", (Guid allianceId, SignContract slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, actor, ct))
    .For(Roles.Applicant);
alliances.MapGet("/{allianceId:guid}/reports/{year:int}",
    (Guid allianceId, int year, ReadReport slice, Actor actor, CancellationToken ct) => slice.Handle(allianceId, year, actor, ct))
    .ForReading(readers).Produces<ReadReport.View>();
alliances.MapPost("/{allianceId:guid}/reports/{year:int}",
    (Guid allianceId, int year, AnnualReport report, FileAnnualReport slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, year, report, actor, ct))
    .For(Roles.Applicant).Produces<FileAnnualReport.Filed>();
alliances.MapPut("/{allianceId:guid}/reports/{year:int}/draft",
    (Guid allianceId, int year, SaveReportDraft.Request request, SaveReportDraft slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, year, request, actor, ct))
    .For(Roles.Applicant).Produces<SaveReportDraft.Answer>();
alliances.MapGet("/{allianceId:guid}/reports/{year:int}/pdf",
    (Guid allianceId, int year, PrintReport slice, Actor actor, CancellationToken ct) => slice.Handle(allianceId, year, actor, ct))
    .ForReading(readers).ProducesFile("application/pdf");
alliances.MapGet("/{allianceId:guid}/reports/{year:int}/receipt.pdf",
    (Guid allianceId, int year, PrintReport slice, Actor actor, CancellationToken ct) => slice.Receipt(allianceId, year, actor, ct))
    .ForReading(readers).ProducesFile("application/pdf").Called("PrintReportReceipt", "The receipt of a year's report as PDF.");
alliances.MapGet("/{allianceId:guid}/reports/{year:int}/workbook",
    (Guid allianceId, int year, ExportReportWorkbook slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, year, actor, ct))
    .ForReading(readers).ProducesFile("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
alliances.MapPost("/{allianceId:guid}/reports/{year:int}/workbook",
    (Guid allianceId, int year, IFormFile? file, ImportReportWorkbook slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, year, file, actor, ct))
    .For(Roles.Applicant).Produces<SaveReportDraft.Answer>().DisableAntiforgery();
alliances.MapPost("/{allianceId:guid}/reports/{year:int}/files",
    (Guid allianceId, int year, [FromForm, MaxLength(100)] string? title, IFormFile? file, AttachToReport slice, Actor actor,
        CancellationToken ct) => slice.Handle(allianceId, year, title, file, actor, ct))
    .For(Roles.Applicant).Produces<AttachToReport.Attached>().DisableAntiforgery();
alliances.MapGet("/{allianceId:guid}/reports/{year:int}/files/{fileId:guid}",
    (Guid allianceId, int year, Guid fileId, OpenReportFile slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, year, fileId, actor, ct))
    .ForReading(readers).ProducesFile("application/octet-stream");
alliances.MapDelete("/{allianceId:guid}/reports/{year:int}/files/{fileId:guid}",
    (Guid allianceId, int year, Guid fileId, RemoveReportFile slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, year, fileId, actor, ct))
    .For(Roles.Applicant);
alliances.MapPost("/{allianceId:guid}/reports/{year:int}/accept",
    (Guid allianceId, int year, AcceptReport.Request request, AcceptReport slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, year, request, actor, ct))
    .For(Roles.MonitoringOfficer);
alliances.MapPost("/{allianceId:guid}/reports/{year:int}/return",
    (Guid allianceId, int year, ReturnReport.Request request, ReturnReport slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, year, request, actor, ct))
    .For(Roles.MonitoringOfficer);
alliances.MapPost("/{allianceId:guid}/reports/{year:int}/findings/{item}/remedy",
    (Guid allianceId, int year, [MaxLength(60)] string item, RecordRemedy.Request request, RecordRemedy slice, Actor actor,
        CancellationToken ct) => slice.Handle(allianceId, year, item, request, actor, ct))
    .For(Roles.Applicant);
alliances.MapPost("/{allianceId:guid}/reports/{year:int}/parts",
    (Guid allianceId, int year, AskForParts.Request request, AskForParts slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, year, request, actor, ct))
    .For(Roles.Applicant).Produces<AskForParts.Answer>();
var parts = app.MapGroup("/api/report-parts");
parts.MapGet("/", ([AsParameters] ListParts.Request request, [AsParameters] ListQuery query, ListParts slice, Actor actor,
    CancellationToken ct) => slice.Handle(request, query, actor, ct)).ForReading([Roles.Member, .. readers]);
api.MapFiles("/report-parts", "ReportParts", ([AsParameters] ListParts.Request request, [AsParameters] ListQuery query, ListParts slice,
    Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct)).ForReading([Roles.Member, .. readers]);
parts.MapGet("/{partId:guid}", (Guid partId, ReadPart slice, Actor actor, CancellationToken ct) => slice.Handle(partId, actor, ct))
    .ForReading([Roles.Member, .. readers]).Produces<ReadPart.View>();
parts.MapPut("/{partId:guid}", (Guid partId, SavePart.Request request, SavePart slice, Actor actor, CancellationToken ct) =>
    slice.Handle(partId, request, actor, ct)).For(Roles.Applicant, Roles.Member).Produces<SavePart.Answer>();
parts.MapPost("/{partId:guid}/hand-in", (Guid partId, HandInPart.Request request, HandInPart slice, Actor actor, CancellationToken ct) =>
    slice.Handle(partId, request, actor, ct)).For(Roles.Applicant, Roles.Member);
parts.MapPost("/{partId:guid}/take-over",
    (Guid partId, TakeOverPart.Request request, TakeOverPart slice, Actor actor, CancellationToken ct) =>
        slice.Handle(partId, request, actor, ct))
    .For(Roles.Applicant).Produces<TakeOverPart.Answer>();
parts.MapPost("/{partId:guid}/return", (Guid partId, ReturnPart.Request request, ReturnPart slice, Actor actor, CancellationToken ct) =>
    slice.Handle(partId, request, actor, ct)).For(Roles.Applicant);
api.MapGet("/reports", ([AsParameters] ListReports.Request request, [AsParameters] ListQuery query, ListReports slice, CancellationToken ct)
    => slice.Handle(request, query, ct)).ForReading(Offices.Operating);
api.MapPost("/reports/accept", (AcceptReports.Request request, AcceptReports slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.MonitoringOfficer).Produces<AcceptReports.Answer>();
api.MapFiles("/reports", "Reports", ([AsParameters] ListReports.Request request, [AsParameters] ListQuery query, ListReports slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Operating);
api.MapGet("/reports/grid", ([AsParameters] ReadReportGrid.Request request, [AsParameters] ListQuery query, ReadReportGrid slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Operating);
api.MapFiles("/reports/grid", "ReportGrid", ([AsParameters] ReadReportGrid.Request request, [AsParameters] ListQuery query,
    ReadReportGrid slice, CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Operating);
alliances.MapGet("/{allianceId:guid}/assessments/{cycle:int}",
    (Guid allianceId, int cycle, ReadAssessment slice, Actor actor, CancellationToken ct) => slice.Handle(allianceId, cycle, actor, ct))
    .ForReading(readers).Produces<ReadAssessment.View>();
alliances.MapPost("/{allianceId:guid}/assessments/{cycle:int}", (Guid allianceId, int cycle, ConcludeAssessment.Request request,
    ConcludeAssessment slice, Actor actor, CancellationToken ct) => slice.Handle(allianceId, cycle, request, actor, ct))
    .For(Roles.Assessor).Produces<ConcludeAssessment.Concluded>();

api.MapGet("/assessments", ([AsParameters] ListAssessments.Request request, [AsParameters] ListQuery query, ListAssessments slice,
    Actor actor, CancellationToken ct) => slice.Handle(request, query, actor, ct)).ForReading(Offices.Operating);
api.MapFiles("/assessments", "Assessments", ([AsParameters] ListAssessments.Request request, [AsParameters] ListQuery query,
    ListAssessments slice, Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct)).ForReading(Offices.Operating);
api.MapGet("/compliance-cases", ([AsParameters] ListComplianceCases.Request request, [AsParameters] ListQuery query,
    ListComplianceCases slice, CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Operating);
api.MapFiles("/compliance-cases", "ComplianceCases", ([AsParameters] ListComplianceCases.Request request, [AsParameters] ListQuery query,
    ListComplianceCases slice, CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Operating);
app.MapPost("/api/compliance-cases/close",
    (CloseComplianceCases.Request request, CloseComplianceCases slice, Actor actor, CancellationToken ct) =>
        slice.Handle(request, actor, ct))
    .For(Roles.MonitoringOfficer).Produces<CloseComplianceCases.Answer>();
app.MapPost("/api/compliance-cases/urge",
    (UrgeReports.Request request, UrgeReports slice, Actor actor, CancellationToken ct) => slice.Handle(request, actor, ct))
    .For(Roles.MonitoringOfficer).Produces<UrgeReports.Answer>();
app.MapPost("/api/compliance-cases/{id:guid}/close",
    (Guid id, CloseComplianceCase.Request request, CloseComplianceCase slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct))
    .For(Roles.MonitoringOfficer);
var complianceCase = api.MapGroup("/compliance-cases/{id:guid}");
complianceCase.MapGet("/", (Guid id, ReadComplianceCase slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading(readers).Produces<ReadComplianceCase.View>()
    .Called("ReadComplianceCase", "One compliance case: what happened, what has to be put right, what was served, and what may follow.");
complianceCase.MapPost("/rectification",
    (Guid id, OrderRectification.Request request, OrderRectification slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct))
    .For(Roles.MonitoringOfficer)
    .Called("OrderRectification", "A monitoring officer says what a lead unit has to put right, and until when.");
complianceCase.MapPost("/rectification/answer",
    (Guid id, [FromForm, LongText(4000)] string? body, IFormFile? file, AnswerRectification slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, new(body), file, actor, ct))
    .For(Roles.Applicant).DisableAntiforgery()
    .Called("AnswerRectification", "The lead unit says what it put right, with a file that proves it.");
complianceCase.MapPost("/rectification/decide",
    (Guid id, DecideRectification.Request request, DecideRectification slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct))
    .For(Roles.MonitoringOfficer)
    .Called("DecideRectification", "A monitoring officer decides whether a rectification is enough.");
complianceCase.MapGet("/files/{fileId:guid}", (Guid id, Guid fileId, OpenProof slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, fileId, actor, ct))
    .ForReading(readers).ProducesFile("application/octet-stream")
    .Called("OpenRectificationProof", "A file that proves a rectification.");
api.MapPost("/deliveries/{letterId:guid}", (Guid letterId, [FromForm] DeliveryWay? way, [FromForm] DateOnly? servedOn,
        [FromForm, MaxLength(500)] string? note, IFormFile? file, RecordService slice, Actor actor, CancellationToken ct) =>
        slice.Handle(letterId, new(way, servedOn, note), file, actor, ct))
    .For(Roles.MonitoringOfficer, Roles.Assessor).DisableAntiforgery()
    .Called("RecordService", "An officer puts on record that an instrument reached the unit otherwise than in the inbox.");
api.MapGet("/deliveries/{letterId:guid}/file", (Guid letterId, OpenReceipt slice, Actor actor, CancellationToken ct) =>
        slice.Handle(letterId, actor, ct))
    .ForReading(readers).ProducesFile("application/octet-stream")
    .Called("OpenReceipt", "The receipt of an instrument that was served otherwise than in the inbox.");
api.MapPost("/escalations/{about:guid}", (Guid about, InstructOffice.Request request, InstructOffice slice, Actor actor,
        CancellationToken ct) => slice.Handle(about, request, actor, ct))
    .For(Roles.DecisionMaker, Roles.MonitoringOfficer)
    .Called("InstructOffice", "A superior says what is to be done about overdue work, and until when.");

string[] concerned = [Roles.Applicant, Roles.Member, .. Offices.Operating];
alliances.MapPost("/{allianceId:guid}/changes",
    (Guid allianceId, BeginChange.Request request, BeginChange slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, request, actor, ct))
    .For(Roles.Applicant).Produces<BeginChange.Begun>().Called("BeginChange", "The lead unit begins the filing of a change.");
api.MapGet("/changes", ([AsParameters] ListChanges.Request request, [AsParameters] ListQuery query, ListChanges slice, Actor actor,
    CancellationToken ct) => slice.Handle(request, query, actor, ct))
    .ForReading(concerned).Called("ListChanges", "The filings of changes that the caller may read, the newest first.");
api.MapFiles("/changes", "Changes", ([AsParameters] ListChanges.Request request, [AsParameters] ListQuery query, ListChanges slice,
    Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct)).ForReading(concerned);
var changes = app.MapGroup("/api/changes/{filingId:guid}");
api.MapGet("/changes/{filingId:guid}", (Guid filingId, ReadChange slice, Actor actor,
    CancellationToken ct) => slice.Handle(filingId, actor, ct))
    .ForReading(concerned).Produces<ReadChange.View>().Called("ReadChange", "One filing with its consents and files.");
api.MapPut("/changes/{filingId:guid}", (Guid filingId, SaveChange.Request request, SaveChange slice, Actor actor, CancellationToken ct) =>
    slice.Handle(filingId, request, actor, ct))
    .For(Roles.Applicant).Produces<SaveChange.Saved>().Called("SaveChange", "Saves the draft of a filing.");
changes.MapPost("/submit", (Guid filingId, SaveChange.Request request, SubmitChange slice, Actor actor, CancellationToken ct) =>
    slice.Handle(filingId, request, actor, ct))
    .For(Roles.Applicant).Produces<SubmitChange.Submitted>()
    .Called("SubmitChange", "Submits the filing; the units that it concerns are asked whether they agree.");
changes.MapPost("/withdraw", (Guid filingId, WithdrawChange.Request request, WithdrawChange slice, Actor actor, CancellationToken ct) =>
    slice.Handle(filingId, request, actor, ct))
    .For(Roles.Applicant).Called("WithdrawChange", "Takes a filing back before an officer took note of it.");
changes.MapPost("/consent", (Guid filingId, GiveConsent.Request request, GiveConsent slice, Actor actor, CancellationToken ct) =>
    slice.Handle(filingId, request, actor, ct))
    .For(Roles.Applicant, Roles.Member).Called("GiveConsent", "The caller's unit agrees to the change, or does not.");
changes.MapPost("/consents/{creditCode}/file",
    (Guid filingId, [MaxLength(40)] string creditCode, IFormFile? file, AttachConsent slice, Actor actor, CancellationToken ct) =>
        slice.Handle(filingId, creditCode, file, actor, ct))
    .For(Roles.Applicant).Produces<AttachConsent.Attached>().DisableAntiforgery()
    .Called("AttachConsent", "Uploads the paper on which a unit without an account agrees.");
changes.MapPost("/files",
    (Guid filingId, [FromForm, MaxLength(100)] string? title, IFormFile? file, AttachToChange slice, Actor actor, CancellationToken ct) =>
        slice.Handle(filingId, title, file, actor, ct))
    .For(Roles.Applicant).Produces<AttachToChange.Attached>().DisableAntiforgery()
    .Called("AttachToChange", "Adds a file to the draft of a filing.");
changes.MapGet("/files/{fileId:guid}", (Guid filingId, Guid fileId, OpenChangeFile slice, Actor actor, CancellationToken ct) =>
    slice.Handle(filingId, fileId, actor, ct))
    .ForReading(concerned).ProducesFile("application/octet-stream").Called("OpenChangeFile", "A file of a filing.");
changes.MapDelete("/files/{fileId:guid}", (Guid filingId, Guid fileId, RemoveChangeFile slice, Actor actor, CancellationToken ct) =>
    slice.Handle(filingId, fileId, actor, ct))
    .For(Roles.Applicant).Called("RemoveChangeFile", "Takes a file out of the draft of a filing.");
changes.MapPost("/note", (Guid filingId, TakeNote.Request request, TakeNote slice, Actor actor, CancellationToken ct) =>
    slice.Handle(filingId, request, actor, ct))
    .For(Roles.MonitoringOfficer).Produces<TakeNote.Noted>().Called("TakeNote", "An officer takes note: the change holds.");
changes.MapPost("/return", (Guid filingId, ReturnChange.Request request, ReturnChange slice, Actor actor, CancellationToken ct) =>
    slice.Handle(filingId, request, actor, ct))
    .For(Roles.MonitoringOfficer).Called("ReturnChange", "An officer asks the lead unit to complete the filing.");
changes.MapGet("/receipt", (Guid filingId, PrintReceipt slice, Actor actor, CancellationToken ct) => slice.Handle(filingId, actor, ct))
    .ForReading(concerned).ProducesFile("application/pdf").Called("PrintReceipt", "The receipt of a change that was noted, as PDF.");

app.MapPages<App>();
await app.RunService();
