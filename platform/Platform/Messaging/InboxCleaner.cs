using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Platform.Messaging;

/// <summary>Forgets message ids after 60 days: no broker redelivers a message that old.</summary>
public sealed class InboxCleaner(NpgsqlDataSource dataSource, ILogger<InboxCleaner> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromHours(1));
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await using var connection = await dataSource.OpenConnectionAsync(stoppingToken);
                    // received_at is the database's own time, so the simulated clock plays no part here
                    await connection.ExecuteAsync(new CommandDefinition(
                        "delete from inbox where received_at < now() - interval '60 days'", cancellationToken: stoppingToken));
                }
                catch (NpgsqlException e)
                {
                    log.LogWarning("The inbox could not be cleaned, the next hour tries again: {Reason}", e.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
