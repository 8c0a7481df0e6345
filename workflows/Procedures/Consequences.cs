using Alliance.Contracts;
using Alliance.Engine;
using Alliance.Statute.Periods;
using MassTransit;

namespace Alliance.Workflows.Procedures;

/// <summary>What a step brought about is done: in the transaction of the message that was heard, whichever engine took the step.</summary>
public static class Consequences
{
    /// <summary>Says, sets, cancels and notes, in this order.</summary>
    public static async Task Carry(this IEnumerable<Consequence> consequences, ConsumeContext context, ProcedureCase @case)
    {
        foreach (var consequence in consequences)
            await (consequence switch
            {
                Consequence.Said said => Send(context, Commands.AddressOf(said.Command.GetType()), said.Command),
                Consequence.Set set => Deadlines.Set(context, set.Deadline.Of(@case, Services(context).GetRequiredService<WorkCalendar>()),
                    set.Deadline.Message),
                Consequence.Cancelled cancelled => Services(context).GetRequiredService<Deadlines>()
                    .Cancel(@case.CorrelationId, cancelled.Name, context.CancellationToken),
                Consequence.Noted noted => Note(context, noted.Remark),
                Consequence.HeardAgain again => Send(context, Deadlines.Self(context), again.Message),
                _ => throw new InvalidOperationException($"{consequence.GetType().Name} cannot be done."),
            });
    }

    static async Task Send(ConsumeContext context, Uri to, object message)
        => await (await context.GetSendEndpoint(to)).Send(message, message.GetType(), context.CancellationToken);

    static Task Note(ConsumeContext context, string remark)
    {
        context.AddOrUpdatePayload(() => new JournalNote(remark), _ => new JournalNote(remark));
        return Task.CompletedTask;
    }

    static IServiceProvider Services(ConsumeContext context) => context.GetPayload<IServiceProvider>();
}
