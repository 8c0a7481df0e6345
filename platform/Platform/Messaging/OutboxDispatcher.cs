using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Alliance.Platform.Messaging;

/// <summary>Moves committed outbox rows to the broker. Any number may run: a lane is published by one at a time, in order.</summary>
public sealed class OutboxDispatcher(NpgsqlDataSource dataSource, OutboxSignal signal, BrokerPublisher publisher, ILogger<OutboxDispatcher> log) : BackgroundService
{
    const int BatchSize = 200;
    const int LanesPerClaim = 4;
    static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);

    // Broker or database away is weather, not a fault: the rows stay, and the dispatcher comes back, more slowly up to ten seconds.
    readonly ResiliencePipeline _persistence = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = int.MaxValue,
        Delay = TimeSpan.FromMilliseconds(250),
        MaxDelay = TimeSpan.FromSeconds(10),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        // A time-out of publishing is a cancelled token of our own; only the host's own stopping is not retried (the pipeline sees its token).
        ShouldHandle = new PredicateBuilder().Handle<Exception>(),
        OnRetry = attempt =>
        {
            log.LogWarning("Outbox dispatch failed, the rows stay ({Attempt}): {Reason}", attempt.AttemptNumber + 1, attempt.Outcome.Exception?.Message);
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
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Two statements, so two snapshots, in one round trip: rows that a former owner of the lane deleted are not seen again.
        await using var claim = await connection.QueryMultipleAsync(new CommandDefinition("""
            select set_config('outbox.lanes', coalesce(array_agg(lane), '{}')::text, true) from (
              select lane from outbox_lane l where exists (select from outbox o where o.lane = l.lane)
              order by random() limit @LanesPerClaim for update skip locked) claimed;
            select position, lane, message_id, correlation_id, destination, mandatory, content_type, headers::text as headers, body
            from outbox where lane = any(current_setting('outbox.lanes')::smallint[]) order by position limit @BatchSize
            """, new { LanesPerClaim, BatchSize }, transaction, cancellationToken: ct));
        await claim.ReadSingleAsync<string>();
        var rows = (await claim.ReadAsync<Row>()).Select(r => r.Message).ToList();
        if (rows.Count == 0) return false;

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(PublishTimeout);
        var taken = await publisher.Publish(rows, timeout.Token);

        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from outbox where position = any($1)") { Parameters = { new NpgsqlParameter<long[]> { TypedValue = [.. taken] } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
            await batch.ExecuteNonQueryAsync(ct);
        }
        if (taken.Count < rows.Count)
            log.LogWarning("{Count} messages wait for a receiver, the first for {Destination}", rows.Count - taken.Count, rows.First(r => !taken.Contains(r.Position)).Destination);
        return taken.Count > 0;
    }

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
        public StoredMessage Message => new(Position, Lane, MessageId, CorrelationId, Destination, Mandatory, ContentType, Headers, Body);
    }
}
