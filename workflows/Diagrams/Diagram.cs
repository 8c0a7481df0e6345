using Alliance.Contracts;
using Alliance.Workflows.Procedures;
using MassTransit;
using MassTransit.SagaStateMachine;

namespace Alliance.Workflows.Diagrams;

/// <summary>The picture of a procedure, read off the state machine that carries it out: what is not declared there cannot be
/// drawn.</summary>
/// <param name="Kind">Recognition or Operation.</param>
/// <param name="States">In the order of the page.</param>
/// <param name="Steps">Every row of the page.</param>
public sealed record Diagram(string Kind, IReadOnlyList<DiagramState> States, IReadOnlyList<DiagramStep> Steps)
{
    /// <summary>The name under which the beginning stands in <see cref="DiagramStep.From"/>; the journal says it the same way.</summary>
    public const string Beginning = "";

    /// <summary>Reads a machine.</summary>
    public static Diagram Of<TCase>(Procedure<TCase> machine) where TCase : ProcedureCase, new()
    {
        var reader = new Reader(machine.Initial.Name, machine.Final.Name, machine.RestsOn);
        machine.Accept(reader);
        reader.Turn(null);
        var states = machine.States.Select(state => state.Name).Where(name => name != machine.Initial.Name && name != machine.Final.Name)
            .Select(name => new DiagramState(name, machine.Ends.Contains(name), machine.Stages.TryGetValue(name, out var stage)
                ? stage : null));
        return new(new TCase().Kind, [.. states], reader.Steps);
    }

    /// <summary>The rows that lead from one state to another.</summary>
    public IEnumerable<IGrouping<(string From, string To), DiagramStep>> Arrows
        => Steps.Where(step => step.From != step.To).GroupBy(step => (step.From, step.To));

    sealed class Reader(string initial, string final, IReadOnlyDictionary<string, string> articles) : StateMachineVisitor
    {
        readonly List<DiagramStep> _steps = [];
        readonly Stack<Row> _rows = new();
        string _state = "";

        public IReadOnlyList<DiagramStep> Steps => _steps;

        /// <summary>What was read since the last message is a row; the next one begins.</summary>
        public void Turn(Row? next)
        {
            while (_rows.TryPop(out var row)) Close(row);
            if (next is not null) _rows.Push(next);
        }

        public void Visit(State state, Action<State> next)
        {
            Turn(null);
            _state = state.Name;
            if (state.Name != final) next(state);
        }

        // Entering and leaving a state are events too; only messages are rows of the page.
        public void Visit(Event @event, Action<Event> next)
        {
            Turn(null);
            next(@event);
        }

        public void Visit<TMessage>(Event<TMessage> @event, Action<Event<TMessage>> next) where TMessage : class
        {
            Turn(typeof(TMessage).Namespace == typeof(CaseAdvanced).Namespace ? new(@event.Name) : null);
            next(@event);
        }

        public void Visit(IStateMachineActivity activity) => Visit(activity, _ => { });

        public void Visit(IStateMachineActivity activity, Action<IStateMachineActivity> next)
        {
            if (!_rows.TryPeek(out var row)) return;
            if (activity is INamedEffect effect)
                row.Effects.Add(effect);
            else if (Is(activity, typeof(TransitionActivity<>)))
                row.To = ((State)activity.GetType()
                    .GetProperty(nameof(TransitionActivity<ProcedureCase>.ToState))!.GetValue(activity)!).Name;
            else if (Is(activity, typeof(ConditionActivity<,>)))
            {
                _rows.Push(new(row.Message));
                next(activity);
                Close(_rows.Pop());
                return;
            }
            row.IsTaken = true;
            next(activity);
        }

        public void Visit<T>(IBehavior<T> behavior) where T : class, SagaStateMachineInstance { }
        public void Visit<T>(IBehavior<T> behavior, Action<IBehavior<T>> next) where T : class, SagaStateMachineInstance => next(behavior);
        public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior) where T : class, SagaStateMachineInstance where TMessage : class { }
        public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior, Action<IBehavior<T, TMessage>> next)
            where T : class, SagaStateMachineInstance where TMessage : class => next(behavior);

        // The frame around rows with conditions is no row itself.
        void Close(Row row)
        {
            if (!row.IsTaken) return;
            var from = _state == initial ? Beginning : _state;
            _steps.Add(new(from, row.To ?? from, row.Message, row.Named(EffectKind.Holds).FirstOrDefault(),
                articles.GetValueOrDefault(row.Message),
                [.. row.Named(EffectKind.Says)], [.. row.Named(EffectKind.Sets)], [.. row.Named(EffectKind.Cancels)],
                row.Named(EffectKind.Notes).FirstOrDefault(), row.Named(EffectKind.Waits).Any()));
        }

        static bool Is(object activity, Type definition)
            => activity.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == definition;

        public sealed class Row(string message)
        {
            public string Message => message;
            public string? To { get; set; }
            public bool IsTaken { get; set; }
            public List<INamedEffect> Effects { get; } = [];
            public IEnumerable<string> Named(EffectKind kind) => Effects.Where(effect => effect.Kind == kind).Select(effect => effect.Name);
        }
    }
}

/// <summary>A state of the procedure.</summary>
/// <param name="Name">As the machine names it.</param>
/// <param name="Ends">A case rests here.</param>
/// <param name="Stage">Its place in the order of stages, where the procedure has one.</param>
public sealed record DiagramState(string Name, bool Ends, int? Stage);

/// <summary>One row of the page: in a state a message is heard, and what comes of it.</summary>
/// <param name="From">The state; empty for the beginning.</param>
/// <param name="To">The state afterwards, the same when the case stays.</param>
/// <param name="Message">What is heard.</param>
/// <param name="Condition">The condition under which the row holds, null when it always does.</param>
/// <param name="Article">The article the message rests on.</param>
/// <param name="Says">Commands said.</param>
/// <param name="Sets">Deadlines set, by the message that comes when they are due.</param>
/// <param name="Cancels">Deadlines cancelled; an empty name means all.</param>
/// <param name="Note">The remark in the journal.</param>
/// <param name="Waits">The message came early and waits.</param>
public sealed record DiagramStep(
    string From, string To, string Message, string? Condition, string? Article,
    IReadOnlyList<string> Says, IReadOnlyList<string> Sets, IReadOnlyList<string> Cancels, string? Note, bool Waits);
