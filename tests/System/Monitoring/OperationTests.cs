using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>动态管理: contract, annual reports, compliance cases and assessment of a recognised alliance (Art. 14, 17).</summary>
[Collection(nameof(RunsForYears))]
public sealed class OperationTests(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye9";

    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");

    readonly Commands _commands = new(system);
    readonly Guid _alliance = Guid.CreateVersion7();

    string Path => $"/monitoring/api/alliances/{_alliance}";

    [Fact]
    public async Task The_first_cycle_drafts_the_contract_from_the_policy_and_a_repeated_command_changes_nothing()
    {
        await Started();
        await _commands.Send(await Start());
        await _commands.Answered("monitoring", _alliance, "StartOperatingCycle", times: 2);

        var shown = await Show(Lead);

        Assert.Equal(1, shown.GetProperty("cycle").GetInt32());
        Assert.Equal("Draft", shown.GetProperty("contract").GetProperty("state").GetString());
        Assert.Equal(Policy.Indicators.Select(i => i.Id), shown.GetProperty("contract").GetProperty("targets").EnumerateArray()
            .Select(t => t.GetProperty("indicatorId").GetString()));
        Assert.Single(shown.GetProperty("cycles").EnumerateArray());
    }

    [Fact]
    public async Task The_weights_of_the_contract_sum_to_100_and_its_signature_settles_the_targets()
    {
        await Started();
        var officer = await system.SignedIn("jiance");

        Assert.Equal(Articles.Operation, (await Do(Lead, "contract/sign")).Article);
        Assert.Equal(Articles.Operation, (await officer.Put($"{Path}/contract", new { targets = Targets().Skip(1) }, Ct)).Article);
        (await officer.Put($"{Path}/contract", new { targets = Targets() }, Ct)).Must();
        (await Do(Lead, "contract/sign")).Must();

        Assert.Equal("Signed", (await Show(Lead)).GetProperty("contract").GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Put($"{Path}/contract", new { targets = Targets() }, Ct)).Status);
    }

    [Fact]
    public async Task A_report_is_filed_once_a_year_by_the_lead_unit_alone()
    {
        await Contracted();
        var year = (await Today()).Year;

        Assert.Equal(HttpStatusCode.NotFound, (await Do("qiye1", $"reports/{year}", Report())).Status);
        Assert.Equal(Articles.Operation, (await Do(Lead, $"reports/{year + 1}", Report())).Article);
        (await Do(Lead, $"reports/{year}", Report())).Must();

        Assert.Equal(HttpStatusCode.Conflict, (await Do(Lead, $"reports/{year}", Report())).Status);
        Assert.Equal(year, (await Show(Lead)).GetProperty("reports").EnumerateArray().Single().GetProperty("year").GetInt32());
    }

    [Fact]
    public async Task A_report_with_faults_is_told_all_of_them_and_nothing_is_stored()
    {
        await Contracted();

        var refusal = await Do(Lead, $"reports/{(await Today()).Year}",
            new
            {
                work = "",
                progress = "delayed",
                rdInvestmentFen = 0,
                spending = new[] { new { category = "banquets", grantFen = 1, matchingFen = 0 } }
            });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.Status);
        Assert.Superset(new HashSet<string> { Articles.LeadDuties, Articles.Funding, Articles.Operation }, refusal.Articles.ToHashSet());
        Assert.Empty((await Show(Lead)).GetProperty("reports").EnumerateArray());
    }

    [Fact]
    public async Task A_missed_report_opens_a_compliance_case_that_an_officer_decides_and_the_late_report_is_taken()
    {
        // Recognised last December: the report of that year was due on the 15th, so the deadline has passed by now.
        var year = (await Today()).Year - 1;
        await Started(new DateOnly(year, 12, 1));
        var opened = (await system.Eventually(() => Show("jiance"), shown => shown.GetProperty("complianceCases").GetArrayLength() > 0))
            .GetProperty("complianceCases")[0];

        Assert.Equal(Articles.LateReport, opened.GetProperty("article").GetString());
        Assert.Equal("Operating", (await Show("jiance")).GetProperty("state").GetString());
        var close = $"/monitoring/api/compliance-cases/{opened.GetProperty("id").GetGuid()}/close";
        var officer = await system.SignedIn("jiance");
        Assert.False((await officer.Post(close, new { decision = "remedied", reasons = "已补报" }, Ct)).Ok);

        await SetContract();
        Assert.True((await Do(Lead, $"reports/{year}", Report())).Must().GetProperty("late").GetBoolean());
        (await officer.Post(close, new { decision = "remedied", reasons = "已补报，落实专人" }, Ct)).Must();

        var shown = await Show(Lead);
        Assert.Equal("Remedied", shown.GetProperty("complianceCases")[0].GetProperty("state").GetString());
        Assert.Empty(shown.GetProperty("missed").EnumerateArray());
    }

    [Fact]
    public async Task A_report_that_arrived_in_the_meantime_is_not_recorded_as_missed()
    {
        await Contracted();
        var year = (await Today()).Year;
        (await Do(Lead, $"reports/{year}", Report())).Must();

        await _commands.Send(new RecordMissedReport(_alliance, year, new DateOnly(year, 12, 15)));
        await _commands.Answered("monitoring", _alliance, "RecordMissedReport");

        Assert.Empty((await Show("jiance")).GetProperty("complianceCases").EnumerateArray());
    }

    [Fact]
    public async Task A_reminder_stands_on_the_lead_units_page_until_the_report_is_there()
    {
        await Contracted();
        var year = (await Today()).Year;
        await _commands.Send(new RemindAnnualReport(_alliance, year, new DateOnly(year, 12, 15)));
        await system.Eventually(() => Show(Lead), shown => shown.GetProperty("reminders").GetArrayLength() == 1);

        (await Do(Lead, $"reports/{year}", Report())).Must();

        Assert.Empty((await Show(Lead)).GetProperty("reminders").EnumerateArray());
    }

    [Fact]
    public async Task Proposed_scores_are_confirmed_or_corrected_with_a_reason()
    {
        await UnderAssessment();

        Assert.Equal(Articles.Operation, (await Assess(score: 88, reason: null)).Article);
        var concluded = (await Assess(score: 88, reason: "现场核查")).Must();

        Assert.True(concluded.GetProperty("passed").GetBoolean());
        Assert.Equal(88, concluded.GetProperty("score").GetDecimal());
        Assert.Equal(HttpStatusCode.Conflict, (await Assess(88, "现场核查")).Status);
    }

    [Fact]
    public async Task A_knock_out_fails_whatever_the_scores_and_a_repeated_assessment_opens_anew()
    {
        await UnderAssessment();

        var failed = (await Assess(100, "现场核查", new { kind = "falsification", fact = "虚报研发投入" })).Must();
        Assert.False(failed.GetProperty("passed").GetBoolean());

        await _commands.Send(new OpenAssessment(_alliance, 1));
        await system.Eventually(() => Show("kaohe"), shown => shown.GetProperty("assessments").GetArrayLength() == 2);
        Assert.True((await Assess(100, "异议成立，重新核查")).Must().GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Nothing_is_taken_after_the_recognition_ended()
    {
        await Contracted();
        await _commands.Send(new CloseOperation(_alliance, new Reason(Articles.Operation, "考核不合格")));
        await system.Eventually(() => Show(Lead), shown => shown.GetProperty("closed").ValueKind == JsonValueKind.Object);

        Assert.Equal(Articles.Operation, (await Do(Lead, $"reports/{(await Today()).Year}", Report())).Article);
    }

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    async Task<StartOperatingCycle> Start(DateOnly? recognisedOn = null)
    {
        var anchoredOn = recognisedOn ?? await Today();
        var (startsOn, endsOn) = Statute.Periods.Cycles.Of(anchoredOn, 1, Policy.CycleMonths);
        return new(_alliance, Commands.ApplicationOf(Lead, "监测测试"), 1, anchoredOn, startsOn, endsOn);
    }

    async Task Started(DateOnly? recognisedOn = null)
    {
        await _commands.Send(await Start(recognisedOn));
        await _commands.Answered("monitoring", _alliance, "StartOperatingCycle");
    }

    async Task SetContract() => (await (await system.SignedIn("jiance")).Put($"{Path}/contract", new { targets = Targets() }, Ct)).Must();

    async Task Contracted()
    {
        await Started();
        await SetContract();
        (await Do(Lead, "contract/sign")).Must();
    }

    async Task UnderAssessment()
    {
        await Contracted();
        (await Do(Lead, $"reports/{(await Today()).Year}", Report())).Must();
        await _commands.Send(new OpenAssessment(_alliance, 1));
        await system.Eventually(() => Show("kaohe"), shown => shown.GetProperty("state").GetString() == "UnderAssessment");
    }

    // Proposed, stated upon and concluded by another person.
    async Task<Answer> Assess(decimal score, string? reason, object? knockout = null)
    {
        var proposed = await Do("kaohe", "assessments/1/propose", new
        {
            knockouts = knockout is null ? [] : new[] { knockout },
            scores = Policy.Indicators.Select(i => new { indicatorId = i.Id, score, reason }),
            opinion = "对照合同书和年度科技报告考核。",
        });
        return proposed.Ok ? await system.Concluded(_alliance, Lead) : proposed;
    }

    static IEnumerable<object> Targets()
        => Policy.Indicators.Select(i =>
            new { indicatorId = i.Id, name = i.Name, unit = i.Unit, baseline = 10, firstYear = 20, secondYear = 30, weight = i.Weight });

    static object Report() => new
    {
        work = "联合攻关三项",
        achievements = "授权专利两件",
        problems = "无",
        plans = "扩大中试",
        progress = "onPlan",
        indicators = Policy.Indicators.Select(i => new { indicatorId = i.Id, actual = 20 }),
        rdInvestmentFen = 350_000_000,
        spending = new[] { new { category = "materials", grantFen = 0, matchingFen = 12_000_000 } },
        selfInspection = "已按协议自查",
        changes = Array.Empty<object>(),
    };

    async Task<Answer> Do(string account, string step, object? body = null)
        => await (await system.SignedIn(account)).Post($"{Path}/{step}", body, Ct);

    async Task<JsonElement> Show(string account) => (await (await system.SignedIn(account)).Get(Path, Ct)).Must();

    async Task<DateOnly> Today() => Statute.Periods.BeijingTime.DayOf((await system.Alliance).Clock!.Now);

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
