using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml.Linq;
using Alliance.Contracts;
using Alliance.Local.Demo;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.SystemTests.Desk;
using Alliance.SystemTests.Intake;
using Microsoft.Playwright;
using UglyToad.PdfPig;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>名录, certificates, plaques, priority lists, alliances of 2013 and plans (Art. 7, 11, 13, 14, 17, 19).</summary>
public sealed class RegistryTests(RunningSystem system) : IAsyncDisposable
{
    const string Api = "/certification/api";

    readonly Commands _commands = new(system);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recognised_alliance_is_found_by_any_member_and_has_one_address_with_its_members_and_history()
    {
        var (number, name, _, _) = await Recognised();
        var anybody = await system.Anybody();
        var entry = (await anybody.Get($"{Api}/registry/{number}")).Must();

        Assert.Equal(name, entry.GetProperty("name").GetString());
        var members = entry.GetProperty("members").EnumerateArray().ToList();
        Assert.True(members.Count >= 4);
        Assert.Equal(["recognised"], entry.GetProperty("history").EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal(entry.GetProperty("documentNumber").GetString(),
            entry.GetProperty("history")[0].GetProperty("documentNumber").GetString());
        var typed = members.SelectMany(member => (string[])
                [member.GetProperty("name").GetString()!, member.GetProperty("creditCode").GetString()!])
            .Append(Core.Text.PinyinInitials.Of(name)[0]).Append(number).Append(entry.GetProperty("documentNumber").GetString()!).ToList();
        foreach (var words in typed)
            Assert.Contains(number, (await anybody.Get($"{Api}/registry?q={Uri.EscapeDataString(words)}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, (await anybody.Get($"{Api}/registry?q=没有这样的单位")).Text, StringComparison.Ordinal);

        var page = await anybody.Http.GetStringAsync(new Uri($"/registry/{number}", UriKind.Relative), Ct);
        Assert.Contains(name, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        using var nothing = await anybody.Http.GetAsync(new Uri("/registry/KMCL-1999-0001", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task The_register_is_open_data_that_a_catalogue_takes_in_and_is_sent_again_only_when_it_changed()
    {
        var (number, name, _, _) = await Recognised();
        var anybody = await system.Anybody();

        var whole = (await anybody.Get($"{Api}/registry.json")).Must();
        var one = whole.GetProperty("alliances").EnumerateArray().Single(a => a.GetProperty("certificateNumber").GetString() == number);
        Assert.True(one.GetProperty("members").GetArrayLength() >= 4);
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", whole.GetProperty("licence").GetString());

        var dataset = await Read("registry/dataset.jsonld");
        Assert.Equal("dcat:Dataset", dataset.GetProperty("@type").GetString());
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", dataset.GetProperty("dct:license").GetProperty("@id").GetString());
        foreach (var file in dataset.GetProperty("dcat:distribution").EnumerateArray())
        {
            var (url, type) = (file.GetProperty("dcat:downloadURL").GetProperty("@id").GetString()!,
                file.GetProperty("dcat:mediaType").GetProperty("@id").GetString()!);
            using var answer = await anybody.Http.GetAsync(new Uri(url), Ct);
            Assert.True(answer.IsSuccessStatusCode, $"{url}: {answer.StatusCode}");
            Assert.EndsWith(answer.Content.Headers.ContentType!.MediaType!, type, StringComparison.Ordinal);
        }
        var linked = await Read($"registry/{number}.jsonld");
        Assert.Equal(("https://schema.org", "Organization", name), (linked.GetProperty("@context").GetString(),
            linked.GetProperty("@type").GetString(), linked.GetProperty("name").GetString()));
        Assert.Contains(linked.GetProperty("@id").GetString()!,
            (await Read("registry.jsonld")).GetProperty("@graph").EnumerateArray().Select(a => a.GetProperty("@id").GetString()!));

        var list = WebUtility.HtmlDecode(await anybody.Http.GetStringAsync(new Uri("/registry", UriKind.Relative), Ct));
        Assert.Matches($"<link rel=\"alternate\" type=\"application/atom\\+xml\" title=\"[^\"]+\" href=\"{Api}/registry.atom\"", list);
        using var feed = await anybody.Http.GetAsync(new Uri($"{Api}/registry.atom", UriKind.Relative), Ct);
        Assert.Contains(XDocument.Parse(await feed.Content.ReadAsStringAsync(Ct)).Descendants().Where(e => e.Name.LocalName == "title"),
            title => title.Value == $"认定：{name}");
        foreach (var file in (string[])["registry.atom", "registry.json", "registry.jsonld"])
        {
            using var first = await anybody.Http.GetAsync(new Uri($"{Api}/{file}", UriKind.Relative), Ct);
            using var again = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Api}/{file}", UriKind.Relative));
            again.Headers.IfNoneMatch.Add(Assert.IsType<EntityTagHeaderValue>(first.Headers.ETag));
            Assert.Equal(HttpStatusCode.NotModified, (await anybody.Http.SendAsync(again, Ct)).StatusCode);
        }

        async Task<JsonElement> Read(string file)
        {
            using var answer = await anybody.Http.GetAsync(new Uri($"{Api}/{file}", UriKind.Relative), Ct);
            Assert.Equal("application/ld+json", answer.Content.Headers.ContentType?.MediaType);
            return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct));
        }
    }

    [Fact]
    public async Task The_code_of_a_certificate_leads_to_its_verification_and_its_validity_moves_on_with_the_next_cycle()
    {
        var (number, name, allianceId, _) = await Recognised();
        var recognised = (await (await system.Anybody()).Get($"{Api}/registry/{number}")).Must();
        var anchor = DateOnly.Parse(recognised.GetProperty("recognisedOn").GetString()!, CultureInfo.InvariantCulture);
        var lead = recognised.GetProperty("leadUnit").GetProperty("creditCode").GetString()!;
        var address = $"{Api}/certificates/{number}/pdf";

        foreach (var account in (string[])["qiye2", "qiye1", "rending"])
        {
            using var pdf = await Printed(account, address);
            var page = pdf.GetPages().Single();
            Assert.True(page.Width > page.Height, "A certificate lies on its side.");
            Assert.EndsWith($"/verify/{number}", CodeOnPaper.On(page), StringComparison.Ordinal);
            var text = PrintTests.Text(page);
            foreach (var piece in (string[])[name, number, Day(Cycles.Of(anchor, 1, 24).EndsOn)])
                Assert.Contains(piece, text, StringComparison.Ordinal);
        }
        using (var code = await (await system.Anybody()).Http.GetAsync(new Uri(CodeOn(await Printed("qiye2", address))), Ct))
            Assert.Contains("证书有效", WebUtility.HtmlDecode(await code.Content.ReadAsStringAsync(Ct)), StringComparison.Ordinal);
        // Who is no member has none, and nobody without an account.
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye9")).Get(address)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await (await system.Anybody()).Get(address)).Status);

        var (startsOn, endsOn) = Cycles.Of(anchor, 2, 24);
        var application = Commands.ApplicationOf("qiye2", "任意") with { LeadUnit = new(name, lead) };
        await _commands.Tell(new OperatingCycleStarted(allianceId, application, 2, Guid.CreateVersion7(), anchor, startsOn, endsOn));
        await _commands.Answered("certification", allianceId, "KeepCycles", times: 2);

        using var next = await Printed("qiye2", address);
        Assert.Contains($"{Day(endsOn)}（第2个运行周期）", PrintTests.Text(next.GetPages().Single()), StringComparison.Ordinal);
        await system.Eventually(async () => (await system.LettersAbout("qiye2", allianceId)).Contains("证书有效期已顺延"));
        await system.EveryLetterOpens("qiye1", allianceId);
    }

    [Fact]
    public async Task Plaques_are_made_handed_over_at_a_ceremony_lost_and_replaced_under_a_new_number()
    {
        var (_, name, allianceId, _) = await Recognised();
        var officer = await system.SignedIn("rending");
        var today = BeijingTime.DayOf(await system.Clock.Now());

        Assert.Equal("due", await State());
        var unknown = Guid.CreateVersion7();
        var made = (await officer.Post($"{Api}/plaques/make", new { allianceIds = (Guid[])[allianceId, unknown], madeOn = today })).Must();
        Assert.Equal((1, unknown), (made.GetProperty("done").GetInt32(), made.GetProperty("left")[0].GetProperty("allianceId").GetGuid()));
        Assert.Equal("made", await State());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await officer.Post($"{Api}/plaques/hand-over",
            new { allianceIds = (Guid[])[allianceId], handedOverOn = today.AddDays(1) })).Status);
        Assert.Equal(1, (await officer.Post($"{Api}/plaques/hand-over",
            new { allianceIds = (Guid[])[allianceId], handedOverOn = today, ceremony = "年度授牌仪式" })).Must().GetProperty("done").GetInt32());
        Assert.Equal("handedOver", await State());
        await system.Eventually(async () => (await system.LettersAbout("qiye2", allianceId)).Contains("联盟已授牌"));
        var list = await officer.Http.GetStringAsync(
            new Uri($"/certification/plaques/ceremony?on={today:yyyy-MM-dd}", UriKind.Relative), Ct);
        Assert.Contains(name, WebUtility.HtmlDecode(list), StringComparison.Ordinal);

        var replaced = (await officer.Post($"{Api}/alliances/{allianceId}/plaque/replace",
            new { lostOn = today, why = "搬迁中遗失，已登报声明。" })).Must().GetProperty("number").GetString()!;
        Assert.EndsWith("-R1", replaced, StringComparison.Ordinal);
        Assert.Equal(["due", "lost"], (await Rows()).Select(row => row.GetProperty("state").GetString()!).Order());
        Assert.Equal(Articles.Revocation, (await officer.Post($"{Api}/alliances/{allianceId}/plaque",
            new { recoveredOn = today, proof = "收条 12 号" })).Article);

        async Task<string?> State() => (await Rows()).Single().GetProperty("state").GetString();

        async Task<IReadOnlyList<JsonElement>> Rows() => [.. (await officer.Get($"{Api}/plaques?q={Uri.EscapeDataString(name)}")).Must()
            .GetProperty("items").EnumerateArray()];
    }

    [Fact]
    public async Task Who_comes_first_is_who_was_recognised_on_that_day()
    {
        var (number, _, allianceId, _) = await Recognised();
        var anybody = await system.Anybody();
        var today = BeijingTime.DayOf(await system.Clock.Now());
        var recognisedOn = DateOnly.Parse((await anybody.Get($"{Api}/registry/{number}")).Must().GetProperty("recognisedOn").GetString()!,
            CultureInfo.InvariantCulture);

        Assert.Contains(number, (await anybody.Get($"{Api}/priority?on={recognisedOn:yyyy-MM-dd}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, (await anybody.Get($"{Api}/priority?on={recognisedOn.AddDays(-1):yyyy-MM-dd}")).Text,
            StringComparison.Ordinal);
        Assert.Equal(Articles.Priority, (await anybody.Get($"{Api}/priority?on={today.AddDays(1):yyyy-MM-dd}")).Article);
        var file = await anybody.Http.GetStringAsync(new Uri($"{Api}/priority.csv?on={today:yyyy-MM-dd}", UriKind.Relative), Ct);
        Assert.Contains(number, file, StringComparison.Ordinal);

        using var proof = await Printed("qiye2", $"{Api}/priority/{number}/pdf?on={today:yyyy-MM-dd}");
        Assert.EndsWith($"/registry/{number}", CodeOn(proof), StringComparison.Ordinal);
        Assert.Contains($"{Day(today)}认定资格有效", PrintTests.Text(proof.GetPages().First()), StringComparison.Ordinal);
        Assert.Equal(Articles.Priority, (await (await system.SignedIn("qiye2")).Get(
            $"{Api}/priority/{number}/pdf?on={recognisedOn.AddDays(-1):yyyy-MM-dd}")).Article);
        Assert.NotEqual(Guid.Empty, allianceId);
    }

    [Fact]
    public async Task Alliances_of_2013_come_into_the_register_when_their_preview_is_confirmed_and_go_on_by_choice()
    {
        var officer = await system.SignedIn("rending");
        var core = Road.NewName();
        var lead = TestApplicants.Accounts.Single(account => account.Account == "qiye9").Unit!;
        var name = $"昆明{core}产业技术创新战略联盟";
        var importId = await system.OldUploaded(
            OldAlliances.Row(name, lead.Name, lead.CreditCode,
                $"{lead.Name} {lead.CreditCode}\n滇中理工大学 {CreditCode.Complete("1253000043110000")}", "新材料", "昆科发〔2014〕9号", "2014-05-20"),
            OldAlliances.Row(name, lead.Name, "911", "没有代码的单位", "", "", "2017-01-01"));
        var lines = (await officer.Get($"{Api}/legacy/{importId}")).Must().GetProperty("lines").EnumerateArray().ToList();
        Assert.Empty(lines[0].GetProperty("faults").EnumerateArray());
        Assert.True(lines[1].GetProperty("faults").GetArrayLength() >= 5, lines[1].ToString());
        Assert.Empty(await Found());

        var confirmed = (await officer.Post($"{Api}/legacy/{importId}/confirm")).Must();
        Assert.Equal((1, 1), (confirmed.GetProperty("entered").GetInt32(), confirmed.GetProperty("leftOut").GetInt32()));
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post($"{Api}/legacy/{importId}/confirm")).Status);
        var row = Assert.Single(await Found());
        Assert.Equal("2013", row.GetProperty("recognisedUnder").GetString());
        var (number, allianceId) = (row.GetProperty("certificateNumber").GetString()!, row.GetProperty("allianceId").GetGuid());
        // No grant, no cycle and no certificate of the new measures by that alone; the name is taken for whoever drafts.
        await system.Eventually(async () => (await (await system.SignedIn("qiye1"))
            .Get($"/intake/api/checks/alliance-name?value={Uri.EscapeDataString(core)}")).Must().GetProperty("doubtful").GetBoolean());
        var auditor = await system.SignedIn("shenji");
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.Get($"/funding/api/grants/{allianceId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.Get($"/monitoring/api/alliances/{allianceId}")).Status);
        Assert.Equal(Articles.EntryIntoForce, (await officer.Get($"{Api}/certificates/{number}/pdf")).Article);

        (await officer.Post($"{Api}/alliances/{allianceId}/operation")).Must();
        await system.Eventually(async () => await CaseState(allianceId) == "Operating");
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.Get($"/funding/api/grants/{allianceId}")).Status);
        await system.Eventually(async () => (await (await system.Anybody()).Get($"{Api}/registry/{number}")).Must()
            .TryGetProperty("validUntil", out var until) && until.ValueKind == JsonValueKind.String);
        using var certificate = await Printed("qiye9", $"{Api}/certificates/{number}/pdf");
        Assert.EndsWith($"/verify/{number}", CodeOn(certificate), StringComparison.Ordinal);
        await system.Eventually(async () => (await system.LettersAbout("qiye9", allianceId)).Contains("联盟纳入运行周期"));
        await system.EveryLetterOpens("qiye9", allianceId);

        async Task<IReadOnlyList<JsonElement>> Found()
            => [.. (await officer.Get($"{Api}/registry?q={Uri.EscapeDataString(name)}")).Must().EnumerateArray()];
    }

    [Fact]
    public async Task A_plan_is_published_for_everybody_with_its_attachment_and_withdrawn_with_a_reason()
    {
        var (officer, anybody) = (await system.SignedIn("rending"), await system.Anybody());
        var year = BeijingTime.DayOf(await system.Clock.Now()).Year;
        Assert.Equal(Articles.Authority,
            (await officer.Post($"{Api}/plans", new { kind = "plan", year = 1999, title = "", body = "" })).Article);
        var title = $"{year}年度联盟工作计划 {Guid.NewGuid():N}";
        var id = (await officer.Post($"{Api}/plans", new { kind = "plan", year, title, body = "一、申报通知\n二、评审" })).Must()
            .GetProperty("planId").GetGuid();
        (await officer.Upload($"{Api}/plans/{id}/attachments", "计划.pdf", Filing.Pdf,
            new Dictionary<string, string> { ["title"] = "工作计划全文" }, Ct)).Must();

        var file = (await anybody.Get($"{Api}/plans/{id}")).Must().GetProperty("files")[0];
        Assert.Equal("工作计划全文", file.GetProperty("title").GetString());
        var attachment = $"{Api}/plans/{id}/attachments/{file.GetProperty("documentId").GetGuid()}";
        Assert.True((await anybody.Http.GetAsync(new Uri(attachment, UriKind.Relative), Ct)).IsSuccessStatusCode);
        Assert.Contains(title, (await anybody.Get($"{Api}/plans?year={year}")).Text, StringComparison.Ordinal);

        Assert.Equal(Articles.Authority, (await officer.Post($"{Api}/plans/{id}/withdraw", new { why = " " })).Article);
        (await officer.Post($"{Api}/plans/{id}/withdraw", new { why = "年度有误，另行发布。" })).Must();
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get(attachment)).Status);
        var page = WebUtility.HtmlDecode(await anybody.Http.GetStringAsync(new Uri($"/certification/plans/{id}", UriKind.Relative), Ct));
        Assert.Contains("年度有误，另行发布。", page, StringComparison.Ordinal);
        Assert.DoesNotContain("二、评审", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_stands_in_public_is_told_to_whoever_drafts_the_same()
    {
        var core = Road.NewName();
        var check = $"/intake/api/checks/alliance-name?value={Uri.EscapeDataString(core)}";
        var applicant = await system.SignedIn("qiye1");
        Assert.False((await applicant.Get(check)).Must().GetProperty("doubtful").GetBoolean());

        await system.OnNotice(core);

        await system.Eventually(async () => (await applicant.Get(check)).Must().GetProperty("doubtful").GetBoolean());
    }

    [Fact]
    public async Task Somebody_finds_an_alliance_by_a_member_and_reads_its_history_and_the_member_opens_its_certificate()
    {
        var (number, name, allianceId, _) = await Recognised();
        var page = await system.Browser.Public();
        await page.GotoAsync("/registry");
        await page.GetByLabel("联盟或成员单位名称、拼音首字母、编号").FillAsync(Core.Text.PinyinInitials.Of(name)[0]);
        await page.GetByRole(AriaRole.Button, new() { Name = "查询" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();
        await page.Reached(address => address.EndsWith($"/registry/{number}", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(name);
        await Assertions.Expect(page.Locator(".history")).ToContainTextAsync("认定");
        Assert.Empty(await page.Owes("a register entry"));
        await page.GetByRole(AriaRole.Link, new() { Name = "证书核验" }).ClickAsync();
        await Assertions.Expect(page.GetByText("证书有效")).ToBeVisibleAsync();

        var member = await system.Browser.SignedIn("qiye1");
        await member.GotoAsync($"/alliances/{allianceId}");
        await Assertions.Expect(member.GetByRole(AriaRole.Link, new() { Name = "认定证书（PDF）" })).ToHaveAttributeAsync("href",
            $"{Api}/certificates/{number}/pdf");

        var officer = await system.Browser.SignedIn("rending");
        foreach (var (path, what) in ((string, string)[])
        [
            ("/registry", "the register"), ("/certification/plaques", "the register of plaques"),
            ("/certification/priority", "the priority list"), ("/certification/legacy", "alliances of 2013"),
            ("/certification/plans", "plans"), ("/certification/plans/new", "a new plan"),
            ($"/certification/alliances/{allianceId}", "an alliance"),
        ])
        {
            await officer.GotoAsync(path);
            Assert.Empty(await officer.Owes(what));
        }
    }

    async Task<(string Number, string Name, Guid AllianceId, Guid ApplicationId)> Recognised()
    {
        var core = Road.NewName();
        var (applicationId, allianceId) = await system.Recognised(core);
        var name = $"昆明{core}产业技术创新战略联盟";
        var row = (await (await system.Anybody()).Get($"{Api}/registry?q={Uri.EscapeDataString(name)}")).Must().EnumerateArray().Single();
        return (row.GetProperty("certificateNumber").GetString()!, name, allianceId, applicationId);
    }

    async Task<PdfDocument> Printed(string account, string path)
    {
        var person = await system.SignedIn(account);
        using var answer = await person.Http.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        var pdf = await answer.Content.ReadAsByteArrayAsync(Ct);
        // To look at, where somebody names a folder for it.
        if (Environment.GetEnvironmentVariable("ALLIANCE_SCREENSHOTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{path.Split('?')[0].Split('/')[^3]}-{account}.pdf"), pdf, Ct);
        return PdfDocument.Open(pdf);
    }

    static string CodeOn(PdfDocument pdf) => Assert.IsType<string>(CodeOnPaper.On(pdf.GetPages().First()));

    static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    async Task<string?> CaseState(Guid caseId)
        => (await (await system.SignedIn("shenji")).Get($"/workflows/api/cases/{caseId}")) is { Ok: true } answer
            ? answer.Must().GetProperty("state").GetString() : null;

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
