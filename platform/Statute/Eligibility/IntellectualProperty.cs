using System.Text;

namespace Alliance.Statute.Eligibility;

/// <summary>The register of rights (Art. 8-3, 16): which two entries are the same right.</summary>
[RestsOn("8(3)", "16")]
public static class IntellectualProperty
{
    /// <summary>The number of a right without what people write differently: width, case, spaces, hyphens, points.</summary>
    public static string Key(string number)
    {
        var text = number.Normalize(NormalizationForm.FormKC);
        Span<char> key = text.Length <= 128 ? stackalloc char[128] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
            if (char.IsLetterOrDigit(c)) key[length++] = char.ToUpperInvariant(c);
        return new string(key[..length]);
    }
}
