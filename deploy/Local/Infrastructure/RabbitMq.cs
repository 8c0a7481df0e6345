using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Testcontainers.RabbitMq;

namespace Alliance.Local.Infrastructure;

/// <summary>A RabbitMQ broker, or the part of one (virtual host) that its address names.</summary>
public sealed record RabbitMqBroker(Uri Address, params IReadOnlyList<IAsyncDisposable> Owned) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var part in Owned) await part.DisposeAsync();
    }
}

/// <summary>Finds a RabbitMQ broker or starts one.</summary>
public static class RabbitMq
{
    public const string AddressVariable = "ALLIANCE_RABBITMQ", Package = "rabbitmq-server";
    private const string User = "alliance";

    /// <summary>The installed broker, or null. Debian's wrapper in /usr/sbin insists on root or rabbitmq, so the script behind it is
    /// meant.</summary>
    public static string? Installed
        => Unix.FindProgram("rabbitmq-server", "/usr/lib/rabbitmq/bin", "/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin",
            "/opt/homebrew/opt/rabbitmq/sbin", "/usr/local/opt/rabbitmq/sbin");

    /// <summary>The broker named in the environment.</summary>
    public static RabbitMqBroker? FromEnvironment() =>
        Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } address ? new(new Uri(address)) : null;

    /// <summary>A container of its own; its data outlive it in a volume.</summary>
    public static async Task<RabbitMqBroker> InDocker(DataDirectory data, int port, CancellationToken ct)
    {
        var container = new RabbitMqBuilder("rabbitmq:4")
            .WithUsername(User).WithPassword(data.Secret("rabbitmq"))
            .WithPortBinding(port, RabbitMqBuilder.RabbitMqPort)
            .WithHostname("alliance")   // the broker's data are filed under its host name
            .WithVolumeMount(data.DockerVolume("rabbitmq"), "/var/lib/rabbitmq")
            .Build();
        await container.StartAsync(ct);
        return new(new Uri(container.GetConnectionString()), container);
    }

    /// <summary>A private instance of the installed broker, with a port mapper (epmd) of its own.</summary>
    /// <param name="settings">Settings of the server, in the words of Erlang's command line; a policy for all queues, JSON.</param>
    public static async Task<RabbitMqBroker> Private(
        DataDirectory data,
        int port,
        int distributionPort,
        int mapperPort,
        CancellationToken ct,
        (string Arguments, string Policy)? settings = null)
    {
        var user = Unix.IsRoot ? "rabbitmq" : null;
        var home = await data.ServerDirectory("rabbitmq", user, ct);
        var password = data.Secret("rabbitmq");
        await File.WriteAllTextAsync(Path.Combine(home, "enabled_plugins"), "[].", ct);
        // Readable to all, in a directory that only the broker's user may enter.
        await File.WriteAllTextAsync(Path.Combine(home, "rabbitmq.conf"), $"""
            default_user = {User}
            default_pass = {password}
            listeners.tcp.1 = 127.0.0.1:{port}
            log.console.level = warning

            """, ct);
        if (settings is { } with)
        {
            // Definitions take the place of the default user too.
            await File.WriteAllTextAsync(Path.Combine(home, "definitions.json"), $$"""
                {"vhosts":[{"name":"/"}],
                 "users":[{"name":"{{User}}","password_hash":"{{Hashed(password)}}",
                   "hashing_algorithm":"rabbit_password_hashing_sha256","tags":"administrator"}],
                 "permissions":[{"user":"{{User}}","vhost":"/","configure":".*","write":".*","read":".*"}],
                 "policies":[{"vhost":"/","name":"all","pattern":".*","apply-to":"queues","priority":0,"definition":{{with.Policy}}}]}
                """, ct);
            await File.AppendAllTextAsync(Path.Combine(home, "rabbitmq.conf"),
                $"load_definitions = {Path.Combine(home, "definitions.json")}\n", ct);
        }

        var mapper = await ChildProcess.Start(
            new("epmd", Unix.FindProgram("epmd", "/usr/lib/erlang/erts-*/bin") ?? "epmd", "-address", "127.0.0.1", "-port", $"{mapperPort}")
            {
                Log = data.Log("epmd"),
                User = user,
                Environment = new Dictionary<string, string> { ["HOME"] = home },
            });
        await Patience.Until("epmd", mapper, () => FreePort.Answers("127.0.0.1", mapperPort, ct), ct);

        var broker = await ChildProcess.Start(new("RabbitMQ", Installed!)
        {
            Log = data.Log("rabbitmq"),
            User = user,
            WorkingDirectory = home,
            Environment = new Dictionary<string, string>
            {
                ["HOME"] = home,
                ["RABBITMQ_NODENAME"] = "alliance@localhost",   // not the host's name, which may change or not resolve
                ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_NODE_PORT"] = $"{port}",
                ["RABBITMQ_DIST_PORT"] = $"{distributionPort}",
                ["ERL_EPMD_PORT"] = $"{mapperPort}",
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_MNESIA_BASE"] = Path.Combine(home, "data"),
                ["RABBITMQ_LOG_BASE"] = Path.Combine(home, "log"),
                ["RABBITMQ_LOGS"] = "-",
                ["RABBITMQ_CONFIG_FILE"] = Path.Combine(home, "rabbitmq.conf"),
                ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(home, "no-environment-file"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(home, "enabled_plugins"),
                ["RABBITMQ_PID_FILE"] = Path.Combine(home, "pid"),
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = $"-kernel inet_dist_use_interface {{127,0,0,1}} +sbwt none {settings?.Arguments}",
                ["RUNNING_UNDER_SYSTEMD"] = "true",   // the script then becomes the broker instead of starting it
            },
        });
        await Patience.Until("RabbitMQ", broker, () => Greets(port, ct), ct, reliesOn: mapper);
        return new(new Uri($"amqp://{User}:{password}@127.0.0.1:{port}/"), broker, mapper);
    }

    // As RabbitMQ keeps it: four bytes of salt, and the hash of salt and password.
    private static string Hashed(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }

    /// <summary>Ready means that the broker answers a protocol header with its first frame; the port alone is open earlier.</summary>
    private static async Task<bool> Greets(int port, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, ct);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), ct);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(TimeSpan.FromSeconds(2));
            return await stream.ReadAsync(new byte[1], limit.Token) == 1;
        }
        catch (Exception early) when (early is SocketException or IOException
            || (early is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
