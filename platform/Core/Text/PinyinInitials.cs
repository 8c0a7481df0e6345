namespace Alliance.Core.Text;

/// <summary>
/// The first letters of a Chinese name by its pronunciation, as offices type them: 昆明钛材料 is found by "kmtcl". One letter for each
/// character from U+4E00 to U+9FFF, taken from the Unicode collation by pinyin (CLDR 47), so that it is the same on every machine.
/// </summary>
public static class PinyinInitials
{
    const char First = '一';
    const int MostReadings = 8;

    static readonly Lazy<string> Letters = new(Load);

    // Characters that names use under a second reading; both are found.
    static readonly Dictionary<char, string> Readings =
        ("重zc 行hx 长cz 沈sc 曾zc 单ds 乐ly 传cz 厦xs 朝cz 调dt 会hk 车cj 藏zc 石sd 率ls 仇cq 解jx 盛sc 参cs 校xj 降jx 系xj 贾jg "
        + "尉wy 翟zd 查cz 区qo 朴pb")
        .Split(' ').ToDictionary(reading => reading[0], reading => reading[1..]);

    /// <summary>Every reading of the text, at most eight; letters and digits stand for themselves, everything else is left out.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        IReadOnlyList<string> readings = [""];
        foreach (var c in text)
        {
            var letters = LettersOf(c);
            if (letters.Length == 0) continue;
            // A name full of ambiguous characters has too many readings to keep: then the usual one of the rest is enough.
            if (letters.Length * readings.Count > MostReadings) letters = letters[..1];
            readings = [.. readings.SelectMany(_ => letters, (before, letter) => before + letter)];
        }
        return [.. readings.Where(r => r.Length > 0)];
    }

    static string LettersOf(char c) => c switch
    {
        >= First and < (char)0xA000 => Readings.TryGetValue(c, out var two) ? two : Letters.Value[c - First].ToString(),
        _ when char.IsAsciiLetterOrDigit(c) => char.ToLowerInvariant(c).ToString(),
        _ => "",
    };

    static string Load()
    {
        using var stream = typeof(PinyinInitials).Assembly.GetManifestResourceStream("pinyin-initials.txt")
            ?? throw new InvalidOperationException("The table of pinyin initials is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("");
    }
}
