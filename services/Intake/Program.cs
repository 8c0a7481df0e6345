using Alliance.Intake;
using Alliance.Intake.Applications;
using Alliance.Intake.Calls;
using Alliance.Intake.FormalReview;
using Alliance.Platform.Hosting;
using Alliance.Platform.Security;
using Alliance.Statute.Eligibility;
using Microsoft.AspNetCore.Mvc;

var builder = ServiceHost.CreateBuilder(args, "intake");
builder.Services
    .AddScoped<PublishCall>().AddScoped<ListCalls>().AddScoped<ReadCall>()
    .AddScoped<StartApplication>().AddScoped<SaveForm>().AddScoped<Submit>().AddScoped<Resubmit>().AddScoped<Withdraw>()
    .AddScoped<Attach>().AddScoped<RemoveAttachment>().AddScoped<DownloadAttachment>().AddScoped<DownloadSubmission>()
    .AddScoped<ReadApplication>().AddScoped<History>().AddScoped<ListApplications>().AddScoped<ExportApplications>()
    .AddScoped<Workload>().AddScoped<JudgeConditions>().AddScoped<RequestCorrection>().AddScoped<PassFormalReview>().AddScoped<RefuseFormalReview>();
builder.AddMessaging(bus =>
{
    bus.AddConsumer<CloseUncorrectedApplication>();
    bus.AddConsumer<FollowCase>();
});

var app = builder.Build();
app.UseService();
var api = app.MapGroup("/api");

// 年度申报通知
api.MapPost("/calls", (PublishCall.Request request, PublishCall slice, Actor actor, CancellationToken ct) => slice.Handle(request, actor, ct)).For(Roles.IntakeOfficer);
api.MapGet("/calls", (ListCalls slice, CancellationToken ct) => slice.Handle(ct)).ForEveryone();
api.MapGet("/calls/{callId:guid}", (Guid callId, ReadCall slice, CancellationToken ct) => slice.Handle(callId, ct)).ForEveryone();

// 申报书
api.MapGet("/applications", (string? stage, string? q, string? after, ListApplications slice, Actor actor, CancellationToken ct)
    => slice.Handle(new(stage, q, after), actor, ct)).ForReading([Roles.Applicant, .. Roles.Staff]);
api.MapGet("/applications.csv", (string? stage, string? q, ExportApplications slice, Actor actor) => slice.Handle(new(stage, q), actor)).ForReading(Roles.Staff);
api.MapPost("/applications", (StartApplication.Request request, StartApplication slice, Actor actor, CancellationToken ct) => slice.Handle(request, actor, ct)).For(Roles.Applicant);
var application = api.MapGroup("/applications/{id:guid}");
application.MapGet("", (Guid id, ReadApplication slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct)).ForReading([Roles.Applicant, Roles.Expert, .. Roles.Staff]);
application.MapPut("/form", (Guid id, ApplicationForm form, [FromHeader(Name = "If-Match")] string? ifMatch, SaveForm slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, form, ETag.Version(ifMatch), actor, ct)).For(Roles.Applicant);
application.MapPost("/attachments", (Guid id, [FromForm] string kind, [FromForm] string? title, IFormFile file, Attach slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, kind, title ?? "", file.FileName, file.OpenReadStream(), actor, ct)).DisableAntiforgery().For(Roles.Applicant);
application.MapGet("/attachments/{attachmentId:guid}", (Guid id, Guid attachmentId, DownloadAttachment slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, attachmentId, actor, ct)).ForReading([Roles.Applicant, Roles.Expert, .. Roles.Staff]);
application.MapDelete("/attachments/{attachmentId:guid}", (Guid id, Guid attachmentId, RemoveAttachment slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, attachmentId, actor, ct)).For(Roles.Applicant);
application.MapGet("/submission", (Guid id, DownloadSubmission slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct)).ForReading([Roles.Applicant, .. Roles.Staff]);
application.MapPost("/submit", (Guid id, Submit slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct)).For(Roles.Applicant);
application.MapPost("/resubmit", (Guid id, Resubmit slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct)).For(Roles.Applicant);
application.MapPost("/withdraw", (Guid id, Withdraw.Request request, Withdraw slice, Actor actor, CancellationToken ct) => slice.Handle(id, request, actor, ct)).For(Roles.Applicant);

// 形式审查
application.MapPost("/judgements", (Guid id, JudgeConditions.Request request, JudgeConditions slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.IntakeOfficer);
application.MapPost("/request-correction", (Guid id, RequestCorrection.Request request, RequestCorrection slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.IntakeOfficer);
application.MapPost("/pass", (Guid id, PassFormalReview slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct)).For(Roles.IntakeOfficer);
application.MapPost("/refuse", (Guid id, RefuseFormalReview.Request request, RefuseFormalReview slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.IntakeOfficer);

app.MapPages<App>();
await app.RunService();
