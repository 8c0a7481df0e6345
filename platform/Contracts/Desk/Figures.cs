namespace Alliance.Contracts.Desk;

/// <summary>What a figure counts.</summary>
public enum FigureUnit
{
    /// <summary>Cases or alliances.</summary>
    Count,
    /// <summary>Money, in whole fen.</summary>
    Fen,
    /// <summary>Days.</summary>
    Days,
    /// <summary>So many of a hundred.</summary>
    Percent,
    /// <summary>What <see cref="Figure.Measure"/> says.</summary>
    Other,
}

/// <summary>Which picture suits a figure.</summary>
public enum FigureChart
{
    /// <summary>Upright bars side by side, a group a row; for few rows with short names, such as years.</summary>
    Columns,
    /// <summary>Upright bars whose parts stand on each other.</summary>
    StackedColumns,
    /// <summary>Lying bars, one a row under its name.</summary>
    Bars,
    /// <summary>Lying bars whose parts follow each other.</summary>
    StackedBars,
    /// <summary>A point and a reach a row: the first value is the point, the second how far it goes.</summary>
    Ranges,
}

/// <summary>What the bars of each row are.</summary>
/// <param name="Key">As it stands in addresses.</param>
/// <param name="Name">In the reader's language.</param>
/// <param name="Colour">As states of this kind stand out; null: the next colour.</param>
public sealed record FigureSeries(string Key, string Name, StateColour? Colour = null);

/// <summary>One number of a figure.</summary>
/// <param name="Value">In the figure's unit; money in whole fen.</param>
/// <param name="Link">The list of what it counts, below the public address; null where the reader's list does not hold all of it.</param>
public sealed record FigureValue(decimal Value, string? Link = null);

/// <summary>A row of a figure: a year, a state, a district.</summary>
/// <param name="Key">As it stands in addresses.</param>
/// <param name="Label">In the reader's language.</param>
/// <param name="Values">A value for each series.</param>
/// <param name="Note">What follows from the values, such as a rate; short, it stands at the row.</param>
public sealed record FigureRow(string Key, string Label, IReadOnlyList<FigureValue> Values, string? Note = null);

/// <summary>Numbers that belong together, as a chart and as a table.</summary>
/// <param name="Key">Its name in addresses, alone among all services.</param>
/// <param name="Title">In the reader's language.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Chart">Which picture suits it.</param>
/// <param name="Series">What the bars of a row are.</param>
/// <param name="Rows">The rows, in their order.</param>
/// <param name="Explanation">How it is computed.</param>
/// <param name="Article">The article it is about.</param>
/// <param name="Notes">What the notes of the rows are; null where there are none.</param>
/// <param name="Measure">The unit's own word where <paramref name="Unit"/> has none.</param>
public sealed record Figure(
    string Key,
    string Title,
    FigureUnit Unit,
    FigureChart Chart,
    IReadOnlyList<FigureSeries> Series,
    IReadOnlyList<FigureRow> Rows,
    string Explanation,
    string? Article,
    string? Notes = null,
    string? Measure = null);

/// <summary>A number that stands alone.</summary>
/// <param name="Key">Its name, alone among all services.</param>
/// <param name="Title">In the reader's language.</param>
/// <param name="Value">In the unit; null where there is nothing to divide by.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Link">The list of what it counts; null where there is none.</param>
/// <param name="Note">What it is made of.</param>
public sealed record KeyFigure(string Key, string Title, decimal? Value, FigureUnit Unit, string? Link, string? Note = null);

/// <summary>The figures of one service.</summary>
/// <param name="Key">The few that a reader in a hurry wants.</param>
/// <param name="Charts">The rest.</param>
public sealed record ServiceFigures(IReadOnlyList<KeyFigure> Key, IReadOnlyList<Figure> Charts);
