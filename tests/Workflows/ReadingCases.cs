using Alliance.Contracts;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Workflows.Cases;
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
            new CorrectionRequested(_id, [new("Art. 8(2)", "缺少联盟协议")], The.EndOf(2023, 10, 16), new(2023, 10, 16), _scenario.Now));
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task A_case_is_read_with_its_journal_and_the_computation_of_its_deadline()
    {
        var found = (await new ReadCase(Database).Handle(_id, Ct)).Value!;
        Assert.Equal(("Recognition", "昆明花卉产业技术创新战略联盟", "Correction", The.Policy), (found.Kind, found.Name, found.State, found.PolicyVersion));
        Assert.Equal(["ApplicationSubmitted", "CorrectionRequested"], found.Journal.Select(j => j.Message));
        Assert.Equal(["FormalReview", "Correction"], found.Journal.Select(j => j.To));
        var deadline = Assert.Single(found.Deadlines);
        Assert.Equal(("CorrectionDue", "Art. 10", false), (deadline.Name, deadline.Article, deadline.Provisional));
        Assert.NotEmpty(deadline.Explanation);
    }

    [Fact]
    public async Task A_refusal_is_read_with_its_reasons_and_a_cancelled_deadline_as_past()
    {
        await _scenario.Hear(
            new ApplicationResubmitted(_id, The.Application(), _scenario.Now),
            new FormalReviewRefused(_id, [new("Art. 8(1)", "成员单位不足 4 家")], _scenario.Now));
        var found = (await new ReadCase(Database).Handle(_id, Ct)).Value!;
        Assert.Equal([new("Art. 8(1)", "成员单位不足 4 家")], found.Journal[^1].Reasons);
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
            new ObjectionLodged(_id, Guid.CreateVersion7(), _scenario.Now), new ObjectionsSettled(_id, true, new("Art. 8(2)", "协议未经全部成员签署"), _scenario.Now));
        var found = (await new ReadCase(Database).Handle(_id, Ct)).Value!;
        Assert.Equal([new("Art. 8(2)", "协议未经全部成员签署")], found.Journal[^1].Reasons);
    }

    [Fact]
    public async Task A_case_that_does_not_exist_is_not_found()
        => Assert.NotNull((await new ReadCase(Database).Handle(Guid.CreateVersion7(), Ct)).Refusal);

    [Fact]
    public async Task Cases_are_found_by_name_lead_unit_and_receipt_number()
    {
        var cases = new ListCases(Database);
        Assert.Single((await cases.Handle(null, null, "花卉产业", null, Ct)).Items);
        Assert.Single((await cases.Handle("Recognition", "Correction", "花卉集团", null, Ct)).Items);
        Assert.Single((await cases.Handle(null, null, "2023-001", null, Ct)).Items);
        Assert.Empty((await cases.Handle(null, null, "%", null, Ct)).Items);
        Assert.Empty((await cases.Handle("Operation", null, null, null, Ct)).Items);
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page_and_each_case_once()
    {
        for (var i = 0; i < 40; i++) await _scenario.Hear(new ApplicationSubmitted(Guid.CreateVersion7(), The.Application($"昆明第{i}产业技术创新战略联盟"), _scenario.Now));
        var cases = new ListCases(Database);
        var first = await cases.Handle(null, null, null, null, Ct);
        Assert.NotNull(first.Next);
        var second = await cases.Handle(null, null, null, first.Next, Ct);
        Assert.Null(second.Next);
        Assert.Equal(41, first.Items.Concat(second.Items).Select(c => c.CaseId).Distinct().Count());
    }

    [Fact]
    public async Task The_overview_counts_cases_and_lists_what_falls_due_next()
    {
        var overview = await new Overview(Database).Handle(Ct);
        Assert.Equal(("Recognition", "Correction", 1L), (overview.Counts[0].Kind, overview.Counts[0].State, overview.Counts[0].Cases));
        Assert.Equal(("CorrectionDue", The.EndOf(2023, 10, 16)), (overview.DueNext[0].Name, overview.DueNext[0].DueAt!.Value));
        Assert.Equal(0, overview.Provisional);
    }

    [Fact]
    public void Every_message_of_the_procedure_has_words()
    {
        var contracts = typeof(CaseAdvanced).Assembly.GetTypes()
            .Where(t => t.GetConstructors().FirstOrDefault()?.GetParameters() is [{ } key, ..] && key.ParameterType == typeof(Guid) && !t.IsDefined(typeof(AnnouncementAttribute), false))
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
        var explained = new DeadlineWords(floor.Calendar, new Words()).Explain(deadline);
        Assert.Equal(deadline.Explanation.Count, explained.Count);
        Assert.DoesNotContain(explained, sentence => sentence.Contains('起', StringComparison.Ordinal));
    }
}
