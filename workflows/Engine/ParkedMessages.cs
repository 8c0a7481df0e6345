using System.Text;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Dapper;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alliance.Engine;

/// <summary>A message that waits for a person to return or discard it.</summary>
public sealed record ParkedMessage
{
    /// <summary>Key of the entry.</summary>
    public Guid Id { get; init; }
    /// <summary>The queue that could not handle it, which is the name of a service.</summary>
    public string Queue { get; init; } = "";
    /// <summary>The message's own id; its receiver handles it once, however often it is returned.</summary>
    public Guid MessageId { get; init; }
    /// <summary>Name of the contract, for example FormalReviewPassed; empty when the body could not even be read.</summary>
    public string MessageType { get; init; } = "";
    /// <summary>The case it belongs to, where the message tells.</summary>
    public Guid? CaseId { get; init; }
    /// <summary>Type of the exception of the last attempt; empty for a message nobody at that queue knows and for one that awaits its
    /// case.</summary>
    public string ExceptionType { get; init; } = "";
    /// <summary>Message of that exception.</summary>
    public string Exception { get; init; } = "";
    /// <summary>The kind of case, for example Recognition, that has not been opened yet; it is returned by itself when it is. Empty for a
    /// message that failed.</summary>
    public string AwaitsKind { get; init; } = "";
    /// <summary>When it was parked last.</summary>
    public DateTimeOffset ParkedAt { get; init; }
    /// <summary>How often it was parked: above one, it was returned and failed again.</summary>
    public int Times { get; init; }
    /// <summary>The message as it was sent, JSON in MassTransit's envelope; only <see cref="ParkedMessages.Find"/> fills it in.</summary>
    public string? Body => Content is null ? null : Encoding.UTF8.GetString(Content);
    internal byte[]? Content { get; init; }
}

/// <summary>
/// What could not be handled after all retries, from all queues of the system, until a person returns or discards it. The
/// <see cref="ParkedMessageCollector"/> moves it here from the <c>_error</c> queues; here it can be searched, and returning is a
/// transaction. An event that overtook the opening of its case waits here too. It returns by itself when the case is opened, and a person
/// sees it only when that takes long.
/// </summary>
[For(Roles.Administrator)]
public sealed class ParkedMessages(Database database)
{
    /// <summary>Entries on a page of <see cref="List"/>.</summary>
    public const int PageSize = 30;

    /// <summary>What a person has to look at: an event that overtook its case is a matter of milliseconds; what waits longer has no
    /// case.</summary>
    public const string Open = "settled_at is null and (awaits_kind = '' or parked_at < now() - interval '1 minute')";

    /// <summary>What is read of an entry.</summary>
    public const string Columns = "id, queue, message_id, message_type, case_id, exception_type, exception, awaits_kind, parked_at, times";

    /// <summary>What is parked, from one queue or all, of one case or all.</summary>
    public async Task<Page<ParkedMessage>> List(
        string? queue = null, Guid? caseId = null, string? after = null, CancellationToken ct = default)
    {
        var cursor = Cursor.Read(after);
        var rows = await database.Query<ParkedMessage>($"""
            select {Columns} from parked_message
            where {Open} and (@queue::text is null or queue = @queue) and (@caseId::uuid is null or case_id = @caseId)
              and (@At::timestamptz is null or (parked_at, id) < (@At, @Id))
            order by parked_at desc, id desc limit {PageSize + 1}
            """, new { queue, caseId, cursor?.At, Id = cursor?.Id ?? Guid.Empty }, ct);
        return Page.Of(rows, PageSize, row => new Cursor(row.ParkedAt, row.Id).ToString());
    }

    /// <summary>How many there are in all queues.</summary>
    public Task<long> Count(CancellationToken ct = default)
        => database.Scalar<long>($"select count(*) from parked_message where {Open}", ct: ct);

    /// <summary>One entry with the message's body; null when it is not parked any more.</summary>
    public Task<ParkedMessage?> Find(Guid id, CancellationToken ct = default) => database.Find<ParkedMessage>(
        $"select {Columns}, body as content from parked_message where id = @id and settled_at is null", new { id }, ct);

    /// <summary>Sends the message back to the queue it came from; refused when somebody else has settled it meanwhile.</summary>
    public async Task<Outcome> Return(Guid id, Actor actor, CancellationToken ct = default)
    {
        await using var work = await database.Begin(this, actor, ct);
        if (await Settle(work, "returned", null, "id = @id", new { id }) == 0) return AlreadySettled();
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Sends everything back that is parked, from one queue or all; answers with how many.</summary>
    public async Task<Outcome<int>> ReturnAll(string? queue, Actor actor, CancellationToken ct = default)
    {
        await using var work = await database.Begin(this, actor, ct);
        var returned = await Settle(work, "returned", null, $"{Open} and (@queue::text is null or queue = @queue)", new { queue });
        await work.Commit();
        return returned;
    }

    /// <summary>Gives the message up, with a reason that goes on record.</summary>
    public async Task<Outcome> Discard(Guid id, string reason, Actor actor, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid($"请写明不再处理该消息的理由", field: "reason");
        await using var work = await database.Begin(this, actor, ct);
        if (await Settle(work, "discarded", reason.Trim(), "id = @id", new { id }) == 0) return AlreadySettled();
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>The message names a case that is not opened yet: it waits, in the transaction of its inbox, and returns when the case is
    /// opened.</summary>
    public static async Task AwaitCase<T>(ConsumeContext<T> context, Guid caseId, string kind) where T : class
    {
        var session = context.GetPayload<IServiceProvider>().GetRequiredService<Session>();
        var (messageId, consumerId) = session.Answering
            ?? throw new InvalidOperationException("Only a message that came through the inbox can wait for its case.");
        await ParkedRow.Of(context, messageId, caseId, kind).Insert(session.Connection, session.Transaction, context.CancellationToken);
        // It has not been answered: what returns later under the same id must be heard.
        await session.Connection
            .ExecuteAsync(new CommandDefinition("delete from inbox where message_id = @messageId and consumer_id = @consumerId",
            new { messageId, consumerId }, session.Transaction, cancellationToken: context.CancellationToken));
    }

    /// <summary>The case is opened: what came before it is heard now.</summary>
    internal static void CaseOpened(Session session, Guid caseId, string kind) => session.WriteOnCommit($"""
        with returned as (
          update parked_message set settled_at = now(), settled_by = 'system', settlement = 'returned'
          where case_id = $1 and awaits_kind = $2 and settled_at is null returning *)
        {ToOutbox}
        """, new NpgsqlParameter<Guid> { TypedValue = caseId }, new NpgsqlParameter<string> { TypedValue = kind });

    const string ToOutbox = """
        insert into outbox(lane, message_id, correlation_id, destination, mandatory, content_type, headers, body)
        select lane, message_id, case_id, queue, true, content_type, null, body from returned order by parked_at, id
        """;

    static async Task<int> Settle(UnitOfWork work, string settlement, string? reason, string which, object parameters)
    {
        var values = new DynamicParameters(parameters);
        values.AddDynamicParams(new { settlement, reason, work.Actor.Account });
        var settled = await work.Query<ParkedMessage>($"""
            update parked_message set settled_at = now(), settled_by = @Account, settlement = @settlement, reason = @reason
            where settled_at is null and {which} returning {Columns}
            """, values);
        if (settled.Count == 0) return 0;
        if (settlement == "returned")
            await work.Execute($"with returned as (select * from parked_message where id = any(@ids)) {ToOutbox}",
                new { ids = settled.Select(m => m.Id).ToArray() });
        foreach (var message in settled)
            await work.Record(message.CaseId ?? message.MessageId, settlement == "returned" ? "ReturnParkedMessage"
                : "DiscardParkedMessage",
                new { message.Queue, message.MessageType, message.MessageId, message.ExceptionType, message.Exception, reason });
        return settled.Count;
    }

    static Refusal AlreadySettled() => Refusal.Conflict($"该消息已经退回或者不再处理");
}
