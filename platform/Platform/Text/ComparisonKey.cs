using System.Globalization;
using System.Text;

namespace Alliance.Platform.Text;

/// <summary>
/// What a number or a name is compared by: full-width and half-width, upper and lower case, with and without spaces, dashes, dots,
/// brackets and invisible characters are the same thing typed differently. Never shown; what was typed is kept beside it.
/// </summary>
public static class ComparisonKey
{
    /// <summary>Letters and digits only, in one width and case; empty for nothing.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var key = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.LetterNumber)
                key.Append(Rune.ToUpperInvariant(rune));
        return key.ToString();
    }
}
