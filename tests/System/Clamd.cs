using System.Globalization;
using System.Net.Sockets;
using Alliance.Local.Infrastructure;
using Xunit;

namespace Alliance.SystemTests;

/// <summary>The machine's own clamd, that knows one piece of malware: the harmless file that every scanner is tried with.</summary>
public sealed class Clamd(DataDirectory data) : IAsyncDisposable
{
    // In two halves, so that no scanner finds it here.
    private static readonly string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
    private readonly FreePort _port = FreePort.Any();
    private ChildProcess? _process;

    /// <summary>A PDF by its first bytes, with the test file in it.</summary>
    public static byte[] InfectedPdf => [.. "%PDF-1.4\n"u8, .. System.Text.Encoding.ASCII.GetBytes(Eicar)];

    /// <summary>How a service finds it.</summary>
    public IReadOnlyDictionary<string, string> Settings
        => new Dictionary<string, string>
        {
            ["Clamd__Host"] = "127.0.0.1",
            ["Clamd__Port"] = _port.Number.ToString(CultureInfo.InvariantCulture)
        };

    private static string? Installed
        => ((string[])["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"]).FirstOrDefault(File.Exists);

    /// <summary>Starts it and returns when it listens.</summary>
    public async Task Start(CancellationToken ct)
    {
        if (Installed is null && DebianPackages.CanInstall) await DebianPackages.Install(["clamav-daemon"], data.Log("apt-clamav"), ct);
        if (Installed is not { } program) { Assert.Skip("clamd is not installed (Debian: apt-get install clamav-daemon)."); return; }
        var folder = Directory.CreateDirectory(data.At("clamd")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "test.ndb"),
            $"Eicar-Test-Signature:0:*:{Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(Eicar))}\n", ct);
        var configuration = data.At("clamd.conf");
        await File.WriteAllTextAsync(configuration,
            $"Foreground yes\nTCPAddr 127.0.0.1\nTCPSocket {_port.Number}\nDatabaseDirectory {folder}\n", ct);
        _process = await ChildProcess.Start(new("clamd", program, $"--config-file={configuration}") { Log = data.Log("clamd") });
        while (!await Listens(ct))
        {
            if (_process.Ended.IsCompleted) Assert.Fail(_process.Obituary());
            await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
        }
    }

    /// <summary>Ends it; it can be started again.</summary>
    public async Task Stop()
    {
        if (_process is not null) await _process.Stop();
        _process = null;
    }

    private async Task<bool> Listens(CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", _port.Number, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _port.Dispose();
    }
}
