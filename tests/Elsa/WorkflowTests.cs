using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Alliance.Workflows.Elsa;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Alliance.Workflows.Upgrades;
using Dapper;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>What is Elsa's own: definitions and states that its readers know, and the places that cases take in them.</summary>
public sealed class WorkflowTests(Floor floor) : IAsyncLifetime
{
    readonly Guid _id = Guid.CreateVersion7();
    Scenario _scenario = null!;
    AsyncServiceScope _scope;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _scenario = await floor.Begin(The.Noon(2023, 9, 26));
        _scope = floor.Services.CreateAsyncScope();
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public Task The_definition_of_recognition_is_its_page() => IsItsPage(new RecognitionProcess());

    [Fact]
    public Task The_definition_of_operation_is_its_page() => IsItsPage(new OperationProcess());

    [Fact]
    public Task The_definition_of_upgrades_is_its_page() => IsItsPage(new UpgradeProcess());

    [Fact]
    public Task The_definition_of_revocations_is_its_page() => IsItsPage(new RevocationProcess());

    [Fact]
    public async Task Seven_days_in_public_and_a_cycle_of_two_years_stand_in_the_definitions_with_their_articles()
    {
        Assert.Equal((Articles.Notice, "7 CalendarDays"), Known(await GraphOf(new RecognitionProcess()), "Sets NoticePeriodEnds"));
        Assert.Equal((Articles.Operation, "24 Months"), Known(await GraphOf(new OperationProcess()), "Sets CycleEnds"));
    }

    [Fact]
    public async Task A_case_waits_at_a_bookmark_for_each_message_its_state_hears_until_it_ends()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ALLIANCE_ALTERNATE") is null, "The other engine keeps no such place.");
        await _scenario.Hear(new ApplicationSubmitted(_id, The.Application(), _scenario.Now));
        var waiting = await Kept();
        Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Suspended), (waiting.Status, waiting.SubStatus));
        Assert.Equal(new RecognitionProcess().Rows.Where(one => one.From == nameof(ApplicationState.FormalReview))
            .Select(one => one.Row.Message).Distinct().Order(), waiting.Bookmarks.Select(bookmark => bookmark.Name).Order());

        // Withdrawn and recognised crossed: a recognition ends the case for good, which a refusal does not (it can be annulled).
        await _scenario.Hear(new FormalReviewPassed(_id, _scenario.Now), new ApplicationWithdrawn(_id, "不再申报", _scenario.Now));
        Assert.Equal(WorkflowStatus.Running, (await Kept()).Status);
        await _scenario.Hear(new AllianceRecognised(_id, Guid.CreateVersion7(), The.Application(), "昆科发〔2023〕1号", "KM-2023-001",
            new(2023, 10, 9)));
        Assert.Equal(WorkflowStatus.Finished, (await Kept()).Status);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_no_trace()
    {
        await _scenario.Hear(new ApplicationSubmitted(_id, The.Application() with { PolicyVersion = "none-such" }, _scenario.Now));
        var before = await Everything();
        await Assert.ThrowsAnyAsync<Exception>(() => _scenario.Hear(
            new CorrectionRequested(_id, [The.Reason], The.EndOf(2023, 10, 16), new(2023, 10, 16), _scenario.Now)));
        Assert.Equal(before, await Everything());
    }

    async Task IsItsPage<TCase>(Procedure<TCase> page) where TCase : ProcedureCase, new()
    {
        var graph = await GraphOf(page);
        Assert.Equal(page.States.Prepend("").Order(), graph.NodeIdLookup.Values.Select(node => node.Activity).OfType<Stage>()
            .Select(stage => stage.Name).Order());
        var rows = graph.NodeIdLookup.Values.Select(node => node.Activity).OfType<Sequence>().ToList();
        Assert.Equal(page.Rows.Count, rows.Count);
        Assert.Equal(page.Rows.Select(one => string.Join(' ', [$"{one.Row.Message} {one.Row.Condition}".TrimEnd(),
            .. one.Row.Effects.Select(effect => $"{effect.Kind} {effect.Name}".TrimEnd())])).Order(),
            rows.Select(row => string.Join(' ', [row.Name, .. row.Activities.Select(act => act.Name)])).Order());
    }

    Task<WorkflowGraph> GraphOf<TCase>(Procedure<TCase> page) where TCase : ProcedureCase, new()
        => floor.Services.GetRequiredService<Definitions>().GraphOf(page, PolicyBook.Find(The.Policy));

    static (string, string) Known(WorkflowGraph graph, string act)
    {
        var found = graph.NodeIdLookup.Values.Select(node => node.Activity).OfType<Act>().First(one => one.Name == act);
        return ((string)found.CustomProperties["Article"], (string)found.CustomProperties["Period"]);
    }

    async Task<global::Elsa.Workflows.State.WorkflowState> Kept()
    {
        await using var connection = await floor.Database.OpenConnectionAsync(Ct);
        return floor.Services.GetRequiredService<IWorkflowStateSerializer>().Deserialize((await connection.ExecuteScalarAsync<string>(
            "select data->'place'->>'text' from process_case where id = @_id", new { _id }))!);
    }

    async Task<(string, long, long, long, long)> Everything()
    {
        await using var connection = await floor.Database.OpenConnectionAsync(Ct);
        return await connection.QuerySingleAsync<(string, long, long, long, long)>("""
            select (select string_agg(data::text, '') from process_case), (select count(*) from journal), (select count(*) from outbox),
                (select count(*) from deadline), (select count(*) from inbox)
            """);
    }
}
