using Alliance.Core.Lists;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Funding;
using Alliance.Funding.Grants;
using Alliance.Funding.Proofs;
using Alliance.Funding.Reading;
using Alliance.Lists;
using Alliance.Web;
using Alliance.Web.Api;
using Alliance.Web.Desk;
using Alliance.Web.Security;

var builder = ServiceHost.CreateBuilder(args, "funding");
builder.Services.AddDocuments();
builder.Services
    .AddScoped<ListGrants>().AddScoped<ReadGrant>()
    .AddScoped<PledgeMatching>().AddScoped<ApproveGrant>().AddScoped<RequestPayment>().AddScoped<RecordVoucher>()
    .AddScoped<RecordFinalAccount>()
    .AddScoped<FileProof>().AddScoped<AttachToProof>().AddScoped<OpenAttachment>().AddScoped<VerifyProof>();
builder.AddMessaging(bus =>
{
    bus.AddConsumer<OpenGuidanceGrant>();
    bus.AddConsumer<SuspendFunding>();
    bus.AddConsumer<ResumeFunding>();
    bus.AddConsumer<HoldFunding>();
    bus.AddConsumer<ReleaseFunding>();
    bus.AddConsumer<KeepChanges>();
    bus.AddConsumer<AskFinalAccount>();
    bus.AddConsumer<FollowOperation>();
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>().AddLists(ListGrants.Table);
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
var grants = app.MapGroup("/api/grants");
grants.MapGet("/", ([AsParameters] ListGrants.Request request, [AsParameters] ListQuery query, ListGrants slice, Actor actor,
    CancellationToken ct) => slice.Handle(request, query, actor, ct)).ForReading(readers);
api.MapFiles("/grants", "Grants", ([AsParameters] ListGrants.Request request, [AsParameters] ListQuery query, ListGrants slice, Actor actor,
    CancellationToken ct) => slice.Export(request, query, actor, ct)).ForReading(readers);
grants.MapGet("/{allianceId:guid}", (Guid allianceId, ReadGrant slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, actor, ct))
    .ForReading(readers).Produces<ReadGrant.View>();
grants.MapPost("/{allianceId:guid}/pledge",
    (Guid allianceId, PledgeMatching.Request request, PledgeMatching slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, request, actor, ct))
    .For(Roles.Applicant);
grants.MapPost("/{allianceId:guid}/approve", (Guid allianceId, ApproveGrant slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, actor, ct))
    .For(Roles.FundingApprover);
grants.MapPost("/{allianceId:guid}/request-payment", (Guid allianceId, RequestPayment slice, Actor actor, CancellationToken ct) =>
    slice.Handle(allianceId, actor, ct))
    .For(Roles.FundingOfficer);
grants.MapPost("/{allianceId:guid}/voucher",
    (Guid allianceId, RecordVoucher.Request request, RecordVoucher slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, request, actor, ct))
    .For(Roles.FundingOfficer);
grants.MapPost("/{allianceId:guid}/final-account",
    (Guid allianceId, RecordFinalAccount.Request request, RecordFinalAccount slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, request, actor, ct))
    .For(Roles.FundingOfficer).Called("RecordFinalAccount", "Records the final account that a dissolved alliance owes.");
grants.MapPost("/{allianceId:guid}/proofs",
    (Guid allianceId, FileProof.Request request, FileProof slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, request, null, actor, ct))
    .For(Roles.Applicant).Produces<FileProof.Filed>();
grants.MapPost("/{allianceId:guid}/proofs/{proofId:guid}/attachment",
    (Guid allianceId, Guid proofId, IFormFile? file, AttachToProof slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, proofId, file, actor, ct))
    .For(Roles.Applicant).Produces<AttachToProof.Attached>().DisableAntiforgery();
grants.MapGet("/{allianceId:guid}/proofs/{proofId:guid}/attachment",
    (Guid allianceId, Guid proofId, OpenAttachment slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, proofId, actor, ct))
    .ForReading(readers).ProducesFile("application/octet-stream");
grants.MapPost("/{allianceId:guid}/proofs/{proofId:guid}/verify",
    (Guid allianceId, Guid proofId, VerifyProof.Request request, VerifyProof slice, Actor actor, CancellationToken ct) =>
        slice.Handle(allianceId, proofId, request, actor, ct))
    .For(Roles.FundingOfficer);

app.MapPages<App>();
await app.RunService();
