using System.Text.RegularExpressions;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>Who is told what stands in docs/letters.md, a row for each letter that a step writes, and nothing else.</summary>
public sealed partial class LetterTests
{
    [Fact]
    public void The_table_of_letters_is_what_the_steps_write()
    {
        var written = House.Files("services", "*.cs").Concat(House.Files("workflows", "*.cs"))
            .SelectMany(file => Written().Matches(File.ReadAllText(House.At(file)))
            .Select(letter => (Step: Path.GetFileNameWithoutExtension(file), Letter: letter.Groups["title"].Value))).Distinct().ToList();
        var listed = Listed().Matches(File.ReadAllText(House.At("docs/letters.md")))
            .Select(row => (Step: row.Groups["step"].Value, Letter: row.Groups["title"].Value)).Distinct().ToList();

        Assert.NotEmpty(written);
        House.None([
            .. written.Except(listed).Select(letter => $"{letter.Step} writes “{letter.Letter}”, which docs/letters.md does not list"),
            .. listed.Except(written).Select(letter => $"docs/letters.md lists “{letter.Letter}” of {letter.Step}, which nothing writes"),
        ]);
    }

    [GeneratedRegex("""\.Tell\(\s*work,.+?\$"(?<title>[^"]+)",""", RegexOptions.Singleline)]
    private static partial Regex Written();

    [GeneratedRegex("""^\| `(?<step>\w+)` \| [^|]+ \| (?<title>[^|]+) \|$""", RegexOptions.Multiline)]
    private static partial Regex Listed();
}
