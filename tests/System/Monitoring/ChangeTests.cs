using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>What changes in an alliance is filed, agreed to by whom it concerns, and noted (Art. 15).</summary>
[Collection(nameof(RunsForYears))]
public sealed class ChangeTests(RunningSystem system) : IAsyncDisposable
{
    // Its members are qiye1, qiye2 and qiye3 beside it.
    const string Lead = "qiye9";
    const string Officer = "jiance";

    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");

    readonly Guid _alliance = Guid.CreateVersion7();
    readonly Commands _commands = new(system);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    string Alliance => $"/monitoring/api/alliances/{_alliance}";

    [Fact]
    public async Task After_a_change_of_the_lead_that_all_agreed_to_the_new_lead_files_the_report_and_the_former_one_may_not()
    {
        await Operating();
        var lead = await system.SignedIn(Lead);
        var revocation = (await (await system.SignedIn(Officer)).Post("/monitoring/api/revocations",
            new { allianceId = _alliance, ground = "RefusesSupervision", facts = "拒绝接受检查。" }, Ct)).Must()
            .GetProperty("revocationCaseId").GetGuid();
        var filing = await Begin("leadUnit");
        var content = new { reason = "原牵头单位业务调整", effectiveOn = await Today(), newLead = Code("qiye1") };

        Assert.Equal("Consenting",
            (await lead.Post($"{filing}/submit", new { basedOn = 1, content }, Ct)).Must().GetProperty("state").GetString());
        var officer = await system.SignedIn(Officer);
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post($"{filing}/note", new { version = 2 }, Ct)).Status);
        await system.Eventually(async () => (await system.LettersAbout("qiye1", _alliance)).Contains("请就联盟变更表示意见"));
        foreach (var unit in (string[])["qiye1", "qiye2"]) (await Agree(unit, filing)).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await Agree("qiye1", filing)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Agree("qiye7", filing)).Status);
        // The third unit agreed on paper.
        (await lead.Upload($"{filing}/consents/{Code("qiye3")}/file", "同意.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string>())).Must();
        var number = (await officer.Post($"{filing}/note", new { version = 2, remark = "已核对决议" }, Ct)).Must().GetProperty("number")
            .GetString();
        Assert.Matches(@"^变更备〔\d{4}〕\d+号$", number!);

        var next = await system.SignedIn("qiye1");
        var year = (await Today()).Year;
        Assert.Equal(HttpStatusCode.NotFound, (await lead.Post($"{Alliance}/reports/{year}", Report(), Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.Get(Alliance, Ct)).Status);
        (await next.Post($"{Alliance}/reports/{year}", Report(), Ct)).Must();
        Assert.Equal(Code("qiye1"), (await next.Get(Alliance, Ct)).Must().GetProperty("leadUnit").GetProperty("creditCode").GetString());
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("联盟变更已备案"));
        // A case that runs against the alliance is the new lead's from now on.
        var admin = await system.SignedIn("admin");
        await system.Eventually(async () => (await admin.Get($"/workflows/api/cases/{revocation}", Ct)).Must().GetProperty("application")
            .GetProperty("leadUnit").GetProperty("creditCode").GetString() == Code("qiye1"));
        // Who led it still reads the filing, with its receipt, as a member.
        Assert.Equal(number, (await lead.Get(filing, Ct)).Must().GetProperty("number").GetString());
        Assert.Equal(HttpStatusCode.OK, (await lead.Http.GetAsync(new Uri($"{filing}/receipt", UriKind.Relative), Ct)).StatusCode);
    }

    [Fact]
    public async Task A_unit_that_does_not_agree_sends_the_filing_back_and_what_was_agreed_to_is_asked_again_when_it_changes()
    {
        await Operating();
        var lead = await system.SignedIn(Lead);
        var filing = await Begin("leadUnit");
        var today = await Today();
        (await lead.Post($"{filing}/submit", new { content = Led("qiye1", today) }, Ct)).Must();
        (await Agree("qiye2", filing)).Must();
        var refusing = await system.SignedIn("qiye3");
        Assert.Contains("请说明理由", (await refusing.Post($"{filing}/consent", new { version = 2, agrees = false }, Ct)).Sentence,
            StringComparison.Ordinal);
        (await refusing.Post($"{filing}/consent", new { version = 2, agrees = false, why = "应由本单位牵头" }, Ct)).Must();

        Assert.Equal("Draft", (await lead.Get(filing, Ct)).Must().GetProperty("state").GetString());
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("有单位不同意联盟变更"));
        (await lead.Post($"{filing}/submit", new { content = Led("qiye3", today) }, Ct)).Must();
        Assert.All((await lead.Get(filing, Ct)).Must().GetProperty("consents").EnumerateArray()
            .Where(one => one.GetProperty("creditCode").GetString() != Code(Lead)),
            one => Assert.Equal(JsonValueKind.Null, one.GetProperty("answer").ValueKind));
        (await lead.Post($"{filing}/withdraw", new { why = "不再变更" }, Ct)).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await refusing.Post($"{filing}/consent", new { version = 3, agrees = true }, Ct)).Status);
    }

    [Fact]
    public async Task An_officer_asks_for_what_is_missing_and_members_below_four_are_a_warning_and_a_task_until_others_join()
    {
        await Operating();
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn(Officer));
        var filing = await Begin("members");
        var today = await Today();
        var content = new { reason = "合作终止", effectiveOn = today, leaving = new[] { Code("qiye3") } };
        (await lead.Post($"{filing}/submit", new { content }, Ct)).Must();
        (await Agree("qiye3", filing)).Must();
        Assert.NotEmpty((await officer.Get(filing, Ct)).Must().GetProperty("warnings").EnumerateArray());
        (await officer.Post($"{filing}/return", new { version = 2, reasons = "请补充理事会决议", until = today.AddDays(10) }, Ct)).Must();
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("变更备案须补充"));
        (await lead.Upload($"{filing}/files", "决议.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string> { ["title"] = "理事会决议" })).Must();
        // Nothing of the change is another: nobody is asked again.
        Assert.Equal("Filed", (await lead.Post($"{filing}/submit", new { basedOn = 2 }, Ct)).Must().GetProperty("state").GetString());
        Assert.Single((await officer.Post($"{filing}/note", new { version = 2 }, Ct)).Must().GetProperty("warnings").EnumerateArray());

        Assert.Equal("Operating", (await lead.Get(Alliance, Ct)).Must().GetProperty("state").GetString());
        Assert.Contains("members-short", await Tasks(lead));
        var joining = await Begin("members");
        var joiner = new[] { new { name = Unit("qiye5").Name, creditCode = Code("qiye5") } };
        (await lead.Post($"{joining}/submit", new { content = new { reason = "补足成员", effectiveOn = today, joining = joiner } }, Ct)).Must();
        (await Agree("qiye5", joining)).Must();
        Assert.Empty((await officer.Post($"{joining}/note", new { version = 2 }, Ct)).Must().GetProperty("warnings").EnumerateArray());
        Assert.DoesNotContain("members-short", await Tasks(lead));
        Assert.Equal([Code("qiye1"), Code("qiye2"), Code("qiye5"), Code(Lead)], (await lead.Get(Alliance, Ct)).Must().GetProperty("members")
            .EnumerateArray().Select(unit => unit.GetProperty("creditCode").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_draft_is_the_lead_units_own_and_once_it_was_noted_the_alliance_bears_the_new_name()
    {
        await Operating();
        var lead = await system.SignedIn(Lead);
        var filing = await Begin("name");
        (await lead.Put(filing, new { basedOn = 1, content = new { newName = "变更后", reason = "业务扩展" } }, Ct)).Must();
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn(Officer)).Get(filing, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye1")).Get(filing, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("qiye1")).Put(filing, new { content = new { newName = "冒名" } }, Ct)).Status);
        // A colleague who began from what was there before is told, and keeps what was typed.
        Assert.Equal(HttpStatusCode.Conflict,
            (await lead.Put(filing, new { basedOn = 1, content = new { newName = "另一名" } }, Ct)).Status);
        var today = await Today();
        var late = await lead.Post($"{filing}/submit", new { content = Renamed(today.AddDays(1)) }, Ct);
        Assert.Contains("尚未生效", late.Sentence, StringComparison.Ordinal);
        (await lead.Post($"{filing}/submit", new { content = Renamed(today) }, Ct)).Must();
        var version = (await lead.Get(filing, Ct)).Must().GetProperty("version").GetInt32();
        (await (await system.SignedIn(Officer)).Post($"{filing}/note", new { version }, Ct)).Must();
        Assert.Equal("昆明变更后产业技术创新战略联盟", (await lead.Get(Alliance, Ct)).Must().GetProperty("name").GetString());
        Assert.Contains(await system.AllPages(Officer, "/monitoring/api/changes?state=Noted&kind=Name"),
            item => item.GetProperty("allianceId").GetGuid() == _alliance);
    }

    [Fact]
    public async Task Every_service_acts_on_a_change_and_the_new_lead_pledges_files_and_receives_the_payment()
    {
        const string former = "qiye2", next = "qiye5";
        var (applied, alliance) = await system.Recognised();
        var (address, grant) = ($"/monitoring/api/alliances/{alliance}", $"/funding/api/grants/{alliance}");
        var (lead, newLead, officer) = (await system.SignedIn(former), await system.SignedIn(next), await system.SignedIn(Officer));
        await system.Eventually(async () => (await lead.Get(address, Ct)).Ok && (await lead.Get(grant, Ct)).Ok);
        Assert.Equal(HttpStatusCode.NotFound, (await newLead.Get(grant, Ct)).Status);
        var joining = new[] { new { name = Unit(next).Name, creditCode = Code(next) } };
        await Note("members", new { reason = "扩大合作", effectiveOn = await Today(), joining });
        await Note("leadUnit", Led(next, await Today()));

        // Funding: the new lead acts for the grant, and it is paid to it.
        await system.Eventually(async () => (await newLead.Get(grant, Ct)).Ok);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.Post($"{grant}/pledge", new { amountFen = 30_000_000 }, Ct)).Status);
        (await newLead.Post($"{grant}/pledge", new { amountFen = 30_000_000 }, Ct)).Must();
        (await (await system.SignedIn("shenpi")).Post($"{grant}/approve", ct: Ct)).Must();
        (await (await system.SignedIn("jingfei")).Post($"{grant}/request-payment", ct: Ct)).Must();
        (await (await system.SignedIn("jingfei")).Post($"{grant}/voucher",
            new { voucherNumber = $"昆财支〔2024〕{alliance:N}号", paidOn = await Today(), amountFen = 10_000_000 }, Ct)).Must();
        Assert.Equal(Code(next), (await newLead.Get(grant, Ct)).Must().GetProperty("payee").GetProperty("creditCode").GetString());

        // Monitoring: it files the report; the former one may not.
        var year = (await Today()).Year;
        Assert.Equal(HttpStatusCode.NotFound, (await lead.Post($"{address}/reports/{year}", Report(), Ct)).Status);
        (await newLead.Post($"{address}/reports/{year}", Report(), Ct)).Must();

        // Intake: it reads what was submitted, and the one whose it was still does.
        var application = $"/intake/api/applications/{applied}";
        var read = await system.Eventually(() => newLead.Get(application, Ct), answer => answer.Ok);
        Assert.False(read.Must().GetProperty("isOwn").GetBoolean());
        Assert.True((await lead.Get(application, Ct)).Must().GetProperty("isOwn").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye7")).Get(application, Ct)).Status);

        // The register says what is, and its history what was.
        var core = Road.NewName();
        await Note("name", new { reason = "业务扩展", effectiveOn = await Today(), newName = core }, newLead);
        var name = $"昆明{core}产业技术创新战略联盟";
        var anybody = await system.Anybody();
        var search = $"/certification/api/registry?q={Uri.EscapeDataString(name)}";
        var listed = await system.Eventually(async () => (await anybody.Get(search, Ct)).Must(), found => found.GetArrayLength() == 1);
        var entry = (await anybody.Get($"/certification/api/registry/{listed[0].GetProperty("certificateNumber").GetString()}", Ct)).Must();
        Assert.Equal(Unit(next).Name, entry.GetProperty("leadUnit").GetProperty("name").GetString());
        Assert.Equal(["recognised", "changed", "changed", "renamed"],
            entry.GetProperty("history").EnumerateArray().Select(one => one.GetProperty("kind").GetString()!));
        // The procedure says the new name from then on, and so does the grant.
        await system.Eventually(async () => (await (await system.SignedIn("admin")).Get($"/workflows/api/cases/{alliance}", Ct)).Text
            .Contains(name, StringComparison.Ordinal));
        await system.Eventually(async () => (await newLead.Get(grant, Ct)).Must().GetProperty("allianceName").GetString() == name);

        async Task Note(string kind, object content, Person? by = null)
        {
            var leads = by ?? lead;
            var begun = (await leads.Post($"{address}/changes", new { kind }, Ct)).Must().GetProperty("filingId").GetGuid();
            var filing = $"/monitoring/api/changes/{begun}";
            (await leads.Post($"{filing}/submit", new { content }, Ct)).Must();
            foreach (var asked in (await leads.Get(filing, Ct)).Must().GetProperty("consents").EnumerateArray()
                .Where(one => one.GetProperty("answer").ValueKind == JsonValueKind.Null)
                .Select(one => one.GetProperty("creditCode").GetString()!))
                if (asked == Code(next)) (await newLead.Post($"{filing}/consent", new { version = 2, agrees = true }, Ct)).Must();
                else (await leads.Upload($"{filing}/consents/{asked}/file", "同意.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
                    new Dictionary<string, string>())).Must();
            (await officer.Post($"{filing}/note", new { version = 2 }, Ct)).Must();
        }
    }

    [Fact]
    public async Task Members_that_end_their_alliance_end_its_recognition_its_funding_and_its_duties()
    {
        var alliance = (await system.Recognised()).AllianceId;
        var (lead, officer) = (await system.SignedIn("qiye2"), await system.SignedIn(Officer));
        var (address, certification) = ($"/monitoring/api/alliances/{alliance}", await system.SignedIn("rending"));
        var plaque = $"/certification/api/alliances/{alliance}/plaque";
        (await certification.Post(plaque, new { handedOverOn = await Today() }, Ct)).Must();
        var begun = (await lead.Post($"{address}/changes", new { kind = "dissolution" }, Ct)).Must().GetProperty("filingId").GetGuid();
        var filing = $"/monitoring/api/changes/{begun}";
        var content = new { reason = "技术方向已无必要", effectiveOn = await Today(), after = "没有未结事项，牌匾交回。" };
        Assert.Contains("决议", (await lead.Post($"{filing}/submit", new { content }, Ct)).Sentence, StringComparison.Ordinal);
        (await lead.Upload($"{filing}/files", "决议.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(), new Dictionary<string, string>())).Must();
        (await lead.Post($"{filing}/submit", new { content }, Ct)).Must();
        await OnPaper(lead, filing);
        // A revocation that runs is not escaped by dissolving the alliance.
        var accused = (await officer.Post("/monitoring/api/revocations",
            new { allianceId = alliance, ground = "RefusesSupervision", facts = "拒绝接受检查。" }, Ct)).Must()
            .GetProperty("revocationCaseId").GetGuid();
        var escape = await officer.Post($"{filing}/note", new { version = 2 }, Ct);
        Assert.Equal((HttpStatusCode.Conflict, Articles.Revocation), (escape.Status, escape.Article));
        (await (await system.SignedIn("juzhang")).Post($"/monitoring/api/revocations/{accused}/decide",
            new { revoked = false, reasons = "已接受检查。" }, Ct)).Must();
        var number = (await officer.Post($"{filing}/note", new { version = 2 }, Ct)).Must().GetProperty("number").GetString();

        Assert.Equal(HttpStatusCode.Conflict, (await lead.Post($"{address}/reports/{(await Today()).Year}", Report(), Ct)).Status);
        await system.Eventually(async () => await system.CaseState(alliance) == "Dissolved");
        Assert.Equal("Dissolved", (await officer.Get(address, Ct)).Must().GetProperty("state").GetString());
        await system.Eventually(async () => (await lead.Get($"/funding/api/grants/{alliance}", Ct)).Must().GetProperty("state")
            .GetString() == "Suspended");
        var recovered = await system.Eventually(async () => await certification.Post(plaque,
            new { recoveredOn = await Today(), proof = "牵头单位交回，收条 1 号" }, Ct), answer => answer.Ok);
        Assert.True(recovered.Ok);
        var listed = (await certification.Get("/certification/api/registry?status=Dissolved", Ct)).Must().EnumerateArray()
            .Single(one => one.GetProperty("allianceId").GetGuid() == alliance);
        var entry = (await (await system.Anybody())
            .Get($"/certification/api/registry/{listed.GetProperty("certificateNumber").GetString()}", Ct)).Must();
        Assert.Equal("dissolved", entry.GetProperty("status").GetString(), ignoreCase: true);
        Assert.Equal(number, entry.GetProperty("history").EnumerateArray().Last().GetProperty("documentNumber").GetString());
    }

    [Fact]
    public async Task Of_a_grant_that_was_paid_a_dissolved_alliance_owes_the_final_account()
    {
        var (grant, today) = ($"/funding/api/grants/{_alliance}", await Today());
        await _commands.Send(new OpenGuidanceGrant(_alliance, Commands.ApplicationOf(Lead, "决算"), "昆科发〔2024〕1号",
            new DateOnly(2024, 3, 1)));
        await _commands.Answered("funding", _alliance, "OpenGuidanceGrant");
        var (lead, funding) = (await system.SignedIn(Lead), await system.SignedIn("jingfei"));
        (await lead.Post($"{grant}/pledge", new { amountFen = 30_000_000 }, Ct)).Must();
        (await (await system.SignedIn("shenpi")).Post($"{grant}/approve", ct: Ct)).Must();
        (await funding.Post($"{grant}/request-payment", ct: Ct)).Must();
        (await funding.Post($"{grant}/voucher",
            new { voucherNumber = $"昆财支〔2024〕{_alliance:N}号", paidOn = today, amountFen = 10_000_000 }, Ct)).Must();
        Assert.Equal(HttpStatusCode.Conflict,
            (await funding.Post($"{grant}/final-account", new { receivedOn = today, spentFen = 1 }, Ct)).Status);
        await _commands.Tell(new AllianceDissolved(_alliance, _alliance, "变更备〔2024〕1号", new(Articles.Changes, "联盟自行解散"), today,
            await system.Clock.Now()));
        await _commands.Answered("funding", _alliance, "AskFinalAccount");

        Assert.Contains("final-account", (await lead.Get("/funding/api/tasks", Ct)).Must().GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("caseId").GetGuid() == _alliance).Select(item => item.GetProperty("kind").GetString()));
        var unsaid = await funding.Post($"{grant}/final-account", new { receivedOn = today, spentFen = 9_000_000 }, Ct);
        Assert.Contains("有结余的", unsaid.Sentence, StringComparison.Ordinal);
        (await funding.Post($"{grant}/final-account", new { receivedOn = today, spentFen = 9_000_000, remark = "结余退回国库" }, Ct)).Must();
        Assert.Equal(9_000_000, (await lead.Get(grant, Ct)).Must().GetProperty("finalAccountSpentFen").GetInt64());
    }

    static async Task OnPaper(Person lead, string filing)
    {
        foreach (var asked in (await lead.Get(filing, Ct)).Must().GetProperty("consents").EnumerateArray()
            .Where(one => one.GetProperty("answer").ValueKind == JsonValueKind.Null)
            .Select(one => one.GetProperty("creditCode").GetString()!))
            (await lead.Upload($"{filing}/consents/{asked}/file", "同意.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
                new Dictionary<string, string>())).Must();
    }

    async Task<List<string>> Tasks(Person person)
        => [.. (await person.Get("/monitoring/api/tasks", Ct)).Must().GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("caseId").GetGuid() == _alliance).Select(item => item.GetProperty("kind").GetString()!)];

    async Task<string> Begin(string kind)
    {
        var begun = await (await system.SignedIn(Lead)).Post($"{Alliance}/changes", new { kind }, Ct);
        return $"/monitoring/api/changes/{begun.Must().GetProperty("filingId").GetGuid()}";
    }

    async Task<Answer> Agree(string account, string filing)
        => await (await system.SignedIn(account)).Post($"{filing}/consent", new { version = 2, agrees = true }, Ct);

    static object Led(string account, DateOnly on) => new { reason = "业务调整", effectiveOn = on, newLead = Code(account) };

    static object Renamed(DateOnly on) => new { newName = "变更后", reason = "业务扩展", effectiveOn = on };

    static Local.Running.DemoUnit Unit(string account) => TestApplicants.Accounts.Single(a => a.Account == account).Unit!;

    static string Code(string account) => Unit(account).CreditCode;

    async Task Operating()
    {
        var today = await Today();
        var (startsOn, endsOn) = Cycles.Of(today, 1, Policy.CycleMonths);
        var application = Commands.ApplicationOf(Lead, $"变更{_alliance.ToString()[^4..]}");
        await _commands.Send(new StartOperatingCycle(_alliance, application, 1, today, startsOn, endsOn));
        await _commands.Answered("monitoring", _alliance, "StartOperatingCycle");
    }

    async Task<DateOnly> Today() => BeijingTime.DayOf(await system.Clock.Now());

    static object Report() => new
    {
        work = "联合攻关三项",
        achievements = "授权专利两件",
        problems = "无",
        plans = "扩大中试",
        progress = "onPlan",
        indicators = Policy.Indicators.Select(i => new { indicatorId = i.Id, actual = 20 }),
        rdInvestmentFen = 350_000_000,
        selfInspection = "已按协议自查",
    };

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
