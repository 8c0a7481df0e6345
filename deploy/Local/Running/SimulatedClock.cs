using System.Buffers.Binary;

namespace Alliance.Local.Running;

/// <summary>
/// The clock that all services of a demonstration or a test run share: real time plus an offset in a small file.
/// Here it is made and read; it is moved through the workflow host (<c>POST /workflows/api/clock</c>), which stops at every deadline on the
/// way.
/// </summary>
public sealed class SimulatedClock
{
    private SimulatedClock(string file) => File = file;

    public string File { get; }

    public DateTimeOffset Now => DateTimeOffset.UtcNow + Offset;

    private TimeSpan Offset => TimeSpan.FromTicks(BinaryPrimitives.ReadInt64LittleEndian(System.IO.File.ReadAllBytes(File)));

    /// <summary>The clock in the file; a new one begins at the given time, or now.</summary>
    public static SimulatedClock At(string file, DateTimeOffset? beginning)
    {
        if (!System.IO.File.Exists(file))
        {
            var offset = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(offset, (beginning - DateTimeOffset.UtcNow ?? TimeSpan.Zero).Ticks);
            System.IO.File.WriteAllBytes(file, offset);
        }
        return new(file);
    }
}
