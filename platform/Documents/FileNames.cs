using System.Globalization;
using System.Text;
using Alliance.Statute.Text;

namespace Alliance.Documents;

/// <summary>The name under which a file is kept: one that Windows, Linux and macOS can unpack, one line, without what nobody
/// sees.</summary>
public static class FileNames
{
    // In a folder of its own this fits everywhere: 255 bytes on Linux, 260 characters with the path on Windows.
    const int MostCharacters = 100;
    const int MostBytes = 180;

    static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2",
        "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>The name of a file as it is kept, whatever it was called where it came from; its ending stays.</summary>
    public static string Safe(string? name)
    {
        // A browser on Windows may send the path too.
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new StringBuilder();
        foreach (var rune in TypedText.Clean(last).EnumerateRunes())
            clean.Append(IsForbidden(rune) ? "_" : rune.ToString());
        var text = clean.ToString().Trim(' ', '.');
        var ending = Path.GetExtension(text);
        if (ending.Length > 10) ending = "";
        var stem = text[..^ending.Length].TrimEnd(' ', '.');
        if (stem.Length == 0) stem = "_";
        if (Devices.Contains(stem.Split('.')[0])) stem = $"_{stem}";
        return Shortened(stem, ending) + ending;
    }

    /// <summary>A file's name without its ending, for want of a title.</summary>
    public static string Stem(string? name) => Path.GetFileNameWithoutExtension(Safe(name));

    static bool IsForbidden(Rune rune) => rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' or '\uFFFD'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned;

    static string Shortened(string stem, string ending)
    {
        var kept = new StringBuilder();
        var bytes = Encoding.UTF8.GetByteCount(ending);
        foreach (var rune in stem.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes || kept.Length + rune.Utf16SequenceLength + ending.Length > MostCharacters) break;
            kept.Append(rune.ToString());
        }
        return kept.ToString().TrimEnd(' ', '.');
    }
}
