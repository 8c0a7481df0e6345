using Alliance.Workflows.Machines;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Alliance.Workflows.Upgrades;
using MassTransit;
using MassTransit.SagaStateMachine;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>The state machines that carry the pages out have the pages' states, messages and transitions, and no others.</summary>
public sealed class MachineTests
{
    [Fact]
    public void The_machine_of_recognition_is_its_page() => IsItsPage<RecognitionProcess, RecognitionCase>();

    [Fact]
    public void The_machine_of_operation_is_its_page() => IsItsPage<OperationProcess, OperationCase>();

    [Fact]
    public void The_machine_of_upgrades_is_its_page() => IsItsPage<UpgradeProcess, UpgradeCase>();

    [Fact]
    public void The_machine_of_revocations_is_its_page() => IsItsPage<RevocationProcess, RevocationCase>();

    static void IsItsPage<TProcedure, TCase>() where TProcedure : Procedure<TCase>, new() where TCase : ProcedureCase, new()
    {
        var (page, machine, transitions) = (new TProcedure(), new PageMachine<TProcedure, TCase>(), new Transitions());
        machine.Accept(transitions);
        string Named(string state) => state == machine.Initial.Name ? Procedure.Beginning : state;

        Assert.Equal(
            page.Rows.GroupBy(one => (one.From, one.Row.Message), one => one.Row.To)
                .Select(rows => $"{rows.Key.From} {rows.Key.Message} {string.Join(' ', rows.OfType<string>().Distinct().Order())}").Order(),
            transitions.All.Select(row => $"{Named(row.State)} {row.Message} {string.Join(' ', row.To.Order())}").Order());
    }

    /// <summary>Every message a state answers, and the states that answering it can lead to.</summary>
    sealed class Transitions : StateMachineVisitor
    {
        readonly SortedDictionary<(string State, string Message), SortedSet<string>> _found = [];
        string _state = "";
        (string State, string Message)? _row;

        public IEnumerable<(string State, string Message, IReadOnlyCollection<string> To)> All
            => _found.Select(row => (row.Key.State, row.Key.Message, (IReadOnlyCollection<string>)row.Value));

        public void Visit(State state, Action<State> next)
        {
            _state = state.Name;
            next(state);
        }

        // Entering and leaving a state are events too; only messages stand in the table.
        public void Visit(Event @event, Action<Event> next)
        {
            _row = null;
            next(@event);
        }

        public void Visit<TMessage>(Event<TMessage> @event, Action<Event<TMessage>> next) where TMessage : class
        {
            _row = typeof(TMessage).Namespace == typeof(Contracts.CaseAdvanced).Namespace ? (_state, @event.Name) : null;
            if (_row is { } row) _found.TryAdd(row, []);
            next(@event);
        }

        public void Visit(IStateMachineActivity activity) => Visit(activity, _ => { });

        public void Visit(IStateMachineActivity activity, Action<IStateMachineActivity> next)
        {
            if (_row is { } row && activity.GetType() is { IsGenericType: true } type
                && type.GetGenericTypeDefinition() == typeof(TransitionActivity<>))
                _found[row].Add(((State)type.GetProperty(nameof(TransitionActivity<RecognitionCase>.ToState))!.GetValue(activity)!).Name);
            next(activity);
        }

        public void Visit<T>(IBehavior<T> behavior) where T : class, SagaStateMachineInstance { }
        public void Visit<T>(IBehavior<T> behavior, Action<IBehavior<T>> next) where T : class, SagaStateMachineInstance => next(behavior);
        public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior) where T : class, SagaStateMachineInstance where TMessage : class { }
        public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior, Action<IBehavior<T, TMessage>> next)
            where T : class, SagaStateMachineInstance where TMessage : class => next(behavior);
    }
}
