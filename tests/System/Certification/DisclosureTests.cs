using System.Net;
using System.Text.Json;
using Alliance.Statute;
using Alliance.SystemTests.Desk;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>依申请公开: what is not open is asked for by anybody, answered within twenty working days, and given without what must not be
/// read.</summary>
[Collection(nameof(RunsForYears))]
public sealed class DisclosureTests(RunningSystem system)
{
    const string Secret = "配方含量百分之七";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_taken_out_of_a_redacted_copy_is_on_no_page_and_whoever_asked_takes_the_copy_by_number()
    {
        var (instrument, number) = await Refused();
        var (officer, anybody) = (await system.SignedIn("rending"), await system.Anybody());
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get($"/certification/api/published/{instrument}")).Status);

        var asked = (await anybody.Post("/certification/api/requests", Asking($"不予认定决定书 {number}"))).Must();
        var (id, key) = (asked.GetProperty("requestId").GetGuid(), asked.GetProperty("key").GetGuid());
        var early = await Answer(id, "partlyGranted", number);
        Assert.Equal("instrumentNumber", early.Body.GetProperty("errors")[0].GetProperty("field").GetString());
        var redact = $"/certification/api/instruments/{instrument}/redact";
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await officer.Post(redact, new { passages = new[] { "没有的话" }, why = "商业秘密" })).Status);
        (await officer.Post(redact, new { passages = new[] { Secret }, why = "涉及商业秘密" })).Must();
        (await Answer(id, "partlyGranted", number)).Must();

        var copy = (await officer.Get($"/certification/api/instruments/{instrument}/redacted")).Must().ToString();
        Assert.DoesNotContain(Secret, copy, StringComparison.Ordinal);
        Assert.Contains("■■■", copy, StringComparison.Ordinal);
        var original = (await officer.Get($"/certification/api/instruments/{instrument}")).Must().ToString();
        Assert.Contains(Secret, original, StringComparison.Ordinal);
        // Given out, it stays as it is.
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post(redact, new { passages = new[] { "专家" }, why = "隐私" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Answer(id, "granted", number)).Status);
        var page = await system.Browser.SignedIn("rending");
        await page.GotoAsync($"/certification/instruments/{instrument}/redacted");
        Assert.Empty(await page.Owes("redacted copy", PageDuties.Wide));
        Assert.DoesNotContain(Secret, await page.Locator("section[aria-label=副本]").InnerTextAsync(), StringComparison.Ordinal);

        var followed = (await anybody.Get($"/certification/api/followed-requests/{key}")).Must();
        Assert.Equal(("partlyGranted", true), (followed.GetProperty("state").GetString(), followed.GetProperty("hasCopy").GetBoolean()));
        using var given = await anybody.Http.GetAsync(
            new Uri($"/certification/api/followed-requests/{key:N}/copy.pdf", UriKind.Relative), Ct);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (given.StatusCode, given.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task A_request_is_answered_in_twenty_working_days_that_are_extended_once_and_refused_with_its_ground()
    {
        var (officer, signer) = (await system.SignedIn("rending"), await system.SignedIn("juzhang"));
        var asked = (await (await system.Anybody()).Post("/certification/api/requests", Asking("专家个人的评分"))).Must();
        var id = asked.GetProperty("requestId").GetGuid();
        var request = (await officer.Get($"/certification/api/requests/{id}")).Must();
        Assert.Equal("open", request.GetProperty("request").GetProperty("state").GetString());
        Assert.Equal("赵秉正", request.GetProperty("name").GetString());
        // Who asks is for those who answer.
        Assert.DoesNotContain("赵秉正", (await signer.Get($"/certification/api/requests/{id}")).Must().ToString(), StringComparison.Ordinal);
        await system.Eventually(async () => (await system.LettersAbout("rending", id)).Contains("有公开申请等待答复"));

        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Post($"/certification/api/requests/{id}/extend", new { why = "检索" })).Status);
        (await signer.Post($"/certification/api/requests/{id}/extend", new { why = "需要征求第三方意见" })).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await signer.Post($"/certification/api/requests/{id}/extend", new { why = "再延" })).Status);
        var before = request.GetProperty("request").GetProperty("dueOn").GetString();
        var now = (await officer.Get($"/certification/api/requests/{id}")).Must();
        var longer = now.GetProperty("request").GetProperty("dueOn").GetString();
        Assert.True(string.CompareOrdinal(longer, before) > 0);

        await system.Clock.Pass(TimeSpan.FromDays(90));
        await system.Eventually(async () => (await system.LettersAbout("juzhang", id)).Contains("公开申请逾期未答复"));
        Assert.Equal("ground", (await Answer(id, "refused", null)).Body.GetProperty("errors")[0].GetProperty("field").GetString());
        (await Answer(id, "refused", null, "thirdParty")).Must();

        var page = await system.Browser.Public();
        await page.GotoAsync("/certification/requests/follow");
        await page.FillAsync("input[name='Input.Number']", asked.GetProperty("number").GetString()!);
        await page.FillAsync("input[name='Input.Code']", asked.GetProperty("code").GetString()!);
        await page.ClickAsync("main button[type=submit]");
        Assert.Contains("涉及商业秘密、个人隐私", await page.Locator("#answer").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await page.Owes("answer to a request"));
        await page.GotoAsync("/certification/requests/new");
        Assert.Empty(await page.Owes("asking for information"));
        var office = await system.Browser.SignedIn("rending");
        await office.GotoAsync($"/certification/requests/{id}");
        Assert.Empty(await office.Owes("request for information"));
        await office.GotoAsync("/certification/requests");
        Assert.Empty(await office.Owes("requests for information", PageDuties.Wide));
    }

    [Fact]
    public async Task Who_asked_stands_in_no_record_and_is_erased_after_the_answer()
    {
        var asked = (await (await system.Anybody()).Post("/certification/api/requests", Asking("会议纪要"))).Must();
        var id = asked.GetProperty("requestId").GetGuid();
        (await Answer(id, "refused", null, "notHeld")).Must();
        Assert.Equal(0, await system.InCertification<int>(
            "select count(*)::int from audit where case_id = @id and row_to_json(audit)::text like '%赵秉正%'", new { id }));

        await system.Clock.Pass(TimeSpan.FromDays(370));

        await system.Eventually(async () => await system.InCertification<int>(
            "select count(*)::int from requester where request_id = @id", new { id }) == 0);
    }

    [Fact]
    public async Task The_days_count_from_when_it_is_proved_by_mail_by_text_or_by_an_officer_that_whoever_asks_can_be_reached()
    {
        var (officer, anybody) = (await system.SignedIn("rending"), await system.Anybody());
        async Task<Guid> Lodged(string contact, Func<Task<string>>? sent)
        {
            var receipt = (await anybody.Post("/certification/api/requests", Asking("会议纪要", contact), Ct)).Must();
            Assert.Equal(JsonValueKind.Null, receipt.GetProperty(sent is null ? "confirmUntil" : "code").ValueKind);
            var id = receipt.GetProperty("requestId").GetGuid();
            Assert.Equal(("unconfirmed", JsonValueKind.Null), await Standing(id));
            // An officer cannot say that somebody is unknown who may still answer; a wrong code proves nothing.
            Assert.Equal(sent is null ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Conflict,
                (await officer.Post($"/certification/api/requests/{id}/leave", new { why = "" }, Ct)).Status);
            if (sent is null)
            {
                (await officer.Post($"/certification/api/requests/{id}/admit", new { why = "电话核实" }, Ct)).Must();
            }
            else
            {
                var number = receipt.GetProperty("number").GetString();
                Assert.False((await anybody.Post("/certification/api/followed-requests", new { number, code = "AAAAAAAA" }, Ct)).Ok);
                Assert.Equal(("unconfirmed", JsonValueKind.Null), await Standing(id));
                var code = ObjectionTests.Code().Match(await sent()).Groups[1].Value;
                (await anybody.Post("/certification/api/followed-requests", new { number, code }, Ct)).Must();
            }
            Assert.Equal(("open", JsonValueKind.String), await Standing(id));
            return id;
        }

        await system.WithMail(server => Lodged("zhao@example.org", async () =>
        {
            await system.Eventually(() => Task.FromResult(server.Received.Count == 1));
            return server.Received[0].Message.TextBody!;
        }));
        await system.WithTexts(async gateway =>
        {
            await Lodged("139 0000 0008", async () => await gateway.Next() is ("13900000008", var text) ? text : "");
            await Lodged("0871-6310 0009", null);
        });

        async Task<(string?, JsonValueKind)> Standing(Guid id)
        {
            var request = (await officer.Get($"/certification/api/requests/{id}", Ct)).Must().GetProperty("request");
            return (request.GetProperty("state").GetString(), request.GetProperty("dueOn").ValueKind);
        }
    }

    static object Asking(string wanted, string contact = "0871-6310 0000") => new
    {
        requesterKind = "person",
        name = "赵秉正",
        identity = "居民身份证",
        contact,
        wanted,
    };

    async Task<Local.Answer> Answer(Guid id, string decision, string? instrumentNumber, string? ground = null)
        => await (await system.SignedIn("rending")).Post($"/certification/api/requests/{id}/answer",
            new { decision, instrumentNumber, ground, answer = "经审查，答复如下。" });

    async Task<(Guid Instrument, string Number)> Refused()
    {
        var applicationId = await system.BeforeTheBureau(coreName: Road.NewName());
        (await system.OnDetermination("juzhang", applicationId, "decline",
            new { reasons = new[] { new { article = Articles.Review, sentence = $"专家认为{Secret}不成熟" } } })).Must();
        var instrument = await system.Issue(applicationId);
        var read = (await (await system.SignedIn("rending")).Get($"/certification/api/instruments/{instrument}")).Must();
        Assert.Equal("onRequest", read.GetProperty("disclosure").GetString());
        return (instrument, read.GetProperty("number").GetString()!);
    }
}
