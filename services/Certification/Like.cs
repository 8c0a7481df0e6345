namespace Alliance.Certification;

/// <summary>Search words as a pattern.</summary>
static class Like
{
    /// <summary>Anything that contains the words; null when nothing is searched for.</summary>
    public static string? Contains(string? words) => string.IsNullOrWhiteSpace(words) ? null
        : $"%{words.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
