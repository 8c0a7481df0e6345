using System.Text;
using Alliance.Statute.Policies;
using Alliance.Statute.Text;

namespace Alliance.Statute.Names;

/// <summary>The name of an alliance (Art. 11): 昆明××产业技术创新战略联盟, by the policy's template.</summary>
[RestsOn("11")]
public static class AllianceName
{
    const string Place = "{x}";

    /// <summary>The full name for a core name such as 钛材料.</summary>
    public static string For(Policy policy, string core) => policy.NameTemplate.Replace(Place, Clean(core), StringComparison.Ordinal);

    /// <summary>Why this core name cannot stand in the template; null when it can.</summary>
    public static FormattableString? WhyNot(Policy policy, string core)
    {
        var name = Clean(core);
        var rules = policy.NameRules;
        if (name.Length == 0) return $"请填写联盟名称";
        if (name.Length > rules.MaxLength) return $"联盟名称的核心部分不超过 {rules.MaxLength} 个字";
        if (name.EnumerateRunes().Any(c => !Rune.IsLetterOrDigit(c) && !"（）()·-、".Contains(c.ToString(), StringComparison.Ordinal)))
            return $"联盟名称「{name}」含有不能用于名称的字符";
        foreach (var start in rules.ForbiddenStarts)
            if (name.StartsWith(start, StringComparison.Ordinal)) return $"名称按「{policy.NameTemplate}」组成，核心部分不以「{start}」开头";
        foreach (var end in rules.ForbiddenEnds)
            if (name.EndsWith(end, StringComparison.Ordinal)) return $"名称按「{policy.NameTemplate}」组成，核心部分不以「{end}」结尾";
        return null;
    }

    /// <summary>Why a full name cannot be given because a live alliance has it; null when it is free.</summary>
    public static FormattableString? WhyTaken(string name, IEnumerable<string> liveNames)
    {
        var key = Key(name);
        if (liveNames.FirstOrDefault(live => Key(live) == key) is { } taken) return $"名称与现有联盟「{taken}」相同";
        return null;
    }

    /// <summary>What two names have in common when they are the same to a reader: width, spaces, dashes, dots and characters nobody sees
    /// make no difference.</summary>
    public static string Key(string name) => TypedText.Key(name);

    static string Clean(string core) => TypedText.Clean(core);
}
