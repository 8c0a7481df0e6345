using Alliance.Statute.Data;

namespace Alliance.Statute.Policies;

/// <summary>The policy versions there are: those that ship with the product and those a bureau put beside them. A version is never changed
/// once a case was opened under it; a change is a new version.</summary>
public static class PolicyBook
{
    static readonly Lazy<IReadOnlyList<Policy>> Shipped = new(() => Load(EmbeddedFiles.Under("policies/").Select(f => f.Text)));

    static volatile IReadOnlyList<Policy>? _held;

    /// <summary>Every version, examples of other places included.</summary>
    public static IReadOnlyList<Policy> All => _held ?? Shipped.Value;

    /// <summary>Puts a bureau's own versions beside the shipped ones; once, when a service starts. Called again, the former ones are
    /// gone.</summary>
    /// <exception cref="StatuteException">A document is faulty, or does not fit beside the others; nothing is changed.</exception>
    public static void Beside(IEnumerable<string> documents)
        => _held = Load(EmbeddedFiles.Under("policies/").Select(f => f.Text).Concat(documents));

    /// <summary>The version of this name, where somebody may have asked for one that this installation does not know; null then.</summary>
    public static Policy? Known(string? version) => All.FirstOrDefault(p => p.Version == version);

    /// <summary>The version a case was opened under.</summary>
    /// <exception cref="StatuteException">There is no such version.</exception>
    public static Policy Find(string version) => Known(version)
        ?? throw new StatuteException($"没有政策版本 {version}");

    /// <summary>The version in force on this day. Before the first there is none in law; the earliest is answered, so that trials on past
    /// dates work.</summary>
    [RestsOn("19")]
    public static Policy InForce(DateOnly day) => InForce(All, day);

    internal static Policy InForce(IReadOnlyList<Policy> policies, DateOnly day)
    {
        Policy? earliest = null, found = null;
        foreach (var policy in policies)
        {
            if (policy.Status != PolicyStatus.InForce) continue;
            var from = policy.Document.EffectiveFrom;
            if (earliest is null || from < earliest.Document.EffectiveFrom) earliest = policy;
            if (from <= day && (found is null || from > found.Document.EffectiveFrom)) found = policy;
        }
        return found ?? earliest ?? throw new StatuteException($"没有施行中的政策");
    }

    internal static IReadOnlyList<Policy> Load(IEnumerable<string> documents)
    {
        var policies = documents.Select(text => PolicyReader.Read(text).Required()).ToList();
        foreach (var policy in policies)
            if (WhyNotAdd([.. policies.Where(p => p != policy)], policy) is { } wrong) throw new StatuteException(wrong);
        return policies;
    }

    /// <summary>Why a further version cannot stand beside the others; null when it can.</summary>
    public static FormattableString? WhyNotAdd(IReadOnlyList<Policy> held, Policy added)
    {
        if (held.Any(p => p.Version == added.Version)) return $"已有政策版本 {added.Version}；已使用的版本不能更改，请用新的版本号";
        if (added.Status == PolicyStatus.InForce
            && held.FirstOrDefault(p => p.Status == PolicyStatus.InForce
            && p.Document.EffectiveFrom == added.Document.EffectiveFrom) is { } same)
            return $"政策版本 {same.Version} 与 {added.Version} 的施行日期相同，无法确定适用哪一版";
        return null;
    }
}
