using MassTransit;

namespace Alliance.Engine;

/// <summary>State of one case of the procedure, as the state machine keeps it.</summary>
public abstract class Case : SagaStateMachineInstance
{
    /// <summary>The case's key: ApplicationId or AllianceId.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Name of the current state.</summary>
    public string State { get; set; } = "";

    /// <summary>What people call the case.</summary>
    public string Name { get; set; } = "";

    /// <summary>Since when people hold the case; null while it goes on. What comes meanwhile is kept (<see cref="HeldMessages"/>), and no
    /// deadline fires.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>After people resumed it: the kept message that it hears next; what else comes waits behind it. Null when nothing was kept,
    /// or all of it was heard.</summary>
    public Guid? Hears { get; set; }

    /// <summary>The policy under which the case goes on: the one it was opened under, unless people decided otherwise.</summary>
    public string PolicyVersion { get; set; } = "";

    /// <summary>When the case was opened.</summary>
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Which kind of case, for example Recognition; a column of the case row.</summary>
    public abstract string Kind { get; }
}

/// <summary>A remark for the journal on the message being handled, for example why it was ignored.</summary>
public sealed record JournalNote(string Text);
