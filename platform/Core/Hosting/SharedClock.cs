using System.IO.MemoryMappedFiles;

namespace Alliance.Core.Hosting;

/// <summary>
/// The simulated time of demonstrations and tests: real time plus an offset that all services read from one small file,
/// so that all of them see the same instant. Only configured where <c>Clock:File</c> is set.
/// </summary>
public sealed class SharedClock : TimeProvider, IDisposable
{
    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _offset;

    /// <summary>Opens the shared file; it is made, with offset zero, where it does not exist.</summary>
    public SharedClock(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(
            new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite), null, sizeof(long),
            MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _offset = _file.CreateViewAccessor(0, sizeof(long));
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(_offset.ReadInt64(0));

    /// <summary>Moves the time of everybody to this instant; back only while nothing has happened yet, which the caller knows.</summary>
    public void MoveTo(DateTimeOffset instant) => _offset.Write(0, (instant - System.GetUtcNow()).Ticks);

    /// <inheritdoc/>
    public void Dispose()
    {
        _offset.Dispose();
        _file.Dispose();
    }
}
