using Alliance.Statute.Policies;

namespace Alliance.Statute.Operation;

/// <summary>The yearly activity of an alliance, from its registers (Art. 5, 6, 16): so many points for each entry whose day lies in the
/// year,
/// at most so many for a kind; the grade is the best whose mark is reached. It informs, and decides nothing.</summary>
[RestsOn("5", "6", "16")]
public static class Activity
{
    /// <summary>The points of one kind.</summary>
    /// <param name="Kind">The register.</param>
    /// <param name="Entries">Entries of the year.</param>
    /// <param name="Each">Points for each.</param>
    /// <param name="Most">Points at most.</param>
    public sealed record Line(string Kind, int Entries, int Each, int Most)
    {
        /// <summary>What it gives.</summary>
        public int Points => (int)Math.Min((long)Entries * Each, Most);
    }

    /// <summary>The formula with what was counted, a line for each kind that the policy counts.</summary>
    public static IReadOnlyList<Line> Of(IReadOnlyDictionary<string, int> entries, ActivityRule rule)
        => [.. rule.Points.Select(points => new Line(points.Kind, entries.GetValueOrDefault(points.Kind), points.Each, points.Most))];

    /// <summary>The grade of so many points: the best whose mark is reached; the last where none is.</summary>
    public static string Grade(int points, ActivityRule rule)
        => (rule.Grades.FirstOrDefault(grade => points >= grade.Mark) ?? rule.Grades[^1]).Grade;
}
