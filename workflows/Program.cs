using Alliance.Platform.Hosting;
using Alliance.Platform.Messaging;
using Alliance.Statute.Periods;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;

var builder = ServiceHost.CreateBuilder(args, "workflows");
builder.Services.AddSingleton(WorkCalendar.StateCouncil);
builder.Services.AddHostedService<DeadlinePoller>();
builder.Services.AddScoped<RecomputeProvisionalDeadlines>().AddHostedService<RecomputeAtStart>();
builder.AddMessaging(bus =>
{
    bus.AddSagaStateMachine<RecognitionProcess, RecognitionCase>().InProcessCases();
    bus.AddSagaStateMachine<OperationProcess, OperationCase>().InProcessCases();
});

var app = builder.Build();
app.UseService();
await app.RunService();
