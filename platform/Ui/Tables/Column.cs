namespace Alliance.Ui;

/// <summary>A column of a DataTable. A plain text is one too.</summary>
/// <param name="Title">Already translated.</param>
/// <param name="IsNumber">Aligned to the right.</param>
public sealed record Column(string Title, bool IsNumber = false)
{
    /// <summary>A column of text.</summary>
    public static implicit operator Column(string title) => new(title);

    /// <summary>A column of numbers.</summary>
    public static Column Number(string title) => new(title, true);
}

/// <summary>Counts the cells of a row, so that each knows the title of its column on a narrow screen.</summary>
sealed class RowCursor(IReadOnlyList<Column> columns)
{
    int _at;

    public Column? Next() => _at < columns.Count ? columns[_at++] : null;
}
