using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DotNet.Testcontainers.Builders;

namespace Alliance.Local.Infrastructure;

/// <summary>Everything that one running Alliance keeps on disk: secrets, logs, the servers' data. One launcher at a time uses it.</summary>
public sealed class DataDirectory : IAsyncDisposable
{
    private const string LinkToServers = "servers";
    private readonly Dictionary<string, string> _secrets;
    private FileLock? _turn;

    private DataDirectory(string path, bool temporary)
    {
        Path = path;
        IsTemporary = temporary;
        _secrets = File.Exists(At("secrets.json"))
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(At("secrets.json")))! : [];
    }

    public string Path { get; }

    /// <summary>Whether the directory is removed when it is no longer used, as those of tests are.</summary>
    public bool IsTemporary { get; }

    /// <summary>What the launcher tells other processes about itself.</summary>
    public string StateFile => At("running.json");

    /// <summary>The folder that holds the data directories: <c>.alliance</c> in the working copy, or the one that <c>ALLIANCE_DATA</c>
    /// names.</summary>
    public static string Root => Environment.GetEnvironmentVariable("ALLIANCE_DATA") is { Length: > 0 } elsewhere
        ? System.IO.Path.GetFullPath(elsewhere) : System.IO.Path.Combine(SourceTree.Root, ".alliance");

    /// <summary>The data of the normal run.</summary>
    public static DataDirectory Live => new(System.IO.Path.Combine(Root, "live"), temporary: false);

    /// <summary>The data of the demonstration, on its own simulated clock.</summary>
    public static DataDirectory Demo => new(System.IO.Path.Combine(Root, "demo"), temporary: false);

    /// <summary>A directory for one test run.</summary>
    public static DataDirectory Temporary()
        => new(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"alliance-{Guid.NewGuid():N}"[..21]), temporary: true);

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Log(string name) => System.IO.Path.Combine(Path, "logs", name + ".log");

    /// <summary>Whether a launcher is using the directory.</summary>
    public bool IsInUse
    {
        get
        {
            if (!Directory.Exists(Path)) return false;
            var free = FileLock.Try(At("lock"));
            free?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return free is null;
        }
    }

    /// <summary>Takes the directory for this process.</summary>
    public void Take()
    {
        Directory.CreateDirectory(Path);
        _turn = FileLock.Try(At("lock"))
            ?? throw new CannotStartException($"Another launcher already runs on {Path}. Stop it first; `status` shows it.");
    }

    /// <summary>A random password or key that stays the same as long as the directory exists.</summary>
    public string Secret(string name)
    {
        lock (_secrets)
        {
            if (_secrets.TryGetValue(name, out var known)) return known;
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            _secrets[name] = secret;
            WritePrivately("secrets.json", JsonSerializer.Serialize(_secrets));
            return secret;
        }
    }

    /// <summary>Writes a file that only the launcher's user can read.</summary>
    public string WritePrivately(string name, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(At(name), Encoding.UTF8, options);
        writer.Write(content);
        return At(name);
    }

    public string DockerVolume(string server)
    {
        File.WriteAllText(At("docker"), "");
        return $"alliance-{Secret("volume")[..12]}-{server}";
    }

    /// <summary>Removes the volumes that hold the data of servers in containers, where there were any.</summary>
    public async Task RemoveDockerVolumes(CancellationToken ct)
    {
        if (!File.Exists(At("docker"))) return;
        foreach (var server in (string[])["postgres", "rabbitmq"])
        {
            await using var volume = new VolumeBuilder().WithName(DockerVolume(server)).WithCleanUp(false).Build();
            await volume.CreateAsync(ct);   // finds the one that exists
            await volume.DeleteAsync(ct);
        }
    }

    /// <summary>
    /// The directory of a server, closed to everybody but its user. A working copy may lie where that user cannot get to (/root, for
    /// example); then the servers' data lie under /var/tmp and the directory holds a link to them.
    /// </summary>
    public async Task<string> ServerDirectory(string server, string? user, CancellationToken ct)
    {
        if (user is null)
        {
            Directory.CreateDirectory(At(server), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return At(server);
        }
        var parent = Path;
        if (!Unix.IsOpenToOthers(Path))
        {
            parent = System.IO.Path.Combine("/var/tmp", $"alliance-{Secret("servers")[..16]}");
            lock (_secrets)
            {
                Directory.CreateDirectory(parent, (UnixFileMode)0b111_001_001);
                if (!Directory.Exists(At(LinkToServers))) Directory.CreateSymbolicLink(At(LinkToServers), parent);
            }
        }
        var directory = System.IO.Path.Combine(parent, server);
        await ChildProcess.Run(new("install", "/usr/bin/install", "-d", "-m", "0700", "-o", user, "-g", user,
            directory)
        { Log = Log("install") }, ct);
        return directory;
    }

    /// <summary>Removes the directory and whatever it refers to.</summary>
    public void Remove()
    {
        if (new DirectoryInfo(At(LinkToServers)).LinkTarget is { } elsewhere && Directory.Exists(elsewhere))
            Directory.Delete(elsewhere, recursive: true);
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_turn is null) return;
        File.Delete(StateFile);
        await _turn.DisposeAsync();
        if (IsTemporary) Remove();
    }
}
