using MassTransit;

namespace Alliance.Workflows.Procedures;

/// <summary>What kind of thing an effect of a row is.</summary>
public enum EffectKind
{
    /// <summary>The condition under which the row holds.</summary>
    Holds,
    /// <summary>A command is said.</summary>
    Says,
    /// <summary>A deadline is set.</summary>
    Sets,
    /// <summary>Deadlines are cancelled: those of a name, or all.</summary>
    Cancels,
    /// <summary>A remark goes into the journal.</summary>
    Notes,
    /// <summary>The message waits in the case for its turn.</summary>
    Waits,
}

/// <summary>An effect that says what it is, so that the diagram of a procedure is read off the procedure itself.</summary>
public interface INamedEffect
{
    /// <summary>What kind of thing it is.</summary>
    EffectKind Kind { get; }

    /// <summary>The condition, command, deadline or remark.</summary>
    string Name { get; }
}

/// <summary>A named step of a row.</summary>
sealed class Effect<TCase, TMessage>(EffectKind kind, string name, Func<BehaviorContext<TCase, TMessage>, Task> run)
    : IStateMachineActivity<TCase, TMessage>, INamedEffect
    where TCase : ProcedureCase where TMessage : class
{
    public EffectKind Kind => kind;
    public string Name => name;

    public async Task Execute(BehaviorContext<TCase, TMessage> context, IBehavior<TCase, TMessage> next)
    {
        await run(context);
        await next.Execute(context);
    }

    public Task Faulted<TException>(BehaviorExceptionContext<TCase, TMessage, TException> context, IBehavior<TCase, TMessage> next)
        where TException : Exception
        => next.Faulted(context);

    public void Accept(StateMachineVisitor visitor) => visitor.Visit(this);

    public void Probe(ProbeContext context) => context.CreateScope($"{kind} {name}");
}
