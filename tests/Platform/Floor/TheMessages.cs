using Alliance.Core.Data;
using Alliance.Engine;
using MassTransit;

namespace Alliance.Platform.Tests.Floor;

// A procedure in small: a petition is filed, granted by a command, and lapses when its deadline passes.

/// <summary>Somebody filed a petition.</summary>
public sealed record PetitionFiled(Guid PetitionId, DateTimeOffset? LapsesAt);

/// <summary>Asks for a stamp.</summary>
public sealed record StampPetition(Guid PetitionId);

/// <summary>The petition was stamped.</summary>
public sealed record PetitionStamped(Guid PetitionId);

/// <summary>Deadline of the petition.</summary>
public sealed record PetitionLapses(Guid PetitionId);

/// <summary>A message no handler can digest.</summary>
public sealed record PetitionIsUnreadable(Guid PetitionId);

/// <summary>Asks for a seal beside the stamp; fails as long as there is no stamp.</summary>
public sealed record SealPetition(Guid PetitionId);

/// <summary>The use case behind the command: stamps once per message, without a unique constraint, so that a doubled effect would
/// show.</summary>
public sealed class StampPetitionSlice(Database database) : IConsumer<StampPetition>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<StampPetition> context)
    {
        await using var work = await database.BeginAsSystem("petitions", context.CancellationToken);
        await work.Execute("insert into stamp(petition_id) values (@PetitionId)", context.Message);
        await work.Publish(new PetitionStamped(context.Message.PetitionId));
        await work.Record(context.Message.PetitionId, "Stamp");
        await work.Commit();
    }
}

/// <summary>Writes, then fails: nothing of it may stay.</summary>
public sealed class UnreadableSlice(Database database) : IConsumer<PetitionIsUnreadable>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<PetitionIsUnreadable> context)
    {
        await using var work = await database.BeginAsSystem("petitions", context.CancellationToken);
        await work.Execute("insert into stamp(petition_id) values (@PetitionId)", context.Message);
        await work.Record(context.Message.PetitionId, "Unreadable");
        await work.Commit();
        throw new InvalidOperationException("This message can never be handled.");
    }
}

/// <summary>Fails until the petition is stamped, then leaves a second stamp: a message that can be returned with success.</summary>
public sealed class SealPetitionSlice(Database database) : IConsumer<SealPetition>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<SealPetition> context)
    {
        await using var work = await database.BeginAsSystem("petitions", context.CancellationToken);
        if (await work.Execute("insert into stamp(petition_id) select petition_id from stamp where petition_id = @PetitionId limit 1",
            context.Message) == 0)
            throw new InvalidOperationException("There is no stamp to seal.");
        await work.Record(context.Message.PetitionId, "Seal");
        await work.Commit();
    }
}

/// <summary>State of a petition.</summary>
public sealed class Petition : Case
{
    /// <inheritdoc/>
    public override string Kind => "Petition";
}

/// <summary>The machine of the procedure in small.</summary>
public sealed class PetitionProcess : MassTransitStateMachine<Petition>
{
    /// <summary>Waits for the stamp.</summary>
    public State Filed { get; private set; } = null!;
    /// <summary>Stamped in time.</summary>
    public State Stamped { get; private set; } = null!;
    /// <summary>Nobody stamped it in time.</summary>
    public State Lapsed { get; private set; } = null!;
    /// <summary>Opens the case.</summary>
    public Event<PetitionFiled> Filing { get; private set; } = null!;
    /// <summary>Ends it well.</summary>
    public Event<PetitionStamped> Stamping { get; private set; } = null!;
    /// <summary>Ends it by time.</summary>
    public Event<PetitionLapses> Lapsing { get; private set; } = null!;

    /// <summary>The page of law in small.</summary>
    public PetitionProcess()
    {
        InstanceState(petition => petition.State);
        Event(() => Filing, e => e.CorrelateById(m => m.Message.PetitionId));
        Event(() => Stamping, e =>
        {
            e.CorrelateById(m => m.Message.PetitionId);
            e.OnMissingInstance(m => m.ExecuteAsync(c => ParkedMessages.AwaitCase(c, c.Message.PetitionId, "Petition")));
        });
        Event(() => Lapsing, e => e.CorrelateById(m => m.Message.PetitionId));
        OnUnhandledEvent(context =>
        {
            context.GetOrAddPayload(() => new JournalNote("ignored"));
            return Task.CompletedTask;
        });

        Initially(When(Filing)
            .Then(c => (c.Saga.Name, c.Saga.PolicyVersion, c.Saga.OpenedAt) = ("Petition", "test.1", DateTimeOffset.UnixEpoch))
            .ThenAsync(c => Deadlines.Set(c, new Deadline(c.Saga.CorrelationId, "Petition", nameof(PetitionLapses), "Art. 0",
                new DateOnly(2026, 1, 8), c.Message.LapsesAt, ["seven days"], c.Message.LapsesAt is null ? """{"days":7}"""
                    : null), new PetitionLapses(c.Saga.CorrelationId)))
            .ThenAsync(async c => await (await c.GetSendEndpoint(new Uri("queue:petitions"))).Send(new StampPetition(c.Saga.CorrelationId)))
            .TransitionTo(Filed));
        During(Filed,
            When(Stamping)
                .ThenAsync(c => c.GetServiceOrCreateInstance<Deadlines>().Cancel(c.Saga.CorrelationId))
                .TransitionTo(Stamped),
            When(Lapsing).TransitionTo(Lapsed));
    }
}
