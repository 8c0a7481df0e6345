using System.Buffers;
using System.Security.Cryptography;
using Alliance.Platform.Data;
using Alliance.Platform.Rules;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Alliance.Platform.Documents;

/// <summary>An attachment, without its bytes.</summary>
public sealed record StoredDocument
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>The case it belongs to.</summary>
    public Guid CaseId { get; init; }
    /// <summary>What it is for, a word of the service.</summary>
    public string Kind { get; init; } = "";
    /// <summary>What people call it.</summary>
    public string Title { get; init; } = "";
    /// <summary>Name of the uploaded file.</summary>
    public string FileName { get; init; } = "";
    /// <summary>By content, not by name.</summary>
    public string ContentType { get; init; } = "";
    /// <summary>Bytes.</summary>
    public long Size { get; init; }
    /// <summary>SHA-256 of the bytes.</summary>
    public byte[] Sha256 { get; init; } = [];
    /// <summary>When.</summary>
    public DateTimeOffset StoredAt { get; init; }
    /// <summary>By which account.</summary>
    public string StoredBy { get; init; } = "";
}

/// <summary>Attachments in the service's database, in chunks, with hash and type by content. Never executed, never sniffed by a browser.</summary>
public sealed class DocumentStore(Database database, NpgsqlDataSource dataSource, TimeProvider clock, MalwareScanner scanner)
{
    /// <summary>The largest attachment, bytes.</summary>
    public const long MaximumSize = 20 * 1024 * 1024;

    const int ChunkSize = 256 * 1024;
    const string Columns = "id, case_id, kind, title, file_name, content_type, size, sha256, stored_at, stored_by";

    /// <summary>Stores the bytes in the caller's transaction. Refuses what is empty, too large, infected, or neither PDF, image nor Office file.</summary>
    public async Task<Outcome<Guid>> Store(UnitOfWork work, Guid caseId, string kind, string title, string fileName, Stream content, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        fileName = Path.GetFileName(fileName);
        var scanning = await scanner.Begin(fileName, ct);
        if (scanning.Refusal is { } away) return away;
        await using var scan = scanning.Value;
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
                    if (ContentTypes.Of(buffer.AsSpan(0, read), fileName) is not { } type)
                        return Refusal.Invalid($"文件“{fileName}”不是 PDF、图片或 Office 文件，请转换后上传", field: "file");
                    await work.Execute("""
                        insert into document(id, case_id, kind, title, file_name, content_type, size, sha256, stored_at, stored_by)
                        values (@id, @caseId, @kind, @title, @fileName, @type, 0, '', @now, @Account)
                        """, new { id, caseId, kind, title, fileName, type, now = clock.GetUtcNow(), work.Actor.Account });
                }
                if (read == 0) break;
                size += read;
                if (size > MaximumSize) return Refusal.Invalid($"文件“{fileName}”超过 20 MB，请压缩或拆分后上传", field: "file");
                hash.AppendData(buffer, 0, read);
                if (scan is not null && await scan.Append(buffer.AsMemory(0, read), ct) is { } interrupted) return interrupted;
                await work.Execute("insert into document_chunk(document_id, number, body) values (@id, @number, @body)", new { id, number, body = buffer.AsSpan(0, read).ToArray() });
                if (read < ChunkSize) break;
            }
            // Nothing of it is committed before the scanner has seen all of it.
            if (scan is not null && await scan.Verdict(ct) is { } infected) return infected;
            await work.Execute("update document set size = @size, sha256 = @sha256 where id = @id", new { id, size, sha256 = hash.GetHashAndReset() });
            return id;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The attachments of a case, oldest first.</summary>
    public Task<IReadOnlyList<StoredDocument>> List(Guid caseId, CancellationToken ct = default)
        => database.Query<StoredDocument>($"select {Columns} from document where case_id = @caseId order by stored_at, id", new { caseId }, ct);

    /// <summary>One attachment, or null. Whether the person may see it is the caller's question, by its case.</summary>
    public Task<StoredDocument?> Find(Guid id, CancellationToken ct = default)
        => database.Find<StoredDocument>($"select {Columns} from document where id = @id", new { id }, ct);

    /// <summary>The bytes, chunk by chunk; PDF and images may open in the browser, everything else is saved.</summary>
    public IResult Download(StoredDocument document)
    {
        var inline = document.ContentType is "application/pdf" || document.ContentType.StartsWith("image/", StringComparison.Ordinal);
        return new DocumentResult(dataSource, document, inline);
    }

    /// <summary>Writes the bytes into a stream, chunk by chunk, whatever their number.</summary>
    public async Task CopyTo(Guid documentId, Stream target, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await Copy(connection, documentId, target, ct);
    }

    static async Task Copy(NpgsqlConnection connection, Guid documentId, Stream target, CancellationToken ct)
    {
        for (var number = 0; ; number++)
        {
            var body = await connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(
                "select body from document_chunk where document_id = @documentId and number = @number", new { documentId, number }, cancellationToken: ct));
            if (body is null) return;
            await target.WriteAsync(body, ct);
        }
    }

    sealed class DocumentResult(NpgsqlDataSource dataSource, StoredDocument document, bool inline) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var ct = httpContext.RequestAborted;
            var response = httpContext.Response;
            var disposition = new ContentDispositionHeaderValue(inline ? "inline" : "attachment");
            disposition.SetHttpFileName(document.FileName);
            response.ContentType = document.ContentType;
            response.ContentLength = document.Size;
            response.Headers.ContentDisposition = disposition.ToString();
            response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            response.Headers.ETag = $"\"{Convert.ToHexStringLower(document.Sha256)}\"";
            response.Headers.CacheControl = "private, no-cache";
            await using var connection = await dataSource.OpenConnectionAsync(ct);
            await Copy(connection, document.Id, response.Body, ct);
        }
    }
}
