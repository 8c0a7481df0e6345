using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Procedures;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;

namespace Alliance.Workflows.Elsa;

/// <summary>A case goes on in its workflow: from the place kept with it to the next, in the transaction of the message.</summary>
public sealed class CaseWorkflow<TCase>(
    Definitions definitions, IWorkflowRunner runner, IWorkflowStateSerializer serializer, InHand hand, TimeProvider clock)
    where TCase : ProcedureCase, new()
{
    /// <summary>The case hears a message: what comes of it stands in the step, and the case is where it leads.</summary>
    /// <exception cref="InvalidOperationException">The workflow has failed.</exception>
    public async Task Hear(Procedure<TCase> page, Step<TCase> step, CancellationToken ct)
    {
        var (@case, graph) = (step.Case, await GraphOf(page));
        hand.Take(step);
        if (page.States.Contains(@case.State))
        {
            // Another engine, or another version of the page, may have carried the case on.
            var place = @case.Place is { } kept && kept.Page == page.Fingerprint && kept.State == @case.State
                ? kept : await Stand(page, @case, ct);
            var state = serializer.Deserialize(place.Text);
            var bookmark = state.Bookmarks.First(bookmark => bookmark.Name == step.Contract);
            Keep(page, @case, await runner.RunAsync(graph, state, new() { BookmarkId = bookmark.Id }, ct));
        }
        else Keep(page, @case, await runner.RunAsync(graph, At(@case, nameof(Procedure.Beginning)), ct));
        if (!hand.Answered) page.Take(step, null);
    }

    /// <summary>The place that a case has by the state it is in; nothing is done on the way there.</summary>
    public async Task<KeptPlace> Stand(Procedure<TCase> page, TCase @case, CancellationToken ct)
        => Kept(page, @case, await runner.RunAsync(await GraphOf(page), At(@case, @case.State), ct));

    Task<WorkflowGraph> GraphOf(Procedure<TCase> page)
        => definitions.GraphOf(page, PolicyBook.InForce(BeijingTime.DayOf(clock.GetUtcNow())));

    void Keep(Procedure<TCase> page, TCase @case, RunWorkflowResult result) => @case.Place = Kept(page, @case, result);

    KeptPlace Kept(Procedure<TCase> page, TCase @case, RunWorkflowResult result)
        => result.WorkflowState is { SubStatus: not WorkflowSubStatus.Faulted, Incidents.Count: 0 } state
            ? new(page.Fingerprint, @case.State, serializer.Serialize(state))
            : throw new InvalidOperationException(
                $"The workflow failed: {string.Join("; ", result.WorkflowState.Incidents.Select(one => one.Message))}");

    static RunWorkflowOptions At(TCase @case, string stage) => new()
    {
        WorkflowInstanceId = $"{@case.Kind}:{@case.CorrelationId:N}",
        CorrelationId = @case.CorrelationId.ToString(),
        TriggerActivityId = stage,
    };
}
