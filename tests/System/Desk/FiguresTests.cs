using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Exports;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Intake;
using UglyToad.PdfPig;
using Xunit;

namespace Alliance.SystemTests.Desk;

/// <summary>What is counted for the leadership, beside the lists of what was counted.</summary>
public sealed partial class FiguresTests(RunningSystem system) : IAsyncDisposable
{
    static readonly string[] Services = ["intake", "review", "certification", "funding", "monitoring", "workflows"];

    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");

    readonly Commands _commands = new(system);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_number_is_as_large_as_the_list_it_leads_to()
    {
        await CasesInManyStates();
        var year = (await Today()).Year;

        foreach (var query in (string[])["", $"?year={year}", "?industry=新材料&district=530102"])
        {
            var compared = 0;
            foreach (var service in Services[..5])
            {
                var figures = await Figures("shenji", service, query);
                var counted = figures.Key.Where(key => key is { Unit: FigureUnit.Count, Link: not null, Value: > 0 })
                    .Select(key => (key.Link, Value: key.Value!.Value))
                    .Concat(figures.Charts.Where(chart => chart.Unit == FigureUnit.Count).SelectMany(chart => chart.Rows)
                        .SelectMany(row => row.Values).Where(value => value.Link is not null).Select(value => (value.Link, value.Value)));
                foreach (var (link, value) in counted)
                {
                    var listed = await Listed("shenji", link!);
                    Assert.True(value == listed, $"{service}{query}: {link} lists {listed}, counted {value}");
                    compared++;
                }
            }
            Assert.True(compared > 15, $"Only {compared} numbers of {query} lead to lists.");
        }
    }

    [Fact]
    public async Task Money_is_as_much_as_the_grants_and_reports_of_the_lists_say()
    {
        await CasesInManyStates();
        var auditor = await system.SignedIn("shenji");
        var all = (await system.AllPages("shenji", "/funding/api/grants?")).ToList();
        var funding = await Figures("shenji", "funding");

        foreach (var (money, field) in ((string, string)[])[("Paid", "grantFen"), ("Matched", "verifiedMatchingFen"),
            ("Approved", "grantFen"), ("Short", "shortfallFen")])
        {
            var listed = await system.AllPages("shenji", $"/funding/api/grants?money={money}");
            Assert.Equal(listed.Sum(grant => grant.GetProperty(field).GetInt64()),
                funding.Key.Single(key => key.Key == $"grants-{money}").Value);
            Assert.Equal(funding.Key.Single(key => key.Key == $"grants-{money}").Value,
                funding.Charts.Single(chart => chart.Key == "grants-by-year").Rows.Sum(row =>
                    row.Values[funding.Charts[0].Series.Select(series => series.Key).ToList().IndexOf(money)].Value));
        }
        Assert.Equal(all.Count, funding.Charts.Single(chart => chart.Key == "grants-by-state").Rows.Sum(row => row.Values[0].Value));

        var monitoring = await Figures("shenji", "monitoring");
        foreach (var row in monitoring.Charts.Single(chart => chart.Key == "expenditure-by-year").Rows)
        {
            decimal investment = 0, output = 0;
            foreach (var alliance in await system.AllPages("shenji", $"/monitoring/api/alliances?report=Filed&reportYear={row.Key}"))
            {
                var report = (await auditor.Get(
                    $"/monitoring/api/alliances/{alliance.GetProperty("allianceId").GetGuid()}/reports/{row.Key}")).Must()
                    .GetProperty("report");
                investment += report.GetProperty("rdInvestmentFen").GetInt64();
                output += report.GetProperty("indicators").EnumerateArray()
                    .Single(indicator => indicator.GetProperty("indicatorId").GetString() == "performanceOutput")
                    .GetProperty("actual").GetDecimal();
            }
            Assert.Equal(investment, row.Values[0].Value);
            Assert.Equal(output * 1_000_000, row.Values[1].Value);
        }
    }

    [Fact]
    public async Task Who_determines_is_told_of_all_applications_and_led_only_to_those_they_may_read()
    {
        await system.Submitted("qiye5", Filing.Complete("qiye5", Road.NewName()));

        var theirs = await Figures("juzhang", "intake");
        var everything = await Figures("shenji", "intake");

        Assert.Equal(everything.Key[0].Value, theirs.Key[0].Value);
        Assert.Null(theirs.Key[0].Link);
        foreach (var value in theirs.Charts.Where(chart => chart.Unit == FigureUnit.Count).SelectMany(chart => chart.Rows)
            .SelectMany(row => row.Values).Where(value => value.Link is not null))
            Assert.Equal(value.Value, await Listed("juzhang", value.Link!));
    }

    [Fact]
    public async Task Applicants_experts_and_the_public_are_shown_no_figures_and_an_office_only_its_own()
    {
        foreach (var account in (string[])["qiye5", "zhuanjia1"])
        {
            var person = await system.SignedIn(account);
            foreach (var service in Services)
                Assert.Equal(HttpStatusCode.Forbidden, (await person.Get($"/{service}/api/figures")).Status);
            foreach (var path in (string[])["/figures", "/figures.xlsx", "/figures.pdf"])
            {
                using var answer = await person.Http.GetAsync(new Uri(path, UriKind.Relative), Ct);
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            }
            Assert.DoesNotContain("href=\"/figures\"", await Page(account, "/"), StringComparison.Ordinal);
        }
        var anybody = await system.Anybody();
        foreach (var service in Services)
            Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.Get($"/{service}/api/figures")).Status);

        var page = await Page("shouli", "/figures");
        Assert.Contains("各年度申报和形式审查", page, StringComparison.Ordinal);
        Assert.DoesNotContain("引导经费所处环节", page, StringComparison.Ordinal);
        // What is not for them to ask is not said to be away.
        Assert.DoesNotContain("暂时没有答复", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/figures\"", await Page("shouli", "/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_away_is_named_and_the_figures_of_the_rest_are_shown()
    {
        await system.Submitted("qiye5", Filing.Complete("qiye5", Road.NewName()));
        var alliance = await system.Alliance;
        await alliance.KillService("review");
        try
        {
            var page = await Page("shenji", "/figures");

            Assert.Contains("“评审”暂时没有答复，其中的数字没有列出", page, StringComparison.Ordinal);
            Assert.Contains("各年度申报和形式审查", page, StringComparison.Ordinal);
            Assert.DoesNotContain("各年度专家评审", page, StringComparison.Ordinal);
        }
        finally
        {
            await alliance.StartService("review", Ct);
        }
        await system.Eventually(async () => (await Page("shenji", "/figures")).Contains("各年度专家评审", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_workbook_holds_the_numbers_of_the_page()
    {
        await CasesInManyStates();
        var year = (await Today()).Year;
        var person = await system.SignedIn("shenji");

        await using var stream = await person.Http.GetStreamAsync(new Uri($"/figures.xlsx?year={year}", UriKind.Relative), Ct);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Ct);
        bytes.Position = 0;
        var sheets = WorkbookReader.Read(bytes, Ct)!.Values.ToList();

        List<KeyFigure> keys = [];
        List<Figure> charts = [];
        foreach (var service in Services)
        {
            var figures = await Figures("shenji", service, $"?year={year}");
            keys.AddRange(figures.Key);
            charts.AddRange(figures.Charts);
        }
        Assert.Equal(charts.Count + 1, sheets.Count);
        foreach (var (i, key) in keys.Index().Where(one => one.Item.Value is not null))
        {
            var cell = Cell(sheets[0], 1, i + 2);
            Assert.Equal(CellKind.Number, cell.Kind);
            Assert.Equal(Scaled(key.Unit, key.Value!.Value, key.Value.Value), decimal.Parse(cell.Text, CultureInfo.InvariantCulture), 4);
        }
        foreach (var (n, chart) in charts.Index())
        {
            var largest = chart.Rows.SelectMany(row => row.Values).Select(value => value.Value).DefaultIfEmpty().Max();
            foreach (var (r, row) in chart.Rows.Index())
            {
                Assert.Equal(row.Label, Cell(sheets[n + 1], 0, r + 2).Text);
                foreach (var (c, value) in row.Values.Index())
                    Assert.Equal(Scaled(chart.Unit, value.Value, largest),
                        decimal.Parse(Cell(sheets[n + 1], c + 1, r + 2).Text, CultureInfo.InvariantCulture), 4);
            }
        }

        static SheetCell Cell(IReadOnlyList<SheetCell> sheet, int column, int row)
            => sheet.Single(cell => cell.Column == column && cell.Row == row);
        static decimal Scaled(FigureUnit unit, decimal value, decimal largest)
            => unit != FigureUnit.Fen ? value : value / (largest >= 1_000_000 ? 1_000_000 : 100);
    }

    [Fact]
    public async Task The_annual_summary_is_printed_with_title_date_sources_and_its_numbers()
    {
        await CasesInManyStates();
        var today = await Today();
        var person = await system.SignedIn("juzhang");

        var pdf = await person.Http.GetByteArrayAsync(new Uri($"/figures.pdf?year={today.Year}", UriKind.Relative), Ct);
        if (Environment.GetEnvironmentVariable("ALLIANCE_SCREENSHOTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(System.IO.Path.Combine(folder, "figures.pdf"), pdf, Ct);
        using var document = PdfDocument.Open(pdf);
        var text = string.Concat(document.GetPages().Select(PrintTests.Text));

        Assert.Contains($"{today.Year}年度产业技术创新战略联盟统计", text, StringComparison.Ordinal);
        Assert.Contains($"统计时间：{today:yyyy-MM-dd}", text, StringComparison.Ordinal);
        Assert.Contains("数据来源：受理、评审、认定、经费、监测、流程", text, StringComparison.Ordinal);
        Assert.Contains("各年度申报和形式审查", text, StringComparison.Ordinal);
        var paper = document.GetPage(1);
        Assert.Equal((595, 842), (Math.Round(paper.Width), Math.Round(paper.Height)));
    }

    [Fact]
    public async Task The_page_is_light_accessible_and_fits_with_its_tables_open_in_both_languages()
    {
        await CasesInManyStates();
        var page = await system.Browser.SignedIn("shenji");
        var owed = new List<string>();
        foreach (var (language, width) in ((string, int)[])[("zh-CN", PageDuties.Wide), ("en", PageDuties.Narrow)])
        {
            await page.GotoAsync($"/culture?to={language}&returnUrl=/figures");
            await page.EvaluateAsync("document.querySelectorAll('details.explain').forEach(table => table.open = true)");
            owed.AddRange(await page.Owes($"figures {language}", width));
            // No word of a chart lies on another.
            await page.SetViewportSizeAsync(width, 900);
            owed.AddRange(await page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('.chart .plot')].flatMap(plot => {
                  const words = [...plot.querySelectorAll('text')]
                    .map(text => ({ text: text.textContent, box: text.getBoundingClientRect() }));
                  return words.flatMap((one, n) => words.slice(n + 1).filter(other => one.box.left < other.box.right - 1
                    && other.box.left < one.box.right - 1 && one.box.top < other.box.bottom - 3 && other.box.top < one.box.bottom - 3)
                    .map(other => `${plot.getAttribute('aria-label')}: ${one.text} lies on ${other.text}`));
                })
                """));
        }
        await page.GotoAsync("/culture?to=zh-CN&returnUrl=/figures");
        await page.CloseAsync();
        Assert.True(owed.Count == 0, string.Join('\n', owed));
    }

    async Task CasesInManyStates()
    {
        await system.Submitted("qiye5", Filing.Complete("qiye5", Road.NewName()));
        var (recognised, _) = await system.OnNotice(Road.NewName());
        await system.NoticeOver(recognised);
        await system.Issue(recognised);
        await system.Eventually(async () => await system.CaseState(recognised) == "Recognised");
        var declined = await system.BeforeTheBureau(recommended: false, coreName: Road.NewName());
        (await system.OnDetermination("juzhang", declined, "decline",
            new { reasons = new[] { new { article = Articles.Notice, sentence = "专家组不推荐" } } })).Must();
        await Paid();
        await Reported();
        // News of all of it is still on its way to the lists.
        await system.Eventually(async () => await system.CaseState(declined) == "Declined");
        await system.Eventually(async () => (await (await system.SignedIn("shenji")).Get($"/intake/api/applications/{declined}")).Must()
            .GetProperty("state").GetString() == "Declined");
    }

    async Task Paid()
    {
        var alliance = Guid.CreateVersion7();
        await _commands.Send(new OpenGuidanceGrant(alliance, Commands.ApplicationOf("qiye8", Road.NewName()), $"昆科发〔{alliance:N}〕1号",
            await Today()));
        await _commands.Answered("funding", alliance, "OpenGuidanceGrant");
        foreach (var (account, step, body) in ((string, string, object)[])[("qiye8", "pledge", new { amountFen = 30_000_000 }),
            ("shenpi", "approve", new { }), ("jingfei", "request-payment", new { }),
            ("jingfei", "voucher", new { voucherNumber = $"昆财支{alliance:N}", amountFen = 10_000_000, paidOn = await Today() })])
            (await (await system.SignedIn(account)).Post($"/funding/api/grants/{alliance}/{step}", body, Ct)).Must();
    }

    async Task Reported()
    {
        var alliance = Guid.CreateVersion7();
        var today = await Today();
        var (startsOn, endsOn) = Cycles.Of(today, 1, Policy.CycleMonths);
        await _commands.Send(
            new StartOperatingCycle(alliance, Commands.ApplicationOf("qiye9", Road.NewName()), 1, today, startsOn, endsOn));
        await _commands.Answered("monitoring", alliance, "StartOperatingCycle");
        var path = $"/monitoring/api/alliances/{alliance}";
        (await (await system.SignedIn("jiance")).Put($"{path}/contract", new
        {
            targets = Policy.Indicators.Select(i => new
            {
                indicatorId = i.Id,
                name = i.Name,
                unit = i.Unit,
                baseline = 10,
                firstYear = 20,
                secondYear = 30,
                weight = i.Weight,
            }),
        }, Ct)).Must();
        (await (await system.SignedIn("qiye9")).Post($"{path}/reports/{today.Year}", new
        {
            work = "联合攻关三项",
            achievements = "授权专利两件",
            problems = "无",
            plans = "扩大中试",
            progress = "onPlan",
            indicators = Policy.Indicators.Select(i => new { indicatorId = i.Id, actual = 20 }),
            rdInvestmentFen = 350_000_000,
            spending = Array.Empty<object>(),
            selfInspection = "已按协议自查",
            changes = Array.Empty<object>(),
        }, Ct)).Must();
    }

    async Task<ServiceFigures> Figures(string account, string service, string query = "")
        => (await (await system.SignedIn(account)).Get($"/{service}/api/figures{query}")).Must()
            .Deserialize<ServiceFigures>(Core.Text.Json.Options)!;

    // How many rows the page shows that a number leads to, on all its pages.
    async Task<int> Listed(string account, string link)
    {
        var (rows, next) = (0, (string?)link);
        while (next is not null)
        {
            var page = await Page(account, next);
            rows += Row().Count(Body().Match(page).Value);
            next = Next().Match(page) is { Success: true } more ? WebUtility.HtmlDecode(more.Groups[1].Value) : null;
        }
        return rows;
    }

    async Task<string> Page(string account, string path)
        => await (await system.SignedIn(account)).Http.GetStringAsync(new Uri(path, UriKind.Relative), Ct);

    async Task<DateOnly> Today() => Statute.Periods.BeijingTime.DayOf(await system.Clock.Now());

    public ValueTask DisposeAsync() => _commands.DisposeAsync();

    [GeneratedRegex("<tbody>.*?</tbody>", RegexOptions.Singleline)]
    private static partial Regex Body();

    [GeneratedRegex("<tr[ >]")]
    private static partial Regex Row();

    [GeneratedRegex("href=\"([^\"]*)\" rel=\"next\"")]
    private static partial Regex Next();
}
