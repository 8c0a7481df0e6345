using System.Diagnostics;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Npgsql;

namespace Alliance.Faults;

/// <summary>A private PostgreSQL, a private RabbitMQ and replicas of the services, each of them a process that can be killed, held and
/// started again.</summary>
public sealed class Ground(Extent extent, Action<string> say) : IAsyncDisposable
{
    /// <summary>The services that answer commands, and the workflow host.</summary>
    public static readonly IReadOnlyList<string> Services = ["intake", "review", "certification", "funding", "monitoring", "workflows"];

    static readonly DateTimeOffset Beginning = new(2023, 9, 26, 1, 0, 0, TimeSpan.Zero);

    readonly DataDirectory _data = DataDirectory.Temporary();
    readonly Dictionary<string, FreePort> _ports = [];
    readonly Dictionary<(string Service, int Number), Replica> _replicas = [];
    readonly SemaphoreSlim _servers = new(1, 1);
    PostgresServer? _postgres;
    RabbitMqBroker? _broker;
    bool _ownDisk;
    volatile bool _ended;

    /// <summary>How to reach the databases as their owners.</summary>
    public IReadOnlyDictionary<string, NpgsqlDataSource> Databases { get; private set; } = new Dictionary<string, NpgsqlDataSource>();

    /// <summary>Where the broker listens.</summary>
    public Uri Broker => _broker!.Address;

    /// <summary>The time of all services.</summary>
    public Core.Hosting.SharedClock Clock { get; private set; } = null!;

    /// <summary>Processes that ended without being told to: what an orchestrator would have had to notice.</summary>
    public IReadOnlyCollection<string> Deaths => _deaths;
    readonly System.Collections.Concurrent.ConcurrentQueue<string> _deaths = [];

    /// <summary>Whether the disk of the database can be filled without anybody else noticing.</summary>
    public bool HasDiskOfItsOwn => _ownDisk;

    /// <summary>Starts everything.</summary>
    public async Task Start(CancellationToken ct)
    {
        _data.Take();
        _ownDisk = extent.Seconds >= 60 && await MountDisk(ct);
        await Task.WhenAll(StartPostgres(ct), StartBroker(ct));
        var databases = await Local.Running.Databases.Create(_postgres!, _data, Services, ct);
        Databases = databases.ToDictionary(d => d.Key,
            d => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(d.Value.Owner)
            {
                ApplicationName = "faults",
                Timeout = 5,
                CommandTimeout = 60
            }.ConnectionString));
        var offset = BitConverter.GetBytes((Beginning - DateTimeOffset.UtcNow).Ticks);
        await File.WriteAllBytesAsync(_data.At("clock"), offset, ct);
        Clock = new Core.Hosting.SharedClock(_data.At("clock"));
        foreach (var service in Services)
            for (var number = 0; number < ReplicasOf(service); number++)
            {
                var port = _ports[$"{service}-{number}"] = FreePort.Any();
                _replicas[(service, number)] =
                    new Replica(service, number, port.Number, ConfigurationOf(service, port.Number, databases[service]), _data.Log);
                if (service == "workflows" && number == 1 && extent.Engine is { } engine)
                    _replicas[(service, number)].Configuration["Workflows__Engine"] = engine;
            }
        // The first replica of each migrates; the others find it done.
        await Task.WhenAll(_replicas.Values.Select(replica => StartReplica(replica, ct)));
    }

    // The workflow host is what is on trial: two of it in every form.
    int ReplicasOf(string service) => service == "workflows" ? 2 : extent.Replicas;

    /// <summary>Ends one replica of the service by this signal, and starts another in its place.</summary>
    public async Task Replace(string service, Random random, bool kill, CancellationToken ct)
    {
        var replica = _replicas[(service, random.Next(ReplicasOf(service)))];
        if (kill) await replica.Kill();
        else await replica.Stop();
        if (!_ended) await StartReplica(replica, ct);
    }

    /// <summary>Holds one replica for a while.</summary>
    public async Task Freeze(string service, Random random, TimeSpan lasting, CancellationToken ct)
    {
        var process = _replicas[(service, random.Next(ReplicasOf(service)))].Process!;
        process.Freeze();
        await Task.Delay(lasting, ct);
        process.Thaw();
    }

    /// <summary>kill -9 of the broker; it comes back after a while.</summary>
    public async Task KillBroker(TimeSpan away, CancellationToken ct)
    {
        await _servers.WaitAsync(ct);
        try
        {
            foreach (var part in _broker!.Owned.OfType<ChildProcess>()) part.Kill();
            foreach (var part in _broker.Owned.OfType<ChildProcess>()) await part.Ended;
            await StayAway(away, ct);
            await StartBroker(ct);
        }
        finally
        {
            _servers.Release();
        }
    }

    /// <summary>kill -9 of the database server; it comes back after a while.</summary>
    public async Task KillDatabase(TimeSpan away, CancellationToken ct)
    {
        await _servers.WaitAsync(ct);
        try
        {
            var server = (ChildProcess)_postgres!.Owned!;
            server.Kill();
            await server.Ended;
            await StayAway(away, ct);
            await StartPostgres(ct);
        }
        finally
        {
            _servers.Release();
        }
    }

    /// <summary>Leaves the database without a free byte for a while. Where the server gives up over it, it is started again, as an operator
    /// would.</summary>
    public async Task FillDisk(TimeSpan lasting, CancellationToken ct)
    {
        await _servers.WaitAsync(ct);
        var ballast = Path.Combine(_data.At("postgres"), "ballast");
        try
        {
            await Run("sh", ct, "-c", $"dd if=/dev/zero of={ballast} bs=1M 2>/dev/null || true");
            await Task.Delay(lasting, ct);
            File.Delete(ballast);
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
            var server = (ChildProcess)_postgres!.Owned!;
            if (!server.Ended.IsCompleted) return;
            say("         PostgreSQL gave up on its full disk and is started again");
            await StartPostgres(ct);
        }
        finally
        {
            File.Delete(ballast);
            _servers.Release();
        }
    }

    async Task StartPostgres(CancellationToken ct) => _postgres = await Postgres.Private(_data, Port("postgres"), ct);

    async Task StartBroker(CancellationToken ct)
        => _broker = await RabbitMq.Private(_data, Port("rabbitmq"), Port("rabbitmq-distribution"), Port("epmd"), ct);

    int Port(string name)
    {
        lock (_ports) return (_ports.TryGetValue(name, out var port) ? port : _ports[name] = FreePort.Any()).Number;
    }

    async Task StartReplica(Replica replica, CancellationToken ct)
    {
        var process = await replica.Start();
        _ = Watch(replica, process, ct);
    }

    async Task Watch(Replica replica, ChildProcess process, CancellationToken ct)
    {
        await process.Ended;
        if (_ended || replica.Process != process) return;
        _deaths.Enqueue($"{replica.Service} ended by itself: {process.LogTail(3)}");
        await StartReplica(replica, ct);
    }

    /// <summary>Whether every replica says that it is ready.</summary>
    public async Task<bool> AllReady(CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        return (await Task.WhenAll(
            _replicas.Values.Select(replica =>
                RunningAlliance.IsReady(http, new Uri($"http://127.0.0.1:{replica.Port}/health/ready"), ct)))).All(ready => ready);
    }

    // A long absence is looked at in its middle: what an orchestrator and a reader of the public calls are told.
    async Task StayAway(TimeSpan away, CancellationToken ct)
    {
        await Task.Delay(away / 2, ct);
        if (away > TimeSpan.FromSeconds(30))
        {
            using var http = new HttpClient
            {
                Timeout = TimeSpan.FromSeconds(30),
                BaseAddress = new($"http://127.0.0.1:{_replicas.Values.First(replica => replica.Service == "intake").Port}/")
            };
            using var ready = await http.GetAsync("health/ready", ct);
            using var calls = await http.GetAsync("api/calls", ct);
            say(
                $"         readiness {(int)ready.StatusCode} {await ready.Content.ReadAsStringAsync(ct)}, calls " +
                $"{(int)calls.StatusCode}{(calls.Headers.RetryAfter is { } later ? $", Retry-After {later}" : "")}");
        }
        await Task.Delay(away / 2, ct);
    }

    /// <summary>Where every part writes its log, while the run lasts.</summary>
    public string Logs => Path.GetDirectoryName(_data.Log("x"))!;

    Dictionary<string, string> ConfigurationOf(string service, int port, ServiceDatabase database) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["ConnectionStrings__Db"] = database.Runtime,
        ["ConnectionStrings__Owner"] = database.Owner,
        ["RabbitMq__Uri"] = Broker.ToString(),
        ["PublicOrigin"] = "http://localhost:8080",
        ["Identity__Authority"] = "http://localhost:8080/identity",
        ["Identity__Internal"] = "http://127.0.0.1:1", // nobody signs in
        ["Clock__File"] = _data.At("clock"),
        ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false",
        ["DOTNET_TieredPGO"] = "0",
    };

    // A file system in memory, of a size of its own, is the only disk that can be filled without harm; only root may have one.
    async Task<bool> MountDisk(CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return false;
        Directory.CreateDirectory(_data.At("postgres"));
        return await Run("mount", ct, "-t", "tmpfs", "-o", "size=2g", "tmpfs", _data.At("postgres")) == 0;
    }

    static async Task<int> Run(string program, CancellationToken ct, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ended = true;
        foreach (var replica in _replicas.Values) replica.Process?.Thaw();
        await Task.WhenAll(_replicas.Values.Select(replica => replica.Kill()));
        foreach (var database in Databases.Values) await database.DisposeAsync();
        if (_broker is not null) await _broker.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        if (_ownDisk) await Run("umount", CancellationToken.None, _data.At("postgres"));
        foreach (var port in _ports.Values) port.Dispose();
        Clock?.Dispose();
        await _data.DisposeAsync();
        _servers.Dispose();
    }

    sealed class Replica(string service, int number, int port, Dictionary<string, string> configuration, Func<string, string> log)
    {
        int _starts;

        public string Service => service;
        public Dictionary<string, string> Configuration => configuration;
        public int Port => port;
        public ChildProcess? Process { get; private set; }

        public async Task<ChildProcess> Start()
            => Process = await ChildProcess.Start(new(service, SourceTree.Dotnet, SourceTree.Assembly(service))
            {
                Log = log($"{service}-{number}-{_starts++}"),
                InheritEnvironment = true,
                Environment = configuration,
                WorkingDirectory = SourceTree.Project(service),
            });

        public async Task Kill()
        {
            var process = Process;
            Process = null;
            if (process is null) return;
            process.Kill();
            await process.Ended;
        }

        public async Task Stop()
        {
            var process = Process!;
            Process = null;
            await process.Stop();
        }
    }
}
