using Alliance.Core.Data;
using Dapper;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;

namespace Alliance.Core.Messaging;

/// <summary>Runs a handler exactly once, in one transaction with its inbox row and its outgoing messages.</summary>
sealed class InboxContextFactory(Session session, IServiceProvider services) : IOutboxContextFactory<Session>
{
    public async Task Send<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IPipe<OutboxConsumeContext<T>> next) where T : class
    {
        var ct = context.CancellationToken;
        var messageId = context.GetOriginalMessageId()
            ?? throw new MessageException(typeof(T), "A message without an id cannot be answered exactly once.");
        var name = InboxName.Of<T>(options, context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1]);
        await session.Begin(ct);
        session.Answering = (messageId, name.Id);
        try
        {
            var added = await session.Connection.ExecuteAsync(new CommandDefinition("""
                insert into inbox(message_id, consumer_id)
                select @messageId, @Id where not exists (select from inbox where message_id = @messageId and consumer_id = any(@Former))
                on conflict do nothing
                """, new { messageId, name.Id, name.Former }, session.Transaction, cancellationToken: ct));
            await next.Send(new InboxConsumeContext<T>(context, options, services, session, isDuplicate: added == 0));
            await session.Commit(ct);
        }
        finally
        {
            await session.Close();
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");
}

sealed class InboxConsumeContext<T>(
    ConsumeContext<T> context, OutboxConsumeOptions options, IServiceProvider services, Session session, bool isDuplicate)
    : OutboxConsumeContextProxy<T>(context, options, services) where T : class
{
    public override bool IsMessageConsumed => isDuplicate; // then the pipe skips the handler
    public override bool IsOutboxDelivered => isDuplicate; // delivery belongs to the dispatcher
    public override bool ContinueProcessing { get; set; }
    public override int ReceiveCount => 0;
    public override long? LastSequenceNumber => null;
    public override Task SetConsumed() => Task.CompletedTask;
    public override Task SetDelivered() => Task.CompletedTask;
    public override Task<List<OutboxMessageContext>> LoadOutboxMessages() => Task.FromResult(new List<OutboxMessageContext>());
    public override Task NotifyOutboxMessageDelivered(OutboxMessageContext message) => Task.CompletedTask;
    public override Task RemoveOutboxMessages() => Task.CompletedTask;
    public override Task AddSend<TMessage>(SendContext<TMessage> context) => Outgoing.Keep(session, context);
}

/// <summary>Stands with a message that is kept in another place than the outbox, in the same transaction, until it is due.</summary>
/// <param name="Keep">Keeps it.</param>
public sealed record KeptElsewhere(Func<StoredMessage, CancellationToken, Task> Keep);

/// <summary>Where a message that is about to be sent is kept instead: in the outbox, unless it says itself where.</summary>
static class Outgoing
{
    public static Task Keep<T>(Session session, SendContext<T> context) where T : class
    {
        var message = StoredMessage.Capture(context);
        if (context.TryGetPayload<KeptElsewhere>(out var elsewhere)) return elsewhere.Keep(message, context.CancellationToken);
        session.Enqueue(message);
        return Task.CompletedTask;
    }
}

static class InboxConfiguration
{
    /// <summary>Every consumer and state machine of the endpoint stands behind the inbox.</summary>
    public static void UseInbox(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
    {
        var observer = new OutboxConsumePipeSpecificationObserver<Session>(endpoint, context);
        endpoint.ConnectConsumerConfigurationObserver(observer);
        endpoint.ConnectSagaConfigurationObserver(observer);
    }
}
