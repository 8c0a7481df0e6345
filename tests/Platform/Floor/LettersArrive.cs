using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Letters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>A letter is in the inbox at once, and goes by e-mail to whoever gave an address, over a real SMTP connection.</summary>
public sealed class LettersArrive(RunningFloor floor) : IClassFixture<RunningFloor>, IAsyncLifetime
{
    /// <summary>What another test left on its way is none of this one's.</summary>
    public async ValueTask InitializeAsync() => await floor.Scalar<int>("delete from letter_mail where sent_at is null");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    static readonly Actor Lead =
        new("qiye1", "经办人", new HashSet<string> { Roles.Applicant }, new Unit("昆明测试企业有限公司", "91530102MA6NKX0016"), null);
    static readonly Actor Officer = new("shouli", "受理人员", new HashSet<string> { Roles.IntakeOfficer }, null, null);
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
            await Eventually(async () =>
                (await Board(b => b.Read(Lead, null, ct))).Items[0].Mailed?.Contains("未成功", StringComparison.Ordinal) == true);
            await away.StopAsync(ct);
        }

        // Whoever looks after it sees what did not go out, without the whole address, and has it sent again.
        var failed = Assert.Single((await Board(b => b.Failed(ListQuery.First, ct))).Items, m => m.Attempts > 0);
        Assert.Equal("l***@example.org", failed.Address);
        Assert.Null((await Board(b => b.Retry(failed.MailId, Officer, ct))).Refusal);
        await using var server = new SmtpServer { Port = port };
        server.Start();
        using var dispatcher = Dispatcher(port);
        await dispatcher.StartAsync(ct);
        await Eventually(async () =>
            (await Board(b => b.Read(Lead, null, ct))).Items[0].Mailed?.StartsWith("已发送到", StringComparison.Ordinal) == true);
        await dispatcher.StopAsync(ct);

        var mail = Assert.Single(server.Received);
        Assert.Contains("lead@example.org", mail.Text, StringComparison.Ordinal);
        Assert.Empty((await Board(b => b.Failed(ListQuery.First, ct))).Items);
        Assert.NotNull((await Board(b => b.Retry(null, Officer, ct))).Refusal);
    }

    [Theory]
    [InlineData("Smtp:User", "alliance")] // the server knows no sign-in
    [InlineData("Smtp:From", "no address")]
    [InlineData("Smtp:Port", "mail")]
    [InlineData("Smtp:Host", "no host")]
    public async Task A_wrong_setting_is_a_failure_of_the_mail_and_stops_no_service(string setting, string value)
    {
        var ct = TestContext.Current.CancellationToken;
        await Board(b => b.SetAddress("lead@example.org", Lead, ct));
        await using var server = new SmtpServer();
        server.Start();
        await Tell(setting);

        using (var wrong = Dispatcher(server.Port, (setting, value)))
        {
            await wrong.StartAsync(ct);
            await Eventually(async () => (await Newest()).Mailed?.Contains("未成功", StringComparison.Ordinal) == true);
            Assert.False(wrong.ExecuteTask!.IsCompleted, "The dispatcher ended, and the service with it.");
            await wrong.StopAsync(ct);
        }
        Assert.Null((await Board(b => b.Retry(null, Officer, ct))).Refusal);
        using var right = Dispatcher(server.Port);
        await right.StartAsync(ct);
        await Eventually(async () => (await Newest()).Mailed?.StartsWith("已发送到", StringComparison.Ordinal) == true);
        await right.StopAsync(ct);
    }

    [Fact]
    public async Task A_mail_leads_nowhere_where_its_reader_may_not_go_when_it_is_sent()
    {
        var ct = TestContext.Current.CancellationToken;
        await Board(b => b.SetAddress("lead@example.org", Lead, ct));
        await using var server = new SmtpServer();
        server.Start();

        await Tell("已移交");
        await Sent(server, new("{1} <> 'qiye1'"));
        var closed = server.Received[^1].Message;
        await Tell("未移交");
        await Sent(server, new("{1} = 'qiye1'"));
        var open = server.Received[^1].Message;

        Assert.Contains("请办理已移交", closed.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("gov.cn/intake/", closed.TextBody + closed.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("gov.cn/intake/", open.TextBody, StringComparison.Ordinal);
        Assert.Contains("gov.cn/intake/", open.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_cannot_be_written_keeps_no_other_from_leaving()
    {
        var ct = TestContext.Current.CancellationToken;
        await Board(b => b.SetAddress("lead@example.org", Lead, ct));
        await Tell("有毒");
        var poisoned = (await Newest()).LetterId;
        await floor.Scalar<int>("update letter set arguments = '[]' where id = @poisoned", new { poisoned });
        await Tell("无毒");
        var innocent = (await floor.Rows<Guid>("select id from letter where body like '%请办理%' order by sent_at desc limit 1"))[0];
        await using var server = new SmtpServer();
        server.Start();
        using var dispatcher = Dispatcher(server.Port);
        await dispatcher.StartAsync(ct);
        try
        {
            await Eventually(async () =>
                await floor.Scalar<bool>("select sent_at is not null from letter_mail where letter_id = @innocent", new { innocent })
                && await floor.Scalar<bool>("select failure is not null from letter_mail where letter_id = @poisoned", new { poisoned }));
        }
        finally
        {
            await dispatcher.StopAsync(ct);
            // What no program can write no page can show either; the other tests read this inbox.
            await floor.Scalar<int>(
                "with gone as (delete from letter_mail where letter_id = @poisoned) delete from letter where id = @poisoned",
                new { poisoned });
        }
    }

    [Fact]
    public async Task A_process_that_ends_while_it_sends_repeats_one_mail_at_most()
    {
        var ct = TestContext.Current.CancellationToken;
        await Board(b => b.SetAddress("lead@example.org", Lead, ct));
        for (var i = 0; i < 20; i++) await Tell($"{i} 号");
        var tenth = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new SmtpServer
        {
            // The tenth mail is in the server's hands, and its answer never reaches the one who sent it.
            Taken = async taken =>
            {
                if (taken != 10) return;
                tenth.SetResult();
                await ended.Task;
            },
        };
        server.Start();
        using (var dying = Dispatcher(server.Port))
        {
            await dying.StartAsync(ct);
            await tenth.Task.WaitAsync(TimeSpan.FromSeconds(30), ct);
            await dying.StopAsync(ct);
            ended.SetResult();
        }
        using var next = Dispatcher(server.Port);
        await next.StartAsync(ct);
        await Eventually(() => Task.FromResult(server.Received.Select(m => m.MessageId).Distinct().Count() == 20));
        await next.StopAsync(ct);
        Assert.InRange(server.Received.Count, 20, 21);
    }

    [Fact]
    public async Task A_mail_is_text_and_page_names_the_public_address_and_reaches_an_address_of_any_script()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = new SmtpServer();
        server.Start();
        Assert.Null((await Board(b => b.SetAddress("张三@例子.中国", Lead, ct))).Refusal);
        await Tell("<b>补正</b>");
        await Sent(server);

        var mail = Assert.Single(server.Received);
        Assert.Contains("SMTPUTF8", mail.Envelope[0], StringComparison.Ordinal);
        Assert.Contains("张三@", mail.Envelope[1], StringComparison.Ordinal);
        Assert.EndsWith("@alliance.example.gov.cn", mail.MessageId, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, mail.Text + mail.Greeting, StringComparison.Ordinal);
        var alternatives = Assert.IsType<MimeKit.MultipartAlternative>(mail.Message.Body);
        Assert.Equal(["text/plain", "text/html"], alternatives.Select(part => part.ContentType.MimeType));
        Assert.Contains("<b>补正</b>", mail.Message.TextBody, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;补正&lt;/b&gt;", mail.Message.HtmlBody, StringComparison.Ordinal);

        // An address in plain letters asks nothing special of a server.
        await Board(b => b.SetAddress("lead@example.org", Lead, ct));
        await Tell("补正");
        await Sent(server);
        Assert.DoesNotContain("SMTPUTF8", server.Received[^1].Envelope[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_a_mail_stops_them_and_the_letters_still_come()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = new SmtpServer();
        server.Start();
        await Board(b => b.SetAddress("stop@example.org", Lead, ct));
        await Tell("先发");
        await Sent(server);
        var stop = server.Received[^1].Message.Headers[MimeKit.HeaderId.ListUnsubscribe]!;
        Assert.StartsWith("<https://alliance.example.gov.cn/petitions/mail/stop/", stop, StringComparison.Ordinal);
        var key = Guid.Parse(stop.Split('/')[^2]);
        Assert.Contains($"/petitions/mail/stop/{key:N}", server.Received[^1].Message.TextBody, StringComparison.Ordinal);

        await Tell("未发"); // on its way when its reader stops the mails
        Assert.Null((await Board(b => b.StopMail(key, Actor.Public(null), ct))).Refusal);
        Assert.Null((await Board(b => b.StopMail(key, Actor.Public(null), ct))).Refusal);
        await Tell("之后");
        var inbox = await Board(b => b.Read(Lead, null, ct));
        Assert.Null(inbox.Address);
        Assert.Equal(["请办理之后。", "请办理未发。"], inbox.Items.Take(2).Select(letter => letter.Body));
        Assert.All(inbox.Items.Take(2), letter => Assert.Null(letter.Mailed));
    }

    async Task Sent(SmtpServer server, LetterBox.Followers? followers = null)
    {
        var before = server.Received.Count;
        using var dispatcher = Dispatcher(server.Port, followers);
        await dispatcher.StartAsync(TestContext.Current.CancellationToken);
        await Eventually(async () => server.Received.Count > before
            && (await Newest()).Mailed?.StartsWith("已发送到", StringComparison.Ordinal) == true);
        await dispatcher.StopAsync(TestContext.Current.CancellationToken);
    }

    async Task<LetterBox.Item> Newest() => (await Board(b => b.Read(Lead, null, TestContext.Current.CancellationToken))).Items[0];

    MailDispatcher Dispatcher(int port, params (string Name, string Value)[] otherwise) => Dispatcher(port, null, otherwise);

    MailDispatcher Dispatcher(int port, LetterBox.Followers? followers, params (string Name, string Value)[] otherwise)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Smtp:Host"] = "127.0.0.1",
            ["Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Smtp:Tls"] = "false",
            ["Smtp:From"] = "alliance@example.org",
            ["PublicOrigin"] = "https://alliance.example.gov.cn",
        };
        foreach (var (name, value) in otherwise) settings[name] = value;
        return new(floor.Services.GetRequiredService<NpgsqlDataSource>(), floor.Services.GetRequiredService<Core.Text.Words>(),
            new ConfigurationBuilder().AddInMemoryCollection(settings)
                .Build(), floor.Services.GetRequiredService<Core.Hosting.ServiceName>(), NullLogger<MailDispatcher>.Instance, followers);
    }

    async Task Tell(string what)
    {
        await using var scope = floor.Services.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<Database>()
            .BeginAsSystem("test", TestContext.Current.CancellationToken);
        var caseId = Guid.CreateVersion7();
        await scope.ServiceProvider.GetRequiredService<LetterBox>()
            .Tell(work, Audience.Unit(Lead.Unit!.CreditCode), caseId, $"测试通知", $"请办理{what}。", "/intake/");
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
}
