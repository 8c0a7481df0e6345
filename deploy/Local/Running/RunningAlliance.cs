using System.Collections.Concurrent;
using System.Text.Json;
using Alliance.Local.Infrastructure;

namespace Alliance.Local.Running;

/// <summary>How an Alliance is to be run.</summary>
public sealed record AllianceOptions(DataDirectory Data)
{
    /// <summary>Whether time is simulated: then the clock can be moved, and only then.</summary>
    public bool SimulatedClock { get; init; }

    /// <summary>Where a simulated clock begins when the data directory is new; null: now.</summary>
    public DateTimeOffset? ClockBeginning { get; init; }

    /// <summary>Folders of application packages whose applicants get accounts.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [SourceTree.Samples];

    public IReadOnlyList<DemoAccount> ExtraAccounts { get; init; } = [];

    /// <summary>Policy documents of the bureau's own, beside those that ship with the product.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Services that somebody runs by hand, with the settings that are written for them.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>What carries the procedures out: one of <see cref="Engines.Names"/>.</summary>
    public string Engine { get; init; } = Engines.Default;

    /// <summary>The public port that is tried first.</summary>
    public int Port { get; init; } = 8080;
}

/// <summary>A process of the system, as other launchers see it in the state file; one that somebody runs by hand has no number
/// here.</summary>
public sealed record RunningPart(string Name, int? ProcessId, string Health);

/// <summary>What a launcher tells about the system it runs.</summary>
public sealed record RunningState(int ProcessId, Uri PublicAddress, DateTimeOffset Since, IReadOnlyList<RunningPart> Parts);

/// <summary>The whole system, running: PostgreSQL, RabbitMQ, the authority, five services, the workflow host and the gateway.</summary>
public sealed class RunningAlliance : IAsyncDisposable
{
    /// <summary>Everything with a database of its own; the gateway, last, is what people see.</summary>
    public static readonly IReadOnlyList<string> Services =
        ["identity", "intake", "review", "certification", "funding", "monitoring", "workflows", "gateway"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly AllianceOptions _options;
    private readonly Dictionary<string, FreePort> _ports = [];
    private readonly List<FreePort> _serverPorts = [];
    private readonly ConcurrentDictionary<string, ChildProcess> _processes = [];
    private readonly TaskCompletionSource<string> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyDictionary<string, ServiceDatabase> _databases = new Dictionary<string, ServiceDatabase>();
    private string? _engine;
    private PostgresServer? _postgres;
    private RabbitMqBroker? _rabbitMq;
    private volatile bool _stopping;

    private RunningAlliance(AllianceOptions options) => _options = options;

    /// <summary>The one address that people use.</summary>
    public Uri PublicAddress => new($"http://localhost:{_ports["gateway"].Number}");

    /// <summary>The address of a service behind the gateway.</summary>
    public Uri InternalAddress(string service) => new($"http://127.0.0.1:{_ports[service].Number}");

    public DataDirectory Data => _options.Data;

    /// <summary>The simulated clock, where there is one.</summary>
    public SimulatedClock? Clock { get; private set; }

    public IReadOnlyList<DemoAccount> Accounts { get; private set; } = [];

    /// <summary>How the services reach their databases; tests look into them.</summary>
    public IReadOnlyDictionary<string, ServiceDatabase> DatabasesOfServices => _databases;

    /// <summary>Where the services meet; tests say there what the procedure would say.</summary>
    public Uri BrokerAddress => _rabbitMq?.Address ?? throw new InvalidOperationException("The broker is not running.");

    /// <summary>Completes with the story when a process ended that nobody stopped.</summary>
    public Task<string> Broken => _broken.Task;

    /// <summary>Starts everything and returns when every part says that it is ready.</summary>
    public static async Task<RunningAlliance> Start(
        AllianceOptions options, IProgress<StartUpStep>? progress = null, CancellationToken ct = default)
    {
        var alliance = new RunningAlliance(options);
        try
        {
            options.Data.Take();
            await alliance.StartAll(progress, ct);
            return alliance;
        }
        catch
        {
            await alliance.DisposeAsync();
            throw;
        }
    }

    private async Task StartAll(IProgress<StartUpStep>? progress, CancellationToken ct)
    {
        Directory.CreateDirectory(Data.At("settings"));
        foreach (var service in Services) _ports[service] = service == "gateway" ? FreePort.From(_options.Port) : FreePort.Any();
        if (_options.Policies.Count > 0) Directory.CreateDirectory(Data.At("policies"));
        foreach (var (i, policy) in _options.Policies.Index()) await File.WriteAllTextAsync(Data.At($"policies/{i}.json"), policy, ct);
        if (_options.SimulatedClock) Clock = SimulatedClock.At(Data.At("clock"), _options.ClockBeginning);
        Accounts = [.. DemoAccounts.Staff, .. _options.ExtraAccounts, .. _options.Packages.SelectMany(DemoAccounts.ApplicantsOf)
            .DistinctBy(account => account.Account)];

        if (_options.Engine != Engines.Default)
            _engine = await progress.Watch($"Engine {_options.Engine}", () => Engines.Build(_options.Engine, Data, ct));
        var docker = await ProvideServers(progress, ct);
        var database = progress.Watch("PostgreSQL", async () =>
        {
            _postgres = Postgres.FromEnvironment()
                ?? (docker ? await Postgres.InDocker(Data, ServerPort(), ct) : await Postgres.Private(Data, ServerPort(), ct));
            _databases = await Databases.Create(_postgres, Data, Services, ct);
            return _postgres;
        });
        var broker = progress.Watch("RabbitMQ", async () =>
            _rabbitMq = RabbitMq.FromEnvironment()
                ?? (docker ? await RabbitMq.InDocker(Data, ServerPort(), ct)
                    : await RabbitMq.Private(Data, ServerPort(), ServerPort(), ServerPort(), ct)));
        await Task.WhenAll([broker, .. Services.Select(async service =>
        {
            await database;
            if (NeedsBroker(service)) await broker;
            WriteSettings(service);
            if (_options.Without.Contains(service)) return;
            await progress.Watch(service, async () =>
            {
                await StartService(service, ct);
                return service;
            });
        })]);
        await WriteState(ct);
    }

    /// <summary>Starts a service, at first or again, and waits until it is ready.</summary>
    public Task StartService(string service, CancellationToken ct = default) => StartService(service, new Dictionary<string, string>(), ct);

    /// <summary>The same, with settings besides its usual ones, or in their place.</summary>
    public async Task StartService(string service, IReadOnlyDictionary<string, string> settings, CancellationToken ct = default)
    {
        var configuration = ConfigurationOf(service);
        foreach (var (name, value) in settings) configuration[name] = value;
        var process = _processes[service] = await ChildProcess.Start(new(service, SourceTree.Dotnet, SourceTree.Assembly(service))
        {
            Log = Data.Log(service),
            InheritEnvironment = true,
            Environment = configuration,
            WorkingDirectory = SourceTree.Project(service),
        });
        _ = TellWhenItBreaks(process);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Patience.Until(service, process, () => IsReady(http, new Uri(InternalAddress(service), "health/ready"), ct), ct);
    }

    /// <summary>The process of a service, for those who look at what it uses.</summary>
    public int ProcessOf(string service) => _processes[service].Id;

    /// <summary>Holds a service as a machine that swaps would, until it may go on.</summary>
    public async Task WhileFrozen(string service, Func<Task> what)
    {
        _processes[service].Freeze();
        try
        {
            await what();
        }
        finally
        {
            _processes[service].Thaw();
        }
    }

    /// <summary>Ends a service as a crash would.</summary>
    public async Task KillService(string service)
    {
        if (!_processes.TryRemove(service, out var process)) throw new InvalidOperationException($"{service} does not run.");
        process.Kill();
        await process.Ended;
    }

    /// <summary>The last lines that a part of the system wrote, for people who look for a cause.</summary>
    public string LogTail(string part, int lines = 40)
        => _processes.TryGetValue(part, out var process) ? process.LogTail(lines) : $"{part} does not run.";

    public static async Task<bool> IsReady(HttpClient http, Uri health, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(health, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception early) when (early is HttpRequestException || (early is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<bool> ProvideServers(IProgress<StartUpStep>? progress, CancellationToken ct)
    {
        var missing = new List<string>();
        if (Postgres.FromEnvironment() is null && Postgres.Installed is null) missing.Add(Postgres.Package);
        if (RabbitMq.FromEnvironment() is null && RabbitMq.Installed is null) missing.Add(RabbitMq.Package);
        var docker = (Postgres.FromEnvironment() is null || RabbitMq.FromEnvironment() is null) && await DockerEngine.Answers(ct);
        if (docker || missing.Count == 0) return docker;
        if (!DebianPackages.CanInstall)
        {
            throw new CannotStartException(
                $"Missing on this machine: {string.Join(" and ", missing)}. Install them (Debian, Ubuntu: sudo apt-get install " +
                $"{string.Join(' ', missing)}), "
                + $"or start a Docker engine, or name servers in {Postgres.AddressVariable} and {RabbitMq.AddressVariable}.");
        }
        return await progress.Watch($"Installing {string.Join(" and ", missing)} with apt", async () =>
        {
            await DebianPackages.Install(missing, Data.Log("apt"), ct);
            return false;
        });
    }

    /// <summary>People and pages pass through these two; messages do not.</summary>
    private static bool NeedsBroker(string service) => service is not ("identity" or "gateway");

    private int ServerPort()
    {
        lock (_serverPorts)
        {
            _serverPorts.Add(FreePort.Any());
            return _serverPorts[^1].Number;
        }
    }

    private Dictionary<string, string> ConfigurationOf(string service)
    {
        var configuration = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            // Both loopback families for the address that people type; the gateway alone is reached from outside.
            ["ASPNETCORE_URLS"] = service == "gateway" ? PublicAddress.ToString() : InternalAddress(service).ToString(),
            ["ConnectionStrings__Db"] = _databases[service].Runtime,
            ["ConnectionStrings__Owner"] = _databases[service].Owner,
            ["PublicOrigin"] = PublicAddress.GetLeftPart(UriPartial.Authority),
            ["Identity__Authority"] = PublicAddress.GetLeftPart(UriPartial.Authority) + "/identity",
            ["Identity__Internal"] = InternalAddress("identity").ToString(),
            // A watcher on settings files per process soon uses up what Linux allows a user.
            ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false",
            // Code that is compiled to be measured first pays in a service that runs for days, not in ten that start on one machine for
            // minutes.
            ["DOTNET_TieredPGO"] = "0",
            // A thread that turns in circles until there is work again takes the processor from the others.
            ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
        };
        if (NeedsBroker(service)) configuration["RabbitMq__Uri"] = _rabbitMq!.Address.ToString();
        if (Clock is not null) configuration["Clock__File"] = Clock.File;
        if (_options.Policies.Count > 0) configuration["Policies__Folder"] = Data.At("policies");
        if (service is "certification")
        {
            configuration["OpenData__Licence"] = "https://creativecommons.org/licenses/by/4.0/";
            configuration["OpenData__LicenceName"] = "CC BY 4.0";
        }
        if (service is "workflows" && _engine is not null) configuration["Workflows__Engine"] = _engine;
        if (service is "gateway" or "identity") configuration["Identity__ClientSecret"] = Data.Secret("client");
        if (service is "gateway")
        {
            foreach (var other in Services.Where(s => s != service))
                configuration[$"Services__{other}"] = InternalAddress(other).ToString();
        }
        if (service is "identity")
        {
            configuration["Identity__DemoAccounts"] = Data.WritePrivately("accounts.json", JsonSerializer.Serialize(Accounts, Json));
            configuration["Identity__DemoPassword"] = DemoAccounts.Password;
            configuration["Identity__CertificateDirectory"] = Data.At("identity");
        }
        return configuration;
    }

    /// <summary>A service's settings as ASP.NET Core reads them from a file; its launch profile names the file.</summary>
    private void WriteSettings(string service)
        => Data.WritePrivately($"settings/{service}.json", JsonSerializer.Serialize(ConfigurationOf(service)
        .Where(setting => setting.Key != "ASPNETCORE_ENVIRONMENT" && !setting.Key.StartsWith("DOTNET_", StringComparison.Ordinal))
        .ToDictionary(setting => setting.Key == "ASPNETCORE_URLS" ? "urls" : setting.Key.Replace("__", ":", StringComparison.Ordinal),
            setting => setting.Value), Json));

    private async Task TellWhenItBreaks(ChildProcess process)
    {
        await process.Ended;
        if (!_stopping && _processes.Values.Contains(process)) _broken.TrySetResult(process.Obituary());
    }

    private Task WriteState(CancellationToken ct)
        => File.WriteAllTextAsync(Data.StateFile,
            JsonSerializer.Serialize(new RunningState(Environment.ProcessId, PublicAddress, DateTimeOffset.UtcNow,
        [.. Services.Select(service => new RunningPart(service, _processes.TryGetValue(service, out var process) ? process.Id
            : null, new Uri(InternalAddress(service), "health/ready").ToString()))]), Json), ct);

    /// <summary>Stops in the opposite order of starting: nobody is left without what he needs.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        if (_processes.TryRemove("gateway", out var gateway)) await gateway.DisposeAsync();
        await Task.WhenAll(_processes.Values.Select(process => process.DisposeAsync().AsTask()));
        if (Data.IsTemporary && _postgres is { IsShared: true }) await Databases.Drop(_postgres, _databases);
        await Task.WhenAll(_rabbitMq?.DisposeAsync().AsTask() ?? Task.CompletedTask, _postgres?.DisposeAsync().AsTask()
            ?? Task.CompletedTask);
        foreach (var port in _ports.Values.Concat(_serverPorts)) port.Dispose();
        await Data.DisposeAsync();
    }
}
