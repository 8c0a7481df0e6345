using System.Text.RegularExpressions;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>What the documents say of the sources still holds.</summary>
public sealed partial class DocumentTests
{
    static readonly string[] Folders = ["docs", "platform", "services", "workflows", "deploy", "tests"];

    public static TheoryData<string> Documents => [.. Directory.EnumerateFiles(House.Root, "*.md").Select(file => Path.GetFileName(file))
        .Concat(Folders.SelectMany(folder => House.Files(folder, "*.md"))).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Documents))]
    public void A_link_leads_to_a_file(string document)
        => House.None(Link().Matches(File.ReadAllText(House.At(document))).Select(link => link.Groups["to"].Value)
            // What begins with a slash is an address of the product; a test of the guides opens them.
            .Where(to => !to.Contains("://", StringComparison.Ordinal) && !to.StartsWith('/')
                && !Path.Exists(House.At(Path.Combine(Path.GetDirectoryName(document)!, to.Split('#')[0])))));

    /// <summary>
    /// An example follows a comment that names its file: <c>&lt;!-- code: path --&gt;</c>. It may leave lines out (…) and break them
    /// elsewhere.
    /// </summary>
    [Theory, MemberData(nameof(Documents))]
    public void An_example_stands_in_the_file_it_names(string document)
        => Assert.All(Example().Matches(File.ReadAllText(House.At(document))), example =>
        {
            var (source, at) = (WithoutSpace(File.ReadAllText(House.At(example.Groups["path"].Value))), 0);
            foreach (var part in example.Groups["code"].Value.Split('…').Select(WithoutSpace).Where(part => part.Length > 0))
            {
                var found = source.IndexOf(part, at, StringComparison.Ordinal);
                Assert.True(found >= 0, $"{example.Groups["path"].Value} does not say: {part}");
                at = found + part.Length;
            }
        });

    static string WithoutSpace(string text) => Space().Replace(text, "");

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"<!-- code: (?<path>\S+) -->\s*```\w+\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
