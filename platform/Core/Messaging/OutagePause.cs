using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Core.Messaging;

/// <summary>
/// While the database is away messages wait in the hands of their handlers. A broker does not wait for ever: it takes an unanswered message
/// back (RabbitMQ after 30 minutes), and one that was delivered too often it drops (RabbitMQ 4 after 20 times). So after ten minutes
/// (<c>RabbitMq:Patience</c>) the service lets go of its queue, and takes it up again when the database can be written. However long an
/// outage is, it costs a message one delivery.
/// </summary>
sealed class OutagePause(NpgsqlDataSource dataSource, IConfiguration configuration, ILogger<OutagePause> log)
    : Rounds(TimeSpan.FromSeconds(1), log), IReceiveEndpointObserver
{
    // Handlers try again every five seconds; when none has failed for three times as long, it is over.
    static readonly TimeSpan Over = TimeSpan.FromSeconds(15);

    readonly TimeSpan _patience = configuration.GetValue("RabbitMq:Patience", TimeSpan.FromMinutes(10));
    readonly Lock _lock = new();
    volatile IReceiveEndpoint? _queue;
    long? _since;
    long _last;
    bool _letGo;

    /// <summary>True where the database explains the failure; then it is remembered that it was away.</summary>
    public bool Explains(Exception exception)
    {
        if (!Outage.Is(exception)) return false;
        lock (_lock)
        {
            var now = TimeProvider.System.GetTimestamp();
            if (_since is null || TimeProvider.System.GetElapsedTime(_last, now) > Over) _since = now;
            _last = now;
        }
        return true;
    }

    protected override async Task Round(CancellationToken ct)
    {
        if (_queue is not { } queue) return;
        if (!_letGo)
        {
            if (!LastsTooLong()) return;
            _letGo = true;
            log.LogWarning("The database has been away for {Patience}; the messages go back to the broker until it can be written again",
                _patience);
            await queue.Stop(ct);
        }
        if (!await CanBeWritten(ct)) return;
        await queue.Start(ct).Ready;
        lock (_lock) _since = null;
        _letGo = false;
        log.LogInformation("The database can be written again; messages are handled");
    }

    bool LastsTooLong()
    {
        lock (_lock) return _since is { } since && TimeProvider.System.GetElapsedTime(_last) <= Over
            && TimeProvider.System.GetElapsedTime(since) > _patience;
    }

    async Task<bool> CanBeWritten(CancellationToken ct)
    {
        var id = Guid.CreateVersion7(); // of its own: another replica looks too
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(ct);
            // As a message would: a database whose disk is full can be read.
            await connection.ExecuteAsync(
                new CommandDefinition("insert into inbox(message_id, consumer_id) values (@id, @id)", new { id }, cancellationToken: ct));
            await connection.ExecuteAsync(
                new CommandDefinition("delete from inbox where message_id = @id", new { id }, cancellationToken: ct));
            return true;
        }
        catch (NpgsqlException e) when (Outage.Is(e))
        {
            return false;
        }
    }

    Task IReceiveEndpointObserver.Ready(ReceiveEndpointReady ready)
    {
        _queue = ready.ReceiveEndpoint;
        return Task.CompletedTask;
    }

    Task IReceiveEndpointObserver.Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;
    Task IReceiveEndpointObserver.Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;
    Task IReceiveEndpointObserver.Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}

/// <summary>A message that was delivered again and again and never answered: the process ended each time, or was told to stop. It is parked
/// before the broker drops it.</summary>
public sealed class DeliveredTooOftenException(long times)
    : Exception(
        $"The message was delivered {times} times and never answered; the process that handled it, or a message beside it, may end each " +
        $"time.")
{
    const long Most = 10;

    /// <summary>Refuses a message that came too often. RabbitMQ counts returns of quorum queues; version 4 drops what returned more than 20
    /// times.</summary>
    internal static void Check(ConsumeContext context)
    {
        if (context.ReceiveContext.TransportHeaders.TryGetHeader("x-delivery-count", out var value)
            && Convert.ToInt64(value, null) is >= Most and var times) throw new DeliveredTooOftenException(times);
    }
}
