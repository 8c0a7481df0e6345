using Alliance.Core.Hosting;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Core.Messaging;

/// <summary>Forgets message ids after 60 days: no broker redelivers a message that old.</summary>
public sealed class InboxCleaner(NpgsqlDataSource dataSource, ILogger<InboxCleaner> log) : Rounds(TimeSpan.FromHours(1), log)
{
    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        // received_at is the database's own time, so the simulated clock plays no part here
        await connection.ExecuteAsync(
            new CommandDefinition("delete from inbox where received_at < now() - interval '60 days'", cancellationToken: ct));
    }
}
