using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>Who has no account is written to at the address they gave: who objects is answered, who subscribes hears of what they asked
/// for; and nobody learns whose address it is.</summary>
public sealed partial class WithoutAnAccountTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_objects_confirms_by_mail_and_is_answered_by_mail_and_the_address_is_kept_nowhere()
    {
        var (applicationId, notice) = await system.OnNotice();
        var address = $"zhao{Guid.NewGuid():N}@example.org";
        await system.WithMail(async server =>
        {
            var receipt = (await (await system.Anybody())
                .Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections",
                    new
                    {
                        objectorName = "赵秉正",
                        objectorKind = "person",
                        contact = $"邮箱：{address}，电话 0871-6310 0000",
                        facts = "成员单位未参与研发"
                    }, Ct)).Must();
            var (objectionId, number) = (receipt.GetProperty("objectionId").GetGuid(), receipt.GetProperty("number").GetString()!);
            await system.Eventually(() => Task.FromResult(server.Received.Count == 1));
            Assert.Equal("请确认您的异议", server.Received[0].Message.Subject);
            Assert.Contains(number, server.Received[0].Message.TextBody, StringComparison.Ordinal);
            Assert.Contains(address, server.Received[0].Envelope[1], StringComparison.Ordinal);
            // Looking at the page confirms nothing, since mail programs look at links too.
            var page = Follow().Match(server.Received[0].Message.TextBody!).Value;
            await (await system.Anybody()).Http.GetStringAsync(new Uri(page, UriKind.Relative), Ct);
            Assert.Equal("PublicNotice", await system.CaseState(applicationId));
            await Press(page, "confirm");
            await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling");

            (await (await system.SignedIn("rending")).Post($"/certification/api/objections/{objectionId}/settle",
                new { upheld = false, answer = "经核查不属实。" }, Ct)).Must();
            await system.Eventually(() => Task.FromResult(server.Received.Count == 2));
            Assert.Equal("异议答复", server.Received[1].Message.Subject);
            foreach (var text in (string[])["经核查不属实。", "六十日", "六个月", number])
                Assert.Contains(text, server.Received[1].Message.TextBody, StringComparison.Ordinal);

            await system.Eventually(async () => await Certification<int>("select count(*)::int from mail where address is not null") == 0);
        });
        var alliance = await system.Alliance;
        Assert.DoesNotContain(address, string.Join('\n', await All("certification", "audit", applicationId)), StringComparison.Ordinal);
        Assert.Equal(0, await Certification<int>("select count(*)::int from mail where row_to_json(mail)::text like '%' || @address || '%'",
            new { address }));
        foreach (var log in Directory.EnumerateFiles(Path.GetDirectoryName(alliance.Data.Log("postgres"))!))
        {
            await using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            Assert.False((await reader.ReadToEndAsync(Ct)).Contains(address, StringComparison.Ordinal), $"{log} names who objected.");
        }
    }

    [Fact]
    public async Task A_subscription_begins_when_its_mailbox_confirms_it_and_ends_with_the_link_in_every_mail()
    {
        var address = $"wang{Guid.NewGuid():N}@example.org";
        var anybody = await system.Anybody();
        await system.WithMail(async server =>
        {
            (await anybody.Post("/certification/api/subscriptions", new { address, notices = true, registry = false })).Must();
            await system.Eventually(() => Task.FromResult(server.Received.Count == 1));
            var page = Link().Match(server.Received[0].Message.TextBody!).Value;

            // Until then nothing comes; looking at the page confirms nothing, since mail programs look at links too.
            await anybody.Http.GetStringAsync(new Uri(page, UriKind.Relative), Ct);
            var (_, _) = await system.OnNotice(Road.NewName());
            Assert.Single(server.Received);

            await Press(page, "confirm");
            var name = Road.NewName();
            await system.OnNotice(name);
            await system.Eventually(() => Task.FromResult(server.Received.Count == 2));
            Assert.Contains(name, server.Received[1].Message.TextBody, StringComparison.Ordinal);
            Assert.Contains($"{page}/now", server.Received[1].Message.Headers[MimeKit.HeaderId.ListUnsubscribe], StringComparison.Ordinal);

            using var stopped = await anybody.Http.PostAsync(new Uri($"{page}/now", UriKind.Relative),
                new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Ct);
            Assert.True(stopped.IsSuccessStatusCode, stopped.StatusCode.ToString());
            Assert.Equal(0, await Certification<int>("select count(*)::int from subscription where address = @address", new { address }));
            await system.OnNotice(Road.NewName());
            Assert.Equal(2, server.Received.Count);
        });
    }

    [Fact]
    public async Task Whether_an_address_is_subscribed_cannot_be_told_and_no_mailbox_is_flooded()
    {
        var address = $"li{Guid.NewGuid():N}@example.org";
        var anybody = await system.Anybody();
        var answers = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            var answer = await anybody.Post("/certification/api/subscriptions", new { address });
            answers.Add($"{answer.Status} {answer.Text}");
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(3, await Certification<int>("select count(*)::int from subscription where address = @address", new { address }));
        await Certification<int>("delete from subscription where address = @address", new { address });
    }

    async Task Press(string page, string form)
    {
        var context = await system.Browser.Public();
        await context.GotoAsync(page);
        await context.ClickAsync($"#form-{form} button[type=submit]");
        await context.Reached(address => address.Contains("done=", StringComparison.Ordinal));
    }

    Task<T?> Certification<T>(string sql, object? parameters = null) => system.InCertification<T>(sql, parameters);

    async Task<IEnumerable<string>> All(string service, string table, Guid caseId)
    {
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices[service].Owner);
        return await database.QueryAsync<string>($"select row_to_json(t)::text from {table} t where case_id = @caseId", new { caseId });
    }

    [GeneratedRegex("/certification/subscriptions/[0-9a-f]{32}")]
    private static partial Regex Link();

    [GeneratedRegex("/certification/follow/[0-9a-f]{32}")]
    private static partial Regex Follow();
}
