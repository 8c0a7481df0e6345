using Alliance.Platform.Hosting;
using Alliance.Platform.Messaging;
using Alliance.Platform.Security;
using Alliance.Workflows;
using Alliance.Workflows.Cases;
using Alliance.Workflows.Clock;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;

var builder = ServiceHost.CreateBuilder(args, "workflows");

builder.AddMessaging(bus =>
{
    bus.AddSagaStateMachine<RecognitionProcess, RecognitionCase>().InProcessCases();
    bus.AddSagaStateMachine<OperationProcess, OperationCase>().InProcessCases();
});

builder.AddParkedMessages([.. Commands.Queues, "workflows"]);

builder.Services.AddSingleton<DeadlinePoller>().AddHostedService(services => services.GetRequiredService<DeadlinePoller>());
builder.Services.AddScoped<RecomputeProvisionalDeadlines>().AddHostedService<RecomputeAtStart>();

builder.Services.AddScoped<ListCases>();
builder.Services.AddScoped<ReadCase>();
builder.Services.AddScoped<Overview>();
builder.Services.AddScoped<DeadlineWords>();

// Time can be moved only where it is simulated; elsewhere the interface does not exist.
var simulated = builder.Services.Any(service => service.ServiceType == typeof(SharedClock));
if (simulated) builder.Services.AddSingleton<MoveClock>();

var app = builder.Build();
app.UseService();
var api = app.MapGroup("/api");

api.MapGet("/cases", (string? kind, string? state, string? q, string? after, ListCases slice, CancellationToken ct) => slice.Handle(kind, state, q, after, ct)).ForReading(Roles.Staff);
api.MapGet("/cases/{caseId:guid}", (Guid caseId, ReadCase slice, CancellationToken ct) => slice.Handle(caseId, ct)).ForReading(Roles.Staff);
api.MapGet("/overview", (Overview slice, CancellationToken ct) => slice.Handle(ct)).ForReading(Roles.Staff);

if (simulated)
{
    api.MapGet("/clock", (MoveClock slice) => slice.Read()).ForReading(Roles.Staff);
    api.MapPost("/clock", (MoveClock.Request request, MoveClock slice, CancellationToken ct) => slice.Handle(request, ct)).For(Roles.Administrator);
}

app.MapPages<App>();
await app.RunService();
