using Alliance.Core.Data;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Alliance.Core.Messaging;

/// <summary>
/// Moves committed outbox rows to the broker. Any number may run: a lane is published by one at a time, in order. What nobody is there to
/// hear steps aside with all that follows it in its case; once a second the first that waits for an exchange is tried again, and when it is
/// heard, the others take their places in the line.
/// </summary>
public sealed class OutboxDispatcher(
    NpgsqlDataSource dataSource, OutboxSignal signal, BrokerPublisher publisher, ILogger<OutboxDispatcher> log) : BackgroundService
{
    const int BatchSize = 200;
    const int LanesPerClaim = 4;
    static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    long _triedWaiting;
    static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);

    // Broker or database away is weather, not a fault: the rows stay, and the dispatcher comes back, more slowly up to ten seconds.
    readonly ResiliencePipeline _persistence = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = int.MaxValue,
        Delay = TimeSpan.FromMilliseconds(250),
        MaxDelay = TimeSpan.FromSeconds(10),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        // A time-out of publishing is a cancelled token of our own; only the host's own stopping is not retried (the pipeline sees its
        // token).
        ShouldHandle = new PredicateBuilder().Handle<Exception>(),
        OnRetry = attempt =>
        {
            log.LogWarning("Outbox dispatch failed, the rows stay ({Attempt}): {Reason}", attempt.AttemptNumber + 1,
                attempt.Outcome.Exception?.Message);
            return default;
        },
    }).Build();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var moved = await _persistence.ExecuteAsync(async ct => await Dispatch(ct), stoppingToken);
                if (!moved) await signal.Wait(PollInterval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is not confirmed stays in the outbox.
        }
    }

    /// <summary>One batch. False when there was nothing to claim, or nothing the broker would take.</summary>
    public async Task<bool> Dispatch(CancellationToken ct)
    {
        var tryWaiting = TimeProvider.System.GetElapsedTime(_triedWaiting) > PollInterval;
        if (tryWaiting) _triedWaiting = TimeProvider.System.GetTimestamp();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Two statements, so two snapshots, in one round trip: rows that a former owner of the lane deleted are not seen again.
        await using var claim = await connection.QueryMultipleAsync(new CommandDefinition($"""
            select set_config('outbox.lanes', coalesce(array_agg(lane), '{"{}"}')::text, true) from (
              select lane from outbox_lane l
              where exists (select from outbox o where o.lane = l.lane and o.waits_for is null)
                or {(tryWaiting ? "exists (select from outbox o where o.lane = l.lane)" : "false")}
              order by random() limit @LanesPerClaim for update skip locked) claimed;
            {(tryWaiting ? Heads + " union all " : "")}
            (select o.position, o.lane, o.message_id, o.correlation_id, o.destination, o.mandatory, o.content_type,
              o.headers::text as headers, o.body, null::text as tried, before.waits_for as behind
             from unnest(current_setting('outbox.lanes')::smallint[]) claimed(lane)
             cross join lateral (select * from outbox o where o.lane = claimed.lane and o.waits_for is null
               order by o.position limit @BatchSize) o
             left join lateral (select w.waits_for from outbox w where w.waits_for is not null
               and coalesce(w.correlation_id, w.message_id) = coalesce(o.correlation_id, o.message_id) limit 1) before on true
             order by o.position limit @BatchSize)
            """, new { LanesPerClaim, BatchSize }, transaction, cancellationToken: ct));
        var lanes = await claim.ReadSingleAsync<string>();
        var rows = (await claim.ReadAsync<Row>()).AsList();
        if (rows.Count == 0) return false;

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(PublishTimeout);
        var result = await publisher.Publish(
            [.. rows.Where(r => r.Behind is null).OrderBy(r => r.Position).Select(r => r.Message)], timeout.Token);

        // Whoever waited for an exchange where one of them was heard now takes their place again, in the order of their positions.
        var heard = rows.Where(r => r.Tried is not null && result.Taken.Contains(r.Position)).Select(r => r.Tried!).Distinct().ToArray();
        var stepAside = rows.Where(r => r.Behind is not null).Select(r => (r.Position, For: r.Behind!))
            .Concat(result.Waiting.Select(w => (Position: w.Key, For: w.Value)))
            .Where(w => rows.Any(r => r.Position == w.Position && r.Tried is null)).ToArray();
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand("delete from outbox where position = any($1)")
                {
                    Parameters =
                    { new NpgsqlParameter<long[]> { TypedValue = [.. result.Taken] } }
                });
            if (stepAside.Length > 0)
                batch.BatchCommands.Add(new NpgsqlBatchCommand("""
                    update outbox o
                    set waits_for = w.destination
                    from unnest($1, $2) w(position, destination)
                    where o.position = w.position
                    """)
                {
                    Parameters = { new NpgsqlParameter<long[]> { TypedValue = [.. stepAside.Select(w => w.Position)] },
                        new NpgsqlParameter<string[]> { TypedValue = [.. stepAside.Select(w => w.For)] } },
                });
            if (heard.Length > 0)
                batch.BatchCommands.Add(
                    new NpgsqlBatchCommand("update outbox set waits_for = null where lane = any($1::smallint[]) and waits_for = any($2)")
                    {
                        Parameters = { new NpgsqlParameter<string> { TypedValue = lanes },
                        new NpgsqlParameter<string[]> { TypedValue = heard } },
                    });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
            await batch.ExecuteNonQueryAsync(ct);
        }
        if (stepAside.Length > 0)
            log.LogWarning("{Count} messages wait for a receiver, the first for {Destination}", stepAside.Length, stepAside[0].For);
        if (heard.Length > 0) log.LogInformation("{Destinations} is heard again; what waited for it leaves", string.Join(", ", heard));
        return result.Taken.Count + stepAside.Length > 0;
    }

    // Of each lane and exchange the first that waits for it; it is the first of its case too, for what follows it in its case waits for the
    // same exchange. The names of the exchanges are found one after the other, so that it does not matter how many messages wait.
    const string Heads = """
        (select o.position, o.lane, o.message_id, o.correlation_id, o.destination, o.mandatory, o.content_type, o.headers::text as headers,
          o.body, o.waits_for as tried, null::text as behind
         from unnest(current_setting('outbox.lanes')::smallint[]) claimed(lane)
         cross join lateral (
           with recursive exchange as (
             (select w.waits_for from outbox w where w.lane = claimed.lane and w.waits_for is not null order by w.waits_for limit 1)
             union all
             select (select w.waits_for from outbox w where w.lane = claimed.lane and w.waits_for > e.waits_for order by w.waits_for
               limit 1) from exchange e where e.waits_for is not null)
           select waits_for from exchange where waits_for is not null) e
         cross join lateral (select * from outbox w where w.lane = claimed.lane and w.waits_for = e.waits_for
           order by w.position limit 1) o)
        """;

    sealed class Row
    {
        public long Position { get; init; }
        public short Lane { get; init; }
        public Guid MessageId { get; init; }
        public Guid? CorrelationId { get; init; }
        public string Destination { get; init; } = "";
        public bool Mandatory { get; init; }
        public string ContentType { get; init; } = "";
        public string? Headers { get; init; }
        public byte[] Body { get; init; } = [];
        /// <summary>It waits for this exchange, and is tried again.</summary>
        public string? Tried { get; init; }
        /// <summary>Something before it in its case waits for this exchange.</summary>
        public string? Behind { get; init; }
        public StoredMessage Message => new(Position, Lane, MessageId, CorrelationId, Destination, Mandatory, ContentType, Headers, Body);
    }
}
