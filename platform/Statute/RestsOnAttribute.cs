namespace Alliance.Statute;

/// <summary>Which articles of the statute a type or member carries out; docs/statute.md is made from it.</summary>
/// <param name="articles">Numbers, with the item where there is one: "8(1)", "14".</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Enum | AttributeTargets.Struct | AttributeTargets.Method | AttributeTargets
    .Property | AttributeTargets.Field,
    AllowMultiple = false, Inherited = false)]
public sealed class RestsOnAttribute(params string[] articles) : Attribute
{
    /// <summary>Numbers, with the item where there is one.</summary>
    public IReadOnlyList<string> Articles { get; } = articles;
}
