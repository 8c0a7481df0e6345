namespace Alliance.Local.Infrastructure;

/// <summary>A lock between processes that the kernel releases however its holder ends.</summary>
public sealed class FileLock : IAsyncDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>The lock, or null when another process holds it.</summary>
    public static FileLock? Try(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The lock, as soon as it is free.</summary>
    public static async Task<FileLock> Wait(string path, CancellationToken ct)
    {
        while (true)
        {
            if (Try(path) is { } taken) return taken;
            await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
