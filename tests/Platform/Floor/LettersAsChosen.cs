using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Letters.Sms;
using Alliance.Mail.Sms;
using Alliance.Statute;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>Letters reach people as they chose: at once, once a day, in the inbox only; what starts a period always, by text message
/// too.</summary>
public sealed class LettersAsChosen(RunningFloor floor) : IClassFixture<RunningFloor>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Actor Person() => new($"p{Guid.NewGuid():N}", "经办人", new HashSet<string> { Roles.Applicant },
        new Contracts.Unit("昆明测试企业有限公司", $"9153{Guid.NewGuid():N}"[..18].ToUpperInvariant()), null);

    [Fact]
    public async Task A_digest_is_one_mail_a_day_that_a_restart_sends_no_second_time_and_an_instrument_waits_for_none()
    {
        var person = Person();
        await Use<LetterBox, bool>(async box => (await box.SetAddress($"{person.Account}@example.org", person, Ct)).Refusal is null);
        Assert.Null((await Use<LetterPreferences, Core.Rules.Outcome>(preferences => preferences.Choose(
            new(18, [new("funding", Delivery.Digest), new("monitoring", Delivery.InboxOnly)]), person, Ct))).Refusal);
        await using var server = new SmtpServer();
        server.Start();
        using var dispatcher = Dispatcher(server.Port);
        await dispatcher.StartAsync(Ct);

        await Keep(person, "funding", "引导经费已设立");
        await Keep(person, "funding", "引导经费已批准");
        await Keep(person, "monitoring", "运行周期开始");
        await Keep(person, "certification", "公示已经发布");
        await Keep(person, "funding", "引导经费停止拨付", new("认定资格已经终止。", [new(Articles.Operation, "考核不合格")]));

        await Eventually(() => server.Received.Count >= 2);
        Assert.Equal(["公示已经发布", "引导经费停止拨付"], server.Received.Select(mail => mail.Message.Subject).Order());
        Assert.Contains("六十日", server.Received.Single(mail => mail.Message.Subject == "引导经费停止拨付").Message.TextBody,
            StringComparison.Ordinal);

        floor.Clock.Advance(TimeSpan.FromHours(24));
        await Eventually(() => server.Received.Count >= 3);
        await floor.StopService();
        await floor.StartService();
        floor.Clock.Advance(TimeSpan.FromHours(24));
        await Keep(person, "certification", "联盟已获认定");
        await Eventually(() => server.Received.Count >= 4);
        await dispatcher.StopAsync(Ct);

        Assert.Equal(4, server.Received.Count);
        var digest = server.Received[2].Message;
        Assert.Equal("每日通知摘要：2 封", digest.Subject);
        Assert.Contains("引导经费已设立", digest.TextBody, StringComparison.Ordinal);
        Assert.Contains("引导经费已批准", digest.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://alliance.example.gov.cn/petitions/inbox/", digest.TextBody, StringComparison.Ordinal);
        var inbox = (await Use<LetterBox, LetterBox.Page>(box => box.Read(person, null, Ct))).Items;
        Assert.Null(inbox.Single(letter => letter.Title == "运行周期开始").Mailed);
        Assert.StartsWith("已发送到", inbox.Single(letter => letter.Title == "引导经费已设立").Mailed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instrument_is_opened_one_by_one_and_its_periods_run_from_the_day_somebody_did()
    {
        var (person, colleague) = (Person(), Person());
        colleague = colleague with { Unit = person.Unit };
        var letterId = await Keep(person, "intake", "申报书未通过形式审查", new("不符合认定条件。", [new(Articles.Members, "成员单位不足")]));

        await Use<LetterBox, Core.Rules.Outcome>(box => box.MarkRead(person, Ct));
        Assert.Equal(1, await Use<LetterBox, int>(box => box.Unread(person, Ct)));
        var ahead = (await Use<LetterBox, Core.Rules.Outcome<LetterBox.Opened>>(box => box.LookAhead(letterId, person, Ct))).Value!;
        Assert.Null(ahead.ServedOn);
        Assert.Equal(1, await Use<LetterBox, int>(box => box.Unread(person, Ct)));

        var today = Statute.Periods.BeijingTime.DayOf(floor.Clock.GetUtcNow());
        var opened = (await Use<LetterBox, Core.Rules.Outcome<LetterBox.Opened>>(box => box.Open(letterId, person, Ct))).Value!;
        floor.Clock.Advance(TimeSpan.FromDays(3));
        var later = (await Use<LetterBox, Core.Rules.Outcome<LetterBox.Opened>>(box => box.Open(letterId, colleague, Ct))).Value!;

        Assert.Equal(today, opened.ServedOn);
        Assert.Equal(today, later.ServedOn);
        Assert.Equal(today.AddDays(60), later.Remedies!.Value.Reconsideration.NominalLastDay);
        Assert.Equal(today.AddMonths(6), later.Remedies!.Value.Court.NominalLastDay);
    }

    [Fact]
    public async Task A_text_message_tells_of_an_instrument_and_a_gateway_that_stumbles_is_asked_again()
    {
        var taken = new ConcurrentQueue<(string? Token, JsonElement Body)>();
        var asked = 0;
        var gateway = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--urls", "http://127.0.0.1:0"] }).Build();
        gateway.MapPost("/send", async (HttpRequest request) =>
        {
            if (Interlocked.Increment(ref asked) == 1) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            taken.Enqueue((request.Headers.Authorization, await JsonSerializer.DeserializeAsync<JsonElement>(request.Body)));
            return Results.Ok();
        });
        await gateway.StartAsync(Ct);
        await using var _ = gateway;
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Sms:Url"] = $"{gateway.Urls.First()}/send",
            ["Sms:Token"] = "geheim",
            ["Sms:Template"] = "【测试】{0}：{1}",
            ["PublicOrigin"] = "https://alliance.example.gov.cn",
        }).Build();
        using var http = new HttpClient();
        var sender = new HttpSmsGateway(http, settings);
        var person = Person();
        await using (var scope = floor.Services.CreateAsyncScope())
        {
            T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
            var box = new LetterBox(Get<Database>(), Get<StatutoryClock>(), Get<Core.Text.Words>(), Get<ServiceName>(), null,
                new("select '+86 138-0000-0000'"), sender);
            await using var work = await Get<Database>().BeginAsSystem("test", Ct);
            await box.Keep(work, Letter(person, "intake", "申报书需要补正", new("须补正。", [], Appealable: false)));
            await box.Keep(work, Letter(person, "intake", "申报书已受理", null));
            await work.Record(Guid.NewGuid(), "Told");
            await work.Commit();
        }

        using var dispatcher = new SmsDispatcher(floor.Services.GetRequiredService<NpgsqlDataSource>(), sender,
            floor.Services.GetRequiredService<Core.Text.Words>(), settings, NullLogger<SmsDispatcher>.Instance);
        await dispatcher.StartAsync(Ct);
        await Eventually(() => !taken.IsEmpty);
        await Eventually(async () => await floor.Scalar<int>("select count(*)::int from letter_text where sent_at is null") == 0);
        await dispatcher.StopAsync(Ct);

        var (token, message) = Assert.Single(taken);
        Assert.Equal("Bearer geheim", token);
        Assert.Equal("13800000000", message.GetProperty("to").GetString());
        Assert.Equal("【测试】申报书需要补正：https://alliance.example.gov.cn", message.GetProperty("text").GetString());
        Assert.Equal(0, await floor.Scalar<int>("select count(*)::int from letter_text where phone is not null"));
    }

    [Theory]
    [InlineData("138 0000 0000", "13800000000")]
    [InlineData("+86-138-0000-0000", "13800000000")]
    [InlineData("0086 13800000000", "13800000000")]
    [InlineData("１３８００００００００", "13800000000")]
    [InlineData("0871-63100000", null)]
    [InlineData("12800000000", null)]
    [InlineData("138000000001", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_a_mobile_number_hears_text_messages(string? typed, string? number) => Assert.Equal(number, MobileNumber.Of(typed));

    MailDispatcher Dispatcher(int port)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Smtp:Host"] = "127.0.0.1",
            ["Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Smtp:Tls"] = "false",
            ["Smtp:From"] = "alliance@example.org",
            ["PublicOrigin"] = "https://alliance.example.gov.cn",
        }).Build();
        // Its own connections: the service it reads after is stopped and started.
        return new(NpgsqlDataSource.Create(floor.OwnerConnection), floor.Services.GetRequiredService<Core.Text.Words>(), settings,
            floor.Services.GetRequiredService<ServiceName>(), NullLogger<MailDispatcher>.Instance);
    }

    LetterWritten Letter(Actor to, string service, string title, Instrument? instrument) => new(Guid.CreateVersion7(),
        Guid.CreateVersion7(), Audience.Unit(to.Unit!.CreditCode).Key, new(title, title), new($"{title}。", $"{title}."), "/intake/", null,
        floor.Clock.GetUtcNow(), service, instrument);

    async Task<Guid> Keep(Actor to, string service, string title, Instrument? instrument = null)
    {
        await using var scope = floor.Services.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<Database>().BeginAsSystem("test", Ct);
        var letter = Letter(to, service, title, instrument);
        Assert.True(await scope.ServiceProvider.GetRequiredService<LetterBox>().Keep(work, letter));
        await work.Record(letter.CaseId, "Told");
        await work.Commit();
        return letter.LetterId;
    }

    async Task<TResult> Use<T, TResult>(Func<T, Task<TResult>> use) where T : notnull
    {
        await using var scope = floor.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    static Task Eventually(Func<bool> condition) => Eventually(() => Task.FromResult(condition()));

    static async Task Eventually(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "Not within 30 seconds.");
            await Task.Delay(100, Ct);
        }
    }
}
