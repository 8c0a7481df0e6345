using System.Globalization;
using System.Text;
using System.Xml;

namespace Alliance.Statute.Text;

/// <summary>
/// What people type, read the way they mean it: an input method writes full-width letters, a copied number brings spaces, another dash or
/// characters nobody sees. Every place that stores, compares or searches such text uses this one.
/// </summary>
public static class TypedText
{
    /// <summary>Characters of one line, where nothing else is said of it.</summary>
    public const int Line = 200;

    /// <summary>As it is stored: without what nobody sees and without space around it; lines end the one way. What can be seen stays as it
    /// was typed.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            // A browser ends lines with CR LF.
            if (c == '\r') clean.Append(i + 1 < text.Length && text[i + 1] == '\n' ? "" : "\n");
            // A joiner holds the parts of an emoji together.
            else if (!IsInvisible(text, i) || (c == '\u200D' && i > 0 && (char.IsLowSurrogate(text[i - 1]) || text[i - 1] == '\uFE0F')))
                clean.Append(c);
        }
        return clean.ToString().Trim();
    }

    /// <summary>A code as a register has it, such as a credit code or an invitation's: letters and digits in their usual width and
    /// capitals, whatever stood between them.</summary>
    public static string Code(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var code = new StringBuilder(text.Length);
        foreach (var c in Compatible(text))
            if (!IsBetween(c)) code.Append(char.ToUpperInvariant(c));
        return code.ToString();
    }

    /// <summary>What two names or numbers have in common when they are the same to a reader: width, case, spaces, dashes, dots and
    /// brackets' kinds make no difference.</summary>
    public static string Key(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var key = new StringBuilder(text.Length);
        foreach (var c in Compatible(text))
            if (!IsBetween(c)) key.Append(char.ToUpperInvariant(Plain(c)));
        return key.ToString();
    }

    /// <summary>As it is searched for and searched in: a part of a text matches what a reader would take for the same. The database's
    /// <c>typed_text</c> says the same of what it stores.</summary>
    public static string Search(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var plain = new StringBuilder(text.Length);
        foreach (var c in Compatible(text)) plain.Append(char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : Plain(c));
        return plain.ToString().Trim();
    }

    /// <summary>The letters and digits of a number, in capitals: what is left of it when every sign between them is a matter of taste, as
    /// in GB/T 1234-2016.</summary>
    public static string Letters(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var letters = new StringBuilder(text.Length);
        // By characters as people count them: a rare one is two of this language.
        foreach (var rune in Compatible(text).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.LetterNumber) letters.Append(Rune.ToUpperInvariant(rune).ToString());
        return letters.ToString();
    }

    /// <summary>True for a text in which nothing can be read: empty, space, or characters nobody sees.</summary>
    public static bool IsBlank(string? text) => !text.AsSpan().ContainsAnyReadable();

    /// <summary>
    /// Where the first character stands that cannot be shown, printed or exported: what XML cannot hold, half of a pair, a control
    /// character other than the end of a line or a tab; -1 when there is none.
    /// </summary>
    public static int Unfit(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            // The second row of control characters XML holds, but nobody can read it.
            else if (text[i] is not ('\n' or '\r' or '\t') && (!XmlConvert.IsXmlChar(text[i]) || char.IsControl(text[i]))) return i;
        return -1;
    }

    // NFKC after what nobody sees is gone; half a surrogate pair and U+FFFE, which it would refuse, are nothing anybody typed.
    static string Compatible(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                // Which of a character's shapes is drawn (U+E0100 and on) is nothing anybody searches for.
                if (text[i] != '\uDB40' || text[i + 1] < '\uDD00') visible.Append(text[i]).Append(text[i + 1]);
                i++;
            }
            else if (!char.IsSurrogate(text[i]) && !IsInvisible(text, i)
                && text[i] is not ((>= '\uFE00' and <= '\uFE0F') or '\uFFFE' or '\uFFFF')) visible.Append(text[i]);
        }
        return visible.ToString().Normalize(NormalizationForm.FormKC);
    }

    static bool ContainsAnyReadable(this ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune)
                is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                    or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate)
                        && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800))
                return true;
        return false;
    }

    // Zero-width and direction characters, the mark at the beginning of a file, a soft hyphen. Joiners inside emoji are among them; a name
    // has none.
    static bool IsInvisible(string text, int at) => text[at] switch
    {
        '\u00AD' or '\u034F' or '\u061C' or '\u115F' or '\u1160' or '\u180E' or '\u3164' or '\uFEFF' or '\uFFA0' => true,
        (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') => true,
        _ => false,
    };

    static bool IsBetween(char c) => char.IsWhiteSpace(c) || Plain(c) is '-' or '.';

    // One dash, one dot, one pair of brackets, one space of each kind that keyboards and documents have.
    static char Plain(char c) => c switch
    {
        (>= '\u2010' and <= '\u2015') or '\u2212' or '\u2043' or '\uFE58' or '\uFE63' or '\uFF0D' or '\u2E3A' or '\u2E3B' => '-',
        '\u00B7' or '\u2022' or '\u2027' or '\u30FB' or '\uFF65' or '\u2219' or '\u22C5' or '\u3002' => '.',
        '[' or '\u3014' or '\u3010' or '\u300C' or '\u300E' or '\u3016' or '{' => '(',
        ']' or '\u3015' or '\u3011' or '\u300D' or '\u300F' or '\u3017' or '}' => ')',
        '\n' => c,
        _ when char.IsWhiteSpace(c) => ' ',
        _ => c,
    };
}
