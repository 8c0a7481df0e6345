using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>How an article is cited stands once, in platform/Statute/Articles.cs.</summary>
public sealed partial class ArticleTests
{
    static readonly string[] Folders = ["platform", "services", "workflows", "deploy"];

    [Fact]
    public void No_program_types_an_article_again() => House.None(Folders.SelectMany(folder => House.Files(folder, "*.cs"))
        .Where(file => file != "platform/Statute/Articles.cs")
        .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(House.At(file))).GetRoot().DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) && Cited().IsMatch(token.Text))
            .Select(token => $"{file}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {token.Text}")));

    [Fact]
    public void No_page_types_an_article_again() => House.None(Folders.SelectMany(folder => House.Files(folder, "*.razor"))
        .SelectMany(file => Comment().Replace(File.ReadAllText(House.At(file)), comment => new('\n', comment.Value.Count(c => c == '\n')))
            .Split('\n').Index().Where(line => Cited().IsMatch(line.Item)).Select(line => $"{file}:{line.Index + 1}: {line.Item.Trim()}")));

    // A sentence may name an article in passing; what stands alone between quotation marks is a citation.
    [GeneratedRegex("""
        "Art\. ?\d+(\(\d+\))?"
        """)]
    private static partial Regex Cited();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|^[ \t]*//[^\n]*", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Comment();
}
