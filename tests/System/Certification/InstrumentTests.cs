using System.Net;
using Alliance.Local;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.SystemTests.Desk;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>What the bureau issues is drafted, checked and signed by people, for one alliance or for many (Art. 11).</summary>
public sealed class InstrumentTests(RunningSystem system)
{
    [Fact]
    public async Task Several_alliances_stand_in_one_notice_and_are_recognised_by_one_document()
    {
        string[] names = [Road.NewName(), Road.NewName(), Road.NewName()];
        var cases = new List<Guid>();
        foreach (var name in names) cases.Add(await Proposed(name));
        var notice = await IssueFor("recognitionNotice", cases);

        var anybody = await system.Anybody();
        var list = (await anybody.Get($"/certification/api/published/{notice}")).Must();
        var listed = list.GetProperty("content").GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("name").GetString()!)
            .ToList();
        Assert.Equal(names.Select(name => $"昆明{name}产业技术创新战略联盟").Order(), listed.Order());
        // In the order of the names above.
        var lines = names.Select(name => list.GetProperty("lines")[listed.FindIndex(one => one.Contains(name, StringComparison.Ordinal))])
            .ToList();
        Assert.All(lines, line => Assert.True(line.GetProperty("isOpen").GetBoolean()));
        // One of them is objected to: it alone is held, and the page says so in its line.
        var objected = lines[1].GetProperty("noticeId").GetGuid();
        (await anybody.Post($"/certification/api/notices/{objected}/objections",
            new { objectorName = "赵秉正", objectorKind = "person", contact = "0871-6310 0000", facts = "成员单位未实际参与研发" })).Must();
        var page = await anybody.Http.GetStringAsync(new Uri($"/certification/published/{notice}", UriKind.Relative), Ct);
        Assert.All(names, name => Assert.Contains(name, page, StringComparison.Ordinal));
        Assert.Contains($"notices/{lines[0].GetProperty("noticeId").GetGuid()}#objection", page, StringComparison.Ordinal);

        await system.Clock.MoveTo(list.Instant("closesAt") + TimeSpan.FromHours(10));
        Guid[] free = [cases[0], cases[2]];
        var document = await IssueFor("recognition", free);

        foreach (var one in free) await system.Eventually(async () => await system.CaseState(one) == "Recognised");
        Assert.Equal("ObjectionHandling", await system.CaseState(cases[1]));
        var recognised = (await anybody.Get($"/certification/api/published/{document}")).Must();
        var number = recognised.GetProperty("number").GetString()!;
        var officer = await system.SignedIn("rending");
        foreach (var name in (string[])[names[0], names[2]])
        {
            var entry = (await officer.Get($"/certification/api/registry?q={Uri.EscapeDataString(name)}")).Must()[0];
            Assert.Equal(number, entry.GetProperty("documentNumber").GetString());
        }
        Assert.Equal(2, recognised.GetProperty("content").GetProperty("lines").EnumerateArray()
            .Select(line => line.GetProperty("column").GetString()).Distinct().Count());
        Assert.Equal(BeijingTime.DayOf(await system.Clock.Now()), DateOnly.Parse(recognised.GetProperty("signedOn").GetString()!,
            System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_document_goes_through_three_people_and_back_to_the_first_where_the_second_is_not_content()
    {
        var applicationId = await Proposed(Road.NewName());
        var matter = await MatterOf("recognitionNotice", applicationId);
        var (drafter, checker) = (await system.SignedIn("rending"), await system.SignedIn("hegao"));
        var signer = await system.SignedIn("juzhang");
        var id = (await drafter.Post("/certification/api/instruments", new { matters = new[] { matter } })).Must()
            .GetProperty("instrumentId").GetGuid();
        var path = $"/certification/api/instruments/{id}";

        Assert.Equal(HttpStatusCode.Conflict,
            (await drafter.Post("/certification/api/instruments", new { matters = new[] { matter } })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await drafter.Post($"{path}/check", new { passed = true })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await signer.Post($"{path}/sign")).Status);
        (await checker.Post($"{path}/check", new { passed = false, remarks = "请补充监督电话。" })).Must();
        var read = (await drafter.Get(path)).Must();
        Assert.Equal("请补充监督电话。", read.GetProperty("remarks").GetString());
        (await drafter.Post($"{path}/amend", new
        {
            title = read.GetProperty("title").GetString(),
            body = read.GetProperty("body").GetString() + "\n监督电话：0871-00000000。",
            disclosure = "open",
        })).Must();
        (await checker.Post($"{path}/check", new { passed = true })).Must();
        Assert.Equal(HttpStatusCode.Forbidden, (await drafter.Post($"{path}/sign")).Status);
        (await signer.Post($"{path}/sign")).Must();

        Assert.Equal(HttpStatusCode.Conflict, (await signer.Post($"{path}/sign")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await drafter.Post($"{path}/withdraw", new { why = "有误" })).Status);
        var published = (await (await system.Anybody()).Get($"/certification/api/published/{id}")).Must();
        Assert.Contains("监督电话：0871-00000000。", published.ToString(), StringComparison.Ordinal);
        Assert.NotNull(await system.NoticeOf(applicationId));
        await system.Eventually(async () => (await system.LettersAbout("rending", applicationId)).Contains("文书退回修改"));
    }

    [Fact]
    public async Task Two_who_sign_at_once_issue_one_document_under_one_number()
    {
        var applicationId = await AfterItsNotice();
        var id = await Checked("recognition", applicationId);
        var signer = await system.SignedIn("juzhang");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => signer.Post($"/certification/api/instruments/{id}/sign")));

        Assert.Single(answers, answer => answer.Ok);
        Assert.All(answers.Where(answer => !answer.Ok), answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
        await system.Eventually(async () => await system.CaseState(applicationId) == "Recognised");
    }

    [Fact]
    public async Task A_number_is_the_registers_or_the_next_and_one_that_leaves_others_out_says_why()
    {
        var (first, second) = (await AfterItsNotice(), await AfterItsNotice());
        var (one, other) = (await Checked("recognition", first), await Checked("recognition", second));
        var signer = await system.SignedIn("juzhang");
        var next = (await signer.Get($"/certification/api/instruments/{one}")).Must().GetProperty("nextNumber").GetString()!;
        var ordinal = int.Parse(next.Split('〕')[1].TrimEnd('号'), System.Globalization.CultureInfo.InvariantCulture);

        var silent = await signer.Post($"/certification/api/instruments/{one}/sign", new { number = ordinal + 2 });
        var said = (await signer.Post($"/certification/api/instruments/{one}/sign",
            new { number = ordinal + 2, numberWhy = "两个文号用于纸质文件" })).Must();
        var taken = await signer.Post($"/certification/api/instruments/{other}/sign", new { number = ordinal + 2, numberWhy = "重号" });
        var following = (await signer.Post($"/certification/api/instruments/{other}/sign")).Must();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.EndsWith($"〕{ordinal + 2}号", said.GetProperty("number").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, taken.Status);
        Assert.EndsWith($"〕{ordinal + 3}号", following.GetProperty("number").GetString(), StringComparison.Ordinal);
        // The register has every number of the year in its place, and says of those that were left out why.
        var register = (await signer.Get("/certification/api/numbers?size=100")).Must().GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([(ordinal + 3, "used"), (ordinal + 2, "used"), (ordinal + 1, "leftOut"), (ordinal, "leftOut")],
            register.Take(4).Select(row => (row.GetProperty("ordinal").GetInt32(), row.GetProperty("use").GetString()!)));
        Assert.All(register.Skip(1).Take(3), row => Assert.Equal("两个文号用于纸质文件", row.GetProperty("why").GetString()));
        Assert.All(register.Where(row => row.GetProperty("use").GetString() == "leftOut"),
            row => Assert.NotEmpty(row.GetProperty("why").GetString()!));
        var page = await system.Browser.SignedIn("rending");
        await page.GotoAsync("/certification/numbers?use=LeftOut");
        Assert.Contains("两个文号用于纸质文件", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await page.Owes("register of numbers"));
    }

    [Fact]
    public async Task Documents_that_are_signed_at_once_take_their_numbers_one_after_another()
    {
        var cases = new[] { await AfterItsNotice(), await AfterItsNotice(), await AfterItsNotice() };
        var drafts = new List<Guid>();
        foreach (var one in cases) drafts.Add(await Checked("recognition", one));
        var signer = await system.SignedIn("juzhang");
        var next = Ordinal((await signer.Get($"/certification/api/instruments/{drafts[0]}")).Must().GetProperty("nextNumber").GetString()!);

        var answers = await Task.WhenAll(drafts.Select(draft => signer.Post($"/certification/api/instruments/{draft}/sign")));

        Assert.Equal([next, next + 1, next + 2],
            answers.Select(answer => Ordinal(answer.Must().GetProperty("number").GetString()!)).Order());
    }

    [Fact]
    public async Task A_restart_in_the_midst_of_signing_leaves_the_document_unsigned_and_its_number_free()
    {
        var applicationId = await AfterItsNotice();
        var id = await Checked("recognition", applicationId);
        var signer = await system.SignedIn("juzhang");
        var path = $"/certification/api/instruments/{id}";
        var next = (await signer.Get(path)).Must().GetProperty("nextNumber").GetString()!;
        var alliance = await system.Alliance;

        // Somebody else holds the register, so that signing stands in the middle of its transaction when the service dies.
        await using (var database = new Npgsql.NpgsqlConnection(alliance.DatabasesOfServices["certification"].Owner))
        {
            await database.OpenAsync(Ct);
            await using var holding = await database.BeginTransactionAsync(Ct);
            await using (var hold = new Npgsql.NpgsqlCommand("lock table number_sequence in exclusive mode", database, holding))
                await hold.ExecuteNonQueryAsync(Ct);
            var signing = signer.Post($"{path}/sign");
            await system.Eventually(async () => await system.InCertification<int>(
                "select count(*)::int from pg_locks where not granted and relation = 'number_sequence'::regclass") > 0);
            await alliance.KillService("certification");
            Assert.False((await signing).Ok);
        }
        await alliance.StartService("certification", Ct);

        var still = (await signer.Get(path)).Must();
        Assert.Equal(("checked", next), (still.GetProperty("state").GetString(), still.GetProperty("nextNumber").GetString()));
        Assert.Equal(next, (await signer.Post($"{path}/sign")).Must().GetProperty("number").GetString());
        await system.Eventually(async () => await system.CaseState(applicationId) == "Recognised");
        Assert.Equal(1, await system.InCertification<int>("select count(*)::int from instrument where number = @next", new { next }));
    }

    static int Ordinal(string number)
        => int.Parse(number.Split('〕')[1].TrimEnd('号'), System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_case_that_is_withdrawn_falls_out_of_the_draft_and_the_others_are_announced()
    {
        var (stays, goes) = (await Proposed(Road.NewName()), await Proposed(Road.NewName()));
        var drafter = await system.SignedIn("rending");
        Guid[] matters = [await MatterOf("recognitionNotice", stays), await MatterOf("recognitionNotice", goes)];
        var id = (await drafter.Post("/certification/api/instruments", new { matters })).Must().GetProperty("instrumentId").GetGuid();
        (await (await system.SignedIn("hegao")).Post($"/certification/api/instruments/{id}/check", new { passed = true })).Must();

        (await (await system.SignedIn("qiye2")).Post($"/intake/api/applications/{goes}/withdraw", new { why = "不再申报" })).Must();
        await system.Eventually(async () => (await drafter.Get($"/certification/api/instruments/{id}")).Must().GetProperty("matters")
            .EnumerateArray().Any(matter => matter.GetProperty("state").GetString() == "dropped"));
        var signed = (await (await system.SignedIn("juzhang")).Post($"/certification/api/instruments/{id}/sign")).Must();

        Assert.Equal(1, signed.GetProperty("lines").GetInt32());
        Assert.NotNull(await system.NoticeOf(stays));
        Assert.Null(await system.NoticeOf(goes));
        var said = (await drafter.Get($"/certification/api/instruments/{id}")).Must().ToString();
        Assert.Contains("申报单位已撤回申报", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_served_to_its_unit_and_read_by_nobody_else()
    {
        var applicationId = await system.BeforeTheBureau(recommended: false);
        (await system.OnDetermination("juzhang", applicationId, "decline",
            new { reasons = new[] { new { article = Articles.Review, sentence = "专家组不推荐认定" } } })).Must();
        var id = await system.Issue(applicationId);

        var address = $"/certification/api/published/{id}";
        var read = (await (await system.SignedIn("qiye2")).Get(address)).Must();
        Assert.Contains("专家组不推荐认定", read.ToString(), StringComparison.Ordinal);
        Assert.Equal("onRequest", read.GetProperty("disclosure").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.Anybody()).Get(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye7")).Get(address)).Status);
        await system.Eventually(async () => (await system.LettersAbout("qiye2", applicationId)).Contains("不予认定决定书已经印发"));
    }

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    async Task<Guid> Proposed(string name)
    {
        var applicationId = await system.BeforeTheBureau(coreName: name);
        (await system.OnDetermination("juzhang", applicationId, "propose", new { minutes = "经局长办公会研究，同意。" })).Must();
        return applicationId;
    }

    async Task<Guid> AfterItsNotice()
    {
        var (applicationId, notice) = await system.OnNotice(Road.NewName());
        await system.Clock.MoveTo(notice.Instant("closesAt") + TimeSpan.FromHours(9));
        return applicationId;
    }

    async Task<Guid> MatterOf(string kind, Guid applicationId)
    {
        var office = await system.Office();
        return (await system.Eventually(async () => (await office.Waiting(Ct))
            .Where(m => m.GetProperty("applicationId").GetGuid() == applicationId && m.GetProperty("kind").GetString() == kind)
            .Select(m => (Guid?)m.GetProperty("matterId").GetGuid()).FirstOrDefault(), found => found is not null))!.Value;
    }

    async Task<Guid> IssueFor(string kind, IEnumerable<Guid> cases)
    {
        var matters = new List<Guid>();
        foreach (var one in cases) matters.Add(await MatterOf(kind, one));
        return await (await system.Office()).Issue(matters, Ct);
    }

    async Task<Guid> Checked(string kind, Guid applicationId)
    {
        var matters = new[] { await MatterOf(kind, applicationId) };
        var id = (await (await system.SignedIn(Office.Drafter)).Post("/certification/api/instruments", new { matters })).Must()
            .GetProperty("instrumentId").GetGuid();
        (await (await system.SignedIn(Office.Checker)).Post($"/certification/api/instruments/{id}/check", new { passed = true })).Must();
        return id;
    }
}
