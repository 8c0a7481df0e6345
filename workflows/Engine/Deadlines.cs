using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Messaging;
using Alliance.Core.Text;
using Dapper;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Alliance.Engine;

/// <summary>A statutory deadline, as people read it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Kind">Which kind of case.</param>
/// <param name="Name">One deadline of a name runs at a time in a case, for example NoticePeriodEnds.</param>
/// <param name="Article">The article it rests on.</param>
/// <param name="NominalDueOn">The last day by counting alone.</param>
/// <param name="DueAt">The instant it fires; null while provisional, because the calendar of that year is not published. A provisional
/// deadline never fires.</param>
/// <param name="Explanation">The computation, step by step, in words.</param>
/// <param name="Rule">What is needed to compute it anew when the calendar arrives, as JSON; a provisional deadline must have it.</param>
public sealed record Deadline(
    Guid CaseId, string Kind, string Name, string Article, DateOnly NominalDueOn, DateTimeOffset? DueAt, IReadOnlyList<string> Explanation,
    string? Rule = null);

/// <summary>Deadlines are rows of the case's own transaction; no timer lives in memory, so seven days and two years are the same
/// thing.</summary>
public sealed class Deadlines(Session session, TimeProvider clock)
{
    /// <summary>True when a deadline was set or cancelled in this scope.</summary>
    internal bool Changed { get; private set; }

    /// <summary>Sets the deadline: its message comes to this endpoint when it is due. A running one of the same name is replaced.</summary>
    public static async Task Set(ConsumeContext context, Deadline deadline, object message)
    {
        var self = await context.GetSendEndpoint(Self(context));
        var deadlines = context.GetPayload<IServiceProvider>().GetRequiredService<Deadlines>();
        var here = new KeptElsewhere((kept, ct) => deadlines.Insert(deadline, kept, ct));
        await self.Send(message, message.GetType(), Pipe.Execute<SendContext>(send => send.AddOrUpdatePayload(() => here, _ => here)),
            context.CancellationToken);
    }

    /// <summary>The queue the message being handled came from.</summary>
    public static Uri Self(ConsumeContext context) => new($"queue:{context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1]}");

    /// <summary>Cancels the running deadlines of a case: the one of this name, those whose name begins with it and a colon, or
    /// all.</summary>
    public Task Cancel(Guid caseId, string? name = null, CancellationToken ct = default)
    {
        Changed = true;
        return session.Connection.ExecuteAsync(new CommandDefinition("""
            update deadline set cancelled_at = @now
            where case_id = @caseId and fired_at is null and cancelled_at is null
              and (@name::text is null or name = @name or starts_with(name, @name || ':'))
            """, new { caseId, name, now = clock.GetUtcNow() }, session.Transaction, cancellationToken: ct));
    }

    /// <summary>The next deadline of a case that is still running; provisional ones come last.</summary>
    public Task<(string Name, DateTimeOffset? DueAt)?> Next(Guid caseId, CancellationToken ct)
        => session.Connection.QueryFirstOrDefaultAsync<(string, DateTimeOffset?)?>(new CommandDefinition(
            NextOfCase, new { id = caseId }, session.Transaction, cancellationToken: ct));

    /// <summary>All deadlines of a case that are still running, what is due first before the rest.</summary>
    public async Task<IReadOnlyList<CaseDeadline>> Running(Guid caseId, CancellationToken ct)
        => (await session.Connection.QueryAsync<CaseDeadline>(new CommandDefinition(RunningOfCase, new { caseId }, session.Transaction,
            cancellationToken: ct))).AsList();

    /// <summary>The same as SQL, of the case @caseId.</summary>
    public const string RunningOfCase = """
        select name, nominal_due_on, due_at from deadline where case_id = @caseId and fired_at is null and cancelled_at is null
        order by due_at nulls last, nominal_due_on, name
        """;

    internal const string NextOfCase = """
        select name, due_at from deadline where case_id = @id and fired_at is null and cancelled_at is null
        order by due_at nulls last, nominal_due_on limit 1
        """;

    async Task Insert(Deadline deadline, StoredMessage message, CancellationToken ct)
    {
        Changed = true;
        await session.Connection.ExecuteAsync(new CommandDefinition(
            "update deadline set cancelled_at = @now where case_id = @CaseId and name = @Name and fired_at is null and cancelled_at is " +
            "null",
            new { deadline.CaseId, deadline.Name, now = clock.GetUtcNow() }, session.Transaction, cancellationToken: ct));
        await using var command = new NpgsqlCommand("""
            insert into deadline(lane, message_id, correlation_id, destination, mandatory, content_type, headers, body,
                case_id, kind, name, article, nominal_due_on, due_at, explanation, rule)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """, session.Connection, session.Transaction);
        message.AddTo(command.Parameters);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = deadline.CaseId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = deadline.Kind });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = deadline.Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = deadline.Article });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = deadline.NominalDueOn });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = (object?)deadline.DueAt?.ToUniversalTime()
            ?? DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.TimestampTz
        });
        command.Parameters.Add(new NpgsqlParameter { Value = Json.Write(deadline.Explanation), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)deadline.Rule ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>Moves due deadlines into the outbox, in one statement: whatever dies, each fires exactly once. Those of a paused case
/// wait.</summary>
public sealed class DeadlinePoller(NpgsqlDataSource dataSource, OutboxSignal signal, TimeProvider clock, ILogger<DeadlinePoller> log)
    : Rounds(TimeSpan.FromMilliseconds(500), log)
{
    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        while (await FireDue(ct) > 0) { }
    }

    /// <summary>Fires up to 200 due deadlines, the earliest first; answers with how many.</summary>
    public async Task<int> FireDue(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var fired = await connection.ExecuteAsync(new CommandDefinition("""
            with due as (
              select id from deadline where due_at <= @now and fired_at is null and cancelled_at is null and not paused
              order by due_at limit 200 for update skip locked),
            fired as (
              update deadline d set fired_at = @now from due where d.id = due.id returning d.*)
            insert into outbox(lane, message_id, correlation_id, destination, mandatory, content_type, headers, body)
            select lane, message_id, correlation_id, destination, mandatory, content_type, headers, body from fired order by due_at, id
            """, new { now = clock.GetUtcNow() }, cancellationToken: ct));
        if (fired > 0) signal.Set();
        return fired;
    }
}
