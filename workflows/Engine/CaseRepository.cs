using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Dapper;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;
using MassTransit.Middleware;
using MassTransit.Saga;
using Npgsql;
using NpgsqlTypes;

namespace Alliance.Engine;

/// <summary>
/// Cases as rows, locked while a message is handled, in the transaction that the inbox opened. What a message did to the case,
/// even nothing, is a row in the journal of that same transaction.
/// </summary>
sealed class CaseRepositoryContextFactory<TCase>(Session session, Deadlines deadlines, NpgsqlDataSource dataSource, TimeProvider clock) :
    ISagaRepositoryContextFactory<TCase>, ILoadSagaRepositoryContextFactory<TCase>
    where TCase : Case, new()
{
    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TCase, T>> next) where T : class
    {
        var cases = new CaseRepositoryContext<TCase, T>(context, session, deadlines, clock);
        if (context.CorrelationId is { } id && await cases.Read(id) is { } found)
        {
            if (HeldMessages.Waits(found, session))
            {
                await HeldMessages.Hold(context, session, id, found.Kind);
                return;
            }
            await HeldMessages.Heard(found, session, context.CancellationToken);
        }
        await next.Send(cases);
    }

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TCase> query, IPipe<SagaRepositoryQueryContext<TCase, T>> next)
        where T : class
        => throw new NotSupportedException("A message names its case by its key; cases are not looked up by expression.");

    public async Task<T> Execute<T>(
        Func<LoadSagaRepositoryContext<TCase>, Task<T>> asyncMethod, CancellationToken cancellationToken = default) where T : class
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await asyncMethod(new ReadContext(connection, cancellationToken));
    }

    public void Probe(ProbeContext context) => context.Add("persistence", "process_case");

    sealed class ReadContext(NpgsqlConnection connection, CancellationToken ct) : BasePipeContext(ct), LoadSagaRepositoryContext<TCase>
    {
        public async Task<TCase> Load(Guid correlationId)
            => (await CaseRow.Load<TCase>(connection, correlationId, CancellationToken))!; // null is how MassTransit hears "none"
    }
}

sealed class CaseRepositoryContext<TCase,
    TMessage>(ConsumeContext<TMessage> context, Session session, Deadlines deadlines, TimeProvider clock)
    : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TCase, TMessage>
    where TCase : Case, new()
    where TMessage : class
{
    readonly ConsumeContext<TMessage> _context = context;
    (Guid Id, TCase? Case)? _read;
    string _before = "";
    (string Name, DateTimeOffset? DueAt)? _nextDeadline;

    public Task<SagaConsumeContext<TCase, TMessage>> Add(TCase instance)
        => CreateSagaConsumeContext(_context, instance, SagaConsumeContextMode.Add);

    public Task<SagaConsumeContext<TCase, TMessage>> Insert(TCase instance)
        => throw new NotSupportedException("A case is inserted by the message that opens it, when that message has been handled.");

    public async Task<SagaConsumeContext<TCase, TMessage>> Load(Guid correlationId)
    {
        var found = _read is { } read && read.Id == correlationId ? read.Case : await Read(correlationId);
        if (found is null) return null!; // null is how MassTransit hears "none"
        _before = found.State;
        return await CreateSagaConsumeContext(_context, found, SagaConsumeContextMode.Load);
    }

    /// <summary>The case, locked; null when there is none.</summary>
    public async Task<TCase?> Read(Guid id)
    {
        var found = await Find(id);
        if (found is null)
        {
            // The message that opens the case and one that overtook it must not miss each other: whoever comes second sees what the first
            // did.
            await session.Connection.ExecuteAsync(new CommandDefinition(
                "select pg_advisory_xact_lock(hashtextextended(@id::text, 2))", new { id }, session.Transaction,
                cancellationToken: CancellationToken));
            found = await Find(id);
        }
        _read = (id, found);
        return found;
    }

    // The next deadline goes out with every step; read together with the case it costs no round trip of its own.
    async Task<TCase?> Find(Guid id)
    {
        await using var rows = await session.Connection.QueryMultipleAsync(new CommandDefinition(
            $"select data::text from process_case where id = @id and kind = @kind for update; {Deadlines.NextOfCase}",
            new { id, kind = new TCase().Kind }, session.Transaction, cancellationToken: CancellationToken));
        var json = await rows.ReadSingleOrDefaultAsync<string>();
        _nextDeadline = await rows.ReadFirstOrDefaultAsync<(string, DateTimeOffset?)?>();
        return json is null ? null : CaseRow.Read<TCase>(json);
    }

    public async Task Save(SagaConsumeContext<TCase> context)
    {
        CaseRow.Insert(session, context.Saga, clock.GetUtcNow());
        await Journal(context);
        ParkedMessages.CaseOpened(session, context.Saga.CorrelationId, context.Saga.Kind);
    }

    public async Task Update(SagaConsumeContext<TCase> context)
    {
        CaseRow.Update(session, context.Saga, clock.GetUtcNow());
        await Journal(context);
    }

    public Task Delete(SagaConsumeContext<TCase> context)
        => throw new NotSupportedException("A case is never deleted; it ends in a state.");
    public Task Discard(SagaConsumeContext<TCase> context) => Task.CompletedTask;
    public Task Undo(SagaConsumeContext<TCase> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<TCase, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext, TCase instance, SagaConsumeContextMode mode) where T : class
        => Task.FromResult<SagaConsumeContext<TCase, T>>(new DefaultSagaConsumeContext<TCase, T>(consumeContext, instance));

    async Task Journal(SagaConsumeContext<TCase> context)
    {
        var @case = context.Saga;
        var now = clock.GetUtcNow();
        var note = context.TryGetPayload<JournalNote>(out var remark) ? remark.Text : null;
        session.WriteOnCommit("""
            insert into journal(case_id, kind, at, from_state, to_state, message, message_id, message_body, outputs, note, trace_id, said)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            new NpgsqlParameter<Guid> { TypedValue = @case.CorrelationId },
            new NpgsqlParameter<string> { TypedValue = @case.Kind },
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            new NpgsqlParameter<string> { TypedValue = _before },
            new NpgsqlParameter<string> { TypedValue = @case.State },
            new NpgsqlParameter<string> { TypedValue = typeof(TMessage).Name },
            new NpgsqlParameter { Value = (object?)_context.MessageId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            new NpgsqlParameter { Value = Json.Write(_context.Message), NpgsqlDbType = NpgsqlDbType.Jsonb },
            new NpgsqlParameter<string[]> { TypedValue = [.. session.Outgoing.Select(m => m.Name)] },
            new NpgsqlParameter { Value = (object?)note ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter
            {
                Value = (object?)System.Diagnostics.Activity.Current?.TraceId.ToString()
                ?? DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Text
            },
            new NpgsqlParameter { Value = (object?)Said(session.Outgoing) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });

        var next = deadlines.Changed ? await deadlines.Next(@case.CorrelationId, CancellationToken) : _nextDeadline;
        await context.Publish(new CaseAdvanced(@case.CorrelationId, @case.Kind, _before, @case.State, typeof(TMessage).Name,
            now, next?.Name, next?.DueAt, deadlines.Changed ? await deadlines.Running(@case.CorrelationId, CancellationToken) : null),
            CancellationToken);
    }

    // The commands to the letter, so that people can have one said again.
    static string? Said(IReadOnlyList<StoredMessage> outgoing)
    {
        var commands = new JsonArray([.. outgoing.Where(message => Commands.Queues.Contains(message.Destination))
            .Select(message => new JsonObject { ["command"] = message.Name,
                ["body"] = JsonNode.Parse(message.Body)!["message"]!.DeepClone() })]);
        return commands.Count == 0 ? null : commands.ToJsonString();
    }
}

/// <summary>The row of a case: the columns people ask for, and the rest as a document.</summary>
static class CaseRow
{
    public static async Task<TCase?> Load<TCase>(NpgsqlConnection connection, Guid id, CancellationToken ct) where TCase : Case, new()
    {
        var json = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "select data::text from process_case where id = @id and kind = @kind", new { id, kind = new TCase().Kind },
            cancellationToken: ct));
        return json is null ? null : Read<TCase>(json);
    }

    public static TCase? Read<TCase>(string json) => JsonSerializer.Deserialize<TCase>(json, Json.Options);

    public static void Insert<TCase>(Session session, TCase @case, DateTimeOffset now) where TCase : Case => session.WriteOnCommit("""
        insert into process_case(id, kind, state, name, policy_version, updated_at, data, opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """, [.. Columns(@case, now), new NpgsqlParameter<DateTime> { TypedValue = @case.OpenedAt.UtcDateTime }]);

    public static void Update<TCase>(Session session, TCase @case, DateTimeOffset now) where TCase : Case => session.WriteOnCommit("""
        update process_case set state = $3, name = $4, policy_version = $5, updated_at = $6, data = $7 where id = $1 and kind = $2
        """, Columns(@case, now));

    static IEnumerable<NpgsqlParameter> Columns<TCase>(TCase @case, DateTimeOffset now) where TCase : Case =>
    [
        new NpgsqlParameter<Guid> { TypedValue = @case.CorrelationId },
        new NpgsqlParameter<string> { TypedValue = @case.Kind },
        new NpgsqlParameter<string> { TypedValue = @case.State },
        new NpgsqlParameter<string> { TypedValue = @case.Name },
        new NpgsqlParameter<string> { TypedValue = @case.PolicyVersion },
        new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
        new NpgsqlParameter { Value = Json.Write(@case), NpgsqlDbType = NpgsqlDbType.Jsonb },
    ];
}

/// <summary>Registration of state machines over <see cref="Case"/> rows.</summary>
public static class CaseRepositoryConfiguration
{
    /// <summary>Keeps the cases of this machine in <c>process_case</c>.</summary>
    public static ISagaRegistrationConfigurator<TCase> InProcessCases<TCase>(this ISagaRegistrationConfigurator<TCase> machine)
        where TCase : Case, new()
    {
        machine.Repository(r =>
        {
            r.RegisterLoadSagaRepository<TCase, CaseRepositoryContextFactory<TCase>>();
            r.RegisterSagaRepository<TCase, Session, SagaConsumeContextFactory<Session, TCase>, CaseRepositoryContextFactory<TCase>>();
        });
        return machine;
    }
}
