using Xunit;

namespace Alliance.House.Tests;

/// <summary>A line is read, not scrolled (docs/style.md).</summary>
public sealed class LineTests
{
    const int Longest = 140;

    static readonly string[] Folders = ["platform", "services", "workflows", "deploy", "tests"];
    static readonly string[] Kinds = ["*.cs", "*.razor", "*.css", "*.js", "*.mjs", "*.sql", "*.sh"];

    // Databases as PostgreSQL wrote them down, and a library as its authors did.
    static readonly string[] Others = ["tests/Platform/Upgrade/", "/wwwroot/lib/"];

    [Fact]
    public void A_line_has_no_more_than_140_columns() => House.None(
        from folder in Folders
        from kind in Kinds
        from file in House.Files(folder, kind)
        where !Others.Any(other => file.Contains(other, StringComparison.Ordinal) && !file.EndsWith(".cs", StringComparison.Ordinal))
        from line in File.ReadLines(House.At(file)).Index()
        where line.Item.Length > Longest
        select $"{file}:{line.Index + 1} has {line.Item.Length}");
}
