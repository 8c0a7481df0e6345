using System.Collections.Concurrent;
using Alliance.Statute.Policies;
using Alliance.Workflows.Machines;
using Alliance.Workflows.Procedures;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Workflows.Elsa;

/// <summary>A page of law as a workflow of Elsa's: one definition a kind of case, whose version is the page's.</summary>
/// <param name="page">The page.</param>
/// <param name="policy">Gives the periods that stand in the definition; a case goes by its own policy.</param>
public sealed class ProcedureWorkflow<TCase>(Procedure<TCase> page, Policy policy) : WorkflowBase where TCase : ProcedureCase, new()
{
    /// <inheritdoc/>
    protected override void Build(IWorkflowBuilder builder)
    {
        var outline = Outline.Of(page, policy);
        builder.WithDefinitionId(outline.Kind).WithId($"{outline.Kind}:{page.Fingerprint}");
        builder.Name = outline.Kind;
        builder.IsReadonly = true;
        builder.Root = PageOfLaw.Of(page, outline);
    }
}

/// <summary>The definitions, built once.</summary>
public sealed class Definitions(IServiceScopeFactory scopes)
{
    readonly ConcurrentDictionary<(string Page, string Policy), Lazy<Task<WorkflowGraph>>> _graphs = [];

    /// <summary>The definition of a page.</summary>
    public Task<WorkflowGraph> GraphOf<TCase>(Procedure<TCase> page, Policy policy) where TCase : ProcedureCase, new()
        => _graphs.GetOrAdd((page.Fingerprint, policy.Version), _ => new(() => Build(new ProcedureWorkflow<TCase>(page, policy)))).Value;

    async Task<WorkflowGraph> Build(IWorkflow workflow)
    {
        await using var scope = scopes.CreateAsyncScope();
        var built = await scope.ServiceProvider.GetRequiredService<IWorkflowBuilderFactory>().CreateBuilder().BuildWorkflowAsync(workflow);
        return await scope.ServiceProvider.GetRequiredService<IWorkflowGraphBuilder>().BuildAsync(built);
    }
}
