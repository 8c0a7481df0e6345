using System.IO.Compression;
using System.Text;

namespace Alliance.Exports;

/// <summary>
/// Writes a ZIP straight into an answer, entry by entry. The library writes an entry's head and tail synchronously, which a web server
/// refuses: those few bytes are held until the next asynchronous write takes them along. Nothing else is ever held.
/// </summary>
public sealed class ZipWriter(Stream target) : IAsyncDisposable
{
    readonly Gathering _gathering = new(target);
    ZipArchive? _archive;

    /// <summary>Writes one entry.</summary>
    public async Task Add(string name, Func<Stream, Task> write, CompressionLevel compression = CompressionLevel.Fastest)
    {
        _archive ??= new ZipArchive(_gathering, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        using (var entry = _archive.CreateEntry(name, compression).Open()) await write(entry);
        await _gathering.FlushAsync();
    }

    /// <summary>Writes one entry of text.</summary>
    public Task Add(string name, string text, CancellationToken ct)
        => Add(name, entry => entry.WriteAsync(Encoding.UTF8.GetBytes(text), ct).AsTask());

    /// <summary>Writes the list of entries, which ends the archive.</summary>
    public async ValueTask DisposeAsync()
    {
        _archive?.Dispose();
        await _gathering.FlushAsync();
    }

    sealed class Gathering(Stream target) : Stream
    {
        readonly MemoryStream _held = new();

        public override void Write(byte[] buffer, int offset, int count) => _held.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => _held.Write(buffer);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await FlushAsync(cancellationToken);
            await target.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
            => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            if (_held.Length == 0) return;
            await target.WriteAsync(_held.GetBuffer().AsMemory(0, (int)_held.Length), cancellationToken);
            _held.SetLength(0);
        }

        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    }
}
