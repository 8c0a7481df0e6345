namespace Alliance.Statute.Eligibility;

/// <summary>The register of rights (Art. 8-3, 16): which two entries are the same right.</summary>
[RestsOn("8(3)", "16")]
public static class IntellectualProperty
{
    /// <summary>The number of a right without what people write differently: width, case, spaces, hyphens, points.</summary>
    public static string Key(string number)
        => string.Concat(number.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Achievements with a number, each right once.</summary>
    public static IEnumerable<Achievement> Distinct(IEnumerable<Achievement> achievements)
        => achievements.Where(a => Key(a.Number).Length > 0).DistinctBy(a => (a.Kind, Key(a.Number)));
}
