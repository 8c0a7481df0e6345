using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.SystemTests.Desk;
using Alliance.SystemTests.Intake;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>What becomes of an objection, from whoever lodges it to the answer; and of many (Art. 11).</summary>
public sealed partial class ObjectionTests(RunningSystem system)
{
    const string Facts = "牵头单位申报材料中所列的三项发明专利均不属于成员单位，而属于外地企业。";

    static readonly Dictionary<string, string> NoFields = [];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_one_may_still_be_confirmed_nothing_is_issued_and_confirmed_after_the_period_it_holds()
    {
        var name = Road.NewName();
        var (applicationId, notice) = await system.OnNotice(name);
        await system.WithMail(async server =>
        {
            await system.Clock.MoveTo(notice.Instant("closesAt") - TimeSpan.FromHours(2));
            var receipt = (await Lodge(notice, contact: $"a{Guid.NewGuid():N}@example.org")).Must();
            Assert.Equal(("mail", JsonValueKind.Null), (receipt.GetProperty("proof").GetString(), receipt.GetProperty("key").ValueKind));
            await system.Eventually(() => Task.FromResult(server.Received.Count == 1));
            var code = Code().Match(server.Received[0].Message.TextBody!).Groups[1].Value;

            await system.Clock.MoveTo(notice.Instant("closesAt") + TimeSpan.FromHours(1));
            await system.Eventually(() => system.CaseState(applicationId), state => state == "Certification");
            Assert.Null(await OnRegister(name));
            (await (await system.Anybody()).Post("/certification/api/followed-objections",
                new { number = receipt.GetProperty("number").GetString(), code }, Ct)).Must();

            await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling");
            (await Settle(receipt.GetProperty("objectionId").GetGuid())).Must();
            await system.Issue(applicationId);
            await system.Eventually(() => OnRegister(name), found => found is not null);
        });
    }

    [Fact]
    public async Task One_that_nobody_confirms_holds_nothing_and_when_its_day_is_over_the_case_goes_on()
    {
        var name = Road.NewName();
        var (applicationId, notice) = await system.OnNotice(name);
        await system.WithMail(async _ =>
        {
            await system.Clock.MoveTo(notice.Instant("closesAt") - TimeSpan.FromHours(2));
            var objection = (await Lodge(notice, contact: $"b{Guid.NewGuid():N}@example.org")).Must().GetProperty("objectionId").GetGuid();
            await system.Clock.MoveTo(notice.Instant("closesAt") + TimeSpan.FromHours(1));
            await system.Eventually(() => system.CaseState(applicationId), state => state == "Certification");
            Assert.Null(await OnRegister(name));

            await system.Clock.MoveTo(notice.Instant("closesAt") + TimeSpan.FromHours(23));
            await system.Issue(applicationId);
            await system.Eventually(() => OnRegister(name), found => found is not null);
            // It is on file and on the officers' list.
            Assert.Equal("lapsed", (await Find(objection)).GetProperty("state").GetString());
        });
    }

    [Fact]
    public async Task A_cancellation_too_waits_for_what_may_still_be_confirmed_and_an_objection_upheld_keeps_the_recognition()
    {
        var (_, alliance) = await system.Recognised(Road.NewName());
        await using var commands = new Commands(system);
        await system.WithMail(async _ =>
        {
            await commands.Send(new CancelRecognition(alliance, 1, new(Articles.Operation, "考核不合格"), 1));
            await commands.Answered("certification", alliance, "CancelRecognition");
            await system.Issue(alliance);
            var noticeId = await system.InCertification<Guid>("select id from notice where alliance_id = @alliance", new { alliance });
            var notice = (await (await system.SignedIn("rending")).Get($"/certification/api/notices/{noticeId}", Ct)).Must();
            await system.Clock.MoveTo(notice.Instant("closesAt") - TimeSpan.FromHours(2));
            var id = (await Lodge(notice, contact: $"c{Guid.NewGuid():N}@example.org")).Must().GetProperty("objectionId").GetGuid();
            await system.Clock.MoveTo(notice.Instant("closesAt") + TimeSpan.FromHours(1));

            await commands.Send(new ConfirmCancellation(alliance));
            await commands.Answered("certification", alliance, "ConfirmCancellation");
            Assert.Equal("Cancelling", await Status());
            var officer = await system.SignedIn("rending");
            (await officer.Post($"/certification/api/objections/{id}/admit", new { why = "已电话核实。" }, Ct)).Must();
            (await officer.Post($"/certification/api/objections/{id}/settle", new { upheld = true, answer = "考核计分有误。" }, Ct)).Must();
            Assert.Equal("Valid", await Status());
        });

        Task<string?> Status() => system.InCertification<string>("select status from alliance where id = @alliance", new { alliance });
    }

    [Fact]
    public async Task Whoever_cannot_be_sent_a_code_is_reached_by_an_officer_who_admits_or_leaves_aside()
    {
        var (applicationId, notice) = await system.OnNotice();
        await system.WithMail(async _ =>
        {
            var first = (await Lodge(notice)).Must();
            var second = (await Lodge(notice, by: "钱守义")).Must().GetProperty("objectionId").GetGuid();
            var (id, key) = (first.GetProperty("objectionId").GetGuid(), first.GetProperty("key").GetGuid());
            Assert.Equal("PublicNotice", await system.CaseState(applicationId));
            Assert.Equal(HttpStatusCode.Conflict, (await Settle(id)).Status);
            var waiting = await Works("rending", "objection-proof");
            Assert.Contains(waiting, work => work.GetProperty("caseId").GetGuid() == applicationId);

            await system.Eventually(async () => (await system.LettersAbout("rending", applicationId)).Contains("有异议等待核实"));
            Assert.Single(await system.LettersAbout("rending", applicationId), "有异议等待核实");

            var officer = await system.SignedIn("rending");
            (await officer.Post($"/certification/api/objections/{second}/leave", new { why = "三次致电均为空号。" }, Ct)).Must();
            (await officer.Post($"/certification/api/objections/{id}/admit", new { why = "已电话核实。" }, Ct)).Must();

            await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling");
            var seen = (await (await system.Anybody()).Get($"/certification/api/followed-objections/{key}", Ct)).Must();
            Assert.Equal("open", seen.GetProperty("state").GetString());
            Assert.Equal("lapsed", (await Find(second)).GetProperty("state").GetString());
        });
    }

    [Fact]
    public async Task Who_gives_a_mobile_number_confirms_with_a_code_that_is_texted_and_kept_nowhere()
    {
        var (applicationId, notice) = await system.OnNotice();
        await system.WithTexts(async gateway =>
        {
            var receipt = (await Lodge(notice, contact: "139 0000 0007")).Must();
            Assert.Equal(("sms", JsonValueKind.Null), (receipt.GetProperty("proof").GetString(), receipt.GetProperty("key").ValueKind));
            var (to, text) = await gateway.Next();
            Assert.Equal("13900000007", to);
            var code = Code().Match(text).Groups[1].Value;
            (await (await system.Anybody()).Post("/certification/api/followed-objections",
                new { number = receipt.GetProperty("number").GetString(), code }, Ct)).Must();

            await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling");
            await system.Eventually(async () => await system.InCertification<int>(
                "select count(*)::int from text_message where phone is not null or said is not null") == 0);
        });
    }

    [Fact]
    public async Task An_objection_on_paper_is_recorded_with_its_scan_and_holds_at_once()
    {
        var (applicationId, notice) = await system.OnNotice();
        var officer = await system.SignedIn("rending");
        var address = $"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections/record";
        object Brought(DateTimeOffset at) => new
        {
            received = "paper",
            receivedAt = at,
            objectorName = "赵秉正",
            objectorKind = "person",
            contact = "昆明市某路 1 号",
            facts = Facts,
        };
        var late = await officer.Post(address, Brought(notice.Instant("closesAt")), Ct);
        var id = (await officer.Post(address, Brought(await system.Clock.Now()), Ct)).Must().GetProperty("objectionId").GetGuid();
        (await officer.Upload($"/certification/api/objections/{id}/files", "赵秉正的信.pdf", Filing.Pdf, NoFields, Ct)).Must();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Notice), (late.Status, late.Article));
        await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling");
        // What its owner called a file may be a name: it is kept nowhere.
        Assert.Equal(0, await system.InCertification<int>("select count(*)::int from document where file_name like '%赵秉正%'"));
    }

    [Fact]
    public async Task Those_that_say_the_same_stand_together_and_have_one_answer()
    {
        var (applicationId, notice) = await system.OnNotice();
        var noticeId = notice.GetProperty("noticeId").GetGuid();
        foreach (var (by, facts) in ((string, string)[])[("赵一", Facts), ("钱二", $"我反映：{Facts}"), ("孙三", Facts.Replace('，', ','))])
            (await Lodge(notice, by, facts: facts)).Must();
        var other = (await Lodge(notice, "李四", facts: "成员单位昆明某研究院已经注销，不再具备法人资格。")).Must()
            .GetProperty("objectionId").GetGuid();

        var officer = await system.SignedIn("rending");
        var all = (await officer.Get($"/certification/api/objections?notice={noticeId}&state=Open", Ct)).Must().GetProperty("items")
            .EnumerateArray().ToList();
        var group = all.Single(one => one.GetProperty("objectorName").GetString() == "赵一").GetProperty("groupId").GetGuid();
        Assert.Equal(3, all.Count(one => one.GetProperty("groupId").GetGuid() == group));
        // However many object, it is one matter that waits.
        Assert.Single(await Works("rending", "objection"),
            work => work.GetProperty("caseId").GetGuid() == applicationId);
        var named = await officer.Post($"/certification/api/notices/{noticeId}/objections/settle",
            new { upheld = false, answer = "钱二反映的情况不属实。", group }, Ct);
        var settled = (await officer.Post($"/certification/api/notices/{noticeId}/objections/settle",
            new { upheld = false, answer = "经核查，三项专利属于成员单位。", group }, Ct)).Must();

        Assert.Equal("answer", named.Body.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Equal((3, 1), (settled.GetProperty("settledNow").GetInt32(), settled.GetProperty("stillOpen").GetInt32()));
        Assert.Equal("open", (await Find(other)).GetProperty("state").GetString());
        await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling");
        (await officer.Post($"/certification/api/notices/{noticeId}/objections/settle",
            new { upheld = false, answer = "该院并未注销。", all = true }, Ct)).Must();
        await system.Eventually(() => system.CaseState(applicationId), state => state == "PublicNotice");
        await system.Eventually(async () => (await system.LettersAbout("qiye2", applicationId)).Contains("异议处理完毕"));
    }

    [Fact]
    public async Task The_unit_concerned_is_asked_and_heard_and_does_not_learn_who_objects()
    {
        var (applicationId, notice) = await system.OnNotice();
        var id = (await Lodge(notice)).Must().GetProperty("objectionId").GetGuid();
        var officer = await system.SignedIn("rending");
        var due = BeijingTime.DayOf(await system.Clock.Now()).AddDays(7);

        var inquiry = (await officer.Post($"/certification/api/objections/{id}/ask", new { question = "请说明三项专利的权属。", dueOn = due }, Ct))
            .Must().GetProperty("inquiryId").GetGuid();
        var lead = await system.SignedIn("qiye2");
        await system.Eventually(async () => (await system.LettersAbout("qiye2", applicationId)).Contains("请就异议说明情况"));
        Assert.Contains(await Works("qiye2", "inquiry"), work => work.GetProperty("caseId").GetGuid() == applicationId);
        var stranger = await (await system.SignedIn("qiye5")).Get($"/certification/api/inquiries/{inquiry}", Ct);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        (await lead.Upload($"/certification/api/inquiries/{inquiry}/files", "权属证明.pdf", Filing.Pdf, NoFields, Ct)).Must();
        (await lead.Post($"/certification/api/inquiries/{inquiry}/answer", new { answer = "专利已依法转让，证明附后。" }, Ct)).Must();

        var seen = (await lead.Get($"/certification/api/inquiries/{inquiry}", Ct)).Must();
        Assert.DoesNotContain("赵秉正", seen.ToString(), StringComparison.Ordinal);
        Assert.Single(seen.GetProperty("files").EnumerateArray());
        await system.Eventually(async () => (await system.LettersAbout("rending", applicationId)).Contains("单位已就异议说明情况"));
        var page = await officer.Http.GetStringAsync(new Uri($"/certification/objections/{id}", UriKind.Relative), Ct);
        Assert.Contains("专利已依法转让", page, StringComparison.Ordinal);
        // Put off, with a reason that both read.
        (await officer.Post($"/certification/api/objections/{id}/extend", new { dueOn = due.AddDays(60), why = "须向外地核实。" }, Ct)).Must();
        await system.Eventually(async () => (await system.LettersAbout("qiye2", applicationId)).Contains("异议办理延期"));
    }

    [Fact]
    public async Task From_one_address_a_notice_takes_no_more_than_a_person_writes()
    {
        var (_, notice) = await system.OnNotice();
        var from = $"203.0.113.{Random.Shared.Next(1, 250)}";
        var statuses = new List<HttpStatusCode>();
        for (var n = 0; n < 22; n++) statuses.Add(await Object(from, $"张{n}"));

        Assert.Equal(20, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.Conflict, statuses[^1]);
        Assert.Equal(HttpStatusCode.OK, await Object("198.51.100.7", "王五"));

        async Task<HttpStatusCode> Object(string address, string name)
        {
            using var http = new HttpClient { BaseAddress = (await system.Alliance).PublicAddress };
            using var request = new HttpRequestMessage(HttpMethod.Post, Address(notice))
            {
                Content = JsonContent.Create(
                    new { objectorName = name, objectorKind = "person", contact = "0871-6310 0000", facts = $"{Facts}{name}" }),
                Headers = { { "X-Forwarded-For", address } },
            };
            using var answer = await http.SendAsync(request, Ct);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_citizen_objects_with_a_file_and_reads_the_answer_by_number()
    {
        var (_, notice) = await system.OnNotice();
        var owed = new List<string>();
        var page = await system.Browser.Public();
        await page.GotoAsync($"/notices/{notice.GetProperty("noticeId").GetGuid()}");
        await page.Locator("input[type=radio][value=Person]").CheckAsync();
        await page.GetByLabel("真实姓名或单位全称").FillAsync("赵秉正");
        await page.GetByLabel("联系方式").FillAsync("0871-6310 0000");
        await page.GetByLabel("事实和依据").FillAsync(Facts);
        await page.GetByRole(AriaRole.Button, new() { Name = "提交异议" }).ClickAsync();
        await page.Confirm();
        await page.Reached(address => address.Contains("/certification/follow/", StringComparison.Ordinal));
        await page.GetByLabel("补充材料").SetInputFilesAsync(
            new FilePayload { Name = "赵秉正的证据.pdf", MimeType = "application/pdf", Buffer = Filing.Pdf });
        await page.GetByRole(AriaRole.Button, new() { Name = "上传" }).ClickAsync();
        await page.Reached(address => address.Contains("done=attached", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#files a")).ToHaveTextAsync(new Regex("证据 1"));
        await Owes("objection of a citizen");
        var number = Number().Match(await page.InnerTextAsync("main")).Value;
        var code = await page.Locator("main code").InnerTextAsync();

        var officer = await system.Browser.SignedIn("rending");
        await officer.GotoAsync($"/certification/objections?q={number}");
        await officer.Picture("objections of one number", PageDuties.Wide);
        await officer.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await Assertions.Expect(officer.Locator("#files a")).ToHaveTextAsync(new Regex("证据 1"));
        await officer.Picture("objection for the officer", PageDuties.Wide);
        await officer.Picture("objection for the officer", PageDuties.Narrow);
        await officer.Locator("#form-settle input[value=false]").CheckAsync();
        await officer.GetByLabel("书面答复").FillAsync("经核查，三项专利属于成员单位。");
        await officer.Locator("#form-settle button[type=submit]").ClickAsync();
        await officer.Confirm();
        await officer.Reached(address => address.Contains("done=settled", StringComparison.Ordinal));

        // Another day, another machine: number and code are enough, however they are typed.
        page = await system.Browser.Public();
        await page.GotoAsync("/certification/follow");
        await Owes("how an objection stands");
        await page.GetByLabel("收件编号").FillAsync(number.ToLowerInvariant());
        await page.GetByLabel("查询码").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "查询", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("三项专利属于成员单位");
        await Owes("answer to a citizen");
        await page.GotoAsync($"{page.Url}?culture=en");
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("Dismissed");
        await Owes("answer to a citizen in English");
        Assert.True(owed.Count == 0, string.Join('\n', owed));

        async Task Owes(string name)
        {
            owed.AddRange(await page.Owes(name));
            owed.AddRange(await page.Owes(name, PageDuties.Wide));
        }
    }

    [Fact]
    public async Task Many_are_ticked_in_the_list_and_answered_at_once()
    {
        var (applicationId, notice) = await system.OnNotice();
        foreach (var by in (string[])["赵一", "钱二", "孙三"]) (await Lodge(notice, by, facts: $"{Facts}{by}")).Must();
        var page = await system.Browser.SignedIn("rending");
        await page.GotoAsync($"/certification/objections?notice={notice.GetProperty("noticeId").GetGuid()}");
        await page.Picture("objections to one notice", PageDuties.Wide);
        await page.Picture("objections to one notice", PageDuties.Narrow);
        await page.SetViewportSizeAsync(1280, 860);
        await page.Locator("#form-together input[value=all]").CheckAsync();
        await page.Locator("#form-together input[value=false]").CheckAsync();
        await page.Locator("#form-together textarea").FillAsync("经核查，三项专利属于成员单位。");
        await page.Locator("#form-together button[type=submit]").ClickAsync();
        await page.Confirm();
        await page.Reached(address => address.Contains("settled=3", StringComparison.Ordinal));
        await system.Eventually(() => system.CaseState(applicationId), state => state == "PublicNotice");
    }

    static string Address(JsonElement notice) => $"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections";

    async Task<Local.Answer> Lodge(JsonElement notice, string by = "赵秉正", string contact = "0871-6310 0000", string facts = Facts)
        => await (await system.Anybody()).Post(Address(notice),
            new { objectorName = by, objectorKind = "person", contact, facts }, Ct);

    async Task<Local.Answer> Settle(Guid objectionId) => await (await system.SignedIn("rending"))
        .Post($"/certification/api/objections/{objectionId}/settle", new { upheld = false, answer = "经调查核实，答复如下。" }, Ct);

    Task<IReadOnlyList<JsonElement>> Works(string account, string kind)
        => system.AllPages(account, $"/certification/api/tasks?scope=Mine&kind={kind}");

    async Task<JsonElement> Find(Guid objectionId)
        => (await system.AllPages("rending", "/certification/api/objections?"))
            .Single(one => one.GetProperty("objectionId").GetGuid() == objectionId);

    async Task<JsonElement?> OnRegister(string name)
    {
        var found = (await (await system.SignedIn("rending")).Get($"/certification/api/registry?q={Uri.EscapeDataString(name)}", Ct))
            .Must().EnumerateArray().ToList();
        return found is [var entry] ? entry : null;
    }

    [GeneratedRegex("YY[0-9]{4}-[0-9]{6}-[0-9]{2}")]
    private static partial Regex Number();

    [GeneratedRegex("查询码 ([0-9A-Z]{8})")]
    internal static partial Regex Code();
}
