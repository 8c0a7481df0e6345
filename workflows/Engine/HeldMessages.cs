using Alliance.Core.Data;
using Dapper;
using MassTransit;

namespace Alliance.Engine;

/// <summary>
/// What came for a case while people held it. Resumed, the case hears it one by one in the order in which it came, and whatever else comes
/// waits behind it. For services with cases; their schema holds the table held_message.
/// </summary>
public static class HeldMessages
{
    /// <summary>True while the message has to wait: the case is held, or still hears what was kept and this is not the next of
    /// it.</summary>
    internal static bool Waits(Case @case, Session session)
        => @case.PausedAt is not null || (@case.Hears is { } next && next != session.Answering?.MessageId);

    /// <summary>Keeps the message, in the transaction of its inbox. One that is kept already keeps its place.</summary>
    internal static Task Hold<T>(ConsumeContext<T> context, Session session, Guid caseId, string kind) where T : class
    {
        var (messageId, consumerId) = session.Answering
            ?? throw new InvalidOperationException("Only a message that came through the inbox can be held.");
        var row = ParkedRow.Of(context, messageId, caseId, kind);
        // It has not been answered: what is released later under the same id must be heard.
        return session.Connection.ExecuteAsync(new CommandDefinition("""
            insert into held_message(case_id, kind, queue, message_id, message_type, lane, content_type, body)
            values (@caseId, @kind, @Queue, @messageId, @MessageType, @Lane, @ContentType, @Body)
            on conflict (message_id, kind) do nothing;
            delete from inbox where message_id = @messageId and consumer_id = @consumerId
            """, new { caseId, kind, row.Queue, messageId, row.MessageType, row.Lane, row.ContentType, row.Body, consumerId },
            session.Transaction, cancellationToken: context.CancellationToken));
    }

    /// <summary>The case hears this one: the next is on its way with the same commit, and after the last the case is as any
    /// other.</summary>
    internal static async Task Heard(Case @case, Session session, CancellationToken ct)
    {
        if (@case.Hears is not { } heard) return;
        @case.Hears = await session.Connection.QuerySingleOrDefaultAsync<Guid?>(
            new CommandDefinition($"delete from held_message where message_id = @heard and kind = @Kind; {Next}",
            new { heard, CaseId = @case.CorrelationId, @case.Kind }, session.Transaction, cancellationToken: ct));
    }

    /// <summary>The case is resumed: the first of what was kept is on its way; answers with its id, null when nothing was kept and nothing
    /// has to wait.</summary>
    public static Task<Guid?> Release(UnitOfWork work, Guid caseId, string kind) => work.Find<Guid?>($"""
        delete from held_message h using parked_message p where h.case_id = @CaseId and h.kind = @Kind and p.message_id = h.message_id
          and p.settlement = 'discarded'; {Next}
        """, new { CaseId = caseId, Kind = kind });

    // A deadline that ended during the pause fires when everything that came was heard: who acted in time cancels it in time.
    const string Next = """
        with first as (select * from held_message where case_id = @CaseId and kind = @Kind order by id limit 1),
        sent as (
          insert into outbox(lane, message_id, correlation_id, destination, mandatory, content_type, headers, body)
          select lane, message_id, case_id, queue, true, content_type, null, body from first),
        freed as (update deadline set paused = false where case_id = @CaseId and kind = @Kind and paused and not exists(select from first))
        select message_id from first
        """;
}
