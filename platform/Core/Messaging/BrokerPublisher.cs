using System.Text.Json;
using Alliance.Core.Data;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Alliance.Core.Messaging;

/// <summary>
/// The dispatcher's own connection: writes stored bytes in order, then waits for the broker's confirms.
/// Any doubt drops the connection; what was not confirmed stays in the outbox.
/// </summary>
public sealed class BrokerPublisher(IConnectionFactory factory, ILogger<BrokerPublisher> log) : IAsyncDisposable
{
    IConnection? _connection;
    ConfirmedChannel? _channel;

    /// <summary>What became of a batch; a message that is in neither the broker refused, and it can be tried again at once.</summary>
    /// <param name="Taken">Positions the broker has taken.</param>
    /// <param name="Waiting">Positions that nobody was there to hear, or that follow one of their case that nobody was there to hear, with
    /// the exchange they wait for.</param>
    public sealed record Result(IReadOnlyCollection<long> Taken, IReadOnlyDictionary<long, string> Waiting);

    /// <summary>Publishes in order. A message of a case never overtakes one before it that nobody was there to hear.</summary>
    public async Task<Result> Publish(IReadOnlyList<StoredMessage> messages, CancellationToken ct)
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
        // Where somebody was listening last: there a batch is sent without waiting for an answer to each.
        readonly HashSet<string> _heard = [];
        readonly SortedDictionary<ulong, long> _unconfirmed = [];
        readonly HashSet<long> _refused = [];
        readonly HashSet<long> _returned = [];
        readonly Lock _lock = new();
        TaskCompletionSource? _allConfirmed;

        public ConfirmedChannel(IChannel channel)
        {
            _channel = channel;
            channel.BasicAcksAsync += (_, e) => Settle(e.DeliveryTag, e.Multiple, taken: true);
            channel.BasicNacksAsync += (_, e) => Settle(e.DeliveryTag, e.Multiple, taken: false);
            channel.BasicReturnAsync += (_, e) =>
            {
                lock (_lock) _returned.Add(Convert.ToInt64(e.BasicProperties.Headers![PositionHeader], null));
                return Task.CompletedTask;
            };
            channel.ChannelShutdownAsync += (_, e) =>
            {
                lock (_lock) _allConfirmed?.TrySetException(new IOException(e.ReplyText));
                return Task.CompletedTask;
            };
        }

        public async Task<Result> Publish(IReadOnlyList<StoredMessage> messages, CancellationToken ct)
        {
            lock (_lock)
            {
                _refused.Clear();
                _returned.Clear();
                _allConfirmed = null;
            }
            HashSet<string> deaf = [];
            Dictionary<Guid, string> held = [];
            Dictionary<long, string> waiting = [];
            foreach (var message in messages)
            {
                if (held.TryGetValue(message.Case, out var before)) waiting.Add(message.Position, before);
                else if (message.Mandatory && deaf.Contains(message.Destination)) Hold(message);
                else
                {
                    await Send(message, ct);
                    if (!message.Mandatory || _heard.Contains(message.Destination)) continue;
                    // The first for this exchange on this connection: what follows it in its case leaves when this one is known to be
                    // heard.
                    await Confirmed(ct);
                    if (Returned(message)) Hold(message);
                    else _heard.Add(message.Destination);
                }
            }
            await Confirmed(ct);
            // Its last listener went away while the batch was under way.
            foreach (var message in messages)
                if (Returned(message) && !waiting.ContainsKey(message.Position)) Hold(message);
            lock (_lock) return new(
                [.. messages.Select(m => m.Position).Where(p => !_refused.Contains(p) && !waiting.ContainsKey(p))], waiting);

            void Hold(StoredMessage message)
            {
                _heard.Remove(message.Destination);
                deaf.Add(message.Destination);
                held.TryAdd(message.Case, message.Destination);
                waiting.Add(message.Position, message.Destination);
            }
        }

        bool Returned(StoredMessage message)
        {
            lock (_lock) return _returned.Contains(message.Position);
        }

        async Task Send(StoredMessage message, CancellationToken ct)
        {
            // Publishing to an exchange that does not exist closes the channel; the receiver may not have come up yet.
            if (_declared.Add(message.Destination))
                await _channel.ExchangeDeclareAsync(message.Destination, ExchangeType.Fanout, durable: true, cancellationToken: ct);
            var tag = await _channel.GetNextPublishSequenceNumberAsync(ct);
            lock (_lock) _unconfirmed.Add(tag, message.Position);
            await _channel.BasicPublishAsync(message.Destination, "", message.Mandatory, Properties(message), message.Body, ct);
        }

        /// <summary>The broker has answered to everything that was sent; what it returns, it returns before it confirms.</summary>
        async Task Confirmed(CancellationToken ct)
        {
            var allConfirmed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (_unconfirmed.Count == 0) allConfirmed.SetResult();
                else _allConfirmed = allConfirmed;
            }
            if (_channel.IsClosed) throw new IOException("The broker closed the channel.");
            await allConfirmed.Task.WaitAsync(ct);
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
                foreach (var (key, value) in JsonSerializer.Deserialize<Dictionary<string, string?>>(message.Headers)!) headers[key] =
                    value;
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
