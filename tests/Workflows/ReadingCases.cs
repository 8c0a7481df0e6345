using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Workflows.Cases;
using Alliance.Workflows.Cases.Deadlines;
using Alliance.Workflows.Diagrams;
using Alliance.Workflows.ServiceLevels;
using Alliance.Workflows.Wording;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>What people read of the cases.</summary>
public sealed class ReadingCases(Floor floor) : IAsyncLifetime
{
    readonly Guid _id = Guid.CreateVersion7();
    Scenario _scenario = null!;
    AsyncServiceScope _scope;

    static CancellationToken Ct => TestContext.Current.CancellationToken;
    Database Database => _scope.ServiceProvider.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        _scenario = await floor.Begin(The.Noon(2023, 9, 26));
        _scope = floor.Services.CreateAsyncScope();
        await _scenario.Hear(
            new ApplicationSubmitted(_id, The.Application(), _scenario.Now),
            new CorrectionRequested(_id, [new(Articles.Agreement, "缺少联盟协议")], The.EndOf(2023, 10, 16), new(2023, 10, 16), _scenario.Now));
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task A_case_is_read_with_its_journal_and_the_computation_of_its_deadline()
    {
        var found = (await new ReadCase(Database).Handle(_id, Ct)).Value!;
        Assert.Equal(("Recognition", "昆明花卉产业技术创新战略联盟", "Correction", The.Policy),
            (found.Kind, found.Name, found.State, found.PolicyVersion));
        Assert.Equal(["ApplicationSubmitted", "CorrectionRequested"], found.Journal.Select(j => j.Message));
        Assert.Equal(["FormalReview", "Correction"], found.Journal.Select(j => j.To));
        var deadline = Assert.Single(found.Deadlines);
        Assert.Equal(("CorrectionDue", Articles.Review, false), (deadline.Name, deadline.Article, deadline.Provisional));
        Assert.NotEmpty(deadline.Explanation);
    }

    [Fact]
    public async Task A_refusal_is_read_with_its_reasons_and_a_cancelled_deadline_as_past()
    {
        await _scenario.Hear(
            new ApplicationResubmitted(_id, The.Application(), _scenario.Now),
            new FormalReviewRefused(_id, [new(Articles.Members, "成员单位不足 4 家")], _scenario.Now));
        var found = (await new ReadCase(Database).Handle(_id, Ct)).Value!;
        Assert.Equal([new(Articles.Members, "成员单位不足 4 家")], found.Journal[^1].Reasons);
        Assert.Empty(found.Deadlines);
        Assert.False(Assert.Single(found.PastDeadlines).Fired);
    }

    [Fact]
    public async Task An_upheld_objection_is_read_with_its_reason()
    {
        await _scenario.Hear(
            new ApplicationResubmitted(_id, The.Application(), _scenario.Now), new FormalReviewPassed(_id, _scenario.Now),
            new ExpertReviewConcluded(_id, true, 90, 3, "推荐", _scenario.Now), new RecognitionProposed(_id, _scenario.Now),
            new NoticePublished(_id, Guid.CreateVersion7(), _scenario.Today, The.EndOf(2023, 10, 7), new(2023, 10, 3)),
            new ObjectionLodged(_id, Guid.CreateVersion7(), _scenario.Now),
            new ObjectionsSettled(_id, true, new(Articles.Agreement, "协议未经全部成员签署"), _scenario.Now));
        var found = (await new ReadCase(Database).Handle(_id, Ct)).Value!;
        Assert.Equal([new(Articles.Agreement, "协议未经全部成员签署")], found.Journal[^1].Reasons);
    }

    [Fact]
    public async Task A_case_that_does_not_exist_is_not_found()
        => Assert.NotNull((await new ReadCase(Database).Handle(Guid.CreateVersion7(), Ct)).Refusal);

    [Fact]
    public async Task Cases_are_found_by_name_lead_unit_and_receipt_number()
    {
        var cases = new ListCases(Database, floor.Clock);
        Assert.Single((await cases.Handle(new(Words: "花卉产业"), null, Ct)).Items);
        Assert.Single((await cases.Handle(new(Kind: "Recognition", State: "Correction", Words: "花卉集团"), null, Ct)).Items);
        Assert.Single((await cases.Handle(new(Words: "2023-001"), null, Ct)).Items);
        Assert.Single((await cases.Handle(new(Words: "125300004312345678"), null, Ct)).Items);
        Assert.Single((await cases.Handle(new(Words: "花"), null, Ct)).Items);
        Assert.Single((await cases.Handle(new(Words: "２０２３-001"), null, Ct)).Items);
        Assert.Empty((await cases.Handle(new(Words: "%"), null, Ct)).Items);
        Assert.Empty((await cases.Handle(new(Kind: "Operation"), null, Ct)).Items);
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page_and_each_case_once()
    {
        for (var i = 0; i < 40; i++)
            await _scenario.Hear(new ApplicationSubmitted(Guid.CreateVersion7(), The.Application($"昆明第{i}产业技术创新战略联盟"), _scenario.Now));
        var cases = new ListCases(Database, floor.Clock);
        var first = await cases.Handle(new(), null, Ct);
        Assert.NotNull(first.Next);
        var second = await cases.Handle(new(), new(After: first.Next), Ct);
        Assert.Null(second.Next);
        Assert.Equal(41, first.Items.Concat(second.Items).Select(c => c.CaseId).Distinct().Count());
    }

    [Fact]
    public async Task What_is_searched_for_is_read_page_by_page_over_the_years_and_each_case_once()
    {
        var names = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            names.Add($"昆明茶叶{i}产业技术创新战略联盟");
            await _scenario.Hear(new ApplicationSubmitted(Guid.CreateVersion7(), The.Application(names[i]), _scenario.Now));
            floor.Clock.Now = floor.Clock.Now.AddDays(30);
        }
        names.Reverse();
        var cases = new ListCases(Database, floor.Clock);
        var first = await cases.Handle(new(Words: "茶叶"), null, Ct);
        var second = await cases.Handle(new(Words: "茶叶"), new(After: first.Next), Ct);
        Assert.Null(second.Next);
        Assert.Equal(names, first.Items.Concat(second.Items).Select(c => c.Name));
        Assert.Equal(40, await cases.Count(new(Words: "茶叶"), Ct));
    }

    [Fact]
    public async Task A_case_that_goes_on_in_another_month_or_quarter_is_still_found()
    {
        async Task IsFound()
        {
            foreach (var words in (string[])["花", "花卉", "花卉产业技术创新"])
                Assert.Equal((words, _id),
                    (words, (await new ListCases(Database, floor.Clock).Handle(new(Words: words), null, Ct)).Items.Single().CaseId));
        }

        floor.Clock.Now = floor.Clock.Now.AddDays(20);
        await _scenario.Hear(new ApplicationResubmitted(_id, The.Application(), _scenario.Now));
        await IsFound();
        floor.Clock.Now = floor.Clock.Now.AddDays(30);
        await _scenario.Hear(new FormalReviewPassed(_id, _scenario.Now));
        await IsFound();
    }

    [Fact]
    public async Task Cases_are_found_by_age_deadline_and_policy()
    {
        var cases = new ListCases(Database, floor.Clock);
        Assert.Empty((await cases.Handle(new(Due: "7"), null, Ct)).Items);
        Assert.Single((await cases.Handle(new(Due: "30", Policy: The.Policy), null, Ct)).Items);
        Assert.Empty((await cases.Handle(new(Policy: "hebei"), null, Ct)).Items);
        Assert.Empty((await cases.Handle(new(Days: 7), null, Ct)).Items);
        floor.Clock.Now = floor.Clock.Now.AddDays(8);
        Assert.Single((await cases.Handle(new(Days: 7), null, Ct)).Items);
        floor.Clock.Now = floor.Clock.Now.AddDays(30);
        Assert.Single((await cases.Handle(new(Due: "overdue"), null, Ct)).Items);
    }

    [Fact]
    public async Task The_tallies_say_the_same_before_and_after_the_steps_are_added_to_them()
    {
        await _scenario.Hear(new ApplicationSubmitted(Guid.CreateVersion7(), The.Application("昆明茶产业技术创新战略联盟"), _scenario.Now));
        floor.Clock.Now = floor.Clock.Now.AddDays(3);
        await _scenario.Hear(new ApplicationResubmitted(_id, The.Application(), _scenario.Now));
        var before = await new Overview(Database, floor.Clock).Handle(Ct);
        await using var keeper = floor.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TallyKeeper>(floor.Services).Add(Ct);
        var after = await new Overview(Database, floor.Clock).Handle(Ct);
        Assert.Equal(before.Counts.Select(c => (c.Kind, c.State, c.Cases, c.OldestSince)),
            after.Counts.Select(c => (c.Kind, c.State, c.Cases, c.OldestSince)));
        Assert.Equal(before.Traffic.OrderBy(t => t.To), after.Traffic.OrderBy(t => t.To));
        Assert.Equal(("FormalReview", 2L), (after.Counts.Single().State, after.Counts.Single().Cases));
        Assert.Equal(_scenario.Now.AddDays(-3), after.Counts.Single().OldestSince);
        Assert.Equal(1, after.Traffic.Single(t => t is { From: "Correction", To: "FormalReview" }).Steps);
        Assert.Equal((2L, 0L), (after.Policies.Single().Running, after.Policies.Single().Ended));
    }

    [Fact]
    public async Task The_overview_says_since_when_the_case_in_the_middle_waits_and_forgets_those_that_went_on()
    {
        async Task<DateTimeOffset?> Middle()
        {
            await ActivatorUtilities.CreateInstance<TallyKeeper>(floor.Services).Add(Ct);
            return (await new Overview(Database, floor.Clock).Handle(Ct)).Counts.Single(count => count.State == "Correction").MedianSince;
        }

        var first = _scenario.Now;
        Assert.Equal(first, await Middle());
        for (var i = 0; i < 2; i++)
        {
            floor.Clock.Now = floor.Clock.Now.AddDays(1);
            var id = Guid.CreateVersion7();
            await _scenario.Hear(new ApplicationSubmitted(id, The.Application(), _scenario.Now),
                new CorrectionRequested(id, [new(Articles.Agreement, "缺少联盟协议")], _scenario.Now.AddDays(10), new(2023, 10, 16),
                    _scenario.Now));
        }
        Assert.Equal(first.AddDays(1), await Middle());

        await _scenario.Hear(new ApplicationResubmitted(_id, The.Application(), _scenario.Now));
        Assert.Equal(first.AddDays(1), await Middle());
        floor.Clock.Now = floor.Clock.Now.AddDays(1);
        await _scenario.Hear(new ApplicationWithdrawn(
            (await new ListCases(Database, floor.Clock).Handle(new(State: "Correction", Days: 1), null, Ct)).Items.Single().CaseId,
            "不再申报", _scenario.Now));
        Assert.Equal(first.AddDays(2), await Middle());
    }

    [Fact]
    public async Task As_many_cases_are_counted_as_the_list_shows()
    {
        var cases = new ListCases(Database, floor.Clock);
        foreach (var name in (string[])["昆明茶产业技术创新战略联盟", "昆明花卉产业技术创新战略联盟", "昆明花茶产业技术创新战略联盟"])
            await _scenario.Hear(new ApplicationSubmitted(Guid.CreateVersion7(), The.Application(name), _scenario.Now));
        foreach (var (filter, many) in ((ListCases.Filter, int)[])
        [
            (new(), 4), (new(Words: ""), 4), (new("Recognition", "FormalReview"), 3), (new(State: "FormalReview"), 3),
            (new("Operation"), 0), (new(Policy: The.Policy, Due: ""), 4), (new(Policy: "hebei"), 0),
            (new(Words: "茶"), 2), (new(Words: "花茶"), 1), (new(Words: "产业技术创新"), 4), (new(State: "FormalReview", Words: "产业技术创新"), 3),
            (new(State: "Correction", Words: "茶"), 0), (new(Due: "30"), 1), (new(Days: 0), 0),
        ])
        {
            Assert.Equal((filter, many), (filter, await cases.Count(filter, Ct)));
            Assert.Equal((filter, many), (filter, (await cases.Handle(filter, null, Ct)).Items.Count));
        }
    }

    [Fact]
    public async Task A_case_is_told_in_sentences_with_articles_and_the_computation_of_its_deadline()
    {
        System.Globalization.CultureInfo.CurrentUICulture = new("zh-CN");
        var told = new Story(new Words(), new DeadlineWords(floor.Calendar, new Words()))
            .Tell((await new ReadCase(Database).Handle(_id, Ct)).Value!);
        Assert.Equal("2023-09-26，牵头单位提交申报书（第九条），进入“形式审查”。", told[0].Sentence);
        Assert.Equal("2023-09-26，受理人员一次性告知需要补正的内容（第十条），进入“补正中”。", told[1].Sentence);
        Assert.StartsWith("补正期限至 2023-10-16 24:00 届满：", Assert.Single(told[1].Deadlines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_levels_say_how_long_cases_stayed_and_why_they_were_refused()
    {
        floor.Clock.Now = floor.Clock.Now.AddDays(3);
        await _scenario.Hear(new ApplicationResubmitted(_id, The.Application(), _scenario.Now),
            new FormalReviewRefused(_id, [new(Articles.Members, "成员单位不足 4 家")], _scenario.Now));
        var levels = await new ReadServiceLevels(Database, floor.Clock).Handle(Processes.Find("Recognition")!, Ct);
        var correction = levels.Stages.Single(stage => stage.State == "Correction");
        Assert.Equal((1L, 3, 3, 10), (correction.Left, correction.MedianDays, correction.Days90, correction.Target!.Length));
        Assert.Equal((20, Statute.Periods.PeriodUnit.WorkingDays),
            (levels.Stages.Single(stage => stage.State == "FormalReview").Target!.Length,
                levels.Stages.Single(stage => stage.State == "FormalReview").Target!.Unit));
        Assert.Equal((1L, 1L), (levels.Flow[^1].Opened, levels.Flow[^1].Ended["Refused"]));
        Assert.Equal([new(Articles.Members, 1)], levels.Reasons);
        Assert.Contains("stay,Correction,median days,3\n", ReadServiceLevels.Csv(levels), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deadlines_are_listed_in_their_month_and_on_their_day()
    {
        var page = await new ListDeadlines(Database, floor.Clock, floor.Calendar)
            .Handle(null, null, new(2023, 10, 16), "2023-10", null, Ct);
        Assert.Equal("CorrectionDue", Assert.Single(page.Items).Name);
        Assert.Equal(1, page.Days.Single(day => day.On == new DateOnly(2023, 10, 16)).Deadlines);
        Assert.True(page.Days[0].IsDayOff);
    }

    [Fact]
    public async Task What_falls_due_in_the_coming_months_and_weeks_is_counted_by_kind_on_its_last_day()
    {
        // Recognised last year: a report on 15 December, reminders before it, and the end of the cycle beyond the twelve months.
        await _scenario.Hear(new OperatingCycleStarted(Guid.CreateVersion7(), The.Application(), 1, Guid.CreateVersion7(),
            new(2023, 1, 10), new(2023, 1, 10), new(2025, 1, 10)));
        var months = await new ForecastLoad(Database, floor.Clock).Handle(byWeek: false, Ct);
        Assert.Equal((12, new DateOnly(2023, 9, 1)), (months.Spans.Count, months.Spans[0].From));
        Assert.Equal(["CorrectionDue", "AnnualReportDue", "AnnualReportReminderDue"], months.Kinds);
        Assert.Equal((0L, 1L), (months.Spans[0].All, months.Spans[1].Deadlines["CorrectionDue"]));
        Assert.Equal((1L, 1L), (months.Spans[3].Deadlines["AnnualReportDue"], months.Spans[3].Deadlines["AnnualReportReminderDue"]));
        Assert.Contains("2023-12,AnnualReportDue,1\n", ForecastLoad.Csv(months), StringComparison.Ordinal);

        var weeks = await new ForecastLoad(Database, floor.Clock).Handle(byWeek: true, Ct);
        Assert.Equal(1, weeks.Spans.Single(week => week.From == new DateOnly(2023, 10, 16)).Deadlines["CorrectionDue"]);
        Assert.Equal(1, weeks.Spans.Single(week => week.From == new DateOnly(2023, 12, 11)).Deadlines["AnnualReportDue"]);
    }

    [Fact]
    public async Task A_search_is_kept_under_a_name_counted_anew_and_deleted_by_its_owner_only()
    {
        var views = new Views(Database, new(Database, floor.Clock), floor.Clock);
        var (mine, other) = (Person("shouli"), Person("shenji"));
        var saved = (await views.Save(new(" 补正中的 ", "after=x&state=Correction&kind=Recognition&nonsense=1"), mine, Ct)).Value!;
        Assert.Equal(("补正中的", "kind=Recognition&state=Correction", true, 1), (saved.Name, saved.Query, saved.Mine, saved.Cases));

        await _scenario.Hear(new ApplicationResubmitted(_id, The.Application(), _scenario.Now));
        Assert.Equal(0, Assert.Single(await views.Mine(mine, Ct)).Cases);
        Assert.Empty(await views.Mine(other, Ct));
        var shared = (await views.Find(saved.ViewId, other, Ct)).Value!;
        Assert.Equal((false, "shouli", saved.Query), (shared.Mine, shared.OwnerName, shared.Query));

        Assert.Equal(saved.ViewId, (await views.Save(new("补正中的", "due=7"), mine, Ct)).Value!.ViewId);
        Assert.Equal("due=7", Assert.Single(await views.Mine(mine, Ct)).Query);
        Assert.Equal(Core.Rules.RefusalKind.NotFound, (await views.Delete(saved.ViewId, other, Ct)).Refusal!.Kind);
        Assert.Null((await views.Delete(saved.ViewId, mine, Ct)).Refusal);
        Assert.Empty(await views.Mine(mine, Ct));
    }

    [Theory]
    [InlineData("", "due=7", "请填写视图名称")]
    [InlineData("名称", "", "请先设定查询条件，再保存为视图")]
    [InlineData("第十三个", "due=7", "每人最多保存 12 个视图，请先删除不用的")]
    public void A_view_that_cannot_be_kept_says_why(string name, string query, string why)
        => Assert.Equal(why, Views.WhyNot(name, query, [.. Enumerable.Range(1, Views.Most).Select(i => $"视图{i}")])!.Sentence
            .ToString(System.Globalization.CultureInfo.InvariantCulture));

    static Core.Security.Actor Person(string account)
        => new(account, account, new HashSet<string> { Core.Security.Roles.IntakeOfficer }, null, null);

    [Fact]
    public async Task The_overview_counts_cases_and_lists_what_falls_due_next()
    {
        var overview = await new Overview(Database, floor.Clock).Handle(Ct);
        Assert.Equal(("Recognition", "Correction", 1L), (overview.Counts[0].Kind, overview.Counts[0].State, overview.Counts[0].Cases));
        Assert.Equal(("CorrectionDue", The.EndOf(2023, 10, 16)), (overview.DueNext[0].Name, overview.DueNext[0].DueAt!.Value));
        Assert.Equal(0, overview.Provisional);
    }

    [Fact]
    public void Every_message_of_the_procedure_has_words()
    {
        var contracts = typeof(CaseAdvanced).Assembly.GetTypes()
            .Where(t => t.GetConstructors().FirstOrDefault()?.GetParameters() is [{ } key, ..] && key.ParameterType == typeof(Guid)
                && !t.IsDefined(typeof(AnnouncementAttribute), false))
            .Select(t => t.Name);
        Assert.Empty(contracts.Except(Sentences.Known));
    }

    [Fact]
    public void Every_word_of_the_procedure_has_its_English()
    {
        var english = Words.In(new System.Globalization.CultureInfo("en"));
        Assert.Empty(Sentences.All.Except(english.Keys));
    }

    [Fact]
    public async Task The_computation_of_a_deadline_is_read_in_English_too()
    {
        var deadline = Assert.Single((await new ReadCase(Database).Handle(_id, Ct)).Value!.Deadlines);
        System.Globalization.CultureInfo.CurrentUICulture = new("en");
        var explained = new DeadlineWords(floor.Calendar, new Words()).Explain(deadline.Rule, deadline.Explanation);
        Assert.Equal(deadline.Explanation.Count, explained.Count);
        Assert.DoesNotContain(explained, sentence => sentence.Contains('起', StringComparison.Ordinal));
    }
}
