using System.Buffers;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Documents;

/// <summary>
/// Looks after files that nobody can read yet: those that wait for the malware scanner are scanned as soon as it answers, and uploads that
/// nobody went on with for a day are removed.
/// </summary>
public sealed class Quarantine(
    NpgsqlDataSource dataSource,
    MalwareScanner scanner,
    TimeProvider clock,
    IServiceScopeFactory scopes,
    ServiceName service,
    ILogger<Quarantine> log,
    Quarantine.Tell? tell = null)
    : Rounds(TimeSpan.FromSeconds(5), log)
{
    /// <summary>Tells whoever uploaded it that a file was infected, in the step that removes its bytes; a service whose files wait for the
    /// scanner says how.</summary>
    public delegate Task Tell(IServiceProvider services, UnitOfWork work, StoredDocument document);

    /// <summary>On record when the scanner found nothing in a file that had waited for it.</summary>
    public const string Released = "ReleaseScannedFile";
    /// <summary>On record when a file lost its bytes.</summary>
    public const string Removed = "RemoveInfectedFile";

    /// <summary>How long an unfinished upload is kept.</summary>
    public static readonly TimeSpan UploadLifetime = TimeSpan.FromDays(1);
    // So many at a time; the next round comes soon.
    const int AtATime = 20;
    Guid _last;

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await RemoveUnfinished(ct);
        foreach (var id in await Waiting(ct))
        {
            _last = id;
            // While the scanner is away for one it is away for all. The next round begins after this one: should it be the file itself that
            // the scanner cannot take, it keeps nobody else waiting.
            if (!await Scan(id, ct)) break;
        }
    }

    /// <summary>
    /// Has one file scanned and released or emptied; false while the scanner gives no verdict. Of several who try at once one does it.
    /// Whoever uploaded an infected file is told.
    /// </summary>
    public async Task<bool> Scan(Guid documentId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<Database>().BeginAsSystem(service.Value, ct);
        // Not its key is locked, so that the file can be taken out of the case meanwhile.
        var document = await work.Find<StoredDocument>($"""
            select {StoredDocument.Columns}
            from document
            where id = @documentId and state = 'Quarantined' for no key update skip locked
            """, new { documentId });
        if (document is null) return true;

        var verdict = await Look(documentId, ct);
        if (verdict.Outcome == ScanOutcome.Away) return false;
        if (verdict.Outcome == ScanOutcome.Infected)
        {
            await work.Execute("""
                update document
                set state = 'Infected', finding = @Found
                where id = @documentId; delete
                from document_chunk
                where document_id = @documentId
                """, new { documentId, verdict.Found });
            await work.Record(document.CaseId, Removed, new { documentId, document.FileName, verdict.Found });
            if (tell is not null) await tell(scope.ServiceProvider, work,
                document with { State = DocumentState.Infected, Finding = verdict.Found });
        }
        else
        {
            await work.Execute("update document set state = 'Stored' where id = @documentId", new { documentId });
            await work.Record(document.CaseId, Released, new { documentId, document.FileName });
        }
        await work.Commit();
        return true;
    }

    async Task<ScanVerdict> Look(Guid documentId, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(DocumentStore.ChunkSize);
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(ct);
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
        var waiting = (await connection.QueryAsync<Guid>(new CommandDefinition(
            "select id from document where state = 'Quarantined' and id > @after order by id limit @AtATime",
            new { after = _last, AtATime }, cancellationToken: ct))).AsList();
        if (waiting.Count < AtATime) _last = Guid.Empty;
        return waiting;
    }

    async Task RemoveUnfinished(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("""
            delete from document d using upload u where u.document_id = d.id and d.state = 'Arriving' and u.touched_at < @before
            """, new { before = clock.GetUtcNow() - UploadLifetime }, cancellationToken: ct));
    }
}
