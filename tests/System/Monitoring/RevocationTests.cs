using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.SystemTests.Desk;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>撤销 from the opening of the case to its end, each step by the person whose step it is (Art. 17).</summary>
[Collection(nameof(RunsForYears))]
public sealed class RevocationTests(RunningSystem system)
{
    const string Lead = "qiye2", Officer = "jiance", Decider = "juzhang";

    [Fact]
    public async Task For_fraud_with_a_hearing_the_recognition_is_revoked_from_its_beginning_and_an_annulment_brings_it_back()
    {
        var (_, alliance) = await system.Recognised(Road.NewName());
        (await (await system.SignedIn("rending")).Post($"/certification/api/alliances/{alliance}/plaque",
            new { handedOverOn = await Today() })).Must();
        await Approved(alliance);
        var id = await Opened(alliance, "Fraud", "申报材料中的合作协议系伪造。");

        // Nobody pays while it runs, and the alliance does not see it before it was told.
        await system.Eventually(async () => (await Grant(alliance)).GetProperty("heldAt").ValueKind == JsonValueKind.String);
        Assert.Equal(Articles.Revocation, (await Pay(alliance)).Article);
        Assert.Equal(HttpStatusCode.NotFound, (await Read(Lead, id)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Do(Officer, id, "prior-notice")).Status);
        await Evidence(id);
        Assert.DoesNotContain("撤销", (await Brief(Lead, alliance)).Text, StringComparison.Ordinal);
        Assert.Contains("证据", (await Brief(Officer, alliance)).Text, StringComparison.Ordinal);
        (await Do(Officer, id, "prior-notice")).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await Do(Lead, id, "statement", new { text = "不是事实" })).Status);
        await Opens(alliance, "撤销认定资格事先告知书");
        await system.Eventually(() => system.CaseState(id), state => state == "Statement");

        // Its own pages: a draft, a file, the statement, and a hearing.
        (await (await system.SignedIn(Lead)).Put($"{Path(id)}/statement/draft", new { text = "协议系真实签订" })).Must();
        (await (await system.SignedIn(Lead)).Upload($"{Path(id)}/statement/files", "协议.pdf", Filing.Pdf,
            new Dictionary<string, string> { ["title"] = "协议原件" })).Must();
        Assert.DoesNotContain((await Read(Officer, id)).Must().GetProperty("files").EnumerateArray(),
            file => file.GetProperty("title").GetString() == "协议原件");
        // The whole alliance tells of it: its step, its period, its files; the dossier has all but the draft.
        var brief = (await Brief(Lead, alliance)).Must();
        Assert.Contains("revocations", brief.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("key").GetString()));
        Assert.Contains($"StatementDue:{id}",
            brief.GetProperty("deadlines").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Contains("检查记录", brief.GetProperty("documents").EnumerateArray().Select(one => one.GetProperty("title").GetString()));
        Assert.Contains("陈述申辩", brief.GetProperty("next").GetProperty("what").GetString(), StringComparison.Ordinal);
        var held = (await (await system.SignedIn(Lead)).Get($"/monitoring/api/alliances/{alliance}/dossier")).Must()
            .GetProperty("holds").GetProperty("revocations")[0];
        Assert.Equal((1, JsonValueKind.Null), (held.GetProperty("files").GetArrayLength(), held.GetProperty("draft").ValueKind));
        (await Do(Lead, id, "statement", new { text = "协议系真实签订，附原件。" })).Must();
        (await Do(Lead, id, "hearing/request", new { why = "当面说明" })).Must();
        var early = await Do(Decider, id, "decide", new { revoked = true, reasons = "弄虚作假" });
        Assert.Equal((HttpStatusCode.Conflict, Articles.Revocation), (early.Status, early.Article));

        // The period is over: the hearing is still owed.
        await system.Clock.Pass(TimeSpan.FromDays(15));
        await system.Eventually(() => system.CaseState(id), state => state == "Hearing");
        Assert.Equal(HttpStatusCode.Conflict, (await Do(Decider, id, "decide", new { revoked = true, reasons = "弄虚作假" })).Status);
        Assert.Contains("听证须提前 7 日通知", (await Invite(id, days: 6)).Sentence, StringComparison.Ordinal);
        (await Invite(id, days: 8)).Must();
        await system.Eventually(async () => (await system.LettersAbout(Lead, alliance)).Contains("听证通知"));
        Assert.Equal(HttpStatusCode.Conflict, (await Held(id)).Status);
        await system.Clock.Pass(TimeSpan.FromDays(9));
        (await Held(id)).Must();
        await system.Eventually(() => system.CaseState(id), state => state == "Decision");

        Assert.Equal(HttpStatusCode.Forbidden, (await Do(Officer, id, "decide", new { revoked = true, reasons = "弄虚作假" })).Status);
        (await Do(Decider, id, "decide", new { revoked = true, reasons = "协议系伪造，听证中承认。", fromRecognition = true })).Must();
        await system.Eventually(() => system.CaseState(id), state => state == "Revoking");
        var decision = await system.Issue(alliance);
        var text = (await (await system.SignedIn(Lead)).Get($"/certification/api/published/{decision}")).Text;
        Assert.Contains("协议系伪造", text, StringComparison.Ordinal);
        Assert.Contains("自认定之日起撤销", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.Anybody()).Get($"/certification/api/published/{decision}")).Status);
        await system.Eventually(() => system.CaseState(id), state => state == "Revoked");
        await system.Eventually(() => system.CaseState(alliance), state => state == "Revoked");
        var announcement = await system.Issue(alliance);
        Assert.True((await (await system.Anybody()).Get($"/certification/api/published/{announcement}")).Ok);
        await system.Eventually(async () => (await Grant(alliance)).GetProperty("state").GetString() == "Suspended");
        await system.Eventually(async () => (await system.LettersAbout(Lead, alliance)).Contains("请交回牌匾"));
        await system.EveryLetterOpens(Lead, alliance);

        // The plaque is late, is asked for, and comes back.
        await system.Clock.Pass(TimeSpan.FromDays(30));
        await system.Eventually(async () => (await system.LettersAbout("rending", alliance)).Contains("牌匾逾期未收回"));
        (await (await system.SignedIn("rending")).Post($"/certification/api/alliances/{alliance}/plaque",
            new { recoveredOn = await Today(), proof = "收条 7 号" })).Must();

        // A court annuls it: valid again, to be decided anew, the money still on hold.
        var remedy = (await (await system.SignedIn("rending")).Post("/certification/api/remedies", new
        {
            caseId = alliance,
            kind = "court",
            authority = "春城中级人民法院",
            caseNumber = $"云01行初{Guid.NewGuid():N}",
            filedOn = await Today(),
        })).Must().GetProperty("remedyId").GetGuid();
        (await (await system.SignedIn("rending")).Upload($"/certification/api/remedies/{remedy}/documents", "判决书.pdf", Filing.Pdf,
            new Dictionary<string, string> { ["title"] = "判决书" })).Must();
        (await (await system.SignedIn("rending")).Post($"/certification/api/remedies/{remedy}/outcome",
            new { outcome = "annulled", number = "云01行终1号", decidedOn = await Today(), summary = "事实不清" })).Must();
        await system.Eventually(() => system.CaseState(alliance), state => state == "Operating");
        await system.Eventually(() => system.CaseState(id), state => state == "Decision");
        await system.Eventually(async () => (await Read(Decider, id)).Must().GetProperty("state").GetString() == "Decision");
        await system.Eventually(async () => (await Grant(alliance)).GetProperty("state").GetString() == "Approved");
        Assert.Equal(Articles.Revocation, (await Pay(alliance)).Article);
        (await Do(Decider, id, "decide", new { revoked = false, reasons = "法院认定事实不清。" })).Must();
        await system.Eventually(() => system.CaseState(id), state => state == "Dropped");
        await system.Eventually(async () => (await Pay(alliance)).Ok);
    }

    [Fact]
    public async Task For_refused_supervision_a_written_statement_alone_is_heard_and_the_service_is_recorded_by_an_officer()
    {
        var (_, alliance) = await system.Recognised(Road.NewName());
        var id = await Opened(alliance, "RefusesSupervision", "三次拒绝接受检查。");
        Assert.Equal(HttpStatusCode.Conflict, (await Open(alliance, "Fraud", "又一件")).Status);
        await Evidence(id);
        (await Do(Officer, id, "prior-notice")).Must();
        var notice = (await Read(Officer, id)).Must().GetProperty("deliveries")[0].GetProperty("letterId").GetGuid();
        Dictionary<string, string> how = new() { ["way"] = "InPerson", ["servedOn"] = $"{await Today():yyyy-MM-dd}" };
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("kaohe")).Upload($"/monitoring/api/deliveries/{notice}",
            "回证.pdf", Filing.Pdf, how)).Status);
        (await (await system.SignedIn(Officer)).Upload($"/monitoring/api/deliveries/{notice}", "回证.pdf", Filing.Pdf, how)).Must();
        // Opened in the inbox afterwards, the day stays.
        await Opens(alliance, "撤销认定资格事先告知书");
        (await Do(Lead, id, "statement", new { text = "检查通知未收到。" })).Must();
        await system.Eventually(() => system.CaseState(id), state => state == "Statement");
        await system.Clock.Pass(TimeSpan.FromDays(15));
        await system.Eventually(async () => (await Read(Decider, id)).Must().GetProperty("state").GetString() == "Decision");
        await system.Eventually(async () => (await system.LettersAbout(Decider, alliance)).Contains("有撤销案件等待决定"));
        Assert.Equal(HttpStatusCode.Conflict, (await Do(Lead, id, "statement", new { text = "补充" })).Status);
        Assert.Contains("只有弄虚作假的", (await Do(Decider, id, "decide",
            new { revoked = true, reasons = "拒绝监督", fromRecognition = true })).Sentence, StringComparison.Ordinal);
        (await Do(Decider, id, "decide", new { revoked = true, reasons = "有送达回证，理由不成立。" })).Must();

        await system.Issue(alliance);
        await system.Eventually(() => system.CaseState(id), state => state == "Revoked");
        // Nothing was handed over, so no plaque is due.
        await system.Eventually(async () => (await (await system.SignedIn("admin")).Get($"/workflows/api/cases/{id}")).Must()
            .GetProperty("deadlines").EnumerateArray().All(one => one.TryGetProperty("cancelledAt", out var at)
                && at.ValueKind == JsonValueKind.String || one.GetProperty("name").GetString() != "PlaqueRecoveryDue"));
        await system.Eventually(() => system.CaseState(alliance), state => state == "Revoked");
        Assert.Equal(HttpStatusCode.Conflict, (await Open(alliance, "Fraud", "再立案")).Status);
    }

    [Fact]
    public async Task After_the_defence_the_case_is_dropped_and_everything_goes_on()
    {
        var (_, alliance) = await system.Recognised(Road.NewName());
        await Approved(alliance);
        var id = await Opened(alliance, "Other", "存在其他情形。");
        await Evidence(id);
        (await Do(Officer, id, "prior-notice")).Must();
        await Opens(alliance, "撤销认定资格事先告知书");
        await system.Eventually(async () => (await Do(Lead, id, "statement", new { text = "情形不存在，附证明。" })).Ok);
        await system.Clock.Pass(TimeSpan.FromDays(15));
        await system.Eventually(() => system.CaseState(id), state => state == "Decision");
        // The open ground needs a legal review.
        var unreviewed = await Do(Decider, id, "decide", new { revoked = true, reasons = "其他情形" });
        Assert.Contains("法制审核", unreviewed.Sentence, StringComparison.Ordinal);
        (await Do(Decider, id, "decide", new { revoked = false, reasons = "陈述申辩成立。" })).Must();

        await system.Eventually(() => system.CaseState(id), state => state == "Dropped");
        await system.Eventually(async () => (await system.LettersAbout(Lead, alliance)).Contains("不予撤销认定资格"));
        await system.Eventually(async () => (await Pay(alliance)).Ok);
        Assert.Equal("Operating", await system.CaseState(alliance));
    }

    [Fact]
    public async Task Decided_and_cancelled_before_its_document_was_signed_a_revocation_is_issued_no_more()
    {
        var (_, alliance) = await system.Recognised(Road.NewName());
        await using var commands = new Commands(system);
        await commands.Send(new CancelRecognition(alliance, 1, new(Articles.Operation, "考核不合格"), 1));
        await commands.Answered("certification", alliance, nameof(CancelRecognition));
        await system.Issue(alliance);
        await system.Clock.Pass(TimeSpan.FromDays(16));
        await commands.Send(new ConfirmCancellation(alliance));
        await commands.Answered("certification", alliance, nameof(ConfirmCancellation));
        await commands.Send(new RevokeRecognition(alliance, Guid.CreateVersion7(), new($"{Articles.Revocation}(3)", "弄虚作假"),
            new(3, "协议系伪造", "未陈述申辩", "弄虚作假", FromRecognition: false)));
        await commands.Answered("certification", alliance, nameof(RevokeRecognition));

        // Both documents wait; that of the cancellation, which came first, is signed.
        await system.Issue(alliance);
        var revocation = (await (await system.SignedIn("rending")).Get(
                "/certification/api/matters?kind=Revocation&state=Dropped&size=100")).Must().GetProperty("items").EnumerateArray()
            .Single(matter => matter.GetProperty("allianceId").GetGuid() == alliance);
        Assert.Equal("认定资格已取消", revocation.GetProperty("droppedWhy").GetString());
    }

    async Task Approved(Guid alliance)
    {
        (await (await system.SignedIn(Lead)).Post($"/funding/api/grants/{alliance}/pledge", new { amountFen = 30_000_000 })).Must();
        (await (await system.SignedIn("shenpi")).Post($"/funding/api/grants/{alliance}/approve")).Must();
    }

    async Task<Answer> Pay(Guid alliance)
        => await (await system.SignedIn("jingfei")).Post($"/funding/api/grants/{alliance}/request-payment");

    async Task<JsonElement> Grant(Guid alliance) => (await (await system.SignedIn("shenji")).Get($"/funding/api/grants/{alliance}")).Must();

    async Task<Guid> Opened(Guid alliance, string ground, string facts)
    {
        var id = (await Open(alliance, ground, facts)).Must().GetProperty("revocationCaseId").GetGuid();
        await system.Eventually(async () => (await (await system.SignedIn("admin")).Get($"/workflows/api/cases/{id}")).Ok);
        return id;
    }

    async Task<Answer> Open(Guid alliance, string ground, string facts)
        => await (await system.SignedIn(Officer)).Post("/monitoring/api/revocations", new { allianceId = alliance, ground, facts });

    async Task<Answer> Brief(string account, Guid alliance)
        => await (await system.SignedIn(account)).Get($"/monitoring/api/alliances/{alliance}/brief");

    async Task Evidence(Guid id) => (await (await system.SignedIn(Officer)).Upload($"{Path(id)}/evidence", "证据.pdf", Filing.Pdf,
        new Dictionary<string, string> { ["title"] = "检查记录" })).Must();

    // The letter stands in the inbox a moment later; opened, it is served.
    async Task Opens(Guid alliance, string title)
    {
        var letter = await system.Eventually(async () => (await system.AllPages(Lead, "/intake/api/letters?"))
            .Where(one => one.GetProperty("caseId").GetGuid() == alliance && one.GetProperty("title").GetString() == title)
            .Select(one => (Guid?)one.GetProperty("letterId").GetGuid()).FirstOrDefault(), found => found is not null);
        (await (await system.SignedIn(Lead)).Post($"/intake/api/letters/{letter}/open")).Must();
    }

    async Task<Answer> Invite(Guid id, int days)
        => await Do(Officer, id, "hearing/invitation",
            new { at = await system.Clock.Now() + TimeSpan.FromDays(days), place = "二楼会议室", chair = "何静" });

    async Task<Answer> Held(Guid id) => await (await system.SignedIn(Officer)).Upload($"{Path(id)}/hearing/minutes", "笔录.pdf", Filing.Pdf,
        new Dictionary<string, string> { ["attended"] = "true", ["summary"] = "当事人承认协议系伪造。" });

    static string Path(Guid id) => $"/monitoring/api/revocations/{id}";

    async Task<Answer> Read(string account, Guid id) => await (await system.SignedIn(account)).Get(Path(id));

    async Task<Answer> Do(string account, Guid id, string step, object? body = null)
        => await (await system.SignedIn(account)).Post($"{Path(id)}/{step}", body);

    async Task<DateOnly> Today() => BeijingTime.DayOf(await system.Clock.Now());
}
