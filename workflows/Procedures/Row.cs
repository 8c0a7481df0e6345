namespace Alliance.Workflows.Procedures;

/// <summary>What kind of thing an effect of a row is.</summary>
public enum EffectKind
{
    /// <summary>The case remembers something.</summary>
    Keeps,
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

/// <summary>One effect of a row.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Name">The command, deadline or remark; empty where there is nothing to name.</param>
/// <param name="Carry">Does it, in the case and among the step's consequences.</param>
public sealed record Effect<TCase>(EffectKind Kind, string Name, Action<Step<TCase>> Carry) where TCase : ProcedureCase;

/// <summary>A row of a page of law: what is heard, under which condition it holds, what comes of it, and where the case is then.</summary>
/// <param name="Message">The name of the contract.</param>
/// <param name="Condition">The name of its condition, null when it always holds.</param>
/// <param name="Holds">The condition. It looks at the case as it is before the step.</param>
/// <param name="Effects">In the order in which they are done.</param>
/// <param name="To">The state afterwards, null when the case stays where it is.</param>
public record Row<TCase>(
    string Message, string? Condition, Func<Step<TCase>, bool> Holds, IReadOnlyList<Effect<TCase>> Effects, string? To)
    where TCase : ProcedureCase
{
    /// <summary>The names of the effects of a kind.</summary>
    public IEnumerable<string> Named(EffectKind kind) => Effects.Where(effect => effect.Kind == kind).Select(effect => effect.Name);
}

/// <inheritdoc/>
public sealed record Row<TCase, TMessage>(
    string Message, string? Condition, Func<Step<TCase>, bool> Holds, IReadOnlyList<Effect<TCase>> Effects, string? To)
    : Row<TCase>(Message, Condition, Holds, Effects, To) where TCase : ProcedureCase where TMessage : class
{
    /// <summary>The row with one more effect.</summary>
    public Row<TCase, TMessage> And(EffectKind kind, string name, Action<Step<TCase, TMessage>> carry)
        => this with { Effects = [.. Effects, new(kind, name, step => carry((Step<TCase, TMessage>)step))] };

    /// <summary>The case remembers something.</summary>
    public Row<TCase, TMessage> Keep(Action<Step<TCase, TMessage>> carry) => And(EffectKind.Keeps, "", carry);

    /// <summary>Sends a command to the service that answers it.</summary>
    public Row<TCase, TMessage> Say<TCommand>(Func<Step<TCase, TMessage>, TCommand> command) where TCommand : class
        => And(EffectKind.Says, typeof(TCommand).Name, step => step.Add(new Consequence.Said(command(step))));

    /// <summary>Sets a deadline that the statute or the policy gives.</summary>
    public Row<TCase, TMessage> SetDeadline<TDue>(Func<Step<TCase, TMessage>, StatutoryDeadline<TDue>> deadline) where TDue : class
        => And(EffectKind.Sets, typeof(TDue).Name, step => step.Add(new Consequence.Set(deadline(step))));

    /// <summary>Cancels the deadlines of this name.</summary>
    public Row<TCase, TMessage> CancelDeadline(string name)
        => And(EffectKind.Cancels, name, step => step.Add(new Consequence.Cancelled(name)));

    /// <summary>Cancels every deadline of the case.</summary>
    public Row<TCase, TMessage> CancelDeadlines() => And(EffectKind.Cancels, "", step => step.Add(new Consequence.Cancelled(null)));

    /// <summary>Puts a remark into the journal, beside the message.</summary>
    public Row<TCase, TMessage> Note(string remark) => And(EffectKind.Notes, remark, step => step.Add(new Consequence.Noted(remark)));

    /// <summary>The message overtook the one it follows: it is heard again after the case's next step.</summary>
    public Row<TCase, TMessage> WaitForItsTurn() => And(EffectKind.Waits, "", step => step.Wait());

    /// <summary>The case is in this state then.</summary>
    public Row<TCase, TMessage> TransitionTo(Enum state) => this with { To = state.ToString() };
}
