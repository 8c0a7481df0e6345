using Alliance.Statute.Data;

namespace Alliance.Statute.Policies;

/// <summary>The policy versions that ship with the product. A version is never changed once a case was opened under it; a change is a new version.</summary>
public static class PolicyBook
{
    static readonly Lazy<IReadOnlyList<Policy>> Shipped = new(() =>
        [.. EmbeddedFiles.Under("policies/").Where(f => !f.Name.EndsWith(".schema.json", StringComparison.Ordinal)).Select(f => new Policy(PolicyDocument.Deserialize(f.Text)))]);

    /// <summary>Every version, examples of other places included.</summary>
    public static IReadOnlyList<Policy> All => Shipped.Value;

    /// <summary>The version a case was opened under.</summary>
    /// <exception cref="StatuteException">There is no such version.</exception>
    public static Policy Find(string version) => All.FirstOrDefault(p => p.Version == version)
        ?? throw new StatuteException($"没有政策版本 {version}");

    /// <summary>The version in force on this day. Before the first there is none in law; the earliest is answered, so that trials on past dates work.</summary>
    public static Policy InForce(DateOnly day)
    {
        var versions = All.Where(p => p.Status == PolicyStatus.InForce).OrderBy(p => p.Document.EffectiveFrom).ToList();
        return versions.LastOrDefault(p => p.Document.EffectiveFrom <= day) ?? versions[0];
    }
}
