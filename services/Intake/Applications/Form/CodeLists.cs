using Alliance.Core.Text;
using Alliance.Statute.Industries;
using Alliance.Statute.Regions;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Form;

/// <summary>Codes that nobody knows by heart, found by name, by the first letters of its pronunciation, or by the code itself.</summary>
public static class CodeLists
{
    // Enough to choose from, few enough to read.
    const int Most = 20;

    /// <summary>A code with what it stands for.</summary>
    public sealed record Entry(string Code, string Name);

    /// <summary>小类 of GB/T 4754 that this can mean.</summary>
    public static IReadOnlyList<Entry> Industries(string? q)
        => Find(q, IndustryCodes.All.Where(i => i.Level == IndustryLevel.Class).Select(i => new Entry(i.Code, i.Name)));

    /// <summary>Places of GB/T 2260 that this can mean.</summary>
    public static IReadOnlyList<Entry> Regions(string? q) => Find(q, RegionCodes.All.Select(r => new Entry(r.Code, r.Name)));

    /// <summary>The code that was meant: a name that is the only one of its kind stands for its code, and what is written behind a code
    /// does not count.</summary>
    public static string IndustryCode(string? typed)
        => Meant(typed, 4, IndustryCodes.All.Where(i => i.Level == IndustryLevel.Class).Select(i => new Entry(i.Code, i.Name)));

    /// <summary>The code of the place that was meant.</summary>
    public static string RegionCode(string? typed) => Meant(typed, 6, RegionCodes.All.Select(r => new Entry(r.Code, r.Name)));

    static string Meant(string? typed, int length, IEnumerable<Entry> all)
    {
        var text = TypedText.Code(typed);
        if (text.Length > length && text[..length].All(char.IsAsciiDigit) && !char.IsAsciiLetterOrDigit(text[length]))
            return text[..length];
        if (text.Length == 0 || text.All(char.IsAsciiLetterOrDigit)) return text;
        var named = all.Where(one => one.Name == text || one.Name.EndsWith(text, StringComparison.Ordinal)).Take(2).ToList();
        return named.Count == 1 || (named.Count > 1 && named[0].Name == text) ? named[0].Code : text;
    }

    static IReadOnlyList<Entry> Find(string? q, IEnumerable<Entry> all)
    {
        var text = TypedText.Search(q);
        return text.Length == 0 ? [] : [.. all.Where(one => one.Code.StartsWith(text, StringComparison.Ordinal)
            || one.Name.Contains(text, StringComparison.Ordinal)
            || PinyinInitials.Of(one.Name).Any(letters => letters.Contains(text, StringComparison.Ordinal))).Take(Most)];
    }
}
