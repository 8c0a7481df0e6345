using Xunit.v3;

namespace Alliance.Statute.Tests;

/// <summary>Ties a test to the articles it proves; docs/statute.md is made from it. Run one article's tests with <c>-trait
/// Article=11</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ArticleAttribute(params string[] articles) : Attribute, ITraitAttribute
{
    public IReadOnlyList<string> Articles { get; } = articles;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. Articles.Select(a => KeyValuePair.Create("Article", a))];
}
