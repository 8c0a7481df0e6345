using System.Globalization;
using Alliance.Launcher.Infrastructure;
using Alliance.Launcher.Running;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Platform.Messaging;
using Alliance.Platform.Security;
using Dapper;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using RabbitMQ.Client;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>A service of its own on the floor, with a real PostgreSQL and a real RabbitMQ.</summary>
public sealed class RunningFloor : IAsyncLifetime
{
    readonly DataDirectory _data = DataDirectory.Temporary();
    readonly List<FreePort> _ports = [];
    PostgresServer? _postgres;
    RabbitMqBroker? _broker;
    WebApplication? _service;

    /// <summary>The time of the floor; it stands still unless a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The service's container.</summary>
    public IServiceProvider Services => _service!.Services;

    /// <summary>How the schema's owner connects.</summary>
    public string OwnerConnection { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _data.Take();
        var postgres = StartPostgres(ct);
        var broker = StartBroker(ct);
        _postgres = await postgres;
        _broker = await broker;
        var database = (await Databases.Create(_postgres, _data, ["floor"], ct))["floor"];
        OwnerConnection = database.Owner;

        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Db"] = database.Runtime,
            ["ConnectionStrings:Owner"] = database.Owner,
            ["RabbitMq:Uri"] = _broker.Address.ToString(),
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.AddFloor("petitions");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddHostedService<DeadlinePoller>();
        builder.AddMessaging(bus =>
        {
            bus.AddConsumer<StampPetitionSlice>();
            bus.AddConsumer<UnreadableSlice>();
            bus.AddConsumer<SealPetitionSlice>();
            bus.AddSagaStateMachine<PetitionProcess, Petition>().InProcessCases();
        });
        builder.AddParkedMessages("petitions");
        _service = builder.Build();
        await _service.Services.GetRequiredService<Migrations>().Run(typeof(RunningFloor).Assembly, ct);
        await _service.StartAsync(ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.StopAsync();
            await _service.DisposeAsync();
        }
        if (_broker is not null) await _broker.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        foreach (var port in _ports) port.Dispose();
        await _data.DisposeAsync();
    }

    /// <summary>Files a petition as a page would: in a unit of work.</summary>
    public Task File(Guid petition) => File(petition, Clock.GetUtcNow().AddDays(7));

    /// <summary>Files a petition that lapses at this instant, or provisionally.</summary>
    public async Task File(Guid petition, DateTimeOffset? lapsesAt)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scope = Services.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<Database>().Begin(Actor.System("test"), ct);
        await work.Record(petition, "File");
        await work.Publish(new PetitionFiled(petition, lapsesAt));
        await work.Commit();
    }

    /// <summary>While this runs nobody stamps, so that petitions wait.</summary>
    public async Task WithoutStamps(Func<Task> during)
    {
        await using var owner = new NpgsqlConnection(OwnerConnection);
        await owner.OpenAsync();
        await using (var transaction = await owner.BeginTransactionAsync())
        {
            await owner.ExecuteAsync("lock table stamp in exclusive mode");
            await during();
        }
    }

    /// <summary>State of the petition's case, null where there is none.</summary>
    public Task<string?> StateOf(Guid petition) => Scalar<string>("select state from process_case where id = @petition", new { petition });

    /// <summary>How often a petition was stamped.</summary>
    public Task<long> Stamps(Guid petition) => Scalar<long>("select count(*) from stamp where petition_id = @petition", new { petition });

    /// <summary>One value from the service's database.</summary>
    public async Task<T?> Scalar<T>(string sql, object? parameters = null)
    {
        await using var connection = await Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    /// <summary>Rows from the service's database.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>(string sql, object? parameters = null)
    {
        await using var connection = await Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    /// <summary>The parked message of a petition, null where there is none.</summary>
    public async Task<ParkedMessage?> Parked(Guid petition)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ParkedMessages>().List(caseId: petition)).Items.SingleOrDefault();
    }

    /// <summary>Does something with the parked messages, as a page would.</summary>
    public async Task<T> WithParked<T>(Func<ParkedMessages, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<ParkedMessages>());
    }

    /// <summary>Waits until the service's queue holds nothing more.</summary>
    public Task QueueIsEmpty() => Until("the queue is empty", async () => (await Depth("petitions")).ToString(CultureInfo.InvariantCulture), "0");

    /// <summary>Looks again and again, for at most 20 seconds, until something is as expected; says what it last saw.</summary>
    public async Task Until(string what, Func<Task<string?>> look, string expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        string? seen = null;
        try
        {
            do
            {
                seen = await look();
                if (seen == expected) return;
            }
            while (await ticks.WaitForNextTickAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Waited 20 s until {what}: expected {expected}, last saw {seen ?? "nothing"}.");
        }
    }

    async Task<uint> Depth(string queue)
    {
        await using var connection = await Services.GetRequiredService<IConnectionFactory>().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }

    async Task<PostgresServer> StartPostgres(CancellationToken ct) => Postgres.FromEnvironment() ?? await Postgres.Private(_data, Port(), ct);

    async Task<RabbitMqBroker> StartBroker(CancellationToken ct)
        => RabbitMq.FromEnvironment() ?? await RabbitMq.Private(_data, Port(), Port(), Port(), ct);

    int Port()
    {
        var port = FreePort.Any();
        _ports.Add(port);
        return port.Number;
    }
}
