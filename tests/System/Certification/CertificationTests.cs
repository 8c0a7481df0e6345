using System.Net;
using System.Text.Json;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>From the panel's opinion to the register, in public (Art. 11).</summary>
public sealed class CertificationTests(RunningSystem system)
{
    [Fact]
    public async Task A_proposal_rests_on_the_panel_and_on_minutes_and_its_notice_closes_on_the_day_the_law_computes()
    {
        var applicationId = await system.BeforeTheBureau();
        var before = await system.Clock.Now();

        var without = await system.OnDetermination("juzhang", applicationId, "propose", new { minutes = " " });
        (await system.OnDetermination("juzhang", applicationId, "propose", new { minutes = "经局长办公会研究，同意。" })).Must();
        await system.Issue(applicationId);
        var notice = (await system.Eventually(() => system.NoticeOf(applicationId), n => n is not null))!.Value;

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Notice), (without.Status, without.Article));
        var lawful = PolicyBook.Find("kunming-2016.1").Notice.Reckon(BeijingTime.DayOf(before), system.Clock.Calendar);
        Assert.Equal(lawful.ClosesAt, notice.Instant("closesAt"));
        Assert.Equal("open", notice.GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_the_panel_does_not_recommend_cannot_be_proposed_and_is_declined_with_reasons()
    {
        var applicationId = await system.BeforeTheBureau(recommended: false);

        var proposed = await system.OnDetermination("juzhang", applicationId, "propose", new { minutes = "同意" });
        var bare = await system.OnDetermination("juzhang", applicationId, "decline", new { reasons = Array.Empty<object>() });
        (await system.OnDetermination("juzhang", applicationId, "decline",
            new { reasons = new[] { new { article = Articles.Review, sentence = "专家组不推荐认定" } } })).Must();

        Assert.Equal((HttpStatusCode.Conflict, Articles.Notice), (proposed.Status, proposed.Article));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Notice), (bare.Status, bare.Article));
        await system.Eventually(() => system.CaseState(applicationId), state => state == "Declined");
        await system.Eventually(() => ReasonsSeenBy("qiye2", applicationId),
            reasons => reasons.Contains("专家组不推荐认定", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_is_borne_by_one_live_alliance_only()
    {
        var name = Road.NewName();
        await system.OnNotice(name);
        var second = await system.BeforeTheBureau(coreName: name);

        var answer = await system.OnDetermination("juzhang", second, "propose", new { minutes = "同意" });

        Assert.Equal((HttpStatusCode.Conflict, Articles.Notice), (answer.Status, answer.Article));
        Assert.Contains(name, answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_objection_the_alliance_is_recognised_when_the_period_is_over_and_not_before()
    {
        var name = Road.NewName();
        var (applicationId, notice) = await system.OnNotice(name);

        await system.Clock.MoveTo(notice.Instant("closesAt") - TimeSpan.FromSeconds(1));
        Assert.Equal("PublicNotice", await system.CaseState(applicationId));
        await system.Clock.MoveTo(notice.Instant("closesAt") + TimeSpan.FromSeconds(1));
        Assert.Null(await OnRegister(name));
        await system.Issue(applicationId);

        var entry = await system.Eventually(() => OnRegister(name), found => found is not null);
        Assert.Equal("valid", entry!.Value.GetProperty("status").GetString());
        var certificate = (await (await system.Anybody())
            .Get($"/certification/api/certificates/{entry.Value.GetProperty("certificateNumber").GetString()}")).Must();
        Assert.Equal($"昆明{name}产业技术创新战略联盟", certificate.GetProperty("name").GetString());
        // What anybody reads names neither the application nor the alliance by the key that the office's addresses have.
        var anybody = await system.Anybody();
        foreach (var path in (string[])["notices", $"notices/{notice.GetProperty("noticeId").GetGuid()}",
            $"registry?q={Uri.EscapeDataString(name)}", $"certificates/{certificate.GetProperty("certificateNumber").GetString()}"])
        {
            var text = (await anybody.Get($"/certification/api/{path}")).Text;
            Assert.DoesNotContain(applicationId.ToString(), text, StringComparison.Ordinal);
            Assert.DoesNotContain(entry.Value.GetProperty("allianceId").GetString()!, text, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Conflict, (await Object(notice)).Status);

        var officer = await system.SignedIn("rending");
        var plaque = $"/certification/api/alliances/{entry.Value.GetProperty("allianceId").GetGuid()}/plaque";
        var today = BeijingTime.DayOf(await system.Clock.Now());
        Assert.Equal(Articles.Notice, (await officer.Post(plaque, new { handedOverOn = today.AddYears(-1) })).Article);
        (await officer.Post(plaque, new { handedOverOn = today })).Must();

        var allianceId = entry.Value.GetProperty("allianceId").GetGuid();
        await system.Eventually(async () => (await system.LettersAbout("qiye2", allianceId)).Contains("联盟已授牌"));
        foreach (var unit in (string[])["qiye2", "qiye1"]) await system.EveryLetterOpens(unit, allianceId);
    }

    [Fact]
    public async Task An_objection_holds_its_case_beyond_the_period_until_it_is_answered()
    {
        var name = Road.NewName();
        var (applicationId, notice) = await system.OnNotice(name);

        var anonymous = await (await system.Anybody())
            .Post(Objections(notice), new { objectorKind = "person", contact = "0871-6310 0000", facts = "成员单位未实际参与" });
        var objectionId = (await Object(notice)).Must().GetProperty("objectionId").GetGuid();
        await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling");
        await system.Clock.MoveTo(notice.Instant("closesAt") + TimeSpan.FromHours(1));
        Assert.Equal("ObjectionHandling", await system.CaseState(applicationId));
        Assert.Null(await OnRegister(name));
        (await Settle(objectionId, upheld: false)).Must();
        await system.Issue(applicationId);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Notice), (anonymous.Status, anonymous.Article));
        await system.Eventually(() => OnRegister(name), found => found is not null);
    }

    [Fact]
    public async Task A_day_off_that_is_announced_after_the_notice_extends_it_in_every_service_and_who_objects_on_the_added_day_is_heard()
    {
        var name = Road.NewName();
        var (applicationId, notice) = await system.OnNotice(name);
        var closes = notice.Instant("closesAt");
        var last = BeijingTime.DayOf(closes - TimeSpan.FromSeconds(1));
        var lawful = BeijingTime.EndOf(system.Clock.Calendar.WorkingDayFrom(last.AddDays(1))!.Value);
        var region = $"临时放假{applicationId:N}";
        var address = $"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}";

        var administrator = await system.SignedIn("admin");
        (await administrator.Post("/workflows/api/calendars",
            new { region, source = "国务院办公厅通知", days = new[] { new { date = $"{last:yyyy-MM-dd}", name = "临时放假" } } })).Must();

        // Every service comes to the same end by itself, and says what stood there before and why.
        var extended = await system.Eventually(async () => (await (await system.Anybody()).Get(address))
            .Must(), n => n.Instant("closesAt") == lawful);
        Assert.Equal((closes, $"{region} v1"), (extended.Instant("firstClosesAt"), extended.GetProperty("extendedBy").GetString()));
        var page = await (await system.Anybody()).Http
            .GetStringAsync(new Uri($"/notices/{notice.GetProperty("noticeId").GetGuid()}", UriKind.Relative),
                TestContext.Current.CancellationToken);
        Assert.Contains("公示期依法延长", page, StringComparison.Ordinal);
        Assert.Contains($"原定 {last:yyyy-MM-dd} 24:00 截止", page, StringComparison.Ordinal);
        var deadline = await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{applicationId}"))
            .Must().GetProperty("deadlines").EnumerateArray().Single(),
            d => d.Instant("dueAt") == lawful);
        Assert.Contains("依法延至", deadline.GetProperty("explanation").EnumerateArray().Last().GetString(), StringComparison.Ordinal);
        await system.Eventually(async () => (await (await system.SignedIn("qiye2")).Get("/intake/api/letters")).Text,
            text => text.Contains(region, StringComparison.Ordinal));

        await system.Clock.MoveTo(closes + TimeSpan.FromHours(1));
        Assert.Equal("PublicNotice", await system.CaseState(applicationId));
        var objectionId = (await Object(notice)).Must().GetProperty("objectionId").GetGuid();
        await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling");
        (await Settle(objectionId, upheld: false)).Must();
        await system.Eventually(() => system.CaseState(applicationId), state => state == "PublicNotice");
        Assert.Null(await OnRegister(name));
        await system.Clock.MoveTo(lawful + TimeSpan.FromSeconds(1));
        await system.Issue(applicationId);
        await system.Eventually(() => OnRegister(name), found => found is not null);
        Assert.Equal(HttpStatusCode.Conflict, (await Object(notice)).Status);
    }

    [Fact]
    public async Task A_notice_that_was_materially_wrong_stands_anew_for_a_whole_period_under_its_corrected_name()
    {
        var (name, right) = (Road.NewName(), Road.NewName());
        var (applicationId, notice) = await system.OnNotice(name);
        var lead = (await (await system.SignedIn("shenji")).Get($"/certification/api/determinations/{applicationId}")).Must()
            .GetProperty("application").GetProperty("leadUnit").GetProperty("creditCode").GetString();
        var objectionId = (await Object(notice)).Must().GetProperty("objectionId").GetGuid();
        await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling");
        await system.Clock.MoveTo(notice.Instant("closesAt") - TimeSpan.FromDays(1));

        var officer = await system.SignedIn("rending");
        var reissue = await officer.Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/reissue", new
        {
            correction = "联盟名称和牵头单位名称有误，现予更正。",
            coreName = right,
            leadUnit = new { name = "更正后的牵头单位", creditCode = lead },
        });
        var again = $"/certification/api/notices/{reissue.Must().GetProperty("noticeId").GetGuid()}";
        var reissued = (await officer.Get(again)).Must();
        Assert.Equal("更正后的牵头单位", reissued.GetProperty("list").GetProperty("leadUnit").GetString());
        Assert.Equal(["联盟名称", "牵头单位", "成员单位"], reissued.GetProperty("corrections").EnumerateArray()
            .Select(c => c.GetProperty("field").GetString()));

        var lawful = PolicyBook.Find("kunming-2016.1").Notice
            .Reckon(BeijingTime.DayOf(await system.Clock.Now()), system.Clock.Calendar);
        Assert.Equal(lawful.ClosesAt, reissued.Instant("closesAt"));
        await system.Eventually(() => system.CaseState(applicationId), state => state == "PublicNotice");
        Assert.Equal(HttpStatusCode.Conflict, (await Object(notice)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Settle(objectionId, upheld: false)).Status);
        await system.Clock.MoveTo(notice.Instant("closesAt") + TimeSpan.FromHours(1));
        Assert.Equal("PublicNotice", await system.CaseState(applicationId));
        await system.Clock.MoveTo(reissued.Instant("closesAt") + TimeSpan.FromSeconds(1));
        await system.Issue(applicationId);
        var registered = await system.Eventually(() => OnRegister(right), found => found is not null);
        Assert.Contains("更正后的牵头单位", registered!.Value.ToString(), StringComparison.Ordinal);
        // The living name is told while it can still be changed: to who writes it, and to the officer.
        var namesake = await system.Submitted("qiye2", Intake.Filing.Complete("qiye2", right));
        foreach (var account in (string[])["qiye2", "shouli"])
            await system.Eventually(async () => (await Intake.Filing.Read(await system.SignedIn(account), namesake))
                .GetProperty("nameTakenBy").GetString(), alliance => alliance?.Contains(right, StringComparison.Ordinal) == true);
        // The wrong name is free again.
        var heir = await system.BeforeTheBureau(coreName: name);
        Assert.True((await system.OnDetermination("juzhang", heir, "propose", new { minutes = "同意" })).Ok);
    }

    [Fact]
    public async Task One_objection_upheld_ends_the_case_and_frees_the_name()
    {
        var name = Road.NewName();
        var (applicationId, notice) = await system.OnNotice(name);
        var first = (await Object(notice)).Must().GetProperty("objectionId").GetGuid();
        Assert.Equal(first, (await Object(notice)).Must().GetProperty("objectionId").GetGuid());
        var second = (await Object(notice, by: "李晓明的同事")).Must().GetProperty("objectionId").GetGuid();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Notice), await Unanswered(first));
        (await Settle(first, upheld: true)).Must();
        Assert.Equal("ObjectionHandling",
            await system.Eventually(() => system.CaseState(applicationId), state => state == "ObjectionHandling"));
        (await Settle(second, upheld: false)).Must();

        await system.Eventually(() => system.CaseState(applicationId), state => state == "Refused");
        await system.Eventually(() => ReasonsSeenBy("qiye2", applicationId),
            reasons => reasons.Contains("经调查核实，答复如下。", StringComparison.Ordinal));
        var heir = await system.BeforeTheBureau(coreName: name);
        Assert.True((await system.OnDetermination("juzhang", heir, "propose", new { minutes = "同意" })).Ok);
    }

    [Fact]
    public async Task Who_objects_is_known_to_the_bureau_and_to_nobody_else()
    {
        var (_, notice) = await system.OnNotice();
        (await Object(notice)).Must();

        var seen = (await (await system.SignedIn("rending")).Get("/certification/api/objections")).Text;
        var page = await (await system.Anybody()).Get($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}");

        Assert.Contains("赵秉正", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("赵秉正", page.Text, StringComparison.Ordinal);
        Assert.False((await (await system.Anybody()).Get("/certification/api/objections")).Ok);
    }

    static string Objections(JsonElement notice) => $"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections";

    async Task<Local.Answer> Object(JsonElement notice, string by = "赵秉正") => await (await system.Anybody()).Post(Objections(notice),
        new { objectorName = by, objectorKind = "person", contact = "0871-6310 0000", facts = "成员单位未实际参与研发" });

    async Task<Local.Answer> Settle(Guid objectionId, bool upheld)
        => await (await system.SignedIn("rending"))
            .Post($"/certification/api/objections/{objectionId}/settle", new { upheld, answer = "经调查核实，答复如下。" });

    async Task<string> ReasonsSeenBy(string account, Guid applicationId)
        => (await Intake.Filing.Read(await system.SignedIn(account), applicationId)).GetProperty("refusalReasons").ToString();

    async Task<(HttpStatusCode, string?)> Unanswered(Guid objectionId)
    {
        var answer = await (await system.SignedIn("rending"))
            .Post($"/certification/api/objections/{objectionId}/settle", new { upheld = true, answer = "" });
        return (answer.Status, answer.Article);
    }

    async Task<JsonElement?> OnRegister(string name)
    {
        var found = (await (await system.SignedIn("rending")).Get($"/certification/api/registry?q={Uri.EscapeDataString(name)}"))
            .Must().EnumerateArray().ToList();
        return found is [var entry] ? entry : null;
    }
}
