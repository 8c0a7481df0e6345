using System.Buffers;
using Alliance.Platform.Audit;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Platform.Security;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Platform.Documents;

/// <summary>
/// Looks after files that nobody can read yet: those that wait for the malware scanner are scanned as soon as it answers, and uploads that nobody went on with
/// for a day are removed.
/// </summary>
public sealed class Quarantine(NpgsqlDataSource dataSource, MalwareScanner scanner, TimeProvider clock, ServiceName service, ILogger<Quarantine> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    /// <summary>How long an unfinished upload is kept.</summary>
    public static readonly TimeSpan UploadLifetime = TimeSpan.FromDays(1);
    // So many at a time; the next round comes soon.
    const int Round = 20;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Interval);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await RemoveUnfinished(stoppingToken);
                    foreach (var id in await Waiting(stoppingToken))
                        // While the scanner is away for one it is away for all.
                        if (!await Scan(id, stoppingToken)) break;
                }
                catch (NpgsqlException e)
                {
                    log.LogWarning("The quarantine could not be looked through, the next round tries again: {Reason}", e.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Has one file scanned and released or emptied; false while the scanner gives no verdict. Of several who try at once one does it.</summary>
    public async Task<bool> Scan(Guid documentId, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var document = await connection.QuerySingleOrDefaultAsync<StoredDocument>(new CommandDefinition(
            $"select {StoredDocument.Columns} from document where id = @documentId and state = 'Quarantined' for update skip locked", new { documentId }, transaction, cancellationToken: ct));
        if (document is null) return true;

        var verdict = await Look(connection, documentId, ct);
        if (verdict.Outcome == ScanOutcome.Away) return false;
        var infected = verdict.Outcome == ScanOutcome.Infected;
        await connection.ExecuteAsync(new CommandDefinition(infected
            ? "update document set state = 'Infected', finding = @Found where id = @documentId; delete from document_chunk where document_id = @documentId"
            : "update document set state = 'Stored' where id = @documentId", new { documentId, verdict.Found }, transaction, cancellationToken: ct));
        var scanning = Actor.System(service.Value);
        await AuditTrail.Append(connection, transaction, new AuditEntry
        {
            CaseId = document.CaseId,
            At = clock.GetUtcNow(),
            Account = scanning.Account,
            ActorName = scanning.Name,
            What = infected ? "RemoveInfectedFile" : "ReleaseScannedFile",
            Details = Json.Write(new { documentId, document.FileName, verdict.Found }),
        }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    async Task<Verdict> Look(NpgsqlConnection connection, Guid documentId, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(DocumentStore.ChunkSize);
        try
        {
            await using var scan = await scanner.Begin(ct);
            for (var number = 0; await DocumentStore.ReadChunk(connection, documentId, number, buffer, ct) is { } size; number++)
                await scan.Append(buffer.AsMemory(0, size), ct);
            return await scan.Verdict(ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    async Task<IReadOnlyList<Guid>> Waiting(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return (await connection.QueryAsync<Guid>(new CommandDefinition("select id from document where state = 'Quarantined' order by stored_at limit @Round", new { Round }, cancellationToken: ct))).AsList();
    }

    async Task RemoveUnfinished(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("""
            delete from document d using upload u where u.document_id = d.id and d.state = 'Arriving' and u.touched_at < @before
            """, new { before = clock.GetUtcNow() - UploadLifetime }, cancellationToken: ct));
    }
}
