using Alliance.Statute.Text;

namespace Alliance.Statute.Forms;

/// <summary>The register of rights (Art. 8-3, 16): which two entries are the same right.</summary>
[RestsOn("8(3)", "16")]
public static class IntellectualProperty
{
    /// <summary>The number of a right without what people write differently: width, case, spaces, hyphens, points.</summary>
    public static string Key(string number) => TypedText.Letters(number);
}
