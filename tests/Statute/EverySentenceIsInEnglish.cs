using System.Globalization;
using System.Xml.Linq;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Alliance.Statute.Tests;

/// <summary>Reads the library's sources: every Chinese sentence, and every word that goes into one, has its English.</summary>
public sealed class EverySentenceIsInEnglish
{
    static readonly string Library = Path.Combine(SourceTree.Root, "platform", "Statute");
    static readonly Dictionary<string, string> English = XDocument.Load(Path.Combine(Library, "Resources", "Words.en.resx")).Root!
        .Elements("data").ToDictionary(d => (string)d.Attribute("name")!, d => (string)d.Element("value")!);

    [Fact]
    public void A_sentence_has_its_English()
    {
        var missing = Directory.EnumerateFiles(Library, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            // Amounts are written for Chinese documents only.
            .Where(path => Path.GetFileName(path) != "Money.cs")
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes()
            .OfType<InterpolatedStringExpressionSyntax>())
            .Where(text => !IsEvidence(text)).Select(Format)
            .Where(format => format.Any(c => c is >= '\u4e00' and <= '\u9fff') && !English.ContainsKey(format)).Distinct();
        Assert.Empty(missing);
    }

    [Fact]
    public void A_word_of_the_policy_or_the_calendar_has_its_English()
    {
        var policy = PolicyBook.Find("kunming-2016.1");
        string[] words =
        [
            .. policy.ReviewCriteria.Select(c => c.Name), .. policy.Indicators.SelectMany(i => new[] { i.Name, i.Family }),
            .. policy.CostCategories.Select(c => c.Name),
            .. policy.KeyIndustries, .. policy.Grades, .. policy.AwardLevels.Select(a => a.Level), policy.RegionName,
            .. WorkCalendar.StateCouncil.Notices.SelectMany(n => n.Days).Select(d => d.Name),
        ];
        Assert.All(words.Distinct(), word => Assert.Contains(word, English));
    }

    [Fact]
    public void The_English_uses_the_values_of_the_Chinese()
        => Assert.All(English, entry =>
            Assert.NotNull(string.Format(CultureInfo.InvariantCulture, entry.Value,
                [.. Enumerable.Range(0, 6).Where(n => entry.Key.Contains($"{{{n}", StringComparison.Ordinal)).Select(n => (object)n)])));

    // Evidence quotes the form as it is; it is no sentence.
    static bool IsEvidence(InterpolatedStringExpressionSyntax text)
        => text.Ancestors().OfType<VariableDeclaratorSyntax>().Any(v => v.Identifier.Text == "evidence");

    static string Format(InterpolatedStringExpressionSyntax text)
    {
        var number = 0;
        return string.Concat(text.Contents.Select(part => part switch
        {
            InterpolatedStringTextSyntax literal => literal.TextToken.ValueText,
            InterpolationSyntax hole => $"{{{number++}{hole.FormatClause}}}",
            _ => throw new InvalidOperationException(part.ToString()),
        }));
    }
}
