using System.Globalization;
using System.Text;
using System.Text.Json;
using Alliance.Core.Data;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Alliance.Engine;

/// <summary>
/// Moves what lies in the <c>_error</c> and <c>_skipped</c> queues into the table of <see cref="ParkedMessages"/>. A message leaves its
/// queue only when its row is committed; any number of replicas may collect.
/// </summary>
public sealed class ParkedMessageCollector(
    IReadOnlyList<string> queues, IConnectionFactory factory, NpgsqlDataSource dataSource, ILogger<ParkedMessageCollector> log)
        : BackgroundService
{
    readonly ResiliencePipeline _persistence = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = int.MaxValue,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = TimeSpan.FromSeconds(10),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = new PredicateBuilder().Handle<Exception>(),
        OnRetry = attempt =>
        {
            log.LogWarning("Parked messages are not collected at the moment, they stay in their queues: {Reason}",
                attempt.Outcome.Exception?.Message);
            return default;
        },
    }).Build();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // WaitAsync: a broker that has just come back may leave the client waiting for a minute, and the client does not look at its
            // token.
            await _persistence.ExecuteAsync(async ct => await Collect(ct).WaitAsync(ct), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is not in the table stays in its queue.
        }
    }

    /// <summary>Collects until the broker or the database goes away.</summary>
    async Task Collect(CancellationToken ct)
    {
        // Not before there is a place to put them: what is taken and given back again and again a broker drops in the end.
        await using (var database = await dataSource.OpenConnectionAsync(ct))
            await database.ExecuteAsync(new CommandDefinition("select from parked_message limit 0", cancellationToken: ct));
        await using var connection = await factory.CreateConnectionAsync("parked messages", ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var broken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, e) =>
        {
            broken.TrySetException(new IOException(e.ReplyText));
            return Task.CompletedTask;
        };
        await channel.BasicQosAsync(0, 20, global: false, ct);
        foreach (var queue in queues)
            foreach (var suffix in (string[])["_error", "_skipped"])
            {
                await Declare(channel, queue + suffix, ct);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    try
                    {
                        await using var database = await dataSource.OpenConnectionAsync(ct);
                        await ParkedRow.Of(delivery, queue).Insert(database, null, ct);
                        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, ct);
                    }
                    catch (Exception e)
                    {
                        broken.TrySetException(e); // the connection is given up, and its messages lie in their queue again
                    }
                };
                await channel.BasicConsumeAsync(queue + suffix, autoAck: false, consumer, ct);
            }
        await broken.Task.WaitAsync(ct);
    }

    /// <summary>In the very shape the bus gives these queues, because whoever comes first makes them.</summary>
    static async Task Declare(IChannel channel, string name, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        await channel.QueueBindAsync(name, name, "", cancellationToken: ct);
    }
}

/// <summary>A message as it is parked.</summary>
sealed record ParkedRow(
    Guid Id, string Queue, Guid MessageId, string AwaitsKind, string MessageType, Guid? CaseId, string ExceptionType,
    string Exception, short Lane,
    string ContentType, byte[] Body, DateTimeOffset FailedAt)
{
    /// <summary>A message that overtook the opening of its case.</summary>
    public static ParkedRow Of<T>(ConsumeContext<T> context, Guid messageId, Guid caseId, string awaitsKind) where T : class => new(
        Guid.CreateVersion7(), Deadlines.Self(context).AbsolutePath, messageId, awaitsKind, typeof(T).Name, caseId, "",
        "", StoredMessage.LaneOf(caseId),
        context.ReceiveContext.ContentType?.ToString() ?? "application/vnd.masstransit+json", context.ReceiveContext.Body.GetBytes(),
        DateTimeOffset.UnixEpoch);

    /// <summary>A message as the bus put it into the error queue, with the reason in its headers.</summary>
    public static ParkedRow Of(BasicDeliverEventArgs delivery, string queue)
    {
        var body = delivery.Body.ToArray();
        var (messageId, type, caseId) = Read(delivery.BasicProperties, body);
        var failedAt = DateTimeOffset.TryParse(Header(MessageHeaders.FaultTimestamp), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var at) ? at : DateTimeOffset.UnixEpoch;
        return new(Guid.CreateVersion7(), queue, messageId, "", type, caseId, Header(MessageHeaders.FaultExceptionType),
            Header(MessageHeaders.FaultMessage),
            StoredMessage.LaneOf(caseId ?? messageId), delivery.BasicProperties.ContentType
                ?? "application/vnd.masstransit+json", body, failedAt);

        string Header(string name) => delivery.BasicProperties.Headers?.TryGetValue(name, out var value) != true ? ""
            : value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Parks the message; one that was returned and failed again takes its former place.</summary>
    public Task Insert(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct)
        => connection.ExecuteAsync(new CommandDefinition("""
        insert into parked_message(id, queue, message_id, awaits_kind, message_type, case_id, exception_type, exception, lane,
          content_type, body, failed_at)
        values (@Id, @Queue, @MessageId, @AwaitsKind, @MessageType, @CaseId, @ExceptionType, @Exception, @Lane,
          @ContentType, @Body, @FailedAt)
        on conflict (message_id, queue, awaits_kind) do update set
          exception_type = excluded.exception_type, exception = excluded.exception, failed_at = excluded.failed_at, parked_at = now(),
          times = parked_message.times + 1, settled_at = null, settled_by = null, settlement = null, reason = null
        where parked_message.failed_at <> excluded.failed_at
          or parked_message.awaits_kind <> '' -- the same failure delivered twice is one failure
        """, this, transaction, cancellationToken: ct));

    static (Guid MessageId, string Type, Guid? CaseId) Read(IReadOnlyBasicProperties properties, byte[] body)
    {
        // What cannot be read is parked all the same; the same bytes are the same message.
        var messageId = Guid.TryParse(properties.MessageId, out var id) ? id
            : new Guid(System.Security.Cryptography.SHA256.HashData(body).AsSpan(0, 16));
        Guid? caseId = Guid.TryParse(properties.CorrelationId, out var correlation) ? correlation : null;
        try
        {
            using var envelope = JsonDocument.Parse(body);
            var root = envelope.RootElement;
            return (Key("messageId") ?? messageId, root.GetProperty("messageType")[0].GetString()!.Split(':')[^1],
                Key("correlationId") ?? caseId);

            Guid? Key(string name) => root.TryGetProperty(name, out var value)
                && Guid.TryParse(value.GetString(), out var key) ? key : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException
            or IndexOutOfRangeException)
        {
            return (messageId, "", caseId);
        }
    }
}
