namespace Alliance.House.Tests;

/// <summary>What leads to what.</summary>
static class Circles
{
    /// <summary>The groups of things that lead to each other, each in order; none where every arrow runs downward.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> In(IReadOnlyDictionary<string, IReadOnlyCollection<string>> arrows)
    {
        var reached = arrows.Keys.ToDictionary(from => from, from => ReachedFrom(from, arrows));
        return [.. arrows.Keys.Where(at => reached[at].Contains(at)).GroupBy(Circle, (circle, _) => circle).Order(StringComparer.Ordinal)
            .Select(circle => (IReadOnlyList<string>)circle.Split(' '))];

        // All that something leads to and that leads back to it; the same for each of them. Names of projects and folders have no spaces.
        string Circle(string at) => string.Join(' ', reached[at]
            .Where(to => reached.GetValueOrDefault(to)?.Contains(at) == true).Order(StringComparer.Ordinal));
    }

    /// <summary>Everything that an arrow, or several one after another, lead to.</summary>
    public static IReadOnlySet<string> ReachedFrom(string start, IReadOnlyDictionary<string, IReadOnlyCollection<string>> arrows)
    {
        HashSet<string> reached = [];
        Stack<string> next = new([start]);
        while (next.TryPop(out var at))
            foreach (var to in arrows.GetValueOrDefault(at, []))
                if (reached.Add(to)) next.Push(to);
        return reached;
    }
}
