using System.Text.Json;
using Alliance.Core.Text;
using Alliance.Statute.Periods;

namespace Alliance.Workflows.Procedures;

/// <summary>What a row brings about outside its case. Nothing is done here: whoever carries the procedure out does it, in the transaction
/// of the message.</summary>
public abstract record Consequence
{
    /// <summary>A command goes to the service that answers it.</summary>
    public sealed record Said(object Command) : Consequence;

    /// <summary>A deadline begins to run.</summary>
    public sealed record Set(StatutoryDeadline Deadline) : Consequence;

    /// <summary>The running deadlines of this name end unheard, or all of the case.</summary>
    public sealed record Cancelled(string? Name) : Consequence;

    /// <summary>A remark stands in the journal, beside the message.</summary>
    public sealed record Noted(string Remark) : Consequence;

    /// <summary>A message that waited for its turn comes again.</summary>
    public sealed record HeardAgain(object Message) : Consequence;
}

/// <summary>A message that a case hears, and what comes of it.</summary>
public abstract class Step<TCase>(TCase @case, DateTimeOffset now, WorkCalendar calendar) where TCase : ProcedureCase
{
    readonly List<Consequence> _consequences = [];

    /// <summary>The case; a new one has no state yet.</summary>
    public TCase Case => @case;

    /// <summary>The instant in which the step is taken.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The calendar in force.</summary>
    public WorkCalendar Calendar => calendar;

    /// <summary>What is heard.</summary>
    public abstract object Heard { get; }

    /// <summary>The name of the contract.</summary>
    public abstract string Contract { get; }

    /// <summary>What is to be done, in this order.</summary>
    public IReadOnlyList<Consequence> Consequences => _consequences;

    /// <summary>Something is to be done.</summary>
    public void Add(Consequence consequence) => _consequences.Add(consequence);

    /// <summary>The message overtook the one it follows: it is kept in the case and comes again after the case's next step.</summary>
    public void Wait()
    {
        Case.Waiting.Add(new(Contract, JsonSerializer.SerializeToElement(Heard, Heard.GetType(), Json.Options)));
        Add(new Consequence.Noted(Notes.Early));
    }
}

/// <inheritdoc/>
public sealed class Step<TCase, TMessage>(TCase @case, TMessage message, DateTimeOffset now, WorkCalendar calendar)
    : Step<TCase>(@case, now, calendar) where TCase : ProcedureCase where TMessage : class
{
    /// <summary>What is heard.</summary>
    public TMessage Message => message;

    /// <inheritdoc/>
    public override object Heard => message;

    /// <inheritdoc/>
    public override string Contract => typeof(TMessage).Name;
}
