using System.Buffers;
using System.Security.Cryptography;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Statute.Text;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Alliance.Documents;

/// <summary>
/// Attachments in the service's database, in chunks, with hash and type by content. Never executed, never sniffed by a browser, and read by
/// nobody before the malware scanner called them clean, where one is configured.
/// </summary>
public sealed class DocumentStore(Database database, NpgsqlDataSource dataSource, TimeProvider clock, MalwareScanner scanner)
{
    /// <summary>The largest file in one request, bytes. Larger ones arrive in pieces (<see cref="Uploads"/>).</summary>
    public const long MaximumSize = 20 * 1024 * 1024;

    // Every chunk of a file but the last is full, so that the chunk of a byte is known.
    internal const int ChunkSize = 256 * 1024;

    /// <summary>
    /// Stores the bytes in the caller's transaction. Refuses what is empty, too large, infected, or neither PDF, image nor Office file.
    /// While the scanner is away the file is refused too, or waits for it in quarantine where the caller can wait.
    /// </summary>
    public async Task<Outcome<Guid>> Store(
        UnitOfWork work,
        Guid caseId,
        string kind,
        string title,
        string fileName,
        Stream content,
        CancellationToken ct,
        bool canWait = false)
    {
        var id = Guid.CreateVersion7();
        fileName = FileNames.Safe(fileName);
        await using var scan = await scanner.Begin(ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            long size = 0;
            for (var number = 0; ; number++)
            {
                var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, ChunkSize), ChunkSize, throwOnEndOfStream: false, ct);
                if (number == 0)
                {
                    if (read == 0) return Refusal.Invalid($"文件“{fileName}”是空的，请重新选择", field: "file");
                    var kindOfFile = ContentTypes.Of(buffer.AsSpan(0, read), fileName);
                    if (kindOfFile.Value is not { } type) return kindOfFile.Refusal!;
                    await work.Execute("""
                        insert into document(id, case_id, kind, title, file_name, content_type, size, sha256, stored_at, stored_by)
                        values (@id, @caseId, @kind, @title, @fileName, @type, 0, '', @now, @Account)
                        """, new { id, caseId, kind, title, fileName, type, now = clock.GetUtcNow(), work.Actor.Account });
                }
                if (read == 0) break;
                size += read;
                if (size > MaximumSize) return Refusal.Invalid($"文件“{fileName}”超过 20 MB，请压缩或拆分后上传", field: "file");
                hash.AppendData(buffer, 0, read);
                await scan.Append(buffer.AsMemory(0, read), ct);
                await work.Execute("insert into document_chunk(document_id, number, body) values (@id, @number, @body)",
                    new { id, number, body = buffer.AsSpan(0, read).ToArray() });
                if (read < ChunkSize) break;
            }
            // Nothing of it is committed before the scanner has seen all of it.
            var verdict = await scan.Verdict(ct);
            if (verdict.Outcome == ScanOutcome.Infected) return Infected(fileName, verdict.Found);
            if (verdict.Outcome == ScanOutcome.Away && !canWait) return Refusal.Conflict($"病毒扫描服务暂时不可用，文件“{fileName}”没有保存，请稍后再试");
            var state = verdict.Outcome == ScanOutcome.Clean ? nameof(DocumentState.Stored) : nameof(DocumentState.Quarantined);
            await work.Execute("update document set size = @size, sha256 = @sha256, state = @state where id = @id",
                new { id, size, sha256 = hash.GetHashAndReset(), state });
            return id;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Stores the file that a person sent with a step, under its title or else its own name; refuses where none came. It is called after it
    /// was judged whether the step is theirs, and before a row is locked: its scan takes time, and nobody waits for the row meanwhile.
    /// </summary>
    public async Task<Outcome<FiledDocument>> Store(
        UnitOfWork work, Guid caseId, string kind, string? title, IFormFile? file, CancellationToken ct, bool canWait = false)
    {
        if (file is not { Length: > 0 }) return Refusal.Invalid($"请选择要上传的文件", field: "file");
        var (name, named) = (FileNames.Safe(file.FileName), TypedText.Clean(title));
        if (named.Length == 0) named = FileNames.Stem(name);
        await using var content = file.OpenReadStream();
        var stored = await Store(work, caseId, kind, named, name, content, ct, canWait);
        return stored.Refusal is { } unusable ? unusable : new FiledDocument(stored.Value, named, name);
    }

    /// <summary>One attachment, or null. Whether the person may see it is the caller's question, by its case.</summary>
    public Task<StoredDocument?> Find(Guid id, CancellationToken ct = default)
        => database.Find<StoredDocument>($"select {StoredDocument.Columns} from document where id = @id", new { id }, ct);

    /// <summary>The bytes, whole or the range that was asked for; PDF and images may open in the browser, everything else is saved. Refused
    /// before the scanner called them clean.</summary>
    public IResult Download(StoredDocument document)
        => WhyNotRead(document) is { } refusal ? new Outcome(refusal) : new Served(this, document);

    /// <summary>Why nobody can read a file yet, or any more; null when it can be read.</summary>
    public static Refusal? WhyNotRead(StoredDocument document) => document.State switch
    {
        DocumentState.Stored => null,
        DocumentState.Arriving => Refusal.Conflict($"文件“{document.FileName}”还没有上传完"),
        DocumentState.Quarantined => Refusal.Conflict($"文件“{document.FileName}”正在等待病毒扫描，扫描通过后可以查看"),
        _ => Refusal.Conflict($"文件“{document.FileName}”含有恶意内容（{document.Finding}），已经删除"),
    };

    /// <summary>True for what a browser shows without another program.</summary>
    public static bool OpensInBrowser(string contentType) => contentType is "application/pdf" or "image/png" or "image/jpeg";

    /// <summary>Writes the bytes into a stream, whatever their number; none of them is held longer than it takes to pass on.</summary>
    public Task CopyTo(Guid documentId, Stream target, CancellationToken ct) => CopyTo(documentId, 0, long.MaxValue, target, ct);

    internal async Task CopyTo(Guid documentId, long from, long length, Stream target, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            var skip = (int)(from % ChunkSize);
            // A statement for each chunk: nothing stays open in the database while a slow reader reads.
            for (var number = from / ChunkSize; length > 0; number++, skip = 0)
            {
                var read = await ReadChunk(connection, documentId, number, buffer, ct);
                if (read is not { } size) return;
                var part = (int)Math.Min(size - skip, length);
                await target.WriteAsync(buffer.AsMemory(skip, part), ct);
                length -= part;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Read into one buffer: a new array for each chunk would be garbage of the kind that is collected late.
    internal static async Task<int?> ReadChunk(
        NpgsqlConnection connection, Guid documentId, long number, byte[] buffer, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select body from document_chunk where document_id = $1 and number = $2",
            connection)
        { Parameters = { new() { Value = documentId }, new() { Value = (int)number } } };
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, ct);
        if (!await reader.ReadAsync(ct)) return null;
        await using var body = await reader.GetStreamAsync(0, ct);
        return await body.ReadAtLeastAsync(buffer.AsMemory(0, ChunkSize), ChunkSize, throwOnEndOfStream: false, ct);
    }

    internal static Refusal Infected(string fileName, string? found)
        => Refusal.Invalid($"文件“{fileName}”含有恶意内容（{found}），没有保存；请检查您的计算机", field: "file");
}
