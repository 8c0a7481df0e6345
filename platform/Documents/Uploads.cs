using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Dapper;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Alliance.Documents;

/// <summary>A file on its way, as far as it has come.</summary>
public sealed record Upload
{
    /// <summary>Key of the upload and of the document it becomes.</summary>
    public Guid Id { get; init; }
    /// <summary>The case it belongs to.</summary>
    public Guid CaseId { get; init; }
    /// <summary>What it is for, a word of the service.</summary>
    public string Kind { get; init; } = "";
    /// <summary>What people call it.</summary>
    public string Title { get; init; } = "";
    /// <summary>Name of the file.</summary>
    public string FileName { get; init; } = "";
    /// <summary>Bytes announced.</summary>
    public long Size { get; init; }
    /// <summary>Bytes that are here.</summary>
    public long Received { get; init; }
    /// <summary>By what a browser knows the same file again.</summary>
    public string Fingerprint { get; init; } = "";
    /// <summary>By which account.</summary>
    public string StoredBy { get; init; } = "";
    /// <summary>When bytes last came.</summary>
    public DateTimeOffset TouchedAt { get; init; }
    /// <summary>Where it is.</summary>
    public DocumentState State { get; init; }

    /// <summary>True when every byte is here.</summary>
    public bool IsWhole => Received == Size;
    /// <summary>When it is removed if nobody goes on with it.</summary>
    public DateTimeOffset ExpiresAt => TouchedAt + Quarantine.UploadLifetime;
}

/// <summary>
/// Files that arrive in pieces and survive a broken connection: every 256 KB are committed as they come, and whoever comes back goes on
/// where the last piece ended. The words of HTTP for it are tus 1.0 (<see cref="Tus"/>). A file that is whole still has to be taken by the
/// service (<see cref="Settle"/>).
/// </summary>
public sealed class Uploads(
    Database database,
    NpgsqlDataSource dataSource,
    TimeProvider clock,
    MalwareScanner scanner,
    Quarantine quarantine,
    IConfiguration configuration)
{
    // Who appends to which upload in this process: one at a time.
    static readonly ConcurrentDictionary<Guid, Writer> Writers = new();

    sealed record Writer(CancellationTokenSource Stop, TaskCompletionSource Ended);

    const string Columns =
        "d.id, d.case_id, d.kind, d.title, d.file_name, d.size, coalesce(u.received, d.size) as received, coalesce(u.fingerprint, '') as " +
        "fingerprint, d.stored_by, coalesce(u.touched_at, d.stored_at) as touched_at, d.state";

    /// <summary>The largest file, bytes (<c>Documents:LargestMegabytes</c>).</summary>
    public long Largest => configuration.GetValue("Documents:LargestMegabytes", 100L) * 1024 * 1024;

    /// <summary>Announces a file. The same file announced again by the same account goes on where it was.</summary>
    public async Task<Outcome<Upload>> Begin(
        Guid caseId, string kind, string title, string fileName, long size, string fingerprint, string account, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(fileName)) return Refusal.Invalid($"文件名为空，请改名后上传", field: "file");
        if (InputCheck.WhyNot(title) is { } unfit) return Refusal.Invalid(unfit, field: "title");
        if (InputCheck.WhyNot(fingerprint) is { } unknown) return Refusal.Invalid(unknown, field: "fingerprint");
        fileName = FileNames.Safe(fileName);
        if (size <= 0) return Refusal.Invalid($"文件“{fileName}”是空的，请重新选择", field: "file");
        if (size > Largest) return Refusal.Invalid($"文件“{fileName}”超过 {Largest / 1024 / 1024} MB，请压缩或拆分后上传", field: "file");
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // The same file announced twice at once is one upload.
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtextextended(@key, 2))",
            new { key = $"{caseId} {account} {fingerprint}" }, transaction, cancellationToken: ct));
        var known = fingerprint.Length == 0 ? null : await connection.QueryFirstOrDefaultAsync<Upload>(new CommandDefinition($"""
            select {Columns} from document d join upload u on u.document_id = d.id
            where d.case_id = @caseId and d.stored_by = @account and d.state = 'Arriving'
              and u.fingerprint = @fingerprint and d.size = @size
            """, new { caseId, account, fingerprint, size }, transaction, cancellationToken: ct));
        if (known is null)
        {
            var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
            await connection.ExecuteAsync(new CommandDefinition("""
                insert into document(id, case_id, kind, title, file_name, content_type, size, sha256, stored_at, stored_by, state)
                values (@id, @caseId, @kind, @title, @fileName, '', @size, '', @now, @account, 'Arriving');
                insert into upload(document_id, fingerprint, touched_at) values (@id, @fingerprint, @now)
                """, new { id, caseId, kind, title, fileName, size, fingerprint, now, account }, transaction, cancellationToken: ct));
            known = new Upload
            {
                Id = id,
                CaseId = caseId,
                Kind = kind,
                Title = title,
                FileName = fileName,
                Size = size,
                Fingerprint = fingerprint,
                StoredBy = account,
                TouchedAt = now,
                State = DocumentState.Arriving
            };
        }
        await transaction.CommitAsync(ct);
        return known;
    }

    /// <summary>
    /// An upload of this case, or null; one that was taken already is whole. Whoever asks goes on from what is told: a request that still
    /// appends, whose sender may be gone, keeps what came and ends first.
    /// </summary>
    public async Task<Upload?> Find(Guid caseId, Guid id, CancellationToken ct)
    {
        await StopWriter(id, ct);
        return await Look(caseId, id, ct);
    }

    static async Task StopWriter(Guid id, CancellationToken ct)
    {
        if (!Writers.TryGetValue(id, out var writer)) return;
        await writer.Stop.CancelAsync();
        await writer.Ended.Task.WaitAsync(ct);
    }

    Task<Upload?> Look(Guid caseId, Guid id, CancellationToken ct)
        => database.Find<Upload>(
            $"select {Columns} from document d left join upload u on u.document_id = d.id where d.id = @id and d.case_id = @caseId",
            new { caseId, id }, ct);

    /// <summary>The uploads of a case that are not whole, oldest first.</summary>
    public Task<IReadOnlyList<Upload>> Unfinished(Guid caseId, CancellationToken ct)
        => database.Query<Upload>(
            $"select {Columns} from document d join upload u on u.document_id = d.id where d.case_id = @caseId order by d.id",
            new { caseId }, ct);

    /// <summary>
    /// Appends what comes, as far as it comes: when the connection breaks, everything up to there is kept. Answers the new offset; refuses
    /// bytes that are not the next ones, and with the first piece what is neither PDF, image nor Office file.
    /// </summary>
    public async Task<Outcome<long>> Append(Upload upload, long offset, Stream body, CancellationToken ct)
    {
        if (offset != upload.Received) return Misplaced(upload);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var writer = new Writer(stop, new(TaskCreationOptions.RunContinuationsAsynchronously));
        // Of two that begin at once the later finds the offset moved.
        if (!Writers.TryAdd(upload.Id, writer)) return Misplaced(upload);
        try
        {
            return await AppendAlone(upload, offset, body, stop.Token);
        }
        finally
        {
            Writers.TryRemove(new(upload.Id, writer));
            writer.Ended.SetResult();
        }
    }

    async Task<Outcome<long>> AppendAlone(Upload upload, long offset, Stream body, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(DocumentStore.ChunkSize);
        try
        {
            while (offset < upload.Size)
            {
                var room = (int)Math.Min(DocumentStore.ChunkSize - offset % DocumentStore.ChunkSize, upload.Size - offset);
                var (read, ended) = await Fill(buffer.AsMemory(0, room), body, ct);
                if (read == 0) break;
                if (offset == 0 && read >= ContentTypes.Enough
                    && ContentTypes.Of(buffer.AsSpan(0, read), upload.FileName).Refusal is { } unfit)
                {
                    await Cancel(upload.Id, CancellationToken.None);
                    return unfit;
                }
                // More than was announced: a file that was cut would look whole, so its last piece is not kept.
                if (offset + read == upload.Size && !ended && (await Fill(new byte[1], body, ct)).Read > 0) return TooLong(upload);
                if (!await Keep(upload.Id, offset, buffer.AsSpan(0, read).ToArray())) return Misplaced(upload);
                offset += read;
                if (ended) break;
            }
            return offset;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // As much as comes before the buffer is full, the body ends or the connection breaks.
    static async Task<(int Read, bool Ended)> Fill(Memory<byte> buffer, Stream body, CancellationToken ct)
    {
        var read = 0;
        try
        {
            while (read < buffer.Length)
            {
                var more = await body.ReadAsync(buffer[read..], ct);
                if (more == 0) return (read, true);
                read += more;
            }
            return (read, false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (read, true);
        }
    }

    // The sender may be gone; what it sent is kept all the same. Of two senders at once one finds the offset moved.
    async Task<bool> Keep(Guid id, long offset, byte[] body)
    {
        await using var connection = await dataSource.OpenConnectionAsync(CancellationToken.None);
        return await connection.ExecuteAsync("""
            with moved as (update upload set received = received + @Length, touched_at = @now where document_id = @id and received = @offset
              returning document_id)
            insert into document_chunk(document_id, number, body) select document_id, @number, @body from moved
            on conflict (document_id, number) do update set body = document_chunk.body || excluded.body
            """, new { id, offset, number = (int)(offset / DocumentStore.ChunkSize), body, body.Length, now = clock.GetUtcNow() }) > 0;
    }

    /// <summary>
    /// Makes an upload that is whole a document, in the caller's transaction, which also decides whether the case takes it. Hash and type
    /// are those of the bytes that are here. False when somebody else did so already.
    /// </summary>
    public async Task<Outcome<bool>> Settle(UnitOfWork work, Upload upload, CancellationToken ct)
    {
        var (type, sha256) = await Read(upload, ct);
        if (type.Refusal is { } unfit) return unfit;
        var state = scanner.IsConfigured ? nameof(DocumentState.Quarantined) : nameof(DocumentState.Stored);
        if (await work.Execute("delete from upload where document_id = @Id", new { upload.Id }) == 0) return false;
        await work.Execute("update document set state = @state, content_type = @type, sha256 = @sha256, stored_at = @now where id = @Id",
            new { upload.Id, state, type = type.Value, sha256, now = clock.GetUtcNow() });
        return true;
    }

    /// <summary>After the commit: asks the scanner at once, so that nobody waits for the next round of the quarantine. Refuses what it
    /// found infected.</summary>
    public async Task<Refusal?> Scan(Upload upload, CancellationToken ct)
    {
        if (!scanner.IsConfigured) return null;
        await quarantine.Scan(upload.Id, ct);
        return await database.Find<StoredDocument>($"select {StoredDocument.Columns} from document where id = @Id", new { upload.Id }, ct)
            is { State: DocumentState.Infected } infected
            ? DocumentStore.Infected(infected.FileName, infected.Finding) : null;
    }

    async Task<(Outcome<string> Type, byte[] Sha256)> Read(Upload upload, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(DocumentStore.ChunkSize);
        try
        {
            var type = ContentTypes.Of([], upload.FileName);
            await using var connection = await dataSource.OpenConnectionAsync(ct);
            for (var number = 0; await DocumentStore.ReadChunk(connection, upload.Id, number, buffer, ct) is { } size; number++)
            {
                if (number == 0) type = ContentTypes.Of(buffer.AsSpan(0, size), upload.FileName);
                hash.AppendData(buffer, 0, size);
            }
            return (type, hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Gives an upload up; what was taken already stays.</summary>
    public async Task Cancel(Guid id, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(
            new CommandDefinition("delete from document where id = @id and state = 'Arriving'", new { id }, cancellationToken: ct));
    }

    internal static Refusal TooLong(Upload upload) => Refusal.TooLarge($"收到的内容比说明的文件长度 {upload.Size} 字节多，这一段没有保存；请核对文件后重新上传");

    static Refusal Misplaced(Upload upload) => Refusal.Conflict($"文件“{upload.FileName}”的这一段不是接下来的一段，请查询已收到的长度后继续");
}
