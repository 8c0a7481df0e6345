using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Alliance.Contracts;
using Alliance.Platform.Data;
using Alliance.Platform.Letters;
using Alliance.Platform.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>A letter is in the inbox at once, and goes by e-mail to whoever gave an address, over a real SMTP connection.</summary>
public sealed class LettersArrive(RunningFloor floor) : IClassFixture<RunningFloor>
{
    static readonly Actor Lead = new("qiye1", "经办人", new HashSet<string> { Roles.Applicant }, new Unit("昆明测试企业有限公司", "91530102MA6NKX0016"), null);
    static readonly Actor Stranger = Lead with { Account = "qiye2", Unit = new Unit("别的单位", "91530102MA6NKX0024") };

    [Fact]
    public async Task A_letter_is_read_by_the_unit_it_is_for_and_by_nobody_else()
    {
        var ct = TestContext.Current.CancellationToken;
        await Tell("内部");

        Assert.Contains("内部", (await Board(b => b.Read(Lead, null, ct))).Items[0].Body, StringComparison.Ordinal);
        Assert.True(await Board(b => b.Unread(Lead, ct)) > 0);
        Assert.Empty((await Board(b => b.Read(Stranger, null, ct))).Items);
        await Board(b => b.MarkRead(Lead, ct));
        Assert.Equal(0, await Board(b => b.Unread(Lead, ct)));
    }

    [Fact]
    public async Task An_e_mail_is_sent_once_and_a_failure_is_seen_and_tried_again()
    {
        var ct = TestContext.Current.CancellationToken;
        Assert.NotNull((await Board(b => b.SetAddress("not an address", Lead, ct))).Refusal);
        Assert.Null((await Board(b => b.SetAddress("lead@example.org", Lead, ct))).Refusal);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await Tell("补正");

        // Nobody listens yet: the failure stands beside the letter.
        using (var away = Dispatcher(port))
        {
            await away.StartAsync(ct);
            await Eventually(async () => (await Board(b => b.Read(Lead, null, ct))).Items[0].Mailed?.Contains("未成功", StringComparison.Ordinal) == true);
            await away.StopAsync(ct);
        }

        // Whoever looks after it sees what did not go out, without the whole address, and has it sent again.
        var failed = Assert.Single((await Board(b => b.Failed(null, ct))).Items, m => m.Attempts > 0);
        Assert.Equal("l***@example.org", failed.Address);
        Assert.Null((await Board(b => b.Retry(failed.MailId, Lead, ct))).Refusal);
        await using var server = new SmtpServer(port);
        using var dispatcher = Dispatcher(port);
        await dispatcher.StartAsync(ct);
        await Eventually(async () => (await Board(b => b.Read(Lead, null, ct))).Items[0].Mailed?.StartsWith("已发送到", StringComparison.Ordinal) == true);
        await dispatcher.StopAsync(ct);

        var mail = Assert.Single(server.Received);
        Assert.Contains("lead@example.org", mail, StringComparison.Ordinal);
        Assert.Empty((await Board(b => b.Failed(null, ct))).Items);
        Assert.NotNull((await Board(b => b.Retry(null, Lead, ct))).Refusal);
    }

    MailDispatcher Dispatcher(int port) => new(floor.Services.GetRequiredService<NpgsqlDataSource>(), floor.Services.GetRequiredService<Hosting.Words>(),
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Smtp:Host"] = "127.0.0.1",
            ["Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Smtp:Tls"] = "false",
            ["Smtp:From"] = "alliance@example.org",
            ["Smtp:PollSeconds"] = "1",
            ["PublicOrigin"] = "http://localhost:8080",
        }).Build(), NullLogger<MailDispatcher>.Instance);

    async Task Tell(string what)
    {
        await using var scope = floor.Services.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<Database>().Begin(Actor.System("test"), TestContext.Current.CancellationToken);
        var caseId = Guid.CreateVersion7();
        await scope.ServiceProvider.GetRequiredService<LetterBox>().Tell(work, Audience.Unit(Lead.Unit!.CreditCode), caseId, $"测试通知", $"请办理{what}。", "/intake/");
        await work.Record(caseId, "Told");
        await work.Commit();
        // Of two letters of one instant the key decides; time goes on between them.
        floor.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    async Task<T> Board<T>(Func<LetterBox, Task<T>> use)
    {
        await using var scope = floor.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<LetterBox>());
    }

    static async Task Eventually(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "Not within 30 seconds.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Takes e-mails as RFC 5321 asks and keeps what it was given.</summary>
    sealed class SmtpServer : IAsyncDisposable
    {
        readonly TcpListener _listener;
        readonly Task _serving;

        public SmtpServer(int port)
        {
            _listener = new(IPAddress.Loopback, port);
            _listener.Start();
            _serving = Serve();
        }

        public List<string> Received { get; } = [];

        async Task Serve()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    using var reader = new StreamReader(client.GetStream());
                    await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
                    await writer.WriteLineAsync("220 test");
                    while (await reader.ReadLineAsync() is { } line)
                    {
                        if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                        {
                            await writer.WriteLineAsync("354 go on");
                            var mail = new System.Text.StringBuilder();
                            while (await reader.ReadLineAsync() is { } content && content != ".") mail.AppendLine(content);
                            Received.Add(mail.ToString());
                            await writer.WriteLineAsync("250 taken");
                        }
                        else if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
                        {
                            await writer.WriteLineAsync("221 bye");
                            break;
                        }
                        else await writer.WriteLineAsync("250 test");
                    }
                }
            }
            catch (SocketException)
            {
                // The test is over.
            }
            catch (InvalidOperationException)
            {
                // The same, between two calls.
            }
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }
    }
}
