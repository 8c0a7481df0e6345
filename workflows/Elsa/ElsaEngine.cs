using Alliance.Engine;
using Alliance.Workflows.Machines;
using Alliance.Workflows.Procedures;
using Elsa.Common;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Middleware.Workflows;
using MassTransit;
using Medallion.Threading;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Workflows.Elsa;

/// <summary>Carries the pages of law out with Elsa's core: a runner that goes on from a kept state. Nothing of Elsa's own runtime, stores,
/// scheduler or locks is used; what lasts is the row of the case.</summary>
public sealed class ElsaEngine : ProcedureEngine
{
    /// <inheritdoc/>
    public override string Name => "Elsa Workflows";

    /// <inheritdoc/>
    public override void AddServices(IServiceCollection services)
    {
        var elsa = services.CreateModule();
        // Without Elsa's handling of exceptions: a step that fails fails its message, whose transaction is rolled back.
        elsa.UseWorkflows(workflows => workflows.WorkflowExecutionPipeline = pipeline => pipeline.UseDefaultActivityScheduler());
        elsa.Apply();
        services.AddSingleton<ISystemClock, StatutoryTime>();
        services.AddSingleton<IWorkflowStateSerializer, StateSerializer>();
        // Elsa's core asks for two services that other packages of Elsa register; no workflow here uses them.
        services.AddSingleton<IExpressionDescriptorRegistry, NoExpressions>().AddSingleton<IDistributedLockProvider, NoLocks>();
        services.AddSingleton<Definitions>().AddScoped<InHand>().AddScoped(typeof(CaseWorkflow<>));
    }

    /// <inheritdoc/>
    public override void Add<TProcedure, TCase>(IBusRegistrationConfigurator bus)
        => bus.AddSagaStateMachine<WorkflowMachine<TProcedure, TCase>, TCase>().InProcessCases();

    sealed class StatutoryTime(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }

    sealed class NoExpressions : IExpressionDescriptorRegistry
    {
        public void Add(ExpressionDescriptor descriptor) { }
        public void AddRange(IEnumerable<ExpressionDescriptor> descriptors) { }
        public IEnumerable<ExpressionDescriptor> ListAll() => [];
        public ExpressionDescriptor? Find(Func<ExpressionDescriptor, bool> predicate) => null;
        public ExpressionDescriptor? Find(string type) => null;
    }

    sealed class NoLocks : IDistributedLockProvider
    {
        public IDistributedLock CreateLock(string name) => throw new NotSupportedException("A case is locked by its row.");
    }
}

/// <summary>Hands what a case hears to its workflow.</summary>
public sealed class WorkflowMachine<TProcedure, TCase> : CaseMachine<TProcedure, TCase>
    where TProcedure : Procedure<TCase>, new() where TCase : ProcedureCase, new()
{
    /// <inheritdoc/>
    protected override void Answer<T>(Event<T> heard)
    {
        foreach (var from in Page.Rows.Where(one => one.Row.Message == heard.Name).Select(one => one.From).Distinct())
            During(StateOf(from), When(heard).ThenAsync(async c =>
            {
                var step = StepOf(c, c.Message);
                await c.GetPayload<IServiceProvider>().GetRequiredService<CaseWorkflow<TCase>>().Hear(Page, step, c.CancellationToken);
                await step.Consequences.Carry(c, c.Saga);
            }));
    }
}
