using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Alliance.Review;
using Alliance.Review.Experts;
using Alliance.Review.Reviews;
using Alliance.Review.Reviews.Panels;
using Alliance.Review.Reviews.Sheets;
using Alliance.Web;
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
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>();

var app = builder.Build();
app.UseService();
app.MapGroup("/api").MapWork();
app.MapGroup("/api").MapFigures<ReadFigures>();
app.MapGet("/api/find", (string? q, Find slice, Actor actor, CancellationToken ct) => slice.Handle(q, actor, ct)).ForSignedIn();

var experts = app.MapGroup("/api/experts");
experts.MapPost("", (AddExpert.Request request, AddExpert slice, Actor actor, CancellationToken ct) => slice.Handle(request, actor, ct))
    .For(Roles.ReviewSecretary);
experts.MapGet("", (string? q, string? after, ListExperts slice, CancellationToken ct) => slice.Handle(q, after, ct))
    .ForReading(Roles.ReviewSecretary);

var reviews = app.MapGroup("/api/reviews");
reviews.MapGet("", ([AsParameters] ListReviews.Request request, ListReviews slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct))
    .ForReading(Roles.ReviewSecretary, Roles.Expert, Roles.CertificationOfficer, Roles.DecisionMaker);
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
