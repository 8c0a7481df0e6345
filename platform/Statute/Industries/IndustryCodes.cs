using Alliance.Statute.Data;

namespace Alliance.Statute.Industries;

/// <summary>How fine a code of GB/T 4754 is.</summary>
public enum IndustryLevel
{
    /// <summary>门类, one letter.</summary>
    Section,
    /// <summary>大类, two digits.</summary>
    Division,
    /// <summary>中类, three digits.</summary>
    Group,
    /// <summary>小类, four digits.</summary>
    Class,
}

/// <summary>One entry of 国民经济行业分类 (GB/T 4754-2017).</summary>
/// <param name="Code">C, 32, 325 or 3252.</param>
/// <param name="Name">Its Chinese name.</param>
/// <param name="Level">门类, 大类, 中类 or 小类.</param>
/// <param name="Parent">Code of the entry above; null for a section.</param>
public sealed record Industry(string Code, string Name, IndustryLevel Level, string? Parent);

/// <summary>
/// 国民经济行业分类 GB/T 4754-2017 (Art. 4): 20 sections, 97 divisions, 473 groups and the 1,381 classes 小类 of the edition of October 2017, for
/// which forms ask.
/// </summary>
[RestsOn("4")]
public static class IndustryCodes
{
    static readonly Lazy<OrderedDictionary<string, Industry>> Entries = new(Load);

    /// <summary>Every entry, in the order of the standard.</summary>
    public static IReadOnlyList<Industry> All => Entries.Value.Values;

    /// <summary>The entry of this code, a class with or without its section's letter (3252, C3252); null when there is none.</summary>
    public static Industry? Find(string code) => Entries.Value.GetValueOrDefault(Digits(code));

    /// <summary>The entries under this one.</summary>
    public static IEnumerable<Industry> Under(string code) => All.Where(i => i.Parent == code);

    /// <summary>Why this is no industry code for a form, which asks for the four-digit class; null when it is one.</summary>
    public static FormattableString? WhyNot(string code)
    {
        if (string.IsNullOrWhiteSpace(code)) return $"请填写国民经济行业代码";
        var digits = Digits(code);
        if (digits.Length != 4 || digits.Any(c => !char.IsAsciiDigit(c))) return $"国民经济行业代码「{code}」应为四位数字的小类代码，例如 3252";
        if (Find(digits[..2]) is not { } division) return $"国民经济行业分类（GB/T 4754-2017）没有大类 {digits[..2]}";
        if (Find(digits[..3]) is not { } group)
            return $"国民经济行业分类（GB/T 4754-2017）大类 {division.Code} {new Text.Word(division.Name)}没有中类 {digits[..3]}";
        if (Find(digits) is null) return $"国民经济行业分类（GB/T 4754-2017）中类 {group.Code} {new Text.Word(group.Name)}没有小类 {digits}，请核对";
        if (code.Trim().Length == 5 && !code.Trim().StartsWith(division.Parent!, StringComparison.OrdinalIgnoreCase))
            return $"国民经济行业代码「{code}」的大类 {division.Code} {new Text.Word(division.Name)}属于门类 {division.Parent}";
        return null;
    }

    // Five characters are a class with its section's letter before it, as some registers write it.
    static string Digits(string code)
        => code.Trim() is { Length: 5 } text && char.IsAsciiLetter(text[0]) ? text[1..] : code.Trim().ToUpperInvariant();

    static OrderedDictionary<string, Industry> Load()
    {
        var entries = new OrderedDictionary<string, Industry>();
        string? section = null, division = null, group = null;
        foreach (var line in EmbeddedFiles.Read("industries/gbt4754-2017.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (code, name) = (line[..space], line[(space + 1)..].Trim());
            entries.Add(code, code.Length switch
            {
                1 => new(section = code, name, IndustryLevel.Section, null),
                2 => new(division = code, name, IndustryLevel.Division, section),
                3 => new(group = code, name, IndustryLevel.Group, division),
                _ => new(code, name, IndustryLevel.Class, group),
            });
        }
        return entries;
    }
}
