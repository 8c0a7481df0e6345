using System.Reflection;
using Alliance.Engine;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;
using MassTransit;

namespace Alliance.Workflows.Machines;

/// <summary>
/// How a case hears: a state for each of its page's, an event for each message; who answers is the engine's. A message that no row answers
/// where the case is waits or is noted. A message whose case does not exist waits for the case to be opened; when that takes long, people
/// see it among the parked messages.
/// </summary>
public abstract class CaseMachine<TProcedure, TCase> : MassTransitStateMachine<TCase>
    where TProcedure : Procedure<TCase>, new() where TCase : ProcedureCase, new()
{
    static readonly MethodInfo Reading = typeof(CaseMachine<TProcedure, TCase>)
        .GetMethod(nameof(Read), BindingFlags.Instance | BindingFlags.NonPublic)!;

    readonly Dictionary<string, Func<UnhandledEventContext<TCase>, Task>> _unanswered = [];

    /// <summary>Reads the page.</summary>
    protected CaseMachine()
    {
        InstanceState(c => c.State);
        foreach (var state in Page.States) State(state);
        foreach (var hearing in Page.Heard.Values) Reading.MakeGenericMethod(hearing.Contract).Invoke(this, [hearing]);
        OnUnhandledEvent(async context =>
        {
            await _unanswered[context.Event.Name](context);
            await context.Ignore();
        });
    }

    /// <summary>The page of law.</summary>
    protected TProcedure Page { get; } = new();

    /// <summary>Says what the engine does when a state of the page hears the message.</summary>
    protected abstract void Answer<T>(Event<T> heard) where T : class;

    /// <summary>The state in which rows are read, as MassTransit knows it.</summary>
    protected State StateOf(string from) => from == Procedure.Beginning ? Initial : GetState(from);

    /// <summary>What the case hears, and when.</summary>
    protected static Step<TCase, T> StepOf<T>(BehaviorContext<TCase> context, T message) where T : class
    {
        var services = context.GetPayload<IServiceProvider>();
        return new(context.Saga, message, services.GetRequiredService<TimeProvider>().GetUtcNow(),
            services.GetRequiredService<WorkCalendar>());
    }

    void Read<T>(Hearing hearing) where T : class
    {
        var heard = Event<T>(hearing.Contract.Name, e =>
        {
            e.CorrelateById(c => hearing.CaseOf(c.Message));
            e.OnMissingInstance(
                missing => missing.ExecuteAsync(c => ParkedMessages.AwaitCase(c, hearing.CaseOf(c.Message), new TCase().Kind)));
        });
        Answer(heard);
        _unanswered[heard.Name] = context => context.TryGetMessage<T>(out var found)
            ? Pass(context, StepOf(context, found.Message))
            : throw new InvalidOperationException($"The message is no {heard.Name}.");
    }

    Task Pass(BehaviorContext<TCase> context, Step<TCase> step)
    {
        Page.Take(step, null);
        return step.Consequences.Carry(context, context.Saga);
    }
}
