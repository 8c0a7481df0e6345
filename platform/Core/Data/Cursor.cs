using System.Buffers.Binary;
using System.Buffers.Text;

namespace Alliance.Core.Data;

/// <summary>Where a page of a list ended, in a list ordered by an instant and a key; the next page begins behind it. Opaque in
/// addresses.</summary>
/// <param name="At">The last row's instant.</param>
/// <param name="Id">The last row's key.</param>
public sealed record Cursor(DateTimeOffset At, Guid Id)
{
    const int Length = sizeof(long) + 16;

    /// <summary>The place an address names; null, the beginning of the list, where it names none.</summary>
    public static Cursor? Read(string? text)
    {
        var bytes = new byte[Length];
        if (text is null || text.Length > 2 * Length || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var read) || read != Length) return null;
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks ? null
            : new(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes.AsSpan(sizeof(long))));
    }

    /// <summary>As it stands in an address.</summary>
    public override string ToString()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.UtcTicks);
        Id.TryWriteBytes(bytes.AsSpan(sizeof(long)));
        return Base64Url.EncodeToString(bytes);
    }
}
