using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Cases;
using Alliance.Workflows.Interventions;
using Alliance.Workflows.Policies;
using Alliance.Workflows.Wording;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>What an administrator may change in a case, and what nobody may. The scenario begins on Tuesday 26 September 2023, three days
/// before eight days off.</summary>
public sealed class InterventionScenarios(Floor floor) : IAsyncLifetime
{
    const string Older = "kunming-2013.9";
    static readonly Actor Administrator = Person("admin", "系统管理员"), Second = Person("admin2", "何静");
    readonly Guid _id = Guid.CreateVersion7();
    Scenario _scenario = null!;
    AsyncServiceScope _scope;

    static CancellationToken Ct => TestContext.Current.CancellationToken;
    LetterWriter Letters => new(new Words(), floor.Clock, new("workflows"));
    Database Database => _scope.ServiceProvider.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        // Before the version in force there was another: longer corrections, and four eyes.
        PolicyBook.Beside([]);
        var document = PolicyBook.Find(The.Policy).Document;
        PolicyBook.Beside(
            [(document with { Version = Older, Id = "kunming-2013", EffectiveFrom = new(2013, 9, 1), InterventionsFourEyes = true,
            Correction = document.Correction! with { Length = 20 } }).ToJson()]);
        _scenario = await floor.Begin(The.Noon(2023, 9, 26));
        _scope = floor.Services.CreateAsyncScope();
    }

    public ValueTask DisposeAsync()
    {
        PolicyBook.Beside([]);
        return _scope.DisposeAsync();
    }

    [Fact]
    public async Task A_paused_case_keeps_what_comes_and_hears_it_afterwards_once_and_in_its_order()
    {
        await _scenario.Hear(Submitted());
        Assert.Equal(InterventionState.CarriedOut, (await Intervene(new PauseCase())).Value!.State);

        await _scenario.Hear(CorrectionRequested());
        await _scenario.HearTwice(Resubmitted());
        await _scenario.Hear(new FormalReviewPassed(_id, _scenario.Now));

        _scenario.IsIn(_id, "FormalReview");
        _scenario.Says();
        var held = await Read();
        Assert.Equal(["CorrectionRequested", "ApplicationResubmitted", "FormalReviewPassed"], held.Held.Select(h => h.Message));
        Assert.NotNull(held.PausedAt);

        Assert.Null((await Intervene(new ResumeCase())).Refusal);
        // Pressed again while the case still hears what was kept: it is resumed already, and the journal says so once.
        Assert.Equal("案件已经恢复，正在依次处理暂停期间收到的消息",
            (await Intervene(new ResumeCase())).Refusal!.Sentence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await _scenario.Arrive();

        _scenario.IsIn(_id, "ExpertReview");
        Assert.Equal("OpenExpertReview", Assert.Single(_scenario.Said).GetType().Name);
        var found = await Read();
        Assert.Equal(["ApplicationSubmitted", "PauseCase", "ResumeCase", "CorrectionRequested", "ApplicationResubmitted",
            "FormalReviewPassed"], found.Journal.Select(j => j.Message));
        Assert.Equal((null, 0), (found.PausedAt, found.Held.Count));
    }

    [Fact]
    public async Task A_period_that_ends_during_the_pause_is_dealt_with_afterwards_and_what_came_in_time_is_in_time()
    {
        var late = Guid.CreateVersion7();
        await _scenario.Hear(Submitted(), CorrectionRequested(), Submitted() with { ApplicationId = late },
            CorrectionRequested() with { ApplicationId = late });
        await Intervene(new PauseCase());
        await Intervene(new PauseCase(), late);
        await _scenario.Hear(Resubmitted());
        await _scenario.Until(The.EndOf(2023, 10, 20));
        _scenario.Says();

        await Intervene(new ResumeCase());
        await Intervene(new ResumeCase(), late);
        await _scenario.Arrive();
        await _scenario.Until(The.EndOf(2023, 10, 20));

        _scenario.IsIn(_id, "FormalReview");
        _scenario.IsIn(late, "Refused");
        _scenario.Says(new CloseUncorrected(late));
    }

    [Fact]
    public async Task A_correction_period_is_extended_the_lead_unit_hears_of_it_and_nobody_shortens_it()
    {
        await _scenario.Hear(Submitted(), CorrectionRequested());
        _scenario.WaitsFor(_id, "CorrectionDue", The.EndOf(2023, 10, 16));

        var shorter = (await Intervene(new MoveDeadline("CorrectionDue", new(2023, 10, 13)))).Refusal!;
        Assert.Equal(("补正期限只能延长，不能缩短", Articles.Review),
            (shorter.Sentence.ToString(System.Globalization.CultureInfo.InvariantCulture), shorter.Article));
        _scenario.WaitsFor(_id, "CorrectionDue", The.EndOf(2023, 10, 16));

        // A Saturday: the last day rolls to the Monday as the period itself would.
        Assert.Null((await Intervene(new MoveDeadline("CorrectionDue", new(2023, 10, 21)))).Refusal);
        await _scenario.Arrive();
        _scenario.WaitsFor(_id, "CorrectionDue", The.EndOf(2023, 10, 23));
        _scenario.Says(new ExtendCorrection(_id, new(2023, 10, 21), The.EndOf(2023, 10, 23), "理由"));
        Assert.Contains("主管部门决定延长", (await _scenario.Running(_id)).Single().Explanation, StringComparison.Ordinal);
        Assert.Contains((await Read()).Journal, entry => entry is { Message: "MoveDeadline", By: "系统管理员", Note: "理由" });
    }

    [Fact]
    public async Task A_provisional_correction_period_is_not_shortened_either()
    {
        floor.Calendar = WorkCalendar.StateCouncil;
        await _scenario.Hear(Submitted(), new CorrectionRequested(_id, [The.Reason], null, new(2040, 1, 20), _scenario.Now));
        await Execute("update deadline set due_at = null, nominal_due_on = date '2040-01-20'");
        Assert.Equal("补正期限只能延长，不能缩短", (await Intervene(new MoveDeadline("CorrectionDue", new(2023, 10, 27)))).Refusal!.Sentence
            .ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("NoticePeriodEnds", "Art. 11")]
    [InlineData("CancellationNoticeEnds", "Art. 14")]
    [InlineData("AnnualReportDue:2024", "Art. 14")]
    [InlineData("CycleEnds", "Art. 14")]
    public void What_the_statute_sets_is_moved_by_nobody_and_the_refusal_cites_its_article(string deadline, string article)
        => Assert.Equal(article, MoveDeadline.WhyFixed(deadline, PolicyBook.Find(The.Policy))?.Article);

    [Fact]
    public async Task A_notice_that_did_not_follow_a_calendar_is_moved_to_the_day_of_the_law_and_to_no_other()
    {
        await _scenario.Hear(Submitted(), new FormalReviewPassed(_id, _scenario.Now),
            new ExpertReviewConcluded(_id, true, 90, 3, "推荐", _scenario.Now), new RecognitionProposed(_id, _scenario.Now),
            new NoticePublished(_id, Guid.CreateVersion7(), new(2023, 11, 1), The.EndOf(2023, 11, 7), new(2023, 11, 7)));
        Assert.NotNull((await Intervene(new MoveDeadline("NoticePeriodEnds", new(2023, 11, 10)))).Refusal);
        Assert.Null((await Intervene(new MoveDeadline("NoticePeriodEnds", new(2023, 11, 8)))).Refusal);
        await _scenario.Arrive();
        _scenario.WaitsFor(_id, "NoticePeriodEnds", The.EndOf(2023, 11, 8));
    }

    [Fact]
    public async Task The_notice_period_of_a_case_stays_as_it_is()
    {
        await _scenario.Hear(Submitted(), new FormalReviewPassed(_id, _scenario.Now),
            new ExpertReviewConcluded(_id, true, 90, 3, "推荐", _scenario.Now), new RecognitionProposed(_id, _scenario.Now),
            new NoticePublished(_id, Guid.CreateVersion7(), _scenario.Today, The.EndOf(2023, 10, 7), new(2023, 10, 3)));
        foreach (var day in new DateOnly[] { new(2023, 9, 28), new(2023, 11, 1) })
            Assert.Equal((RefusalKind.Conflict, Articles.Notice),
                ((await Intervene(new MoveDeadline("NoticePeriodEnds", day))).Refusal!.Kind,
                    (await Intervene(new MoveDeadline("NoticePeriodEnds", day))).Refusal!.Article));
        _scenario.WaitsFor(_id, "NoticePeriodEnds", The.EndOf(2023, 10, 7));
    }

    [Fact]
    public async Task A_command_is_said_again_to_the_letter_while_the_case_is_where_it_was_said()
    {
        await _scenario.Hear(Submitted(), new FormalReviewPassed(_id, _scenario.Now));
        var said = Assert.Single(_scenario.Said);
        var entry = (await Read()).Journal[^1];
        Assert.Equal(["OpenExpertReview"], entry.Repeatable);

        Assert.Null((await Intervene(new RepeatCommand(entry.Position, "OpenExpertReview"))).Refusal);
        await _scenario.Arrive();
        _scenario.Says(said, said);

        await _scenario.Hear(new ExpertReviewConcluded(_id, true, 90, 3, "推荐", _scenario.Now));
        Assert.Equal("案件已经离开发出该命令的环节，不能重发", (await Intervene(new RepeatCommand(entry.Position, "OpenExpertReview"))).Refusal!.Sentence
            .ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(RefusalKind.NotFound, (await Intervene(new RepeatCommand(entry.Position, "IssueRecognition"))).Refusal!.Kind);
    }

    [Fact]
    public async Task Where_the_policy_asks_for_four_eyes_another_administrator_confirms()
    {
        await _scenario.Hear(Submitted(Older));
        var proposed = (await Intervene(new PauseCase())).Value!;
        Assert.Equal(InterventionState.Proposed, proposed.State);
        Assert.Null((await Read()).PausedAt);
        Assert.Equal("本案件已有同类干预等待确认",
            (await Intervene(new PauseCase(), by: Second)).Refusal!.Sentence.ToString(System.Globalization.CultureInfo.InvariantCulture));

        var settle = new SettleIntervention(Database, floor.Calendar, floor.Clock, Letters);
        Assert.Equal(RefusalKind.Conflict, (await settle.Confirm(proposed.InterventionId, Administrator, Ct)).Refusal!.Kind);
        Assert.Null((await Read()).PausedAt);
        Assert.Null((await settle.Confirm(proposed.InterventionId, Second, Ct)).Refusal);
        Assert.NotNull((await Read()).PausedAt);
        Assert.Equal("系统管理员、何静", (await Read()).Journal[^1].By);
        Assert.Equal(RefusalKind.Conflict, (await settle.Reject(proposed.InterventionId, new("晚了"), Second, Ct)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_case_moves_to_a_newer_policy_from_its_next_stage_and_what_runs_stays()
    {
        await _scenario.Hear(Submitted(Older),
            CorrectionRequested() with { DueAt = The.EndOf(2023, 10, 30), NominalDueOn = new(2023, 10, 30) });
        var migrate = new MigrateCases(Database, new(Database, floor.Calendar, floor.Clock, Letters),
            new ListPolicies(new StatutoryClock(floor.Clock, new(floor.Database)), new Words()), floor.Calendar, floor.Clock, new Words());

        var preview = (await migrate.Look(Older, The.Policy, null, null, Ct)).Value!;
        var seen = Assert.Single(preview.Cases);
        Assert.Equal((null, "专家评审", The.EndOf(2023, 10, 30), The.EndOf(2023, 10, 16)),
            (seen.WhyNot, seen.From, seen.Deadlines[0].DueAt!.Value, seen.Deadlines[0].UnderNew!.Value));
        Assert.Contains(preview.Differences, d => d is { Path: "$.correction.length", Before: "20", After: "10" });
        Assert.DoesNotContain(preview.Differences, d => d.Path == "$.version");

        var result = Assert.Single((await migrate.Handle(new([_id], The.Policy, "新版本施行"), Administrator, Ct)).Value!);
        Assert.Equal(InterventionState.Proposed, result.State);
        var proposal = Assert.Single((await new ListInterventions(Database).Handle("Proposed", _id, null, Ct)).Items);
        Assert.Null((await new SettleIntervention(Database, floor.Calendar, floor.Clock, Letters)
            .Confirm(proposal.InterventionId, Second, Ct)).Refusal);

        // The right that runs is the old version's, to its last day.
        _scenario.WaitsFor(_id, "CorrectionDue", The.EndOf(2023, 10, 30));
        Assert.Equal((Older, The.Policy), ((await Read()).PolicyVersion, (await Read()).NextPolicyVersion));
        await _scenario.Until(The.EndOf(2023, 10, 29));
        await _scenario.Hear(Resubmitted());
        _scenario.IsIn(_id, "FormalReview");
        Assert.Equal(Older, (await Read()).PolicyVersion);

        await _scenario.Hear(new FormalReviewPassed(_id, _scenario.Now));
        Assert.Equal(The.Policy, Assert.IsType<OpenExpertReview>(Assert.Single(_scenario.Said)).Application.PolicyVersion);
        var found = await Read();
        Assert.Equal((The.Policy, null), (found.PolicyVersion, found.NextPolicyVersion));
        Assert.Contains(found.Journal, entry => entry is { Message: "MigrateCase", By: "系统管理员、何静" });
        var told = new Story(new Words(), new DeadlineWords(floor.Calendar, new Words()));
        System.Globalization.CultureInfo.CurrentUICulture = new("zh-CN");
        Assert.Contains(told.Tell(found),
            line => line.Sentence == $"2023-09-26，系统管理员决定改用新的政策版本（系统管理员、何静）：下一环节起改用政策版本 {The.Policy}。理由：新版本施行。");

        // The counts follow it, before and after they are added up.
        for (var added = false; ; added = true)
        {
            Assert.Equal([(The.Policy, 1L)], (await new Overview(Database, floor.Clock).Handle(Ct)).Policies.Where(p => p.Running != 0)
                .Select(p => (p.PolicyVersion, p.Running)));
            if (added) break;
            await ActivatorUtilities.CreateInstance<TallyKeeper>(floor.Services).Add(Ct);
        }
    }

    [Fact]
    public async Task A_case_that_cannot_move_says_why_and_holds_no_other()
    {
        var other = Guid.CreateVersion7();
        await _scenario.Hear(Submitted(), Submitted(Older) with { ApplicationId = other });
        var migrate = new MigrateCases(Database, new(Database, floor.Calendar, floor.Clock, Letters),
            new ListPolicies(new StatutoryClock(floor.Clock, new(floor.Database)), new Words()), floor.Calendar, floor.Clock, new Words());
        System.Globalization.CultureInfo.CurrentUICulture = new("zh-CN");
        var results = (await migrate.Handle(new([_id, other], The.Policy, "新版本施行"), Administrator, Ct)).Value!;
        Assert.Equal([(_id, null, $"案件已经适用政策版本 {The.Policy}"), (other, InterventionState.Proposed, null)],
            results.Select(r => (r.CaseId, r.State, r.WhyNot)));
        Assert.Equal($"只能改用比 {The.Policy} 更新的政策版本",
            (await Intervene(new MigrateCase(Older))).Refusal!.Sentence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(RefusalKind.Invalid, (await Intervene(new MigrateCase("jiangxi-2023.1"))).Refusal!.Kind);
    }

    [Fact]
    public async Task Only_an_administrator_intervenes_and_only_with_a_reason()
    {
        await _scenario.Hear(Submitted());
        var slice = new Intervene(Database, floor.Calendar, floor.Clock, Letters);
        Assert.Equal(RefusalKind.Forbidden,
            (await slice.Handle(_id, new PauseCase(), "理由", Person("shenji", "审计", Roles.Auditor), Ct)).Refusal!.Kind);
        Assert.Equal("reason", (await slice.Handle(_id, new PauseCase(), "  ", Administrator, Ct)).Refusal!.Faults[0].Field);
        Assert.Equal(RefusalKind.NotFound,
            (await slice.Handle(Guid.CreateVersion7(), new PauseCase(), "理由", Administrator, Ct)).Refusal!.Kind);
        Assert.Null((await Read()).PausedAt);
    }

    [Fact]
    public void Every_change_is_said_in_English_too()
    {
        var english = Words.In(new System.Globalization.CultureInfo("en"));
        Change[] all = [new PauseCase(), new ResumeCase(), new RepeatCommand(1, "IssueRecognition"),
            new MoveDeadline("CorrectionDue", default), new MigrateCase(The.Policy)];
        Assert.Equal(Change.All.Order(), all.Select(change => change.What).Order());
        Assert.Empty(all.Select(change => change.InWords.Format).Except(english.Keys));
    }

    internal static Actor Person(string account, string name, string role = Roles.Administrator)
        => new(account, name, new HashSet<string> { role }, null, null);

    Task<Outcome<Intervene.Answer>> Intervene(Change change, Guid? caseId = null, Actor? by = null)
        => new Intervene(Database, floor.Calendar, floor.Clock, Letters).Handle(caseId ?? _id, change, "理由", by ?? Administrator, Ct);

    async Task<ReadCase.Answer> Read() => (await new ReadCase(Database).Handle(_id, Ct)).Value!;

    async Task Execute(string sql)
    {
        await using var connection = await floor.Database.OpenConnectionAsync(Ct);
        await connection.ExecuteAsync(sql);
    }

    ApplicationSubmitted Submitted(string policy = The.Policy)
        => new(_id, The.Application() with { PolicyVersion = policy }, _scenario.Now);
    CorrectionRequested CorrectionRequested() => new(_id, [The.Reason], The.EndOf(2023, 10, 16), new(2023, 10, 16), _scenario.Now);
    ApplicationResubmitted Resubmitted() => new(_id, The.Application(), _scenario.Now);
}
