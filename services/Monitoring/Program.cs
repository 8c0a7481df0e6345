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
using Alliance.Monitoring.Delivery;
using Alliance.Monitoring.Escalations;
using Alliance.Monitoring.Following;
using Alliance.Monitoring.Inspections;
using Alliance.Monitoring.Questionnaires;
using Alliance.Monitoring.Reading;
using Alliance.Monitoring.Registers;
using Alliance.Monitoring.ReportFiles;
using Alliance.Monitoring.ReportPapers;
using Alliance.Monitoring.ReportParts;
using Alliance.Monitoring.ReportReview;
using Alliance.Monitoring.Reports;
using Alliance.Monitoring.Revocations;
using Alliance.Monitoring.Revocations.Deciding;
using Alliance.Monitoring.Revocations.Hearings;
using Alliance.Monitoring.Revocations.Informing;
using Alliance.Monitoring.Revocations.Reading;
using Alliance.Monitoring.Revocations.Statements;
using Alliance.Statute.Text;
using Alliance.Web;
using Alliance.Web.Api;
using Alliance.Web.Desk;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Mvc;

var builder = ServiceHost.CreateBuilder(args, "monitoring");
builder.Services.AddDocuments();
builder.Services
    .AddScoped<ListAlliances>().AddScoped<ReadAlliance>().AddScoped<ListFollowedAlliances>().AddScoped<ReadFollowedAlliance>()
    .AddScoped<SetTargets>().AddScoped<SignContract>()
    .AddScoped<ReadContract>().AddScoped<PrintContract>().AddScoped<OpenContractFile>().AddScoped<CountersignContract>()
    .AddScoped<ProposeTargets>().AddScoped<AgreeTargets>().AddScoped<ReturnTargets>().AddHostedService<RemindOfContract>()
    .AddScoped<FileAnnualReport>().AddScoped<ReadReport>().AddScoped<SaveReportDraft>()
    .AddScoped<PrintReport>().AddScoped<ExportReportWorkbook>().AddScoped<ImportReportWorkbook>()
    .AddScoped<RecordRemedy>()
    .AddScoped<AskForParts>().AddScoped<ReadPart>().AddScoped<SavePart>().AddScoped<HandInPart>().AddScoped<TakeOverPart>()
    .AddScoped<ReturnPart>().AddScoped<ListParts>()
    .AddScoped<AcceptReport>().AddScoped<AcceptReports>().AddScoped<ReturnReport>().AddScoped<ReturnReports>()
    .AddScoped<ListReports>().AddScoped<ReadReportGrid>()
    .AddScoped<AttachToReport>().AddScoped<RemoveReportFile>().AddScoped<OpenReportFile>()
    .AddScoped<ListComplianceCases>().AddScoped<ReadComplianceCase>().AddScoped<CloseComplianceCase>()
    .AddScoped<CloseComplianceCases>().AddScoped<UrgeReports>().AddScoped<OpenComplianceCase>().AddScoped<AddComplianceFile>()
    .AddScoped<OrderRectification>().AddScoped<AnswerRectification>().AddScoped<DecideRectification>().AddScoped<OpenProof>()
    .AddScoped<RecordService>().AddScoped<OpenReceipt>().AddScoped<InstructOffice>()
    .AddHostedService<RemindOfAmendment>().AddHostedService<RemindOfRectification>().AddHostedService<EscalateOverdue>()
    .AddScoped<ListAssessments>().AddScoped<ReadAssessment>().AddScoped<ConcludeAssessment>().AddScoped<ReturnAssessment>()
    .AddScoped<ProposeAssessment>().AddScoped<StateOnAssessment>().AddScoped<RecordVisit>().AddScoped<RecordPanel>()
    .AddScoped<OpenAssessmentFile>()
    .AddScoped<ListEntries>().AddScoped<ReadEntry>().AddScoped<EnterEntry>().AddScoped<AmendEntry>().AddScoped<RemoveEntry>()
    .AddScoped<ImportEntries>().AddScoped<ReadActivity>().AddScoped<ListPublicEntries>()
    .AddScoped<ReadQuestionnaire>().AddScoped<AnswerQuestionnaire>()
    .AddHostedService<RemindOfAssessment>();
builder.Services.AddScoped<BeginStatement>()
    .AddScoped<AfterService>(services => services.GetRequiredService<BeginStatement>().Handle)
    .AddScoped<ListRevocations>().AddScoped<ReadRevocation>().AddScoped<OpenRevocation>().AddScoped<AddEvidence>()
    .AddScoped<OpenRevocationFile>().AddScoped<SendPriorNotice>()
    .AddScoped<SaveStatementDraft>().AddScoped<AttachToStatement>().AddScoped<RemoveStatementFile>().AddScoped<FileStatement>()
    .AddScoped<RequestHearing>().AddScoped<InviteToHearing>().AddScoped<RecordHearing>()
    .AddScoped<RecordLegalReview>().AddScoped<DecideRevocation>();
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
    bus.AddConsumer<KeepFoundation>();
    bus.AddConsumer<FollowOperation>();
    bus.AddConsumer<KeepRecommendingBodies>();
    bus.AddConsumer<RemindHearing>();
    bus.AddConsumer<FollowRevocation>();
    bus.AddConsumer<HearEnd>();
    bus.AddConsumer<ReopenRevocation>();
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>()
    .AddLists(ListAlliances.Table, ListAssessments.Table, ListComplianceCases.Table, ListReports.Table, ListParts.Table,
        ReadReportGrid.Table, ListChanges.Table, ListEntries.Table, ListRevocations.Table,
        ListFollowedAlliances.Table);
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
api.MapGet("/followed", ([AsParameters] ListFollowedAlliances.Request request, [AsParameters] ListQuery query,
    ListFollowedAlliances slice, Actor actor, CancellationToken ct) => slice.Handle(request, query, actor, ct))
    .ForReading(Roles.Recommender);
api.MapFiles("/followed", "FollowedAlliances", ([AsParameters] ListFollowedAlliances.Request request, [AsParameters] ListQuery query,
    ListFollowedAlliances slice, Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct))
    .ForReading(Roles.Recommender);
api.MapGet("/followed/{allianceId:guid}", (Guid allianceId, ReadFollowedAlliance slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, actor, ct)).ForReading(Roles.Recommender);
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
api.MapPost("/reports/return", (ReturnReports.Request request, ReturnReports slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.MonitoringOfficer).Produces<ReturnReports.Answer>()
    .Called("ReturnReports", "A monitoring officer returns several reports for one reason and until one day.");
api.MapFiles("/reports", "Reports", ([AsParameters] ListReports.Request request, [AsParameters] ListQuery query, ListReports slice,
    CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Operating);
api.MapGet("/reports/grid", ([AsParameters] ReadReportGrid.Request request, [AsParameters] ListQuery query, ReadReportGrid slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Operating);
api.MapFiles("/reports/grid", "ReportGrid", ([AsParameters] ReadReportGrid.Request request, [AsParameters] ListQuery query,
    ReadReportGrid slice, CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Operating);
alliances.MapGet("/{allianceId:guid}/assessments/{cycle:int}",
    (Guid allianceId, int cycle, ReadAssessment slice, Actor actor, CancellationToken ct) => slice.Handle(allianceId, cycle, actor, ct))
    .ForReading(readers).Produces<ReadAssessment.View>();
var assessment = alliances.MapGroup("/{allianceId:guid}/assessments/{cycle:int}");
assessment.MapPost("/propose", (Guid allianceId, int cycle, ProposeAssessment.Request request,
    ProposeAssessment slice, Actor actor, CancellationToken ct) => slice.Handle(allianceId, cycle, request, actor, ct))
    .For(Roles.Assessor).Produces<ProposeAssessment.Result>()
    .Called("ProposeAssessment", "The assessor proposes the result of an assessment.");
assessment.MapPost("/statement", (Guid allianceId, int cycle, [FromForm, LongText(10_000)] string? statement, IFormFile? file,
    StateOnAssessment slice, Actor actor, CancellationToken ct) => slice.Handle(allianceId, cycle, new(statement), file, actor, ct))
    .For(Roles.Applicant).DisableAntiforgery()
    .Called("StateOnAssessment", "The lead unit states what it has to say to the result that is proposed.");
assessment.MapPost("/conclude", (Guid allianceId, int cycle, ConcludeAssessment slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, cycle, actor, ct))
    .For(Roles.Assessor, Roles.DecisionMaker).Produces<ConcludeAssessment.Concluded>()
    .Called("ConcludeAssessment", "Another person concludes the assessment with the result that was proposed.");
assessment.MapPost("/return", (Guid allianceId, int cycle, ReturnAssessment.Request request, ReturnAssessment slice, Actor actor,
    CancellationToken ct) => slice.Handle(allianceId, cycle, request, actor, ct))
    .For(Roles.Assessor, Roles.DecisionMaker)
    .Called("ReturnAssessment", "Another person returns the result that was proposed, with reasons.");
assessment.MapPost("/visits", (Guid allianceId, int cycle, [FromForm] DateOnly? visitedOn, [FromForm, MaxLength(500)] string? participants,
    [FromForm, LongText(4000)] string? findings, IFormFile? file, RecordVisit slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, cycle, new(visitedOn, participants, findings), file, actor, ct))
    .For(Roles.Assessor).DisableAntiforgery()
    .Called("RecordVisit", "An assessor puts a visit on site on record, with its minutes.");
assessment.MapPost("/panels", (Guid allianceId, int cycle, [FromForm] DateOnly? metOn, [FromForm, LongText(20_000)] string? experts,
    [FromForm, LongText(4000)] string? opinion, IFormFile? file, RecordPanel slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, cycle, metOn, experts, opinion, file, actor, ct))
    .For(Roles.Assessor).DisableAntiforgery()
    .Called("RecordPanel", "An assessor puts on record which experts were heard, with the minutes; the experts as a JSON array.");
assessment.MapGet("/files/{fileId:guid}", (Guid allianceId, int cycle, Guid fileId, OpenAssessmentFile slice, Actor actor,
    CancellationToken ct) => slice.Handle(allianceId, cycle, fileId, actor, ct))
    .ForReading(readers).ProducesFile("application/octet-stream")
    .Called("OpenAssessmentFile", "The minutes of a visit, or the file of the lead unit's statement.");
var registers = api.MapGroup("/registers");
registers.MapGet("/", ([AsParameters] ListEntries.Request request, [AsParameters] ListQuery query, ListEntries slice, Actor actor,
    CancellationToken ct) => slice.Handle(request, query, actor, ct)).ForReading(readers)
    .Called("ListEntries", "What stands in the registers of alliances.");
api.MapFiles("/registers", "Registers", ([AsParameters] ListEntries.Request request, [AsParameters] ListQuery query, ListEntries slice,
    Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct)).ForReading(readers);
registers.MapGet("/{id:guid}", (Guid id, ReadEntry slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading(readers).Produces<ReadEntry.View>()
    .Called("ReadEntry", "An entry of a register with its history.");
registers.MapPut("/{id:guid}", (Guid id, AmendEntry.Request request, AmendEntry slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, request, actor, ct)).For(Roles.Applicant)
    .Called("AmendEntry", "The lead unit changes an entry of a register.");
registers.MapPost("/{id:guid}/remove", (Guid id, RemoveEntry.Request request, RemoveEntry slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, request, actor, ct)).For(Roles.Applicant)
    .Called("RemoveEntry", "The lead unit takes an entry out of a register, with the reason.");
registers.MapGet("/template/{kind}", (EntryKind kind, CancellationToken ct) => ImportEntries.Template(kind, ct))
    .For(Roles.Applicant).ProducesFile(Alliance.Exports.WorkbookWriter.ContentType)
    .Called("RegisterTemplate", "The workbook of a register to fill in.");
alliances.MapPost("/{allianceId:guid}/registers/{kind}", (Guid allianceId, EntryKind kind, EntryBody body, EnterEntry slice, Actor actor,
    CancellationToken ct) => slice.Handle(allianceId, kind, body, actor, ct)).For(Roles.Applicant).Produces<EnterEntry.Entered>()
    .Called("EnterEntry", "The lead unit enters something into a register of its alliance.");
alliances.MapPost("/{allianceId:guid}/registers/{kind}/import", (Guid allianceId, EntryKind kind, IFormFile? file, ImportEntries slice,
    Actor actor, CancellationToken ct) => slice.Handle(allianceId, kind, file, actor, ct))
    .For(Roles.Applicant).Produces<ImportEntries.Imported>().DisableAntiforgery()
    .Called("ImportEntries", "The lead unit enters many at once from a workbook of one register.");
alliances.MapGet("/{allianceId:guid}/activity", (Guid allianceId, ReadActivity slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, actor, ct)).ForReading(readers).Produces<ReadActivity.View>()
    .Called("ReadActivity", "What stands in the registers of an alliance, by kind, and its activity of each year with the formula.");
api.MapGet("/open/alliances/{allianceId:guid}/registers", (Guid allianceId, ListPublicEntries slice, CancellationToken ct) =>
    slice.Handle(allianceId, ct)).ForEveryone().Produces<ListPublicEntries.View>()
    .Called("ListPublicEntries", "Open data of an alliance: its public registers, and its activity where that is public.");
api.MapGet("/questionnaires/{assessmentId:guid}", (Guid assessmentId, ReadQuestionnaire slice, Actor actor, CancellationToken ct) =>
    slice.Handle(assessmentId, actor, ct))
    .For(Roles.Member, Roles.Applicant).Produces<ReadQuestionnaire.View>()
    .Called("ReadQuestionnaire", "A member unit's own questionnaire before an assessment.");
api.MapPut("/questionnaires/{assessmentId:guid}", (Guid assessmentId, Answers answers, AnswerQuestionnaire slice, Actor actor,
    CancellationToken ct) =>
    slice.Handle(assessmentId, answers, actor, ct))
    .For(Roles.Member, Roles.Applicant)
    .Called("AnswerQuestionnaire", "A member unit says by itself what it knows of the cycle that is assessed.");

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
api.MapPost("/compliance-cases", (OpenComplianceCase.Request request, OpenComplianceCase slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct))
    .For(Roles.MonitoringOfficer).Produces<OpenComplianceCase.Opened>()
    .Called("OpenComplianceCase", "A monitoring officer opens a compliance case for another reason than a missed report.");
var complianceCase = api.MapGroup("/compliance-cases/{id:guid}");
complianceCase.MapPost("/files", (Guid id, [FromForm, MaxLength(200)] string? title, IFormFile? file, AddComplianceFile slice, Actor actor,
    CancellationToken ct) => slice.Handle(id, title, file, actor, ct))
    .For(Roles.MonitoringOfficer).Produces<AddComplianceFile.Added>().DisableAntiforgery()
    .Called("AddComplianceFile", "An officer puts a paper on the file of a compliance case.");
api.MapGet("/compliance-cases/{id:guid}", (Guid id, ReadComplianceCase slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, actor, ct))
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
api.MapGet("/changes/{filingId:guid}",
    (Guid filingId, ReadChange slice, Actor actor, CancellationToken ct) => slice.Handle(filingId, actor, ct))
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

// 撤销
var revocations = app.MapGroup("/api/revocations");
revocations.MapGet("/", ([AsParameters] ListRevocations.Request request, [AsParameters] ListQuery query, ListRevocations slice,
    CancellationToken ct) => slice.Handle(request, query, ct)).ForReading(Offices.Operating);
api.MapFiles("/revocations", "Revocations", ([AsParameters] ListRevocations.Request request, [AsParameters] ListQuery query,
    ListRevocations slice, CancellationToken ct) => slice.Export(request, query, ct)).ForReading(Offices.Operating);
revocations.MapGet("/{id:guid}", (Guid id, ReadRevocation slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading(readers).Produces<ReadRevocation.View>();
revocations.MapPost("/", (OpenRevocation.Request request, OpenRevocation slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.MonitoringOfficer).Produces<OpenRevocation.Opened>();
revocations.MapPost("/{id:guid}/evidence",
    (Guid id, [FromForm, MaxLength(200)] string? title, IFormFile? file, AddEvidence slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, title, file, actor, ct))
    .For(Roles.MonitoringOfficer).Produces<AddEvidence.Added>().DisableAntiforgery();
revocations.MapGet("/{id:guid}/files/{documentId:guid}",
    (Guid id, Guid documentId, OpenRevocationFile slice, Actor actor, CancellationToken ct) => slice.Handle(id, documentId, actor, ct))
    .ForReading(readers).ProducesFile("application/octet-stream");
revocations.MapPost("/{id:guid}/prior-notice", (Guid id, SendPriorNotice slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, actor, ct)).For(Roles.MonitoringOfficer);
revocations.MapPut("/{id:guid}/statement/draft",
    (Guid id, SaveStatementDraft.Request request, SaveStatementDraft slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct)).For(Roles.Applicant);
revocations.MapPost("/{id:guid}/statement/files",
    (Guid id, [FromForm, MaxLength(200)] string? title, IFormFile? file, AttachToStatement slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, title, file, actor, ct))
    .For(Roles.Applicant).Produces<AttachToStatement.Added>().DisableAntiforgery();
revocations.MapDelete("/{id:guid}/statement/files/{documentId:guid}",
    (Guid id, Guid documentId, RemoveStatementFile slice, Actor actor, CancellationToken ct) => slice.Handle(id, documentId, actor, ct))
    .For(Roles.Applicant);
revocations.MapPost("/{id:guid}/statement",
    (Guid id, FileStatement.Request request, FileStatement slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct)).For(Roles.Applicant);
revocations.MapPost("/{id:guid}/hearing/request",
    (Guid id, RequestHearing.Request request, RequestHearing slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct)).For(Roles.Applicant);
revocations.MapPost("/{id:guid}/hearing/invitation",
    (Guid id, InviteToHearing.Request request, InviteToHearing slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct)).For(Roles.MonitoringOfficer);
revocations.MapPost("/{id:guid}/hearing/minutes",
    (Guid id, [FromForm] bool? attended, [FromForm, MaxLength(4000)] string? summary, IFormFile? file, RecordHearing slice, Actor actor,
        CancellationToken ct) => slice.Handle(id, new(attended, summary), file, actor, ct))
    .For(Roles.MonitoringOfficer).DisableAntiforgery();
revocations.MapPost("/{id:guid}/legal-review",
    (Guid id, [FromForm, MaxLength(100)] string? by, [FromForm] bool? agrees, [FromForm, MaxLength(4000)] string? opinion, IFormFile? file,
        RecordLegalReview slice, Actor actor, CancellationToken ct) => slice.Handle(id, new(by, agrees, opinion), file, actor, ct))
    .For(Roles.MonitoringOfficer).DisableAntiforgery();
revocations.MapPost("/{id:guid}/decide",
    (Guid id, DecideRevocation.Request request, DecideRevocation slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct)).For(Roles.DecisionMaker);

app.MapPages<App>();
await app.RunService();
