using System.Diagnostics;
using System.Globalization;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Npgsql;
using RabbitMQ.Client;

namespace Alliance.Benchmarks.Floor;

/// <summary>Processor time in ms.</summary>
sealed record Spent(double Replicas, double Postgres, double Broker, double Self)
{
    public Spent Since(Spent before, int steps) => new(
        (Replicas - before.Replicas) / steps, (Postgres - before.Postgres) / steps, (Broker - before.Broker) / steps,
        (Self - before.Self) / steps);
}

/// <summary>A private PostgreSQL that waits for its disk, a private RabbitMQ, and replicas of the workflow host.</summary>
sealed class Bench : IAsyncDisposable
{
    readonly DataDirectory _data = DataDirectory.Temporary();
    readonly List<FreePort> _ports = [];
    readonly List<ChildProcess> _replicas = [];
    Uri? _metrics;
    PostgresServer? _postgres;
    RabbitMqBroker? _broker;

    public ServiceDatabase Database { get; private set; } = null!;
    public NpgsqlDataSource Owner { get; private set; } = null!;
    public Uri Broker => _broker!.Address;
    public IConnection Connection { get; private set; } = null!;

    public async Task Start()
    {
        _data.Take();
        _postgres = await Postgres.Private(_data, Port(), default, durable: true);
        _broker = await RabbitMq.Private(_data, Port(), Port(), Port(), default);
        Database = (await Databases.Create(_postgres, _data, ["workflows"], default))["workflows"];
        Owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.Owner) { CommandTimeout = 300 }.ConnectionString);
        Connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync("benchmark");
    }

    /// <summary>Starts a workflow host more; with the engine of this assembly, or the one it comes with.</summary>
    public async Task AddReplica(string? engine = null)
    {
        var port = Port();
        var replica = await ChildProcess.Start(new("workflows", SourceTree.Dotnet, SourceTree.Assembly("workflows"))
        {
            Log = _data.Log($"workflows-{_replicas.Count}"),
            InheritEnvironment = true,
            WorkingDirectory = SourceTree.Project("workflows"),
            Environment = new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["ConnectionStrings__Db"] = Database.Runtime,
                ["ConnectionStrings__Owner"] = Database.Owner,
                ["RabbitMq__Uri"] = Broker.ToString(),
                ["Workflows__Engine"] = engine ?? "",
                ["PublicOrigin"] = "http://localhost:8080",
                ["Identity__Authority"] = "http://localhost:8080/identity",
                ["Identity__Internal"] = "http://127.0.0.1:1",
            },
        });
        _replicas.Add(replica);
        _metrics = new Uri($"http://127.0.0.1:{port}/metrics");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Until(() => RunningAlliance.IsReady(http, new Uri($"http://127.0.0.1:{port}/health/ready"), default));
    }

    /// <summary>Ends the replicas; what comes waits for the next.</summary>
    public async Task StopReplicas()
    {
        foreach (var replica in _replicas) await replica.DisposeAsync();
        _replicas.Clear();
    }

    /// <summary>What the newest replica has allocated so far, in bytes.</summary>
    public async Task<double> Allocated()
    {
        using var http = new HttpClient();
        return (await http.GetStringAsync(_metrics)).Split('\n')
            .Where(line => line.StartsWith("dotnet_gc_heap_total_allocated", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Resident memory of a replica, in MB.</summary>
    public double Memory => _replicas.Average(replica => Process.GetProcessById(replica.Id).WorkingSet64 / 1048576.0);

    /// <summary>Processor time spent so far, in ms: by the replicas, by PostgreSQL, by the broker, and by this program, which feeds and
    /// counts.</summary>
    public Spent Cpu()
    {
        var postmaster = ((ChildProcess)_postgres!.Owned!).Id;
        var broker = _broker!.Owned.OfType<ChildProcess>().Select(part => part.Id).ToHashSet();
        double replicas = 0, postgres = 0, broking = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
            string[] stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(folder, "stat")).Split(") ")[^1].Split(' ');
            }
            catch (IOException)
            {
                continue; // it ended meanwhile
            }
            var parent = int.Parse(stat[1], CultureInfo.InvariantCulture);
            // User and system time, in the kernel's hundredths of a second.
            var spent = 10 * (double.Parse(stat[11], CultureInfo.InvariantCulture) + double.Parse(stat[12], CultureInfo.InvariantCulture));
            if (_replicas.Any(replica => replica.Id == id)) replicas += spent;
            else if (id == postmaster || parent == postmaster) postgres += spent;
            else if (broker.Contains(id) || broker.Contains(parent)) broking += spent;
        }
        return new(replicas, postgres, broking, Environment.CpuUsage.TotalTime.TotalMilliseconds);
    }

    /// <summary>The bare transaction: what one step writes, by pgbench.</summary>
    public async Task<double> Pgbench(string script, int seconds)
    {
        var owner = new NpgsqlConnectionStringBuilder(Database.Owner);
        using var pgbench = Process.Start(new ProcessStartInfo(Path.Combine(Path.GetDirectoryName(Postgres.Installed)!, "pgbench"),
            ["-n", "-c", "16", "-j", "2", "-M", "prepared", "-T", $"{seconds}", "-f", "-", "-h", "127.0.0.1", "-p", $"{owner.Port}",
                "-U", owner.Username!, owner.Database!])
        { RedirectStandardInput = true, RedirectStandardOutput = true, Environment = { ["PGPASSWORD"] = owner.Password } })!;
        await pgbench.StandardInput.WriteAsync(script);
        pgbench.StandardInput.Close();
        var output = await pgbench.StandardOutput.ReadToEndAsync();
        await pgbench.WaitForExitAsync();
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith("tps = ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"pgbench said: {output}");
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    public async Task Execute(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Has the server write down what it still holds in memory, so that nobody pays for it later.</summary>
    public async Task Checkpoint()
    {
        await using var administrator = new NpgsqlConnection(_postgres!.Administrator.ConnectionString);
        await administrator.OpenAsync();
        await using var command = new NpgsqlCommand("checkpoint", administrator) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    public async Task<double> Scalar(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public static async Task Until(Func<Task<bool>> condition)
    {
        for (var started = Stopwatch.GetTimestamp(); !await condition(); await Task.Delay(50))
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(2)) throw new TimeoutException("Waited two minutes in vain.");
    }

    int Port()
    {
        _ports.Add(FreePort.Any());
        return _ports[^1].Number;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas) await replica.DisposeAsync();
        if (Connection is not null) await Connection.DisposeAsync();
        if (Owner is not null) await Owner.DisposeAsync();
        if (_broker is not null) await _broker.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        foreach (var port in _ports) port.Dispose();
        await _data.DisposeAsync();
    }
}
