using Alliance.Statute.Data;

namespace Alliance.Statute.Regions;

/// <summary>An entry of 行政区划代码 (GB/T 2260).</summary>
/// <param name="Code">Six digits.</param>
/// <param name="Name">With what it belongs to: 云南省昆明市五华区.</param>
public sealed record Region(string Code, string Name);

/// <summary>
/// 行政区划代码 GB/T 2260, as far as the measures look at them (Art. 8): the districts and counties of Kunming, the prefectures of Yunnan,
/// and the provinces. A code elsewhere is known by its province; districts change more often than the list of another
/// province would be kept.
/// </summary>
public static class RegionCodes
{
    static readonly Lazy<OrderedDictionary<string, Region>> Entries = new(Load);

    /// <summary>Every entry: Kunming first, then Yunnan, then the provinces.</summary>
    public static IReadOnlyList<Region> All => Entries.Value.Values;

    /// <summary>The place of a code, as exactly as it is known; null where there is none.</summary>
    public static Region? Find(string code)
    {
        if (code.Length != 6 || code.Any(c => !char.IsAsciiDigit(c))) return null;
        // 晋宁 became a district in 2016; certificates from before still say so.
        if (code == "530122") return Entries.Value["530115"];
        if (Entries.Value.TryGetValue(code, out var known)) return known;
        // Where all codes are known another one is none.
        return code.StartsWith("5301", StringComparison.Ordinal) ? null
            : Entries.Value.GetValueOrDefault($"{code[..4]}00")
                ?? (code.StartsWith("53", StringComparison.Ordinal) ? null : Entries.Value.GetValueOrDefault($"{code[..2]}0000"));
    }

    /// <summary>What a place is called where it is known of which city it is: 五华区; a code of no place stays as it is.</summary>
    public static string Short(string code)
    {
        if (Find(code) is not { } place) return code;
        var city = Find($"{code[..4]}00")?.Name ?? "";
        return place.Name.Length > city.Length && place.Name.StartsWith(city, StringComparison.Ordinal) ? place.Name[city.Length..]
            : place.Name;
    }

    /// <summary>Why this is no code of a place; null when it is one.</summary>
    public static FormattableString? WhyNot(string code)
    {
        if (code.Length != 6 || code.Any(c => !char.IsAsciiDigit(c))) return $"行政区划代码「{code}」应为六位数字，例如五华区 530102";
        if (Find(code) is null) return $"行政区划代码（GB/T 2260）没有 {code}，请核对";
        return null;
    }

    static OrderedDictionary<string, Region> Load()
    {
        var lines = EmbeddedFiles.Read("regions/gbt2260.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (Code: line[..6], Name: line[7..].Trim())).ToDictionary(line => line.Code, line => line.Name);
        var entries = new OrderedDictionary<string, Region>();
        foreach (var (code, name) in lines)
        {
            string[] levels = [$"{code[..2]}0000", $"{code[..4]}00", code];
            entries.Add(code, new(code, string.Concat(levels.Distinct().Select(level => lines.GetValueOrDefault(level)))));
        }
        return entries;
    }
}
