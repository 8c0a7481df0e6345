using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Alliance.Platform.Tests.Words;

/// <summary>Reads the sources: what the screens and refusals say in Chinese has an English entry, with the same number of values.</summary>
public sealed partial class EveryTextIsInEnglish
{
    static readonly string Root = FindRoot();
    static readonly Dictionary<string, Dictionary<string, string>> Books = ReadBooks();

    public static TheoryData<string> Pages => [.. Sources("*.razor")];
    public static TheoryData<string> Programs => [.. Sources("*.cs")];

    [Theory, MemberData(nameof(Pages))]
    public void A_page_says_nothing_that_has_no_English(string path)
    {
        var source = Comments().Replace(File.ReadAllText(Path.Combine(Root, path)), "");
        // Documents with legal effect are issued in Chinese only; the rest of the page they stand in is not exempt with them.
        source = Official().Replace(source, "");
        var english = BookOf(path);

        // First what is said through the words: its quotation marks may stand inside those of an attribute.
        var rest = Said().Replace(source, "");
        var missing = Said().Matches(source).Concat(Quoted().Matches(rest)).Where(m => Chinese().IsMatch(m.Value))
            .Select(m => Key(m.Groups["text"].Value, m.Groups["dollar"].Success))
            .Where(text => Chinese().IsMatch(text) && !english.Contains(text));
        var bare = Quoted().Replace(rest, "").Split('\n').Where(line => Chinese().IsMatch(line))
            .Select(line => $"not through L[…]: {line.Trim()}");
        Assert.Empty(missing.Concat(bare));
    }

    [Theory, MemberData(nameof(Programs))]
    public void A_refusal_is_said_in_English_too(string path)
    {
        var source = File.ReadAllText(Path.Combine(Root, path));
        var english = BookOf(path);
        var missing = Said().Matches(source).Select(m => Key(m.Groups["text"].Value, m.Groups["dollar"].Success))
            .Where(text => Chinese().IsMatch(text) && !english.Contains(text));
        Assert.Empty(missing);
    }

    [Fact]
    public void The_English_text_uses_no_value_that_the_Chinese_one_does_not_have()
    {
        var wrong = Books.Values.SelectMany(book => book).Where(entry => Placeholders(entry.Value).Except(Placeholders(entry.Key)).Any());
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_sentence_means_the_same_in_every_book()
    {
        var differ = Books.SelectMany(book => book.Value.Select(entry => (Book: book.Key, entry.Key, entry.Value)))
            .GroupBy(entry => entry.Key).Where(entries => entries.Select(entry => entry.Value).Distinct().Count() > 1)
            .Select(entries => $"{entries.Key}: {string.Join("; ", entries.Select(entry => $"{entry.Value} in {entry.Book}"))}");
        Assert.Empty(differ);
    }

    static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Groups[1].Value);

    static IEnumerable<string> Sources(string pattern) => new[] { "platform", "services", "workflows" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
        .Select(path => Path.GetRelativePath(Root, path)).Order();

    // The key of an interpolated text is its format: each value becomes its number, format strings stay.
    static string Key(string literal, bool interpolated)
    {
        var text = Regex.Unescape(literal.Replace("\\\"", "\"", StringComparison.Ordinal));
        if (!interpolated) return text;
        var number = 0;
        return Hole().Replace(text, hole => $"{{{number++}{hole.Groups["format"].Value}}}");
    }

    // What a process has at hand: its own book and those of the floor. A word that stands in another service's book only is not translated
    // there.
    static HashSet<string> BookOf(string path)
        => [.. Books.Where(book => book.Key == ProjectOf(path) || book.Key == "workflows/Engine"
            || book.Key.StartsWith("platform/", StringComparison.Ordinal)).SelectMany(book => book.Value.Keys)];

    static string ProjectOf(string path)
        => path.Split('/') is ["workflows", not "Engine", ..] ? "workflows" : string.Join('/', path.Split('/')[..2]);

    static Dictionary<string, Dictionary<string, string>> ReadBooks()
        => new[] { "platform", "services", "workflows" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "Words.en.resx", SearchOption.AllDirectories))
            .Where(p => !p.Contains("/obj/", StringComparison.Ordinal) && !p.Contains("/bin/", StringComparison.Ordinal))
            .ToDictionary(p => ProjectOf(Path.GetRelativePath(Root, p)),
                p => XDocument.Load(p).Root!.Elements("data")
                    .ToDictionary(entry => (string)entry.Attribute("name")!, entry => (string)entry.Element("value")!));

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Alliance.sln"))) folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("The tests run inside the source tree; Alliance.sln was not found above them.");
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|(?<![:""'\w])//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comments();

    // From its opening tag to the closing one at the same depth.
    [GeneratedRegex(@"^(?<depth> *)<(?<tag>\w+)[^>\n]* data-official.*?^\k<depth></\k<tag>>",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Official();

    [GeneratedRegex(@"(?<dollar>\$)?""(?<text>(?:[^""\\\n]|\\.)*)""")]
    private static partial Regex Quoted();

    // The places where a program speaks to people: the words themselves, refusals, faults and sentences of the law.
    [GeneratedRegex(@"(?:\[State\(|\bL\[|\bwords\[|\bSay\(|Refusal\.\w+\(|new Fault\(|Sentence(?:\s*=|:)\s*|FormattableString \w+ = )\s*" +
        @"(?<dollar>\$)?""(?<text>(?:[^""\\\n]|\\.)*)""")]
    private static partial Regex Said();

    [GeneratedRegex(@"\{(?<value>[^{}:]*)(?<format>:[^{}]*)?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Placeholder();
}
