using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Alliance.SystemTests.Intake;
using UglyToad.PdfPig;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>What officers do with reports by the dozen, and what is left on paper (Art. 14).</summary>
[Collection(nameof(RunsForYears))]
public sealed class ReportReviewTests(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye9";

    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");

    readonly Commands _commands = new(system);
    int _year;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    string Path(Guid alliance) => $"/monitoring/api/alliances/{alliance}/reports/{_year}";

    [Fact]
    public async Task Several_reports_are_accepted_in_one_act_and_one_that_was_amended_meanwhile_is_not()
    {
        var mark = Road.NewName()[..8];
        Guid[] alliances = [.. Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7())];
        foreach (var (number, alliance) in alliances.Index()) await Operating(alliance, $"{mark}第{number}");
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn("jiance"));
        foreach (var alliance in alliances) (await lead.Post(Path(alliance), Report("联合攻关三项"), Ct)).Must();
        var seen = (await Waiting(mark)).ToList();
        Assert.Equal(4, seen.Count);
        // One is amended after the officer looked at the list.
        (await officer.Post($"{Path(alliances[0])}/return",
            new { version = 1, reasons = "请补充", until = BeijingTime.DayOf(await system.Clock.Now()).AddDays(9) }, Ct)).Must();
        (await lead.Post(Path(alliances[0]), Report("联合攻关四项"), Ct)).Must();

        Assert.Contains("请写明审阅意见", (await Accept(officer, seen, " ")).Sentence, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Accept(lead, seen, "同意")).Status);
        var answer = (await Accept(officer, seen, "内容完整，予以通过")).Must();

        Assert.Equal(3, answer.GetProperty("accepted").GetInt32());
        var left = Assert.Single(answer.GetProperty("left").EnumerateArray());
        Assert.Contains("您看到的是第 1 版，现在是第 2 版", left.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(alliances[0], Assert.Single(await Waiting(mark)).GetProperty("allianceId").GetGuid());
        Assert.Equal("内容完整，予以通过", (await lead.Get(Path(alliances[1]), Ct)).Must().GetProperty("opinion").GetString());
        await system.Eventually(async () => (await system.LettersAbout(Lead, alliances[1])).Contains("年度科技报告审阅通过"));
    }

    [Fact]
    public async Task Several_reports_are_returned_for_one_reason_and_an_amendment_that_does_not_come_is_told()
    {
        var mark = Road.NewName()[..8];
        Guid[] alliances = [.. Enumerable.Range(0, 2).Select(_ => Guid.CreateVersion7())];
        foreach (var (number, alliance) in alliances.Index()) await Operating(alliance, $"{mark}第{number}");
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn("jiance"));
        foreach (var alliance in alliances) (await lead.Post(Path(alliance), Report("联合攻关三项"), Ct)).Must();
        var seen = (await Waiting(mark)).ToList();
        var until = BeijingTime.DayOf(await system.Clock.Now()).AddDays(3);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Return(officer, seen, " ", until)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Return(lead, seen, "请补充数据", until)).Status);
        var answer = (await Return(officer, seen, "请补充知识产权数据", until)).Must();

        Assert.Equal((2, 0), (answer.GetProperty("returned").GetInt32(), answer.GetProperty("left").GetArrayLength()));
        Assert.Equal(2, (await Return(officer, seen, "请补充知识产权数据", until)).Must().GetProperty("left").GetArrayLength());
        await system.Eventually(async () => (await system.LettersAbout(Lead, alliances[1])).Contains("年度科技报告退回修改"));
        (await lead.Post(Path(alliances[0]), Report("联合攻关四项"), Ct)).Must();
        await system.Clock.MoveTo(BeijingTime.EndOf(until));
        await system.Eventually(async () => (await system.LettersAbout(Lead, alliances[1])).Contains("年度科技报告逾期未修改"));
        await system.Eventually(async () => (await system.LettersAbout("jiance", alliances[1])).Contains("有退回的年度科技报告逾期未修改"));
        Assert.DoesNotContain("年度科技报告逾期未修改", await system.LettersAbout(Lead, alliances[0]));
    }

    [Fact]
    public async Task An_officer_accepts_in_the_list_and_sees_in_the_report_what_the_amended_version_says_otherwise()
    {
        var (alliance, mark) = (Guid.CreateVersion7(), Road.NewName()[..8]);
        await Operating(alliance, mark);
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn("jiance"));
        (await lead.Post(Path(alliance), Report("联合攻关三项"), Ct)).Must();
        (await officer.Post($"{Path(alliance)}/return",
            new { version = 1, reasons = "请补充", until = BeijingTime.DayOf(await system.Clock.Now()).AddDays(9) }, Ct)).Must();
        (await lead.Post(Path(alliance), Report("联合攻关四项"), Ct)).Must();

        var page = await system.Browser.SignedIn("jiance");
        await page.GotoAsync($"/monitoring/alliances/{alliance}/reports/{_year}");
        Assert.Equal("联合攻关三项", await page.InnerTextAsync("#changes del"));
        Assert.Equal("联合攻关四项", await page.InnerTextAsync("#changes ins"));
        await page.ClickAsync("text=第 1 版");
        Assert.Contains("这是第 1 版，不是最新版", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GotoAsync($"/monitoring/reports?state=Filed&q={mark}");
        await page.CheckAsync("input[name='Input.Chosen']");
        await page.FillAsync("[name='Input.Opinion']", "内容完整");
        await page.ClickAsync("#accept button[type=submit]");
        await page.Confirm();
        await page.Reached(to => to.Contains("accepted=1", StringComparison.Ordinal));
        Assert.Contains("已审阅通过 1 份", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.CloseAsync();
        Assert.Empty(await Waiting(mark));
    }

    [Fact]
    public async Task A_report_and_its_receipt_are_printed_with_the_same_hash_and_a_draft_says_that_it_is_one()
    {
        var alliance = Guid.CreateVersion7();
        await Operating(alliance, "打印");
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn("jiance"));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get($"{Path(alliance)}/pdf", Ct)).Status);
        (await lead.Put($"{Path(alliance)}/draft", new { basedOn = 0, report = Report("联合攻关三项") }, Ct)).Must();
        Assert.Contains("草稿，尚未报送", await Printed(lead, $"{Path(alliance)}/pdf"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get($"{Path(alliance)}/pdf", Ct)).Status);

        (await lead.Post(Path(alliance), Report("联合攻关三项"), Ct)).Must();

        var hash = (await officer.Get(Path(alliance), Ct)).Must().GetProperty("versions")[0].GetProperty("sha256").GetString()!;
        var paper = await Printed(officer, $"{Path(alliance)}/pdf");
        Assert.All((string[])["联合攻关三项", "授权专利两件", "已按协议自查", $"SHA-256{hash}"],
            piece => Assert.Contains(piece, paper, StringComparison.Ordinal));
        var receipt = await Printed(lead, $"{Path(alliance)}/receipt.pdf");
        Assert.All((string[])["年度科技报告回执", "按时报送", "等待审阅", hash], piece => Assert.Contains(piece, receipt, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye1")).Get($"{Path(alliance)}/receipt.pdf", Ct)).Status);
    }

    [Fact]
    public async Task A_workbook_that_is_brought_back_is_joined_with_what_a_colleague_saved_meanwhile()
    {
        var alliance = Guid.CreateVersion7();
        await Operating(alliance, "工作簿");
        var lead = await system.SignedIn(Lead);
        (await lead.Put($"{Path(alliance)}/draft", new { basedOn = 0, report = Report("联合攻关三项") }, Ct)).Must();
        var workbook = await lead.Http.GetByteArrayAsync(new Uri($"{Path(alliance)}/workbook", UriKind.Relative), Ct);
        (await lead.Put($"{Path(alliance)}/draft", new { basedOn = 1, report = Report("联合攻关五项") }, Ct)).Must();

        var saved = (await lead.Upload($"{Path(alliance)}/workbook", "报告.xlsx", workbook, new Dictionary<string, string>())).Must();

        // The workbook says nothing new: what the colleague wrote stays.
        Assert.Equal(2, saved.GetProperty("version").GetInt32());
        Assert.Equal("联合攻关五项", (await lead.Get(Path(alliance), Ct)).Must().GetProperty("draft").GetProperty("report").GetProperty("work")
            .GetString());
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("qiye1")).Upload($"{Path(alliance)}/workbook", "报告.xlsx", workbook,
                new Dictionary<string, string>())).Status);
    }

    async Task Operating(Guid alliance, string name)
    {
        var today = BeijingTime.DayOf(await system.Clock.Now());
        _year = today.Year;
        var (startsOn, endsOn) = Cycles.Of(today, 1, Policy.CycleMonths);
        await _commands.Send(new StartOperatingCycle(alliance, Commands.ApplicationOf(Lead, name), 1, today, startsOn, endsOn));
        await _commands.Answered("monitoring", alliance, "StartOperatingCycle");
    }

    Task<IReadOnlyList<JsonElement>> Waiting(string mark) => system.AllPages("jiance", $"/monitoring/api/reports?state=Filed&q={mark}");

    static Task<Answer> Return(Person officer, IEnumerable<JsonElement> seen, string reasons, DateOnly until)
        => officer.Post("/monitoring/api/reports/return", new { reports = seen.Select(Seen), reasons, until }, Ct);

    static object Seen(JsonElement item)
        => new { reportId = item.GetProperty("id").GetGuid(), version = item.GetProperty("version").GetInt32() };

    static Task<Answer> Accept(Person officer, IEnumerable<JsonElement> seen, string opinion)
        => officer.Post("/monitoring/api/reports/accept", new { reports = seen.Select(Seen), opinion }, Ct);

    static async Task<string> Printed(Person person, string address)
    {
        using var pdf = PdfDocument.Open(await person.Http.GetByteArrayAsync(new Uri(address, UriKind.Relative), Ct));
        return string.Concat(pdf.GetPages().Select(PrintTests.Text));
    }

    static object Report(string work) => new
    {
        work,
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
