using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Alliance.Core.Lists;

/// <summary>A row as the place where a page ends: what it is sorted by, its key, and which of all rows it was. Opaque in
/// addresses.</summary>
/// <param name="Value">As the database compares it; null where the row has none.</param>
/// <param name="Key">The key.</param>
/// <param name="Position">Which of all rows it was, counted from one.</param>
sealed record ListCursor(object? Value, object Key, int Position)
{
    const int Parts = 4;

    /// <summary>The place an address names; null where it names none of a list in this order.</summary>
    public static ListCursor? Read(string? text, string sort, ListColumn column, ListValue keys)
    {
        if (string.IsNullOrEmpty(text) || !Base64Url.IsValid(text)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n', Parts);
        if (parts.Length < Parts || parts[0] != sort || KeyOf(parts[2], keys) is not { } key
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return null;
        if (parts[3].Length == 0) return new(null, key, position);
        return column.Read(parts[3][1..]) is { } value ? new(value, key, position) : null;
    }

    /// <summary>As it stands in an address.</summary>
    public static string Write(string sort, int position, object key, string? value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{sort}\n{position}\n{key}\n{(value is null ? "" : "=" + value)}")));

    static object? KeyOf(string text, ListValue keys) => keys switch
    {
        ListValue.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        ListValue.Text => text.Contains('\0', StringComparison.Ordinal) ? null : text,
        _ => Guid.TryParse(text, out var key) ? key : null,
    };
}
