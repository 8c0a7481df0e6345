using System.Globalization;
using Alliance.Core.Data;
using Alliance.Core.Messaging;
using Alliance.Documents;
using Alliance.Engine;
using Alliance.Letters;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Alliance.Web;
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
public class RunningFloor : IAsyncLifetime
{
    readonly DataDirectory _data = DataDirectory.Temporary();
    readonly FreePort[] _of = [FreePort.Any(), FreePort.Any(), FreePort.Any(), FreePort.Any()];
    PostgresServer? _postgres;
    RabbitMqBroker? _broker;
    ServiceDatabase? _database;
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
        _database = (await Databases.Create(_postgres, _data, ["floor"], ct))["floor"];
        OwnerConnection = _database.Owner;
        await StartService();
    }

    /// <summary>Starts the service; after <see cref="StopService"/> it is as if another replica took over.</summary>
    public async Task StartService()
    {
        var ct = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Db"] = _database!.Runtime,
            ["ConnectionStrings:Owner"] = _database.Owner,
            ["RabbitMq:Uri"] = _broker!.Address.ToString(),
            ["RabbitMq:Patience"] = Patience.ToString(),
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.AddFloor("petitions");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddDocuments().AddLetters().AddEngine("petitions");
        builder.AddMessaging(bus =>
        {
            bus.AddConsumer<StampPetitionSlice>();
            bus.AddConsumer<UnreadableSlice>();
            bus.AddConsumer<SealPetitionSlice>();
            bus.AddSagaStateMachine<PetitionProcess, Petition>().InProcessCases();
        });
        // A test may publish past the outbox, which alone would keep what nobody hears yet.
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);
        _service = builder.Build();
        _service.UseExceptionHandler();
        _service.MapFloor();
        _service.MapPost("/api/petitions/{id:guid}", (Guid id) => File(id));
        await _service.Services.GetRequiredService<Migrations>().Run(typeof(RunningFloor).Assembly, ct);
        await _service.StartAsync(ct);
        Http = new HttpClient { BaseAddress = new Uri(_service.Urls.First()) };
    }

    /// <summary>Tells the service to stop, as SIGTERM does, and waits until it has.</summary>
    public async Task StopService()
    {
        if (_service is null) return;
        Http.Dispose();
        await _service.StopAsync();
        await _service.DisposeAsync();
        _service = null;
    }

    /// <summary>The service over HTTP.</summary>
    public HttpClient Http { get; private set; } = new();

    /// <summary>kill -9 of the database server; false where the server is not the test's own.</summary>
    public Task<bool> KillDatabase() => Kill([_postgres!.Owned]);

    /// <summary>Starts the database server again.</summary>
    public async Task ReviveDatabase()
    {
        _postgres = await StartPostgres(TestContext.Current.CancellationToken);
        NpgsqlConnection.ClearAllPools(); // the tests' own connections; the service has to notice by itself
    }

    /// <summary>kill -9 of the broker.</summary>
    public Task<bool> KillBroker() => Kill(_broker!.Owned);

    /// <summary>Starts the broker again.</summary>
    public async Task ReviveBroker() => _broker = await StartBroker(TestContext.Current.CancellationToken);

    // False where the server is not our own to kill.
    static async Task<bool> Kill(IEnumerable<IAsyncDisposable?> owned)
    {
        var parts = owned.OfType<ChildProcess>().ToList();
        foreach (var part in parts) part.Kill();
        foreach (var part in parts) await part.Ended;
        return parts.Count > 0;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopService();
        if (_broker is not null) await _broker.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        foreach (var port in _of) port.Dispose();
        await _data.DisposeAsync();
    }

    /// <summary>Files a petition as a page would: in a unit of work.</summary>
    public Task File(Guid petition) => File(petition, Clock.GetUtcNow().AddDays(7));

    /// <summary>Files a petition that lapses at this instant, or provisionally.</summary>
    public async Task File(Guid petition, DateTimeOffset? lapsesAt)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scope = Services.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<Database>().BeginAsSystem("test", ct);
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
    public Task QueueIsEmpty()
        => Until("the queue is empty", async () => (await Depth("petitions")).ToString(CultureInfo.InvariantCulture), "0");

    /// <summary>Looks again and again, for at most a minute, until something is as expected; says what it last saw.</summary>
    public async Task Until(string what, Func<Task<string?>> look, string expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
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
            Assert.Fail($"Waited a minute until {what}: expected {expected}, last saw {seen ?? "nothing"}.");
        }
    }

    /// <summary>Does something with the broker, the service running or not.</summary>
    public async Task WithBroker(Func<IChannel, Task> act)
    {
        await using var connection = await new ConnectionFactory { Uri = _broker!.Address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await act(channel);
    }

    async Task<uint> Depth(string queue)
    {
        await using var connection = await Services.GetRequiredService<IConnectionFactory>().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }

    async Task<PostgresServer> StartPostgres(CancellationToken ct)
        => Postgres.FromEnvironment() ?? await Postgres.Private(_data, _of[0].Number, ct);

    async Task<RabbitMqBroker> StartBroker(CancellationToken ct)
        => (Broker is null ? RabbitMq.FromEnvironment() : null)
            ?? await RabbitMq.Private(_data, _of[1].Number, _of[2].Number, _of[3].Number, ct, Broker);

    /// <summary>Settings and policy of a broker of its own; null where any will do.</summary>
    protected virtual (string Arguments, string Policy)? Broker => null;

    /// <summary>How long messages wait in hand while the database is away.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromMinutes(10);
}
