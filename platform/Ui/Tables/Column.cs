namespace Alliance.Ui;

/// <summary>A column of a DataTable. A plain text is one too.</summary>
/// <param name="Title">Already translated.</param>
/// <param name="IsNumber">Aligned to the right.</param>
/// <param name="Key">As the list calls it, where the table shows one that is sorted.</param>
public sealed record Column(string Title, bool IsNumber = false, string? Key = null)
{
    /// <summary>A column of text.</summary>
    public static implicit operator Column(string title) => new(title);

    /// <summary>A column of numbers.</summary>
    public static Column Number(string title) => new(title, true);
}

/// <summary>Counts the cells of a row, so that each knows the title of its column on a narrow screen; those of a list are found by their
/// key.</summary>
sealed class RowCursor(IReadOnlyList<Column> columns)
{
    int _at;

    public Column? Next()
    {
        while (_at < columns.Count)
            if (columns[_at++] is { Key: null } column) return column;
        return null;
    }

    public Column? Of(string key) => columns.FirstOrDefault(column => column.Key == key);
}
