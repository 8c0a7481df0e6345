using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Hosting;
using Alliance.Core.Lists;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Alliance.Engine;
using Alliance.Lists;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Web;
using Alliance.Web.Api;
using Alliance.Web.Desk;
using Alliance.Web.Security;
using Alliance.Workflows;
using Alliance.Workflows.Calendars;
using Alliance.Workflows.Cases;
using Alliance.Workflows.Cases.Deadlines;
using Alliance.Workflows.Clock;
using Alliance.Workflows.Diagrams;
using Alliance.Workflows.Incidents;
using Alliance.Workflows.Interventions;
using Alliance.Workflows.Machines;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Policies;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Alliance.Workflows.ServiceLevels;
using Alliance.Workflows.Upgrades;
using Alliance.Workflows.Wording;

if (args is ["diagrams", var folder])
{
    DiagramFiles.Write(folder);
    return;
}

var builder = ServiceHost.CreateBuilder(args, "workflows");

var engine = ProcedureEngine.Of(builder.Configuration[ProcedureEngine.Setting]);
engine.AddServices(builder.Services);
builder.AddMessaging(bus =>
{
    engine.Add<RecognitionProcess, RecognitionCase>(bus);
    engine.Add<OperationProcess, OperationCase>(bus);
    engine.Add<UpgradeProcess, UpgradeCase>(bus);
    engine.Add<RevocationProcess, RevocationCase>(bus);
});

builder.Services.AddEngine([.. Commands.Queues, "workflows"]);
builder.Services.AddScoped<IReckonAgain, RecomputeProvisionalDeadlines>();

builder.Services.AddScoped<ListCalendars>().AddScoped<PublishCalendar>().AddScoped<ListPolicies>();

builder.Services.AddScoped<ListCases>();
builder.Services.AddScoped<ReadCase>();
builder.Services.AddScoped<Views>();
builder.Services.AddScoped<ListDeadlines>();
builder.Services.AddScoped<ForecastLoad>();
builder.Services.AddScoped<Overview>();
builder.Services.AddScoped<DeadlineWords>();
builder.Services.AddScoped<Story>();
builder.Services.AddScoped<ReadServiceLevels>();
builder.Services.AddScoped<ListFired>();
builder.Services.AddScoped<ListIncidents>();
builder.Services.AddScoped<SettleIncident>();
builder.Services.AddScoped<Explanation>();
builder.Services.AddScoped<Intervene>();
builder.Services.AddScoped<SettleIntervention>();
builder.Services.AddScoped<ListInterventions>();
builder.Services.AddScoped<MigrateCases>();
builder.Services.AddHostedService<DashboardMetrics>();
builder.Services.AddSingleton<DiagramSvg>();
builder.Services.AddScoped<FiguresOf>();
builder.Services.AddSingleton<TallyKeeper>().AddHostedService(services => services.GetRequiredService<TallyKeeper>());

// Time can be moved only where it is simulated; elsewhere the interface does not exist.
var simulated = builder.Services.Any(service => service.ServiceType == typeof(SharedClock));
if (simulated) builder.Services.AddSingleton<MoveClock>();

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>()
    .AddLists(ListCases.Table, ListDeadlines.Table, ListIncidents.Table, ListInterventions.Table);
builder.Services.AddDossiers().AddScoped<ReadBrief>().AddScoped<ReadDossier>();

var app = builder.Build();
app.UseService();
var api = app.MapGroup("/api");

api.MapWork();
api.MapFigures<ReadFigures>();
api.MapGet("/find", (string? q, Find slice, Actor actor, CancellationToken ct) => slice.Handle(q, actor, ct)).ForSignedIn();
api.MapGet("/alliances/{id:guid}/brief", (Guid id, ReadBrief slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForSignedIn()
    .Called("ReadBrief", "What this service tells of an application or an alliance, as far as the caller may read it.");
api.MapGet("/alliances/{id:guid}/dossier", (Guid id, ReadDossier slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff])
    .Called("ReadDossier", "What this service holds of an application or an alliance, with its record and the record's hashes.");

api.MapGet("/cases", (string? kind, string? state, string? q, string? policy, int? age, string? due, bool? incident,
    bool? paused, [AsParameters] ListQuery query, ListCases slice, CancellationToken ct) =>
    slice.Handle(new(kind, state, q, policy, age, due, incident ?? false, paused ?? false), query, ct)).ForReading(Roles.Staff);
api.MapFiles("/cases", "Cases", (string? kind, string? state, string? q, string? policy, int? age, string? due, bool? incident,
    bool? paused, [AsParameters] ListQuery query, ListCases slice, CancellationToken ct) =>
    slice.Export(new(kind, state, q, policy, age, due, incident ?? false, paused ?? false), query, ct)).ForReading(Roles.Staff);
api.MapViews();
api.MapGet("/views", (Views slice, Actor actor, CancellationToken ct) => slice.Mine(actor, ct)).ForReading(Roles.Staff)
    .Called("ListViews", "The views a person keeps, each with its count.");
api.MapGet("/views/{id:guid}", (Guid id, Views slice, Actor actor, CancellationToken ct) => slice.Find(id, actor, ct))
    .ForReading(Roles.Staff)
    .Called("ReadView", "A view that somebody passed on.");
api.MapPost("/views", (Views.Request request, Views slice, Actor actor, CancellationToken ct) => slice.Save(request, actor, ct))
    .For([Roles.Administrator, .. Roles.Staff])
    .Called("SaveView", "Keeps a search of cases under a name.");
api.MapDelete("/views/{id:guid}", (Guid id, Views slice, Actor actor, CancellationToken ct) => slice.Delete(id, actor, ct))
    .For([Roles.Administrator, .. Roles.Staff])
    .Called("DeleteView", "The owner of a view no longer wants it.");
api.MapGet("/cases/{caseId:guid}", (Guid caseId, ReadCase slice, CancellationToken ct) => slice.Handle(caseId, ct)).ForReading(Roles.Staff);
api.MapGet("/cases/{caseId:guid}/story", async (Guid caseId, ReadCase slice, Story story, CancellationToken ct) =>
    await slice.Handle(caseId, ct) is { Value: { } found } ? Results.Ok(story.Tell(found)) : Results.NotFound()).ForReading(Roles.Staff)
    .Called("TellStory", "A case told in plain sentences, each with its day and its article.").Produces<IReadOnlyList<Story.Line>>();
api.MapGet("/processes/{kind}", (string kind) => Processes.Find(kind) is { } diagram ? Results.Ok(diagram) : Results.NotFound())
    .ForReading(Roles.Staff)
    .Called("ReadProcess", "The diagram of a procedure: its states, and what leads from one to another.").Produces<Diagram>();
api.MapGet("/deadlines",
    (string? show, string? name, DateOnly? day, string? month, [AsParameters] ListQuery query, ListDeadlines slice, CancellationToken ct) =>
    slice.Handle(show, name, day, month, query, ct)).ForReading(Roles.Staff);
api.MapFiles("/deadlines", "Deadlines", (string? show, string? name, DateOnly? day, [AsParameters] ListQuery query, ListDeadlines slice,
    CancellationToken ct) => slice.Export(show, name, day, query, ct)).ForReading(Roles.Staff);
api.MapGet("/deadlines/forecast", (string? by, ForecastLoad slice, CancellationToken ct) => slice.Handle(by == "week", ct))
    .ForReading(Roles.Staff);
api.MapGet("/deadlines/forecast.csv", async (string? by, ForecastLoad slice, CancellationToken ct) =>
    Results.Text(ForecastLoad.Csv(await slice.Handle(by == "week", ct)), "text/csv; charset=utf-8")).ForReading(Roles.Staff)
    .Called("ForecastLoadAsCsv", "How many deadlines fall on which day or week, as CSV.").ProducesFile("text/csv");
api.MapGet("/incidents", (string? queue, Guid? caseId, [AsParameters] ListQuery query, ListIncidents slice, CancellationToken ct) =>
    slice.Handle(queue, caseId, query, ct)).ForReading();
api.MapFiles("/incidents", "Incidents", (string? queue, Guid? caseId, [AsParameters] ListQuery query, ListIncidents slice,
    CancellationToken ct) => slice.Export(queue, caseId, query, ct)).ForReading();
api.MapGet("/incidents/{id:guid}", (Guid id, ListIncidents slice, CancellationToken ct) => slice.Find(id, ct)).ForReading()
    .Called("ReadIncident", "A message that could not be handled, with its cause.");
api.MapPost("/incidents/{id:guid}/return", (Guid id, SettleIncident slice, Actor actor, CancellationToken ct) =>
    slice.Return(id, actor, ct)).For(Roles.Administrator)
    .Called("ReturnIncident", "Sends a parked message back to its queue.");
api.MapPost("/incidents/return", (SettleIncident.Returning request, SettleIncident slice, Actor actor, CancellationToken ct) =>
    slice.ReturnAll(request, actor, ct)).For(Roles.Administrator)
    .Called("ReturnIncidents", "Sends the parked messages of a queue back.");
api.MapPost("/incidents/{id:guid}/discard",
    (Guid id, SettleIncident.Discarding request, SettleIncident slice, Actor actor, CancellationToken ct) =>
    slice.Discard(id, request, actor, ct)).For(Roles.Administrator)
    .Called("DiscardIncident", "Gives a parked message up, with a reason that is kept.");

// 案件干预
api.MapPost("/cases/{caseId:guid}/pause", (Guid caseId, PauseCase.Request request, Intervene slice, Actor actor, CancellationToken ct) =>
    slice.Handle(caseId, new PauseCase(), request.Reason, actor, ct)).For(Roles.Administrator)
    .Called("PauseCase", "Pauses a case; its deadlines wait.");
api.MapPost("/cases/{caseId:guid}/resume", (Guid caseId, PauseCase.Request request, Intervene slice, Actor actor, CancellationToken ct) =>
    slice.Handle(caseId, new ResumeCase(), request.Reason, actor, ct)).For(Roles.Administrator)
    .Called("ResumeCase", "Lets a paused case go on.");
api.MapPost("/cases/{caseId:guid}/repeat",
    (Guid caseId, RepeatCommand.Request request, Intervene slice, Actor actor, CancellationToken ct) =>
    slice.Handle(caseId, new RepeatCommand(request.Position, request.Command), request.Reason, actor, ct)).For(Roles.Administrator)
    .Called("RepeatCommand", "Says a command of the case again.");
api.MapPost("/cases/{caseId:guid}/move-deadline",
    (Guid caseId, MoveDeadline.Request request, Intervene slice, Actor actor, CancellationToken ct) =>
    slice.Handle(caseId, new MoveDeadline(request.Name, request.Until), request.Reason, actor, ct)).For(Roles.Administrator)
    .Called("MoveDeadline", "Moves a deadline of a case, with a reason.");
api.MapGet("/migrations", (string version, string to, Guid? caseId, string? after, MigrateCases slice, CancellationToken ct) =>
    slice.Look(version, to, caseId, after, ct)).ForReading(Roles.Staff)
    .Called("PreviewMigration", "What would change for the cases of a policy version under a newer one.");
api.MapPost("/migrations", (MigrateCase.Request request, MigrateCases slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.Administrator);
api.MapGet("/interventions", (string? state, Guid? caseId, [AsParameters] ListQuery query, ListInterventions slice,
    CancellationToken ct) => slice.Handle(state, caseId, query, ct)).ForReading(Roles.Staff);
api.MapFiles("/interventions", "Interventions", (string? state, Guid? caseId, [AsParameters] ListQuery query, ListInterventions slice,
    CancellationToken ct) => slice.Export(state, caseId, query, ct)).ForReading(Roles.Staff);
api.MapGet("/interventions/{id:guid}", (Guid id, ListInterventions slice, CancellationToken ct) => slice.Find(id, ct))
    .ForReading(Roles.Staff)
    .Called("ReadIntervention", "One intervention: who changed what, why, and when.");
api.MapPost("/interventions/{id:guid}/confirm", (Guid id, SettleIntervention slice, Actor actor, CancellationToken ct) =>
    slice.Confirm(id, actor, ct)).For(Roles.Administrator)
    .Called("ConfirmIntervention", "Another administrator confirms a proposed intervention; it is carried out.");
api.MapPost("/interventions/{id:guid}/reject",
    (Guid id, SettleIntervention.Rejecting request, SettleIntervention slice, Actor actor, CancellationToken ct) =>
    slice.Reject(id, request, actor, ct)).For(Roles.Administrator)
    .Called("RejectIntervention", "Another administrator rejects a proposed intervention, with a reason.");

api.MapGet("/service-levels", async (string kind, ReadServiceLevels slice, CancellationToken ct) =>
    Processes.Find(kind) is { } diagram ? Results.Ok(await slice.Handle(diagram, ct)) : Results.NotFound()).ForReading(Roles.Staff)
    .Produces<ReadServiceLevels.Answer>();
api.MapGet("/service-levels.csv", async (string kind, ReadServiceLevels slice, CancellationToken ct) => Processes.Find(kind) is { } diagram
    ? Results.Text(ReadServiceLevels.Csv(await slice.Handle(diagram, ct)), "text/csv; charset=utf-8")
    : Results.NotFound()).ForReading(Roles.Staff)
    .Called("ReadServiceLevelsAsCsv", "How long the steps of a procedure take, as CSV.").ProducesFile("text/csv");
// 工作日历
api.MapGet("/calendars", (ListCalendars slice, CancellationToken ct) => slice.Handle(ct)).ForReading(Roles.Staff);
api.MapGet("/calendars/{year:int}", (int year, StatutoryClock clock) =>
    clock.Calendar.Notices.FirstOrDefault(n => n.Year == year) is { } notice
    ? Results.Text(notice.ToJson(), "application/json") : Results.NotFound()).ForReading(Roles.Staff)
    .Called("ReadCalendar", "The published calendar of a year, as it was published.").ProducesFile("application/json");
api.MapGet("/calendars/schema", () => Results.Text(CalendarNotice.Schema, "application/schema+json")).ForReading(Roles.Staff)
    .Called("ReadCalendarSchema", "The JSON Schema of a yearly calendar notice.").ProducesFile("application/schema+json");
api.MapGet("/calendars/local-schema", () => Results.Text(LocalNotice.Schema, "application/schema+json")).ForReading(Roles.Staff)
    .Called("ReadLocalCalendarSchema", "The JSON Schema of a notice of local days off.").ProducesFile("application/schema+json");
api.MapPost("/calendars/preview", async (Stream document, PublishCalendar slice, CancellationToken ct) =>
    await slice.Look(await RequestText.Read(document, PublishCalendar.LongestDocument, ct), ct)).For(Roles.Administrator)
    .Called("PreviewCalendar", "What a calendar notice would change, before it is published.");
api.MapPost("/calendars", async (Stream document, PublishCalendar slice, Actor actor, CancellationToken ct) =>
    await slice.Handle(await RequestText.Read(document, PublishCalendar.LongestDocument, ct), actor, ct)).For(Roles.Administrator);

// 政策版本
api.MapGet("/policies", (ListPolicies slice) => slice.Handle()).ForReading(Roles.Staff);
api.MapGet("/policies/schema", () => Results.Text(PolicyReader.Schema, "application/schema+json")).ForReading(Roles.Staff)
    .Called("ReadPolicySchema", "The JSON Schema of a policy.").ProducesFile("application/schema+json");
api.MapGet("/policies/compare", (string? before, string? after, ListPolicies slice) => slice.Compare(before, after)).ForReading(Roles.Staff)
    .Called("ComparePolicies", "What differs between two policy versions.");
api.MapGet("/policies/{version}", (string version) => PolicyBook.Known(version) is { } policy
    ? Results.Text(policy.Document.ToJson(), "application/json") : Results.NotFound()).ForReading(Roles.Staff)
    .Called("ReadPolicy", "A policy version, as it was published.").ProducesFile("application/json");
api.MapPost("/policies/check", async (Stream document, ListPolicies slice, CancellationToken ct) =>
    slice.Check(await RequestText.Read(document, PolicyReader.LongestDocument, ct))).For([Roles.Administrator, .. Roles.Staff])
    .Called("CheckPolicy", "Whether a draft could be a policy, and every fault it has.");

api.MapGet("/overview", (Overview slice, CancellationToken ct) => slice.Handle(ct)).ForReading(Roles.Staff);

if (simulated)
{
    api.MapGet("/clock", (MoveClock slice) => slice.Read()).ForReading(Roles.Staff)
    .Called("ReadClock", "What time it is for everybody, where time is simulated.");
    api.MapPost("/clock", (MoveClock.Request request, MoveClock slice, CancellationToken ct) => slice.Handle(request, ct))
        .For(Roles.Administrator);
}

app.MapPages<App>();
app.Logger.LogInformation("{Engine} carries the procedures out", engine.Name);
await app.RunService();
