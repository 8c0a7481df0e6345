using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>整改 of a compliance case: asked for until a day, answered with proof, decided; what was served, and what was left undone too
/// long (Art. 17).</summary>
[Collection(nameof(RunsForYears))]
public sealed class RectificationTests(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye8", Officer = "jiance", Superior = "juzhang";

    readonly Commands _commands = new(system);
    readonly Guid _alliance = Guid.CreateVersion7();

    [Fact]
    public async Task What_is_asked_for_is_put_right_with_a_proof_and_closes_the_case_once_an_officer_finds_it_enough()
    {
        var (id, year) = await Missed();
        (await Do(Officer, id, "rectification", new { demand = "补报报告，落实专人负责", dueOn = (await Today()).AddDays(20) })).Must();
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("限期整改通知"));

        // Until the day has passed the case stays open, and nobody decides on what did not come.
        Assert.Contains("整改尚未核查", (await Do(Officer, id, "close", new { decision = "Warned", reasons = "逾期" })).Sentence,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await Do(Officer, id, "rectification/decide",
            new { accepted = false, findings = "未见" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await AnswerOf("qiye1", id)).Status);
        (await AnswerOf(Lead, id)).Must();

        // The report itself is still missing: not enough, and asked for once more.
        Assert.Contains("仍未补报", (await Do(Officer, id, "rectification/decide", new { accepted = true, findings = "已落实" })).Sentence,
            StringComparison.Ordinal);
        (await Do(Officer, id, "rectification/decide",
            new { accepted = false, findings = "报告尚未补报，请补报", againUntil = (await Today()).AddDays(10) })).Must();
        (await File(year)).Must();
        (await AnswerOf(Lead, id)).Must();
        (await Do(Officer, id, "rectification/decide", new { accepted = true, findings = "报告已补报，专人已落实" })).Must();

        var read = await Read(Lead, id);
        Assert.Equal("Remedied", read.GetProperty("case").GetProperty("state").GetString());
        Assert.Equal([false, true], read.GetProperty("rectifications").EnumerateArray().Select(one
            => one.GetProperty("accepted").GetBoolean()));
        var file = read.GetProperty("rectifications")[0].GetProperty("answers")[0].GetProperty("documentId").GetGuid();
        Assert.True((await (await system.SignedIn(Officer)).Http.GetAsync(new Uri($"{Path(id)}/files/{file}",
            UriKind.Relative))).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye1")).Get(Path(id))).Status);
        await system.EveryLetterOpens(Lead, _alliance);
    }

    [Fact]
    public async Task An_instrument_is_served_when_the_unit_opens_it_or_as_an_officer_records_it_whichever_comes_first()
    {
        var (id, _) = await Missed();
        (await Do(Officer, id, "rectification", new { demand = "补报报告", dueOn = (await Today()).AddDays(20) })).Must();
        var asked = (await Read(Officer, id)).GetProperty("deliveries")[0];
        Assert.Equal(("限期整改通知", JsonValueKind.Null), (asked.GetProperty("title").GetString(), asked.GetProperty("day").ValueKind));

        // On paper, with its receipt; once, and by the office that wrote it.
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn(Officer));
        var letter = asked.GetProperty("letterId").GetGuid();
        var day = $"{await Today():yyyy-MM-dd}";
        Dictionary<string, string> left = new() { ["way"] = "LeftBehind", ["servedOn"] = day };
        Assert.Contains("见证人", (await officer.Upload($"/monitoring/api/deliveries/{letter}", "回证.pdf", Pdf, left)).Sentence,
            StringComparison.Ordinal);
        left["note"] = "见证人：李明、王芳";
        (await officer.Upload($"/monitoring/api/deliveries/{letter}", "回证.pdf", Pdf, left)).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Upload($"/monitoring/api/deliveries/{letter}", "回证.pdf", Pdf, left)).Status);
        Assert.Equal(("LeftBehind", day), (Delivery(await Read(Lead, id), 0, "way"), Delivery(await Read(Lead, id), 0, "day")));
        Assert.True((await lead.Http.GetAsync(new Uri($"/monitoring/api/deliveries/{letter}/file", UriKind.Relative))).IsSuccessStatusCode);

        // Opened afterwards too, it was served on the day on record; the other, opened first, is served by that.
        (await AnswerOf(Lead, id)).Must();
        (await Do(Officer, id, "rectification/decide", new { accepted = false, findings = "仍未补报" })).Must();
        (await Do(Officer, id, "close", new { decision = "Warned", reasons = "提醒今后按时报送" })).Must();
        Assert.Equal("警示书", Delivery(await Read(Officer, id), 1, "title"));
        var warning = Guid.Parse(Delivery(await Read(Officer, id), 1, "letterId")!);
        await system.Clock.Pass(TimeSpan.FromDays(1));
        foreach (var one in (Guid[])[letter, warning])
            await system.Eventually(async () => (await lead.Post($"/intake/api/letters/{one}/open")).Ok);
        await system.Eventually(() => Read(Officer, id),
            read => Delivery(read, 0, "openedAt") is not null && Delivery(read, 1, "openedAt") is not null);
        var read = await Read(Officer, id);
        Assert.Equal((day, $"{await Today():yyyy-MM-dd}"), (Delivery(read, 0, "day"), Delivery(read, 1, "day")));
        Assert.Equal(HttpStatusCode.Conflict,
            (await officer.Upload($"/monitoring/api/deliveries/{warning}", "回证.pdf", Pdf, left)).Status);
    }

    static string? Delivery(JsonElement read, int which, string what)
        => read.GetProperty("deliveries")[which].TryGetProperty(what, out var value) ? value.GetString() : null;

    [Fact]
    public async Task What_is_overdue_is_told_and_brought_before_the_superior_that_the_policy_names_who_says_what_is_to_be_done()
    {
        var (id, _) = await Missed();
        var due = (await Today()).AddDays(3);
        (await Do(Officer, id, "rectification", new { demand = "补报报告", dueOn = due })).Must();
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("整改即将到期"));
        await system.Clock.Pass(TimeSpan.FromDays(4));
        await system.Eventually(async () => (await system.LettersAbout(Officer, _alliance)).Contains("有整改逾期"));
        Assert.DoesNotContain("有逾期事项需要督办", await system.LettersAbout(Superior, _alliance));

        var rule = PolicyBook.Find("kunming-2016.1").Escalations.Single(one => one.Work == EscalatedWork.Rectification);
        var period = rule.After.Reckon(due, system.Clock.Calendar);
        await system.Clock.MoveTo(BeijingTime.StartOf((period.LastDay ?? period.NominalLastDay).AddDays(1)));
        await system.Eventually(async () => (await system.LettersAbout(Superior, _alliance)).Contains("有逾期事项需要督办"));
        await system.Eventually(async () => (await Waits(Superior)).Contains("escalation"));
        var escalated = (await Read(Superior, id)).GetProperty("escalations")[0];
        Assert.Empty((await Read(Lead, id)).GetProperty("escalations").EnumerateArray());
        var about = escalated.GetProperty("about").GetGuid();
        var superior = await system.SignedIn(Superior);
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn(Officer)).Post($"/monitoring/api/escalations/{about}",
            new { instruction = "请办", untilOn = (await Today()).AddDays(5) })).Status);
        (await superior.Post($"/monitoring/api/escalations/{about}",
            new { instruction = "请约谈牵头单位", untilOn = (await Today()).AddDays(10) })).Must();

        await system.Eventually(async () => (await system.LettersAbout(Officer, _alliance)).Contains("逾期事项的督办意见"));
        Assert.DoesNotContain("escalation", await Waits(Superior));
        // Late is told as late, and still taken; the officer decides.
        (await AnswerOf(Lead, id)).Must();
        Assert.True((await Read(Officer, id)).GetProperty("rectifications")[0].GetProperty("answers")[0].GetProperty("late").GetBoolean());
        (await Do(Officer, id, "rectification/decide", new { accepted = false, findings = "仍未补报" })).Must();
        (await Do(Officer, id, "close", new { decision = "Warned", reasons = "逾期未整改" })).Must();
    }

    [Fact]
    public async Task An_officer_opens_a_case_of_another_kind_with_facts_a_file_and_what_has_to_be_put_right()
    {
        await Operating();
        var officer = await system.SignedIn(Officer);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await system.SignedIn(Superior)).Post("/monitoring/api/compliance-cases",
            new { allianceId = _alliance, kind = "Money", facts = "经费开支超出范围" })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await officer.Post("/monitoring/api/compliance-cases",
            new { allianceId = _alliance, kind = "MissedReport", facts = "未报" })).Status);
        var id = (await officer.Post("/monitoring/api/compliance-cases", new
        {
            allianceId = _alliance,
            kind = "Money",
            facts = "会议费超出开支范围",
            demand = "退回超支部分",
            dueOn = (await Today()).AddDays(20),
        })).Must().GetProperty("complianceCaseId").GetGuid();
        var paper = (await officer.Upload($"{Path(id)}/files", "记账凭证.pdf", Pdf, new Dictionary<string, string>())).Must()
            .GetProperty("documentId").GetGuid();
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("违规核查已立案"));
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("限期整改通知"));

        // The lead unit reads facts and file; it is no missed report, so none is urged.
        var read = await Read(Lead, id);
        Assert.Equal(("记账凭证", "会议费超出开支范围"), (read.GetProperty("files")[0].GetProperty("title").GetString(),
            read.GetProperty("case").GetProperty("sentence").GetString()));
        Assert.True((await (await system.SignedIn(Lead)).Http.GetAsync(new Uri($"{Path(id)}/files/{paper}",
            UriKind.Relative))).IsSuccessStatusCode);
        Assert.Contains("只有未按时报送", (await officer.Post("/monitoring/api/compliance-cases/urge",
            new { ids = new[] { id }, reasons = "请补报" })).Must().GetProperty("left")[0].GetProperty("why").GetString(),
            StringComparison.Ordinal);
        Assert.Contains(await system.AllPages(Officer, "/monitoring/api/compliance-cases?kind=Money&open=true"),
            one => one.GetProperty("id").GetGuid() == id);

        (await AnswerOf(Lead, id)).Must();
        (await Do(Officer, id, "rectification/decide", new { accepted = true, findings = "已退回" })).Must();
        Assert.Equal("Remedied", (await Read(Lead, id)).GetProperty("case").GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Upload($"{Path(id)}/files", "补充.pdf", Pdf, new Dictionary<string,
            string>())).Status);
        await system.EveryLetterOpens(Lead, _alliance);
    }

    [Fact]
    public async Task In_their_pages_the_officer_asks_the_unit_answers_and_the_officer_closes()
    {
        var (id, year) = await Missed();
        (await File(year)).Must();
        var owed = new List<string>();
        var officer = await system.Browser.SignedIn(Officer);
        await officer.GotoAsync($"/monitoring/compliance/{id}");
        await officer.GetByText("限期整改").First.ClickAsync();
        await officer.GetByLabel("整改要求").FillAsync("落实专人负责");
        await officer.GetByLabel("整改期限").FillAsync($"{(await Today()).AddDays(15):yyyy-MM-dd}");
        await officer.Locator("#form-order button[type=submit]").ClickAsync();
        await officer.Confirm();
        await officer.Reached(address => address.Contains("done=ordered", StringComparison.Ordinal));

        var lead = await system.Browser.SignedIn(Lead);
        await lead.GotoAsync($"/monitoring/compliance/{id}");
        await lead.Picture("rectification for the unit", PageDuties.Wide);
        await lead.Picture("rectification for the unit", PageDuties.Narrow);
        await lead.Locator("#form-answer textarea").FillAsync("已指定专人");
        await lead.GetByLabel("证明材料").SetInputFilesAsync(new FilePayload { Name = "任命.pdf", MimeType = "application/pdf", Buffer = Pdf });
        await lead.Locator("#form-answer button[type=submit]").ClickAsync();
        await lead.Reached(address => address.Contains("done=answered", StringComparison.Ordinal));
        owed.AddRange(await lead.Owes("a rectification that was answered", PageDuties.Narrow));

        await officer.GotoAsync($"/monitoring/compliance/{id}");
        await officer.Picture("rectification for the officer", PageDuties.Wide);
        await officer.Picture("rectification for the officer", PageDuties.Narrow);
        owed.AddRange(await officer.Owes("a rectification for the officer", PageDuties.Narrow));
        await officer.Locator("#form-decide input[value=true]").CheckAsync();
        await officer.Locator("#form-decide textarea").FillAsync("已落实");
        await officer.Locator("#form-decide button[type=submit]").ClickAsync();
        await officer.Confirm();
        await officer.Reached(address => address.Contains("done=accepted", StringComparison.Ordinal));
        Assert.True(owed.Count == 0, string.Join('\n', owed));
    }

    static byte[] Pdf => "%PDF-1.4\n%%EOF"u8.ToArray();

    static string Path(Guid id) => $"/monitoring/api/compliance-cases/{id}";

    // Its report of last year did not come.
    async Task<(Guid Case, int Year)> Missed()
    {
        var today = await Today();
        await Operating();
        await _commands.Send(new RecordMissedReport(_alliance, today.Year - 1, new(today.Year - 1, 12, 15)));
        await _commands.Answered("monitoring", _alliance, "RecordMissedReport");
        var shown = (await (await system.SignedIn(Officer)).Get($"/monitoring/api/alliances/{_alliance}")).Must();
        return (shown.GetProperty("complianceCases")[0].GetProperty("id").GetGuid(), today.Year - 1);
    }

    async Task Operating()
    {
        var today = await Today();
        var (startsOn, endsOn) = Cycles.Of(today, 1, PolicyBook.Find("kunming-2016.1").CycleMonths);
        await _commands.Send(new StartOperatingCycle(_alliance, Commands.ApplicationOf(Lead, Road.NewName()), 1,
            new(today.Year - 1, 12, 1), startsOn, endsOn));
        await _commands.Answered("monitoring", _alliance, "StartOperatingCycle");
    }

    async Task<Answer> File(int year)
    {
        var officer = await system.SignedIn(Officer);
        (await officer.Put($"/monitoring/api/alliances/{_alliance}/contract", new
        {
            targets = PolicyBook.Find("kunming-2016.1").Indicators.Select(i =>
                new { indicatorId = i.Id, name = i.Name, unit = i.Unit, baseline = 1, firstYear = 20, secondYear = 30, weight = i.Weight }),
        })).Must();
        return await (await system.SignedIn(Lead)).Post($"/monitoring/api/alliances/{_alliance}/reports/{year}", new
        {
            work = "联合攻关三项",
            achievements = "授权专利两件",
            problems = "无",
            plans = "扩大中试",
            progress = "onPlan",
            indicators = PolicyBook.Find("kunming-2016.1").Indicators.Select(i => new { indicatorId = i.Id, actual = 20 }),
            rdInvestmentFen = 350_000_000,
            spending = Array.Empty<object>(),
            selfInspection = "已按协议自查",
            changes = Array.Empty<object>(),
        });
    }

    async Task<Answer> Do(string account, Guid id, string step, object body)
        => await (await system.SignedIn(account)).Post($"{Path(id)}/{step}", body);

    async Task<Answer> AnswerOf(string account, Guid id)
        => await (await system.SignedIn(account)).Upload($"{Path(id)}/rectification/answer",
        "整改.pdf", Pdf, new Dictionary<string, string> { ["body"] = "已指定专人负责报送" });

    async Task<JsonElement> Read(string account, Guid id) => (await (await system.SignedIn(account)).Get(Path(id))).Must();

    async Task<IReadOnlyList<string>> Waits(string account)
        => [.. (await system.AllPages(account, "/monitoring/api/tasks?")).Where(item => item.GetProperty("caseId").GetGuid() == _alliance)
            .Select(item => item.GetProperty("kind").GetString()!)];

    async Task<DateOnly> Today() => BeijingTime.DayOf(await system.Clock.Now());

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
