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
