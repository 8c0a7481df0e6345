namespace Alliance.Core.Data;

/// <summary>A page of a list.</summary>
/// <param name="Items">What stands on it.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Cuts lists into pages.</summary>
public static class Page
{
    /// <summary>The page of these rows.</summary>
    /// <param name="rows">One more than a page holds was asked for, so that it is known whether there is a next one.</param>
    /// <param name="size">Rows of a page.</param>
    /// <param name="end">Where a page ends whose last row this is.</param>
    public static Page<T> Of<T>(IReadOnlyList<T> rows, int size, Func<T, string> end)
        => rows.Count > size ? new([.. rows.Take(size)], end(rows[size - 1])) : new(rows, null);
}
