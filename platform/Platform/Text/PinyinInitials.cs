namespace Alliance.Platform.Text;

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
    static readonly Dictionary<char, string> Readings = new()
    {
        ['重'] = "zc", ['行'] = "hx", ['长'] = "cz", ['沈'] = "sc", ['曾'] = "zc", ['单'] = "ds", ['乐'] = "ly", ['传'] = "cz", ['厦'] = "xs",
        ['朝'] = "cz", ['调'] = "dt", ['会'] = "hk", ['车'] = "cj", ['藏'] = "zc", ['石'] = "sd", ['率'] = "ls", ['仇'] = "cq", ['解'] = "jx", ['盛'] = "sc",
        ['参'] = "cs", ['校'] = "xj", ['降'] = "jx", ['系'] = "xj", ['贾'] = "jg", ['尉'] = "wy", ['翟'] = "zd", ['查'] = "cz", ['区'] = "qo", ['朴'] = "pb",
    };

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
