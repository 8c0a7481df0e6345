using System.Reflection;
using Alliance.Engine;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;
using MassTransit;

namespace Alliance.Workflows.Machines;

/// <summary>
/// Carries a page of law out as a MassTransit state machine: a state for each of the page's, an event for each message it hears, a
/// transition for each row. A message whose case does not exist waits for the case to be opened; when that takes long, people see it among
/// the parked messages.
/// </summary>
public sealed class PageMachine<TProcedure, TCase> : MassTransitStateMachine<TCase>
    where TProcedure : Procedure<TCase>, new() where TCase : ProcedureCase, new()
{
    static readonly MethodInfo Reading = typeof(PageMachine<TProcedure, TCase>)
        .GetMethod(nameof(Read), BindingFlags.Instance | BindingFlags.NonPublic)!;

    readonly TProcedure _page = new();
    readonly Dictionary<string, Func<UnhandledEventContext<TCase>, Task>> _unanswered = [];

    /// <summary>Reads the page.</summary>
    public PageMachine()
    {
        InstanceState(c => c.State);
        foreach (var state in _page.States) State(state);
        foreach (var hearing in _page.Heard.Values) Reading.MakeGenericMethod(hearing.Contract).Invoke(this, [hearing]);
        OnUnhandledEvent(async context =>
        {
            await _unanswered[context.Event.Name](context);
            await context.Ignore();
        });
    }

    void Read<T>(Hearing hearing) where T : class
    {
        var heard = Event<T>(hearing.Contract.Name, e =>
        {
            e.CorrelateById(c => hearing.CaseOf(c.Message));
            e.OnMissingInstance(
                missing => missing.ExecuteAsync(c => ParkedMessages.AwaitCase(c, hearing.CaseOf(c.Message), new TCase().Kind)));
        });
        foreach (var (from, row) in _page.Rows.Where(one => one.Row.Message == heard.Name))
        {
            var transition = When(heard, c => ReferenceEquals(Taken.Of(_page, c).Row, row)).ThenAsync(c => Carry(c, Taken.Of(_page, c)));
            if (row.To is { } to) transition = transition.TransitionTo(GetState(to));
            During(from == Procedure.Beginning ? Initial : GetState(from), transition);
        }
        _unanswered[heard.Name] = context => context.TryGetMessage<T>(out var found)
            ? Carry(context, new(null, StepOf(context, found.Message)))
            : throw new InvalidOperationException($"The message is no {heard.Name}.");
    }

    async Task Carry(BehaviorContext<TCase> context, Taken taken)
    {
        _page.Take(taken.Step, taken.Row);
        await taken.Step.Consequences.Carry(context, context.Saga);
    }

    static Step<TCase, T> StepOf<T>(BehaviorContext<TCase> context, T message) where T : class
    {
        var services = context.GetPayload<IServiceProvider>();
        return new(context.Saga, message, services.GetRequiredService<TimeProvider>().GetUtcNow(),
            services.GetRequiredService<WorkCalendar>());
    }

    // The row is looked for once a message, before anything changes the case.
    sealed record Taken(Row<TCase>? Row, Step<TCase> Step)
    {
        public static Taken Of<T>(TProcedure page, BehaviorContext<TCase, T> context) where T : class
            => context.GetOrAddPayload(() =>
            {
                var step = StepOf(context, context.Message);
                return new Taken(page.RowFor(step), step);
            });
    }
}
