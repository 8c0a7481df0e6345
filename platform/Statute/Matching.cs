namespace Alliance.Statute;

/// <summary>
/// 配套 (Art. 12): the lead unit matches the grant at not less than ratio : 1, so matching ≥ grant × ratio. The other reading, a third of
/// the grant, is not followed: the subject of the sentence is the lead unit and 不低于 sets a floor.
/// </summary>
[RestsOn("12")]
public static class Matching
{
    /// <summary>True when the matching reaches the floor, in integer fen.</summary>
    public static bool IsMet(long matchingFen, long grantFen, int ratio) => matchingFen >= (Int128)grantFen * ratio;

    /// <summary>The floor.</summary>
    public static long RequiredFen(long grantFen, int ratio) => checked(grantFen * ratio);
}
