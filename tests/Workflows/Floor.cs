using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Messaging;
using Alliance.Core.Text;
using Alliance.Engine;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Alliance.Statute.Periods;
using Alliance.Workflows.Calendars;
using Alliance.Workflows.Machines;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Alliance.Workflows.Tests;
using Alliance.Workflows.Upgrades;
using Dapper;
using MassTransit;
using MassTransit.DependencyInjection;
using MassTransit.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Floor))]
// All scenarios share one database and, above all, one clock.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Alliance.Workflows.Tests;

/// <summary>
/// The procedures on a real PostgreSQL, cases, deadlines, inbox and outbox included; only the broker is missing. A scenario stands for
/// everybody else: it hands over what the services say, and reads what the procedures say. Another engine than the default one carries the
/// procedures out where the host's own setting names one; where <c>ALLIANCE_ALTERNATE</c> is set, the two take turns.
/// </summary>
public sealed class Floor : IAsyncLifetime
{
    readonly DataDirectory _directory = DataDirectory.Temporary();
    readonly FreePort _port = FreePort.Any();
    readonly Handled _handled = new();
    PostgresServer? _postgres;
    IReadOnlyDictionary<string, ServiceDatabase> _databases = new Dictionary<string, ServiceDatabase>();
    IReadOnlyList<ServiceProvider> _hosts = [];
    int _handed;

    public ScenarioClock Clock { get; } = new();
    public IServiceProvider Services => _hosts[0];
    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>The calendar the procedures reckon with; a scenario may put another one in place.</summary>
    public WorkCalendar Calendar { get; set; } = WorkCalendar.StateCouncil;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _directory.Take();
        _postgres = Postgres.FromEnvironment()
            ?? (Postgres.Installed is null ? await Postgres.InDocker(_directory, _port.Number, ct)
                : await Postgres.Private(_directory, _port.Number, ct));
        _databases = await Databases.Create(_postgres, _directory, ["workflows"], ct);
        await Migrate(_databases["workflows"], ct);
        var named = Environment.GetEnvironmentVariable("Workflows__Engine");
        string?[] engines = Environment.GetEnvironmentVariable("ALLIANCE_ALTERNATE") is null ? [named] : [named, null];
        _hosts = [.. engines.Select(engine => Compose(_databases["workflows"], ProcedureEngine.Of(engine)))];
        foreach (var host in _hosts) await host.GetRequiredService<IBusControl>().StartAsync(ct);
    }

    /// <summary>An empty procedure at this instant.</summary>
    public async Task<Scenario> Begin(DateTimeOffset now)
    {
        Clock.Now = now;
        Calendar = WorkCalendar.StateCouncil;
        // As the owner: the service itself may not remove what is on record.
        await using var connection = new NpgsqlConnection(_databases["workflows"].Owner);
        await connection.ExecuteAsync("""
            delete from process_case; delete from journal; delete from deadline; delete from outbox; delete
            from inbox; delete from parked_message;
            delete from step_change; delete from step_tally; delete from state_tally; delete from state_median; delete
            from case_search; delete from intervention; delete from held_message; delete from saved_view
            """);
        return new Scenario(this);
    }

    /// <summary>Hands a message over and waits until it has been handled. A message that could not be handled fails the scenario.</summary>
    public async Task Hand(object message, Guid id, CancellationToken ct)
    {
        var handled = _handled.Expect(id);
        var host = _hosts[_handed++ % _hosts.Count];
        var endpoint = await host.GetRequiredService<IBus>().GetSendEndpoint(new Uri("queue:workflows"));
        await endpoint.Send(message, message.GetType(), Pipe.Execute<SendContext>(send => send.MessageId = id), ct);
        await handled.WaitAsync(TimeSpan.FromSeconds(30), ct);
    }

    ServiceProvider Compose(ServiceDatabase database, ProcedureEngine engine)
    {
        Mappings.Register();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddNpgsqlDataSource(database.Runtime);
        services.AddSingleton<OutboxSignal>().AddSingleton<TimeProvider>(Clock).AddTransient(_ => Calendar).AddSingleton<DeadlinePoller>();
        services.AddScoped<Session>().AddScoped<Database>().AddScoped<Deadlines>()
            .AddScoped<IOutboxContextFactory<Session>, InboxContextFactory>();
        services.AddScoped<ParkedMessages>().AddScoped<RecomputeProvisionalDeadlines>().AddSingleton<PublishedCalendars>();
        engine.AddServices(services);
        services.AddMassTransit(bus =>
        {
            engine.Add<RecognitionProcess, RecognitionCase>(bus);
            engine.Add<OperationProcess, OperationCase>(bus);
            engine.Add<UpgradeProcess, UpgradeCase>(bus);
            engine.Add<RevocationProcess, RevocationCase>(bus);
            bus.ReplaceScoped<IScopedBusContextProvider<IBus>, ScopedBusContextProvider>();
            bus.UsingInMemory((context, memory) =>
            {
                memory.ConfigureJsonSerializerOptions(Json.Configure);
                memory.ReceiveEndpoint("workflows", endpoint =>
                {
                    endpoint.UseInbox(context);
                    endpoint.ConfigureSagas(context);
                });
                memory.ConnectReceiveObserver(_handled);
            });
        });
        return services.BuildServiceProvider();
    }

    static Task Migrate(ServiceDatabase database, CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Db"] = database.Runtime,
            ["ConnectionStrings:Owner"] = database.Owner,
        }).Build();
        return new Migrations(configuration, [new(typeof(Migrations).Assembly), new(typeof(Case).Assembly)],
            NullLogger<Migrations>.Instance).Run(typeof(RecognitionProcess).Assembly, ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.GetRequiredService<IBusControl>().StopAsync();
            await host.DisposeAsync();
        }
        if (_postgres is not null)
        {
            if (_postgres.IsShared) await Databases.Drop(_postgres, _databases);
            await _postgres.DisposeAsync();
        }
        _port.Dispose();
        await _directory.DisposeAsync();
    }
}

/// <summary>Time as the scenario says.</summary>
public sealed class ScenarioClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }
    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}

/// <summary>Tells when a message has been handled, or why not.</summary>
sealed class Handled : IReceiveObserver
{
    readonly Lock _lock = new();
    readonly Dictionary<Guid, TaskCompletionSource> _expected = [];

    public Task Expect(Guid messageId)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _expected[messageId] = source;
        return source.Task;
    }

    public Task PostReceive(ReceiveContext context) => Settle(context.GetMessageId(), source => source.TrySetResult());
    public Task ReceiveFault(ReceiveContext context, Exception exception)
        => Settle(context.GetMessageId(), source => source.TrySetException(exception));
    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class
        => Settle(context.MessageId, source => source.TrySetException(exception));
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;
    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

    Task Settle(Guid? messageId, Action<TaskCompletionSource> settle)
    {
        lock (_lock)
            if (messageId is { } id && _expected.TryGetValue(id, out var source)) settle(source);
        return Task.CompletedTask;
    }
}
