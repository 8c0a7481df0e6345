using Npgsql;
using Testcontainers.PostgreSql;

namespace Alliance.Local.Infrastructure;

/// <summary>A PostgreSQL server to create databases on.</summary>
/// <param name="Administrator">How to connect as a role that may create roles and databases.</param>
/// <param name="IsShared">True when others use the server too: names of databases and roles then have to be our own.</param>
public sealed record PostgresServer(NpgsqlConnectionStringBuilder Administrator, bool IsShared, IAsyncDisposable? Owned = null)
    : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (Owned is not null) await Owned.DisposeAsync();
    }
}

/// <summary>Finds a PostgreSQL server or starts one.</summary>
public static class Postgres
{
    public const string AddressVariable = "ALLIANCE_POSTGRES", Package = "postgresql";
    private const string Administrator = "postgres";

    /// <summary>The <c>initdb</c> of the newest PostgreSQL installed here, or null.</summary>
    public static string? Installed
        => Unix.FindProgram("initdb", "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin",
            "/usr/local/opt/postgresql@*/bin");

    /// <summary>The server named in the environment, as a URI or in Npgsql's own words.</summary>
    public static PostgresServer? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(AddressVariable) is not { Length: > 0 } address) return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
            return new(new(address), IsShared: true);
        var login = uri.UserInfo.Split(':', 2);
        return new(new()
        {
            Host = uri.Host,
            Port = uri.Port < 0 ? 5432 : uri.Port,
            Username = Uri.UnescapeDataString(login[0]),
            Password = login.Length == 2 ? Uri.UnescapeDataString(login[1]) : null,
            Database = uri.AbsolutePath.Trim('/') is { Length: > 0 } database ? database : "postgres",
        }, IsShared: true);
    }

    /// <summary>A container of its own; its data outlive it in a volume.</summary>
    public static async Task<PostgresServer> InDocker(DataDirectory data, int port, CancellationToken ct)
    {
        var container = new PostgreSqlBuilder("postgres:17")
            .WithUsername(Administrator).WithPassword(data.Secret("postgres"))
            .WithPortBinding(port, PostgreSqlBuilder.PostgreSqlPort)
            .WithVolumeMount(data.DockerVolume("postgres"), "/var/lib/postgresql/data")
            .WithCommand("-c", "max_connections=400")
            .Build();
        await container.StartAsync(ct);
        return new(new(container.GetConnectionString()), IsShared: false, container);
    }

    /// <summary>A private instance of the installed server.</summary>
    /// <param name="durable">Whether it waits for the disk at every commit although its data are temporary, as a measurement wants
    /// it.</param>
    public static async Task<PostgresServer> Private(DataDirectory data, int port, CancellationToken ct, bool durable = false)
    {
        var user = Unix.IsRoot ? "postgres" : null;   // the server refuses to run as root
        var home = await data.ServerDirectory("postgres", user, ct);
        var cluster = Path.Combine(home, "data");
        var programs = Path.GetDirectoryName(Installed)!;
        var password = data.Secret("postgres");
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION"))) await CreateCluster(programs, home, cluster, user, password, data, ct);
        else programs = ProgramsFor(await File.ReadAllTextAsync(Path.Combine(cluster, "PG_VERSION"), ct), programs);

        var server = await ChildProcess.Start(new("PostgreSQL", Path.Combine(programs, "postgres"),
            ["-D", cluster, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
                "max_connections=400", .. data.IsTemporary && !durable ? DoNotOutliveAPowerCut : []])
        {
            Log = data.Log("postgres"),
            User = user,
            WorkingDirectory = home,
            StopSignal = Unix.Interrupt,   // fast shutdown: does not wait for clients to leave
            DeathSignal = "INT",
        });
        var administrator = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Administrator,
            Password = password,
            Database = "postgres"
        };
        await Patience.Until("PostgreSQL", server, () => AcceptsConnections(administrator, ct), ct);
        return new(administrator, IsShared: false, server);
    }

    // Test data are thrown away anyhow. A crash of the server alone loses nothing even so: the pages are with the operating system.
    private static readonly string[] DoNotOutliveAPowerCut = ["-c", "fsync=off", "-c", "full_page_writes=off"];

    private static async Task CreateCluster(
        string programs, string home, string cluster, string? user, string password, DataDirectory data, CancellationToken ct)
    {
        if (Directory.Exists(cluster)) Directory.Delete(cluster, recursive: true);   // an initialisation that was interrupted
        var passwordFile = Path.Combine(home, "password");   // readable to all, in a directory that only the server's user may enter
        await File.WriteAllTextAsync(passwordFile, password, ct);
        try
        {
            await ChildProcess.Run(new("initdb", Path.Combine(programs, "initdb"),
                ["-D", cluster, "-U", Administrator, "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--encoding=UTF8",
                    "--locale=C.UTF-8", .. data.IsTemporary ? (string[])["--no-sync"] : []])
            {
                Log = data.Log("initdb"),
                User = user,
                WorkingDirectory = home,
            }, ct);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static string ProgramsFor(string version, string newest)
    {
        var own = newest.Replace($"/{Path.GetFileName(Path.GetDirectoryName(newest))}/", $"/{version.Trim()}/", StringComparison.Ordinal);
        if (File.Exists(Path.Combine(own, "postgres"))) return own;
        throw new CannotStartException(
            $"The data were written by PostgreSQL {version.Trim()}, which is no longer installed here. Install it again, or give the " +
            $"data up with `reset`.");
    }

    private static async Task<bool> AcceptsConnections(NpgsqlConnectionStringBuilder administrator, CancellationToken ct)
    {
        if (!await FreePort.Answers(administrator.Host!, administrator.Port, ct)) return false;
        try
        {
            await using var connection = new NpgsqlConnection(administrator.ConnectionString);
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException starting) when (starting.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return false;   // it is still going through its log after a crash
        }
    }
}
