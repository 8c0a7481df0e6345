namespace Alliance.Statute.Eligibility;

/// <summary>
/// 同等条件下优先 (Art. 5, 13): between equal scores a recognised alliance comes first. It breaks ties and never changes a score.
/// </summary>
[RestsOn("5", "13")]
public static class Priority
{
    /// <summary>Orders by score, best first; only between equal scores the recognised alliance comes first.</summary>
    public static IReadOnlyList<T> Order<T>(IEnumerable<T> items, Func<T, decimal> score, Func<T, bool> isRecognised)
        => [.. items.OrderByDescending(score).ThenByDescending(isRecognised)];
}
