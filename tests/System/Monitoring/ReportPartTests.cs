using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>Members write their own parts of a year's report, and the lead unit puts them together (Art. 14).</summary>
[Collection(nameof(RunsForYears))]
public sealed class ReportPartTests(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye9";

    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");
    static readonly ApplicationSummary Application = Commands.ApplicationOf(Lead, "分工");
    // The three other members, and an account of each.
    static readonly IReadOnlyList<(string Account, Unit Unit)> Members = [.. Application.Members
        .Where(unit => unit.CreditCode != Application.LeadUnit.CreditCode)
        .Select(unit => (TestApplicants.Accounts.First(a => a.Unit?.CreditCode == unit.CreditCode).Account, unit))];

    readonly Guid _alliance = Guid.CreateVersion7();
    readonly Commands _commands = new(system);
    int _year;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    string Path => $"/monitoring/api/alliances/{_alliance}/reports/{_year}";

    [Fact]
    public async Task Three_members_and_the_lead_unit_write_at_once_and_nothing_is_lost()
    {
        await Operating();
        var lead = await system.SignedIn(Lead);
        (await Ask(lead)).Must();
        var parts = await Task.WhenAll(Members.Select(async member =>
        {
            var person = await system.SignedIn(member.Account);
            var part = (await system.AllPages(member.Account, $"/monitoring/api/report-parts?alliance={_alliance}")).Single();
            Assert.Equal(member.Unit.Name, part.GetProperty("unitName").GetString());
            await system.Eventually(async () =>
                (await system.LettersAbout(member.Account, _alliance)).Contains("请填写年度科技报告中贵单位的部分"));
            return (Person: person, member.Unit, Id: part.GetProperty("id").GetGuid());
        }));

        // Three hand in while the lead unit saves its own words.
        var saved = lead.Put($"{Path}/draft", new { basedOn = 0, report = new { work = "牵头单位自己的工作", rdInvestmentFen = 100 } }, Ct);
        await Task.WhenAll(parts.Select(async part => (await part.Person.Post($"/monitoring/api/report-parts/{part.Id}/hand-in",
            new
            {
                part = new
                {
                    work = $"{part.Unit.Name}的工作",
                    rdInvestmentFen = 1000,
                    staff = new[] { new { title = "senior", count = 2 } },
                },
            }, Ct)).Must()));
        (await saved).Must();
        // Three colleagues take the parts over while a fourth goes on writing elsewhere.
        var writes = lead.Put($"{Path}/draft",
            new { basedOn = 1, report = new { work = "牵头单位自己的工作", rdInvestmentFen = 100, plans = "扩大中试" } }, Ct);
        foreach (var taken in await Task.WhenAll(parts.Select(part => lead.Post($"/monitoring/api/report-parts/{part.Id}/take-over",
            new { withNumbers = true }, Ct)))) taken.Must();
        (await writes).Must();

        var report = (await lead.Get(Path, Ct)).Must().GetProperty("draft").GetProperty("report");
        var work = report.GetProperty("work").GetString()!;
        Assert.StartsWith("牵头单位自己的工作", work, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains($"【{part.Unit.Name}】{part.Unit.Name}的工作", work, StringComparison.Ordinal));
        Assert.Equal(("扩大中试", 3100, 6), (report.GetProperty("plans").GetString(), report.GetProperty("rdInvestmentFen").GetInt64(),
            report.GetProperty("staff")[0].GetProperty("count").GetInt32()));
        // Twice would count it twice.
        Assert.Equal(HttpStatusCode.Conflict,
            (await lead.Post($"/monitoring/api/report-parts/{parts[0].Id}/take-over", new { withNumbers = true }, Ct)).Status);
    }

    [Fact]
    public async Task A_part_is_its_members_own_until_it_is_handed_in_and_can_be_returned_to_it()
    {
        await Operating();
        var lead = await system.SignedIn(Lead);
        Assert.Contains("请写明请成员单位填写的内容", (await lead.Post($"{Path}/parts",
            new { units = new[] { Members[0].Unit.CreditCode }, dueOn = await Day(9) }, Ct)).Sentence, StringComparison.Ordinal);
        Assert.Contains("不是联盟的成员单位", (await lead.Post($"{Path}/parts",
            new { units = new[] { "91530100MA6K0XQ12X" }, asked = "工作", dueOn = await Day(9) }, Ct)).Sentence, StringComparison.Ordinal);
        (await Ask(lead, Members[0])).Must();
        Assert.Contains("采用或退回后才能再请", (await Ask(lead, Members[0])).Sentence, StringComparison.Ordinal);
        var member = await system.SignedIn(Members[0].Account);
        var mine = await system.AllPages(Members[0].Account, $"/monitoring/api/report-parts?alliance={_alliance}");
        var id = mine.Single().GetProperty("id").GetGuid();
        var part = $"/monitoring/api/report-parts/{id}";
        Assert.Contains(await system.AllPages(Members[0].Account, "/monitoring/api/tasks?scope=Mine"),
            item => item.GetProperty("link").GetString() == $"/monitoring/report-parts/{id}");

        (await member.Put(part, new { basedOn = 0, part = new { work = "写到一半" } }, Ct)).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await member.Put(part, new { basedOn = 0, part = new { work = "另一人" } }, Ct)).Status);
        Assert.Equal(JsonValueKind.Null, (await lead.Get(part, Ct)).Must().GetProperty("part").ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn(Members[1].Account)).Get(part, Ct)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await lead.Post($"{part}/take-over", new { withNumbers = false }, Ct)).Status);

        (await member.Post($"{part}/hand-in", new { part = new { work = "本单位的工作" } }, Ct)).Must();
        (await lead.Post($"{part}/return", new { reasons = "请补充数据", dueOn = await Day(5) }, Ct)).Must();
        await system.Eventually(async () =>
            (await system.LettersAbout(Members[0].Account, _alliance)).Contains("请补充年度科技报告中贵单位的部分"));
        (await member.Post($"{part}/hand-in", new { part = new { work = "本单位的工作和数据" } }, Ct)).Must();
        (await lead.Post($"{part}/take-over", new { withNumbers = false }, Ct)).Must();
        Assert.Equal("Taken", (await member.Get(part, Ct)).Must().GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_member_writes_its_part_in_the_browser_and_the_lead_unit_takes_it_over()
    {
        await Operating();
        var page = await system.Browser.SignedIn(Lead);
        await page.GotoAsync($"/monitoring/alliances/{_alliance}/reports/{_year}");
        await page.ClickAsync("#parts summary");
        await page.CheckAsync($"#parts input[value='{Members[0].Unit.CreditCode}']");
        await page.ClickAsync("#parts button[type=submit]");
        await page.Reached(to => to.Contains("done=asked", StringComparison.Ordinal));
        await page.CloseAsync();

        page = await system.Browser.SignedIn(Members[0].Account);
        await page.GotoAsync($"/monitoring/report-parts?alliance={_alliance}");
        await page.ClickAsync("tbody a");
        await page.FillAsync("[name='Input.Work']", "本单位的工作");
        await page.ClickAsync("button[value=save]");
        await page.Reached(to => to.Contains("saved=", StringComparison.Ordinal));
        await page.ClickAsync("button:has-text('提交给牵头单位')");
        await page.Confirm();
        await page.Reached(to => to.Contains("done=handed", StringComparison.Ordinal));
        var address = page.Url.Split('?')[0];
        await page.CloseAsync();

        page = await system.Browser.SignedIn(Lead);
        await page.GotoAsync(address);
        await page.ClickAsync("#decide button[type=submit]");
        await page.Confirm();
        await page.Reached(to => to.Contains("done=taken", StringComparison.Ordinal));
        await page.GotoAsync($"/monitoring/alliances/{_alliance}/reports/{_year}");
        Assert.Equal($"【{Members[0].Unit.Name}】本单位的工作", await page.InputValueAsync("[name='Input.Work']"));
        await page.CloseAsync();
    }

    Task<Answer> Ask(Person lead, params (string Account, Unit Unit)[] members) => AskOn(lead, members.Length > 0 ? members : [.. Members]);

    async Task<Answer> AskOn(Person lead, (string Account, Unit Unit)[] members) => await lead.Post($"{Path}/parts",
        new { units = members.Select(member => member.Unit.CreditCode), asked = "请填写本单位的工作", dueOn = await Day(9) }, Ct);

    async Task<DateOnly> Day(int days) => BeijingTime.DayOf(await system.Clock.Now()).AddDays(days);

    async Task Operating()
    {
        var today = await Day(0);
        _year = today.Year;
        var (startsOn, endsOn) = Cycles.Of(today, 1, Policy.CycleMonths);
        await _commands.Send(new StartOperatingCycle(_alliance, Application, 1, today, startsOn, endsOn));
        await _commands.Answered("monitoring", _alliance, "StartOperatingCycle");
    }

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
