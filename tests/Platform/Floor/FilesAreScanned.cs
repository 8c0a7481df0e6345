using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Alliance.Platform.Documents;
using Alliance.Platform.Rules;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>A file goes through clamd by its INSTREAM protocol before it is kept.</summary>
public sealed class FilesAreScanned
{
    [Theory]
    [InlineData("%PDF-1.4 clean", null)]
    [InlineData("%PDF-1.4 EICAR", "文件“{0}”含有恶意内容（{1}），没有保存；请检查您的计算机")]
    public async Task A_file_is_kept_only_when_it_is_clean(string content, string? refused)
    {
        var ct = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var clamd = Clamd(listener, ct);

        var refusal = await Scan(((IPEndPoint)listener.LocalEndpoint).Port, content, ct);
        await clamd;

        Assert.Equal(refused, refusal?.Sentence.Format);
    }

    [Fact]
    public async Task A_file_is_not_kept_while_the_scanner_is_away()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(RefusalKind.Conflict, (await Scan(port, "%PDF-1.4", TestContext.Current.CancellationToken))?.Kind);
    }

    static async Task<Refusal?> Scan(int port, string content, CancellationToken ct)
    {
        var scanner = new MalwareScanner(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clamd:Host"] = "127.0.0.1",
            ["Clamd:Port"] = port.ToString(CultureInfo.InvariantCulture),
        }).Build());
        var begun = await scanner.Begin("a.pdf", ct);
        if (begun.Refusal is not null) return begun.Refusal;
        await using var scan = begun.Value!;
        foreach (var part in Encoding.ASCII.GetBytes(content).Chunk(5))
            if (await scan.Append(part, ct) is { } interrupted) return interrupted;
        return await scan.Verdict(ct);
    }

    // Reads a stream as clamd does, and finds what it is asked to find.
    static async Task Clamd(TcpListener listener, CancellationToken ct)
    {
        using var client = await listener.AcceptTcpClientAsync(ct);
        var stream = client.GetStream();
        var command = new byte["zINSTREAM\0".Length];
        await stream.ReadExactlyAsync(command, ct);
        Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(command));
        var seen = new StringBuilder();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length, ct);
            var part = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
            if (part.Length == 0) break;
            await stream.ReadExactlyAsync(part, ct);
            seen.Append(Encoding.ASCII.GetString(part));
        }
        await stream.WriteAsync(Encoding.ASCII.GetBytes(seen.ToString().Contains("EICAR", StringComparison.Ordinal) ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0"), ct);
    }
}
