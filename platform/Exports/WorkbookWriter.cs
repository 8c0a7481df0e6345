using System.Drawing;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Validations;
using SpreadCheetah.Worksheets;

namespace Alliance.Exports;

/// <summary>A column of a sheet.</summary>
/// <param name="Title">Stands in the first row.</param>
/// <param name="Width">In characters.</param>
/// <param name="Choices">What the cells below offer in a list; null: anything may be typed.</param>
/// <param name="Number">True: what reads as a number is one, and can be summed.</param>
public sealed record SheetColumn(string Title, int Width = 20, IReadOnlyList<string>? Choices = null, bool Number = false);

/// <summary>A cell that offers a list of its own.</summary>
/// <param name="Cell">For example "B3".</param>
/// <param name="Choices">The list.</param>
public sealed record CellChoices(string Cell, IReadOnlyList<string> Choices);

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">On the tab, at most 31 characters.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows below the titles.</param>
/// <param name="Choices">Cells with a list of their own.</param>
public sealed record Sheet(
    string Name,
    IReadOnlyList<SheetColumn> Columns,
    IAsyncEnumerable<IReadOnlyList<string?>> Rows,
    IReadOnlyList<CellChoices>? Choices = null)
{
    /// <summary>A sheet of rows that are at hand.</summary>
    public Sheet(
        string name,
        IReadOnlyList<SheetColumn> columns,
        IEnumerable<IReadOnlyList<string?>> rows,
        IReadOnlyList<CellChoices>? choices = null)
        : this(name, columns, rows.ToAsyncEnumerable(), choices) { }
}

/// <summary>
/// An Excel workbook (Office Open XML), written row by row into a stream that need not seek: a list of any length takes no memory.
/// Every cell is text, so that a credit code keeps its digits and nothing is ever a formula; a column of numbers says that it is one.
/// </summary>
public static class WorkbookWriter
{
    /// <summary>The content type.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // Lists of choices are offered this far down.
    const int RowsWithChoices = 500;

    static readonly Style Text = new()
    {
        Format = NumberFormat.Standard(StandardNumberFormat.Text),
        Alignment = new() { Vertical = VerticalAlignment.Top, WrapText = true },
    };
    static readonly Style Number = new()
    {
        Format = NumberFormat.Custom("#,##0.##"),
        Alignment = new() { Vertical = VerticalAlignment.Top, Horizontal = HorizontalAlignment.Right },
    };
    static readonly Style Title = Text with { Font = new() { Bold = true }, Fill = new() { Color = Color.FromArgb(0xE6, 0xF0, 0xFF) } };

    /// <summary>Writes the workbook.</summary>
    public static async Task Write(Stream stream, IReadOnlyList<Sheet> sheets, CancellationToken ct)
    {
        // The library writes some bytes synchronously, which a web server refuses; they wait here for the next row.
        await using var written = new FileBufferingWriteStream(memoryThreshold: 1024 * 1024);
        await using (var book = await Spreadsheet.CreateNewAsync(written,
            new() { WriteCellReferenceAttributes = true, PreserveStringWhitespace = true }, ct))
        {
            var (text, title, number) = (book.AddStyle(Text), book.AddStyle(Title), book.AddStyle(Number));
            foreach (var sheet in sheets)
            {
                await book.StartWorksheetAsync(sheet.Name, Layout(sheet), ct);
                await book.AddRowAsync(Cells(sheet.Columns.Select(c => c.Title), title), ct);
                await foreach (var row in sheet.Rows.WithCancellation(ct))
                {
                    await book.AddRowAsync(Cells(sheet, row, text, number), ct);
                    await written.DrainBufferAsync(stream, ct);
                }
                foreach (var (cells, choices) in sheet.Columns.Index().Where(c => c.Item.Choices is not null)
                    .Select(c => ($"{NameOf(c.Index, 2)}:{NameOf(c.Index, RowsWithChoices)}", c.Item.Choices!))
                    .Concat((sheet.Choices ?? []).Select(c => (c.Cell, c.Choices))))
                    // A list that is too long for the format is not offered. What is typed is judged when it comes back, not by Excel.
                    if (DataValidation.TryCreateListValues(choices, showDropdown: true, out var list))
                    {
                        list.ShowErrorAlert = false;
                        book.AddDataValidation(cells, list);
                    }
            }
            await book.FinishAsync(ct);
        }
        await written.DrainBufferAsync(stream, ct);
    }

    /// <summary>The name of a cell: column 0 of row 1 is A1.</summary>
    public static string NameOf(int column, int row)
    {
        var letters = "";
        for (var n = column + 1; n > 0; n = (n - 1) / 26) letters = (char)('A' + (n - 1) % 26) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }

    static WorksheetOptions Layout(Sheet sheet)
    {
        var layout = new WorksheetOptions { FrozenRows = 1 };
        foreach (var (index, column) in sheet.Columns.Index())
            (layout.Column(index + 1).Width, layout.Column(index + 1).DefaultStyle) = (column.Width, Text);
        return layout;
    }

    static List<StyledCell> Cells(Sheet sheet, IReadOnlyList<string?> row, StyleId text, StyleId number)
        => [.. row.Index().Select(cell => sheet.Columns.Count > cell.Index && sheet.Columns[cell.Index].Number
            && decimal.TryParse(cell.Item, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
                ? new StyledCell(value, number) : new StyledCell(WorkbookReader.Escaped(cell.Item ?? ""), text))];

    static List<StyledCell> Cells(IEnumerable<string?> row, StyleId style)
        => [.. row.Select(text => new StyledCell(WorkbookReader.Escaped(text ?? ""), style))];
}
