using System.Text.Json;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Alliance.Platform.Messaging;

/// <summary>
/// The dispatcher's own connection: writes stored bytes in order, then waits for the broker's confirms.
/// Any doubt drops the connection; what was not confirmed stays in the outbox.
/// </summary>
public sealed class BrokerPublisher(IConnectionFactory factory, ILogger<BrokerPublisher> log) : IAsyncDisposable
{
    IConnection? _connection;
    ConfirmedChannel? _channel;

    /// <summary>Publishes in order; answers with the positions the broker has taken. What nobody was there to hear is not among them.</summary>
    public async Task<IReadOnlyCollection<long>> Publish(IReadOnlyList<StoredMessage> messages, CancellationToken ct)
    {
        try
        {
            // WaitAsync: after a broker crash the client can hang for minutes without looking at its token.
            _channel ??= await Open(ct).WaitAsync(ct);
            return await _channel.Publish(messages, ct).WaitAsync(ct);
        }
        catch
        {
            Drop();
            throw;
        }
    }

    async Task<ConfirmedChannel> Open(CancellationToken ct)
    {
        _connection = await factory.CreateConnectionAsync("outbox", ct);
        return new ConfirmedChannel(await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), ct));
    }

    void Drop()
    {
        var dropped = _connection;
        (_connection, _channel) = (null, null);
        if (dropped is not null) _ = Task.Run(() => Abort(dropped));
    }

    async Task Abort(IConnection connection)
    {
        try
        {
            await connection.AbortAsync();
            connection.Dispose();
        }
        catch (Exception e)
        {
            // The connection is given up already; that giving up failed is only worth a line.
            log.LogInformation("A broken broker connection did not close: {Reason}", e.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not { } connection) return;
        (_connection, _channel) = (null, null);
        await Abort(connection);
    }

    sealed class ConfirmedChannel
    {
        const string PositionHeader = "x-outbox-position";

        readonly IChannel _channel;
        readonly HashSet<string> _declared = [];
        readonly SortedDictionary<ulong, long> _unconfirmed = [];
        readonly HashSet<long> _refused = [];
        readonly Lock _lock = new();
        TaskCompletionSource? _allConfirmed;

        public ConfirmedChannel(IChannel channel)
        {
            _channel = channel;
            channel.BasicAcksAsync += (_, e) => Settle(e.DeliveryTag, e.Multiple, taken: true);
            channel.BasicNacksAsync += (_, e) => Settle(e.DeliveryTag, e.Multiple, taken: false);
            channel.BasicReturnAsync += (_, e) =>
            {
                lock (_lock) _refused.Add(Convert.ToInt64(e.BasicProperties.Headers![PositionHeader], null));
                return Task.CompletedTask;
            };
            channel.ChannelShutdownAsync += (_, e) =>
            {
                lock (_lock) _allConfirmed?.TrySetException(new IOException(e.ReplyText));
                return Task.CompletedTask;
            };
        }

        public async Task<IReadOnlyCollection<long>> Publish(IReadOnlyList<StoredMessage> messages, CancellationToken ct)
        {
            var allConfirmed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                _refused.Clear();
                _allConfirmed = null;
            }
            foreach (var message in messages)
            {
                // Publishing to an exchange that does not exist closes the channel; the receiver may not have come up yet.
                if (_declared.Add(message.Destination))
                    await _channel.ExchangeDeclareAsync(message.Destination, ExchangeType.Fanout, durable: true, cancellationToken: ct);
                var tag = await _channel.GetNextPublishSequenceNumberAsync(ct);
                lock (_lock) _unconfirmed.Add(tag, message.Position);
                await _channel.BasicPublishAsync(message.Destination, "", message.Mandatory, Properties(message), message.Body, ct);
            }
            lock (_lock)
            {
                if (_unconfirmed.Count == 0) allConfirmed.SetResult();
                else _allConfirmed = allConfirmed;
            }
            if (_channel.IsClosed) throw new IOException("The broker closed the channel.");
            await allConfirmed.Task.WaitAsync(ct);
            lock (_lock) return [.. messages.Select(m => m.Position).Where(p => !_refused.Contains(p))];
        }

        Task Settle(ulong tag, bool multiple, bool taken)
        {
            lock (_lock)
            {
                foreach (var settled in multiple ? _unconfirmed.Keys.TakeWhile(k => k <= tag).ToArray() : [tag])
                    if (_unconfirmed.Remove(settled, out var position) && !taken) _refused.Add(position);
                if (_unconfirmed.Count == 0) _allConfirmed?.TrySetResult();
            }
            return Task.CompletedTask;
        }

        static BasicProperties Properties(StoredMessage message)
        {
            var headers = new Dictionary<string, object?> { [PositionHeader] = message.Position };
            if (message.Headers is not null)
                foreach (var (key, value) in JsonSerializer.Deserialize<Dictionary<string, string?>>(message.Headers)!) headers[key] = value;
            return new BasicProperties
            {
                Persistent = true,
                ContentType = message.ContentType,
                MessageId = message.MessageId.ToString(),
                CorrelationId = message.CorrelationId?.ToString(),
                Headers = headers,
            };
        }
    }
}
