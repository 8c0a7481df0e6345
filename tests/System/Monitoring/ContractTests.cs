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

/// <summary>合同书 from the targets that are proposed to the paper that both signed, and a cycle that has none (Art. 14).</summary>
[Collection(nameof(RunsForYears))]
public sealed class ContractTests(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye9", Officer = "jiance";

    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");

    readonly Guid _alliance = Guid.CreateVersion7();
    readonly string _mark = Road.NewName()[..8];
    readonly Commands _commands = new(system);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    string Path => $"/monitoring/api/alliances/{_alliance}/contract";

    [Fact]
    public async Task Targets_are_proposed_agreed_signed_by_both_and_changed_by_agreement_as_a_version()
    {
        await Operating();
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn(Officer));
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye1")).Post($"{Path}/propose", Targets(20), Ct)).Status);
        var first = (await lead.Post($"{Path}/propose", Targets(20), Ct)).Must().GetProperty("proposalId").GetGuid();
        Assert.Equal(HttpStatusCode.Conflict, (await lead.Post($"{Path}/propose", Targets(21), Ct)).Status);
        Assert.Contains(await system.AllPages(Officer, "/monitoring/api/tasks?scope=All"), task => Is(task, "contract-proposal"));

        (await officer.Post($"{Path}/return", new { proposalId = first, reasons = "第一年目标偏低" }, Ct)).Must();
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("合同书指标被退回"));
        var second = (await lead.Post($"{Path}/propose", Targets(30), Ct)).Must().GetProperty("proposalId").GetGuid();
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post($"{Path}/agree", new { proposalId = first }, Ct)).Status);
        (await officer.Post($"{Path}/agree", new { proposalId = second }, Ct)).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await Countersign(officer)).Status);
        (await lead.Post($"{Path}/sign", ct: Ct)).Must();
        Assert.Equal("Signed", await State(lead));
        Assert.Equal(HttpStatusCode.Forbidden, (await Countersign(lead)).Status);
        (await Countersign(officer)).Must();
        Assert.Equal("Countersigned", await State(lead));
        Assert.Equal("%PDF-1.4"u8.ToArray(), (await lead.Http.GetByteArrayAsync(new Uri($"{Path}/file", UriKind.Relative), Ct))[..8]);

        Assert.Contains("请说明变更合同书指标的理由", (await lead.Post($"{Path}/propose", Targets(25), Ct)).Sentence, StringComparison.Ordinal);
        var change = (await lead.Post($"{Path}/propose", Targets(25, "原料市场变化"), Ct)).Must().GetProperty("proposalId").GetGuid();
        Assert.Equal(30, (await First(lead)).GetDecimal());
        (await officer.Post($"{Path}/agree", new { proposalId = change }, Ct)).Must();

        Assert.Equal(25, (await First(lead)).GetDecimal());
        var view = (await lead.Get(Path, Ct)).Must();
        Assert.Equal(("Signed", 2), (view.GetProperty("state").GetString(), view.GetProperty("version").GetInt32()));
        Assert.Equal([(2, "原料市场变化"), (1, null)], view.GetProperty("versions").EnumerateArray()
            .Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("why").GetString())));
        (await Countersign(officer)).Must();
        Assert.Equal("Countersigned", await State(lead));
    }

    [Fact]
    public async Task The_target_of_a_year_that_was_reported_does_not_change_any_more()
    {
        await Operating();
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn(Officer));
        (await officer.Put(Path, Targets(20), Ct)).Must();
        (await lead.Post($"{Path}/sign", ct: Ct)).Must();
        var year = (await Today()).Year;
        (await lead.Post($"/monitoring/api/alliances/{_alliance}/reports/{year}", new
        {
            work = "联合攻关三项",
            achievements = "授权专利两件",
            problems = "无",
            plans = "扩大中试",
            progress = "onPlan",
            indicators = Policy.Indicators.Select(i => new { indicatorId = i.Id, actual = 20 }),
            rdInvestmentFen = 0,
            selfInspection = "已按协议自查",
        }, Ct)).Must();

        var refused = await lead.Post($"{Path}/propose", Targets(10, "目标偏高"), Ct);

        // Which column a year stands in depends on the day of the recognition; the other one can still change.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains($"{year} 年度已经报送", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_is_printed_for_both_to_sign_and_an_unsigned_one_is_a_draft()
    {
        await Operating();
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn(Officer));
        Assert.Contains("草稿", await Printed(officer), StringComparison.Ordinal);
        (await officer.Put(Path, Targets(20), Ct)).Must();
        (await lead.Post($"{Path}/sign", ct: Ct)).Must();

        var paper = await Printed(lead);

        Assert.All((string[])["甲方（盖章）", "乙方（盖章）", Policy.Authority, "第1版", "研发投入"],
            piece => Assert.Contains(piece, paper, StringComparison.Ordinal));
        Assert.DoesNotContain("草稿", paper, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cycle_without_a_contract_is_listed_reminded_of_and_brought_before_the_superior()
    {
        await Operating();
        Assert.Contains(await Listed("Missing"), Ours);
        Assert.DoesNotContain(await Listed("Overdue"), Ours);
        var rule = Policy.Contract!;

        await system.Clock.Pass(TimeSpan.FromDays(rule.DueDays - rule.ReminderDaysBefore));
        await system.Eventually(async () => (await system.LettersAbout(Lead, _alliance)).Contains("合同书即将到期未签"));
        Assert.DoesNotContain("合同书逾期未签", await system.LettersAbout(Lead, _alliance));
        await system.Clock.Pass(TimeSpan.FromDays(rule.ReminderDaysBefore + 1));

        foreach (var (account, letter) in new[] { (Lead, "合同书逾期未签"), (Officer, "有合同书逾期未签"), ("juzhang", "有合同书逾期未签") })
            await system.Eventually(async () => (await system.LettersAbout(account, _alliance)).Contains(letter));
        Assert.Contains(await Listed("Overdue"), Ours);
        Assert.Contains(await system.AllPages("juzhang", "/monitoring/api/tasks?scope=All"), task => Is(task, "contract-overdue"));

        (await (await system.SignedIn(Officer)).Put(Path, Targets(20), Ct)).Must();
        (await (await system.SignedIn(Lead)).Post($"{Path}/sign", ct: Ct)).Must();
        Assert.DoesNotContain(await Listed("Missing"), Ours);
        Assert.DoesNotContain(await system.AllPages("juzhang", "/monitoring/api/tasks?scope=All"), task => Is(task, "contract-overdue"));

        bool Ours(JsonElement item) => item.GetProperty("allianceId").GetGuid() == _alliance;
        Task<IReadOnlyList<JsonElement>> Listed(string contract)
            => system.AllPages(Officer, $"/monitoring/api/alliances?contract={contract}&q={_mark}");
    }

    [Fact]
    public async Task The_lead_unit_proposes_in_the_browser_and_the_officer_agrees()
    {
        await Operating();
        var address = $"/monitoring/alliances/{_alliance}/contract";
        var page = await system.Browser.SignedIn(Lead);
        await page.GotoAsync(address);
        for (var row = 0; row < Policy.Indicators.Count; row++)
        {
            await page.FillAsync($"[name='Input.Targets[{row}].Baseline']", "10");
            await page.FillAsync($"[name='Input.Targets[{row}].FirstYear']", "20");
            await page.FillAsync($"[name='Input.Targets[{row}].SecondYear']", "40");
        }
        await page.ClickAsync("text=提出指标，请局里商定");
        await page.Reached(to => to.Contains("done=proposed", StringComparison.Ordinal));
        await page.CloseAsync();

        page = await system.Browser.SignedIn(Officer);
        await page.GotoAsync(address);
        await page.ClickAsync("#proposal form:has([name='Agreed.ProposalId']) button[type=submit]");
        await page.Confirm();
        await page.Reached(to => to.Contains("done=agreed", StringComparison.Ordinal));
        await page.CloseAsync();
    }

    Task<Answer> Countersign(Person person) => CountersignOn(person);

    async Task<Answer> CountersignOn(Person person) => await person.Upload($"{Path}/countersign", "合同书.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
        new Dictionary<string, string> { ["signedOn"] = $"{await Today():yyyy-MM-dd}" });

    async Task<string?> State(Person person) => (await person.Get(Path, Ct)).Must().GetProperty("state").GetString();

    async Task<JsonElement> First(Person person) => (await person.Get(Path, Ct)).Must().GetProperty("targets")[0].GetProperty("firstYear");

    bool Is(JsonElement task, string kind)
        => task.GetProperty("caseId").GetGuid() == _alliance && task.GetProperty("kind").GetString() == kind;

    async Task<string> Printed(Person person)
    {
        using var pdf = PdfDocument.Open(await person.Http.GetByteArrayAsync(new Uri($"{Path}/pdf", UriKind.Relative), Ct));
        return string.Concat(pdf.GetPages().Select(PrintTests.Text));
    }

    async Task Operating()
    {
        var today = await Today();
        var (startsOn, endsOn) = Cycles.Of(today, 1, Policy.CycleMonths);
        await _commands.Send(new StartOperatingCycle(_alliance, Commands.ApplicationOf(Lead, _mark), 1, today, startsOn, endsOn));
        await _commands.Answered("monitoring", _alliance, "StartOperatingCycle");
    }

    async Task<DateOnly> Today() => BeijingTime.DayOf(await system.Clock.Now());

    static object Targets(int firstYear, string? why = null) => new
    {
        targets = Policy.Indicators.Select(i => new
        {
            indicatorId = i.Id,
            name = i.Name,
            unit = i.Unit,
            baseline = 10,
            firstYear,
            secondYear = firstYear == 10 ? 39 : 40,
            weight = i.Weight,
        }),
        why,
    };

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
