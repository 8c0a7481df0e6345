using System.Net;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>Registers that go on living (Art. 5, 6, 16): begun by the application, kept by the lead unit, read by the offices, in part by
/// everybody.</summary>
[Collection(nameof(RunsForYears))]
public sealed class RegisterTests(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye8";

    readonly Commands _commands = new(system);
    readonly Guid _alliance = Guid.CreateVersion7();

    [Fact]
    public async Task What_the_application_named_begins_the_registers_of_the_alliance()
    {
        var (_, alliance) = await system.Recognised();
        var entries = await system.Eventually(() => system.AllPages("jiance", $"/monitoring/api/registers?alliance={alliance}"),
            found => found.Count > 0);
        Assert.Contains(entries, entry => entry.GetProperty("kind").GetString() == "Project");
        Assert.All(entries, entry => Assert.Equal("Application", entry.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task An_entry_is_made_changed_with_its_history_counted_once_and_taken_out()
    {
        await Started();
        var entered = (await Enter("ZL 2025 1 0000001.1")).Must().GetProperty("entryId").GetGuid();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Enter("zl202510000001-1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Enter("ZL2", "qiye1")).Status);

        var lead = await system.SignedIn(Lead);
        var body = Body("ZL 2025 1 0000001.1", "已许可两家企业", await Today());
        (await lead.Put($"/monitoring/api/registers/{entered}", new { version = 1, body })).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await lead.Put($"/monitoring/api/registers/{entered}", new { version = 1, body })).Status);
        var read = (await (await system.SignedIn("kaohe")).Get($"/monitoring/api/registers/{entered}")).Must();
        Assert.Equal((2, 2), (read.GetProperty("entry").GetProperty("version").GetInt32(), read.GetProperty("history").GetArrayLength()));
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye1")).Get($"/monitoring/api/registers/{entered}")).Status);

        // Everybody reads it, and the activity that follows from it.
        var open = (await (await system.Anybody()).Get($"/monitoring/api/open/alliances/{_alliance}/registers")).Must();
        Assert.Equal("Result", open.GetProperty("entries")[0].GetProperty("kind").GetString());
        Assert.False(open.GetProperty("entries")[0].TryGetProperty("details", out _));
        Assert.Equal(5, open.GetProperty("activity")[0].GetProperty("points").GetInt32());

        (await lead.Post($"/monitoring/api/registers/{entered}/remove", new { version = 2, why = "登记有误" })).Must();
        Assert.Empty(await system.AllPages(Lead, $"/monitoring/api/registers?alliance={_alliance}"));
        Assert.Equal(0,
            (await lead.Get($"/monitoring/api/alliances/{_alliance}/activity")).Must().GetProperty("years")[0].GetProperty("points")
            .GetInt32());
    }

    [Fact]
    public async Task A_workbook_enters_all_its_rows_or_none()
    {
        await Started();
        var lead = await system.SignedIn(Lead);
        var template = await lead.Http.GetByteArrayAsync(new Uri("/monitoring/api/registers/template/Result", UriKind.Relative));
        var refused = await lead.Upload($"/monitoring/api/alliances/{_alliance}/registers/Result/import", "空.xlsx", template,
            new Dictionary<string, string>());
        Assert.Contains("没有可以登记的内容", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_its_pages_the_lead_unit_enters_a_result_and_reads_the_activity()
    {
        await Started();
        var owed = new List<string>();
        var page = await system.Browser.SignedIn(Lead);
        await page.GotoAsync($"/monitoring/registers/new?alliance={_alliance}&kind=Result");
        owed.AddRange(await page.Owes("a new entry of a register"));
        await page.FillAsync("[name='Input.Title']", "一种钛合金熔炼方法");
        await page.FillAsync("[name='Input.Number']", "ZL2025100000021");
        await page.Locator("[name='Input.OwnerCreditCode']").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await page.FillAsync("[name='Input.StartsOn']", $"{await Today():yyyy-MM-dd}");
        await page.Locator("[name='Input.Details[type]']").SelectOptionAsync("发明专利");
        await page.FillAsync("[name='Input.Details[award]']", "省科技进步二等奖");
        await page.Locator("#form-entry button[type=submit]").ClickAsync();
        await page.Reached(address => address.Contains("done=entered", StringComparison.Ordinal));
        owed.AddRange(await page.Owes("an entry of a register"));
        await page.Picture("an entry of a register", PageDuties.Wide);
        await page.GotoAsync($"/monitoring/registers?alliance={_alliance}");
        owed.AddRange(await page.Owes("the registers"));
        await page.Picture("the registers", PageDuties.Wide);
        await page.GotoAsync($"/monitoring/alliances/{_alliance}#registers");
        await page.Picture("an alliance with its registers", PageDuties.Wide);
        Assert.True(owed.Count == 0, string.Join('\n', owed));
    }

    async Task Started()
    {
        var today = await Today();
        var (startsOn, endsOn) = Cycles.Of(today, 1, PolicyBook.Find("kunming-2016.1").CycleMonths);
        await _commands.Send(new StartOperatingCycle(_alliance, Commands.ApplicationOf(Lead, Road.NewName()), 1, today, startsOn, endsOn));
        await _commands.Answered("monitoring", _alliance, "StartOperatingCycle");
    }

    async Task<Answer> Enter(string number, string account = Lead) => await (await system.SignedIn(account)).Post(
        $"/monitoring/api/alliances/{_alliance}/registers/Result", Body(number, null, await Today()));

    static object Body(string number, string? licence, DateOnly startsOn) => new
    {
        title = "一种钛合金熔炼方法",
        number,
        ownerCreditCode = TestApplicants.Accounts.Single(a => a.Account == Lead).Unit!.CreditCode,
        startsOn,
        details = licence is null ? new Dictionary<string, string> { ["type"] = "发明专利" }
            : new Dictionary<string, string> { ["type"] = "发明专利", ["licence"] = licence },
    };

    async Task<DateOnly> Today() => BeijingTime.DayOf(await system.Clock.Now());

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
