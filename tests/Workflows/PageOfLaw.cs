using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using MassTransit;
using MassTransit.SagaStateMachine;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>The tables people read in docs/procedure.md are the machines' own. Where they differ, the failure shows the table to
/// paste.</summary>
public sealed partial class PageOfLaw
{
    [Fact]
    public void The_documented_transitions_of_recognition_are_the_machines_own()
        => Assert.Equal(Table(new RecognitionProcess()), Documented("Recognition"));

    [Fact]
    public void The_documented_transitions_of_operation_are_the_machines_own()
        => Assert.Equal(Table(new OperationProcess()), Documented("Operation"));

    static string Table<TCase>(Procedure<TCase> machine) where TCase : ProcedureCase, new()
    {
        var transitions = new Transitions();
        machine.Accept(transitions);
        var table = new StringBuilder("| in | hears | goes to |\n|---|---|---|\n");
        foreach (var state in machine.States.Select(s => s.Name).Where(name => name != machine.Final.Name))
            foreach (var (message, to) in transitions.Of(state))
                table.Append(CultureInfo.InvariantCulture,
                    $"| {(state == machine.Initial.Name ? "–" : state)} | `{message}` | " +
                    $"{(to.Count == 0 ? "stays" : string.Join(", ", to))} |\n");
        return table.ToString();
    }

    static string Documented(string procedure)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Alliance.sln"))) folder = folder.Parent;
        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "procedure.md"));
        return Section().Matches(text).Single(m => m.Groups["name"].Value == procedure).Groups["table"].Value;
    }

    [GeneratedRegex(@"<!-- transitions of (?<name>\w+) -->\n(?<table>.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Section();

    /// <summary>Every message a state answers, and the states that answering it can lead to.</summary>
    internal sealed class Transitions : StateMachineVisitor
    {
        readonly SortedDictionary<(string State, string Message), SortedSet<string>> _found = [];
        string _state = "";
        (string State, string Message)? _row;

        public IEnumerable<(string State, string Message, IReadOnlyCollection<string> To)> All
            => _found.Select(row => (row.Key.State, row.Key.Message, (IReadOnlyCollection<string>)row.Value));

        public IEnumerable<(string Message, IReadOnlyCollection<string> To)> Of(string state)
            => _found.Where(row => row.Key.State == state).Select(row => (row.Key.Message, (IReadOnlyCollection<string>)row.Value));

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
