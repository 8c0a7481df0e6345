using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Alliance.Documents;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>A file goes through clamd by its INSTREAM protocol; a stand-in that speaks it says what clamd would.</summary>
public sealed class FilesAreScanned
{
    [Theory]
    [InlineData("%PDF-1.4 clean", ScanOutcome.Clean, null)]
    [InlineData("%PDF-1.4 EICAR", ScanOutcome.Infected, "Eicar-Test-Signature")]
    [InlineData("%PDF-1.4 LARGE", ScanOutcome.Away, null)]
    public async Task What_the_scanner_says_is_the_verdict(string content, ScanOutcome outcome, string? found)
    {
        var ct = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var clamd = Clamd(listener, ct);

        var verdict = await Scan(((IPEndPoint)listener.LocalEndpoint).Port, content, ct);
        await clamd;

        Assert.Equal(new ScanVerdict(outcome, found), verdict);
    }

    [Fact]
    public async Task While_the_scanner_is_away_nothing_is_called_clean()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(ScanOutcome.Away, (await Scan(port, "%PDF-1.4", TestContext.Current.CancellationToken)).Outcome);
    }

    [Theory]
    [InlineData("%PDF-1.7", "协议.pdf", "application/pdf")]
    [InlineData("%PDF-1.7", "没有后缀", "application/pdf")]
    [InlineData("%PDF-1.7", "协议.docx", null)]
    [InlineData("PK\u0003\u0004....", "协议.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("PK\u0003\u0004....", "协议.zip", null)]
    [InlineData("MZ......", "协议.pdf", null)]
    [InlineData("<html>..", "协议.pdf", null)]
    public void A_file_is_what_its_first_bytes_say_and_its_name_agrees(string start, string name, string? type)
        => Assert.Equal(type, ContentTypes.Of(Encoding.Latin1.GetBytes(start), name).Value);

    static async Task<ScanVerdict> Scan(int port, string content, CancellationToken ct)
    {
        var scanner = new MalwareScanner(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clamd:Host"] = "127.0.0.1",
            ["Clamd:Port"] = port.ToString(CultureInfo.InvariantCulture),
        }).Build(), NullLogger<MalwareScanner>.Instance);
        await using var scan = await scanner.Begin(ct);
        foreach (var part in Encoding.ASCII.GetBytes(content).Chunk(5)) await scan.Append(part, ct);
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
        await stream.WriteAsync(Encoding.ASCII.GetBytes(seen.ToString() switch
        {
            var text when text.Contains("EICAR", StringComparison.Ordinal) => "stream: Eicar-Test-Signature FOUND\0",
            var text when text.Contains("LARGE", StringComparison.Ordinal) => "INSTREAM size limit exceeded. ERROR\0",
            _ => "stream: OK\0",
        }), ct);
    }
}
