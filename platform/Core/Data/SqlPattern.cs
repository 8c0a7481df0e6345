using Alliance.Statute.Text;

namespace Alliance.Core.Data;

/// <summary>Search words as a pattern for <c>like</c>, to be compared with <c>typed_text(column)</c>.</summary>
public static class SqlPattern
{
    /// <summary>Anything that contains the words as a reader takes them, signs and all; null when nothing is searched for.</summary>
    public static string? Contains(string? words) => TypedText.Search(words) is { Length: > 0 } plain
        ? $"%{plain.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)}%"
        : null;
}
