using Alliance.Platform.Data;
using Dapper;
using MassTransit;

namespace Alliance.Platform.Messaging;

/// <summary>What came for a case while people held it. It is heard in the order in which it came, when the case is resumed. For services with cases; their schema holds the table held_message.</summary>
public static class HeldMessages
{
    /// <summary>Keeps the message, in the transaction of its inbox.</summary>
    internal static Task Hold<T>(ConsumeContext<T> context, Session session, Guid caseId, string kind) where T : class
    {
        var (messageId, consumerId) = session.Answering ?? throw new InvalidOperationException("Only a message that came through the inbox can be held.");
        var row = ParkedRow.Of(context, messageId, caseId, kind);
        // It has not been answered: what is released later under the same id must be heard.
        return session.Connection.ExecuteAsync(new CommandDefinition("""
            insert into held_message(case_id, kind, queue, message_id, message_type, lane, content_type, body) values (@caseId, @kind, @Queue, @messageId, @MessageType, @Lane, @ContentType, @Body)
            on conflict (message_id, kind) do nothing;
            delete from inbox where message_id = @messageId and consumer_id = @consumerId
            """, new { caseId, kind, row.Queue, messageId, row.MessageType, row.Lane, row.ContentType, row.Body, consumerId }, session.Transaction, cancellationToken: context.CancellationToken));
    }

    /// <summary>The case is resumed: what was kept is on its way; answers with how many.</summary>
    public static Task<int> Release(UnitOfWork work, Guid caseId, string kind) => work.Execute("""
        with released as (delete from held_message where case_id = @caseId and kind = @kind returning *)
        insert into outbox(lane, message_id, correlation_id, destination, mandatory, content_type, headers, body)
        select lane, message_id, case_id, queue, true, content_type, null, body from released order by id
        """, new { caseId, kind });
}
