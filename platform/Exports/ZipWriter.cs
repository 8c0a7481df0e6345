using System.IO.Compression;
using System.Text;

namespace Alliance.Exports;

/// <summary>Writes a ZIP straight into an answer, entry by entry; what an entry holds is never held.</summary>
public sealed class ZipWriter(Stream target) : IAsyncDisposable
{
    // The framework ends an entry synchronously, which a web server refuses, also when it is asked to end it asynchronously. Those few
    // bytes stay here until the next asynchronous write takes them along.
    readonly BufferedStream _buffer = new(target, 16 * 1024);
    ZipArchive? _archive;

    /// <summary>Writes one entry.</summary>
    public async Task Add(string name, Func<Stream, Task> write, CompressionLevel compression = CompressionLevel.Fastest)
    {
        _archive ??= await ZipArchive.CreateAsync(_buffer, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        await using var entry = await _archive.CreateEntry(name, compression).OpenAsync();
        await write(entry);
        // What is left to end the entry fits beside nothing else.
        await entry.FlushAsync();
    }

    /// <summary>Writes one entry and answers with what a manifest says of it.</summary>
    public async Task<Part> AddHashed(string name, Func<Stream, Task> write, CompressionLevel compression = CompressionLevel.Fastest)
    {
        Part? part = null;
        await Add(name, async entry =>
        {
            await using var hashed = new HashingStream(entry);
            await write(hashed);
            part = new(name, hashed.Written, hashed.Hash());
        }, compression);
        return part!;
    }

    /// <summary>An entry as a manifest names it.</summary>
    /// <param name="Name">Its name in the archive.</param>
    /// <param name="Bytes">How long it is, unpacked.</param>
    /// <param name="Sha256">Its SHA-256 in hexadecimal digits.</param>
    public sealed record Part(string Name, long Bytes, string Sha256)
    {
        /// <summary>A line that <c>sha256sum -c</c> reads.</summary>
        public string Line => $"{Sha256}  {Name}\n";
    }

    /// <summary>Writes one entry of text.</summary>
    public Task Add(string name, string text, CancellationToken ct)
        => Add(name, entry => entry.WriteAsync(Encoding.UTF8.GetBytes(text), ct).AsTask());

    /// <summary>Writes the list of entries, which ends the archive.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_archive is not null) await _archive.DisposeAsync();
        await _buffer.FlushAsync();
    }
}
