using Alliance.Core.Lists;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Review;
using Alliance.Review.Experts;
using Alliance.Review.Reviews;
using Alliance.Review.Reviews.Panels;
using Alliance.Review.Reviews.Sheets;
using Alliance.Web;
using Alliance.Web.Api;
using Alliance.Web.Desk;
using Alliance.Web.Security;

var builder = ServiceHost.CreateBuilder(args, "review");

builder.Services.AddScoped<AddExpert>();
builder.Services.AddScoped<ListExperts>();

builder.Services.AddScoped<AppointPanel>();
builder.Services.AddScoped<StateRecusal>();
builder.Services.AddScoped<ReplaceExpert>();
builder.Services.AddScoped<SubmitSheet>();
builder.Services.AddScoped<ConcludeReview>();
builder.Services.AddScoped<ReadReview>();
builder.Services.AddScoped<ListReviews>();
builder.Services.AddScoped<Workbench>();
builder.Services.AddHostedService<TellSeats>();

builder.AddMessaging(bus =>
{
    bus.AddConsumer<OpenExpertReview>();
    bus.AddConsumer<CloseReview>();
    bus.AddConsumer<HearApplicants>();
    bus.AddConsumer<KeepAlliances>();
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>()
    .AddLists(ListReviews.Table, ListReviews.Tasks, ListExperts.Table);
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

var experts = app.MapGroup("/api/experts");
experts.MapPost("", (AddExpert.Request request, AddExpert slice, Actor actor, CancellationToken ct) => slice.Handle(request, actor, ct))
    .For(Roles.ReviewSecretary);
experts.MapGet("", (string? q, [AsParameters] ListQuery query, ListExperts slice, CancellationToken ct) => slice.Handle(q, query, ct))
    .ForReading(Roles.ReviewSecretary);
api.MapFiles("/experts", "Experts", (string? q, [AsParameters] ListQuery query, ListExperts slice, CancellationToken ct) =>
    slice.Export(q, query, ct)).ForReading(Roles.ReviewSecretary);

var reviews = app.MapGroup("/api/reviews");
string[] readers = [Roles.ReviewSecretary, Roles.Expert, Roles.CertificationOfficer, Roles.DecisionMaker];
reviews.MapGet("", ([AsParameters] ListReviews.Request request, [AsParameters] ListQuery query, ListReviews slice, Actor actor,
    CancellationToken ct) => slice.Handle(request, query, actor, ct)).ForReading(readers);
api.MapFiles("/reviews", "Reviews", ([AsParameters] ListReviews.Request request, [AsParameters] ListQuery query, ListReviews slice,
    Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct)).ForReading(readers);
api.MapFiles("/my-reviews", "MyReviews", ([AsParameters] ListReviews.Request request, [AsParameters] ListQuery query, ListReviews slice,
    Actor actor, CancellationToken ct) => slice.ExportMine(request, query, actor, ct)).For(Roles.Expert);
reviews.MapGet("/{applicationId:guid}", (Guid applicationId, ReadReview slice, Actor actor, CancellationToken ct) =>
    slice.Handle(applicationId, actor, ct))
    .ForReading(Roles.ReviewSecretary, Roles.Expert, Roles.CertificationOfficer, Roles.DecisionMaker);
reviews.MapPost("/{applicationId:guid}/panel",
    (Guid applicationId, AppointPanel.Request request, AppointPanel slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.ReviewSecretary);
reviews.MapPost("/{applicationId:guid}/recusal",
    (Guid applicationId, StateRecusal.Request request, StateRecusal slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.Expert);
reviews.MapPost("/{applicationId:guid}/replace",
    (Guid applicationId, ReplaceExpert.Request request, ReplaceExpert slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.ReviewSecretary);
reviews.MapPost("/{applicationId:guid}/sheet",
    (Guid applicationId, SubmitSheet.Request request, SubmitSheet slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.Expert);
reviews.MapPost("/{applicationId:guid}/opinion",
    (Guid applicationId, ConcludeReview.Request request, ConcludeReview slice, Actor actor, CancellationToken ct)
    => slice.Handle(applicationId, request, actor, ct)).For(Roles.Expert);

app.MapPages<App>();
await app.RunService();
