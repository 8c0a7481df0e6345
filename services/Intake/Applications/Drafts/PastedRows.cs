using System.Text;
using System.Text.Json.Nodes;
using Alliance.Core.Rules;
using Alliance.Exports;
using Alliance.Statute.Forms;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>A column of a table of rows that are edited in place.</summary>
/// <param name="Path">The field, as <see cref="FormFields"/> names it.</param>
/// <param name="Title">Key of its translation, as it stands above the column.</param>
public sealed record RowColumn(string Path, string Title);

/// <summary>
/// Rows copied from Excel and pasted into a table: cells between tabs, a cell with several lines between quotation marks. Each cell is
/// read as the workbook's are; where one cannot be understood it is named, and nothing is taken.
/// </summary>
public static class PastedRows
{
    // What a form can hold, and one line of titles.
    const int MostRows = 101;

    /// <summary>The rows with what was pasted, or every cell that cannot be understood.</summary>
    /// <param name="part">The part of the form.</param>
    /// <param name="columns">The columns of the table, in their order.</param>
    /// <param name="text">What was copied.</param>
    /// <param name="rows">The rows as they stand.</param>
    /// <param name="at">Row and column of the cell it was pasted into, "2,0"; null puts it below the last row.</param>
    /// <param name="form">The form, for the units that cells mean.</param>
    public static Outcome<JsonArray> Read(
        FormPart part, IReadOnlyList<RowColumn> columns, string? text, JsonArray rows, string? at, ApplicationForm form)
    {
        var lines = Lines(text ?? "");
        if (lines.Count == 0) return Refusal.Invalid($"没有可以读入的内容，请从 Excel 复制后粘贴", field: "pasted");
        if (lines.Count > MostRows) return Refusal.Invalid($"一次最多粘贴 {MostRows - 1} 行", field: "pasted");
        var (firstRow, firstColumn) = Place(at, rows.Count);
        List<FormField?> fields = [.. columns.Skip(firstColumn).Select(column => part.Fields.First(f => f.Path == column.Path))];
        var faults = new List<Fault>();
        if (Titles(part, columns, lines[0]) is { } titled)
        {
            fields = titled;
            lines.RemoveAt(0);
        }
        var result = rows.DeepClone().AsArray();
        foreach (var (n, line) in lines.Index())
        {
            while (result.Count <= firstRow + n) result.Add(FormWorkbook.Empty(part));
            var row = result[firstRow + n]!.AsObject();
            foreach (var (c, cell) in line.Index())
            {
                if (c >= fields.Count || fields[c] is not { } field)
                {
                    if (cell.Length > 0) faults.Add(new($"第 {n + 1} 行第 {c + 1} 列“{cell}”没有对应的栏目", Field: "pasted"));
                    continue;
                }
                if (Put(field, cell, row, part, form) is { } wrong)
                    faults.Add(new($"第 {n + 1} 行“{TitleOf(field, columns)}”：{wrong}", Field: "pasted"));
            }
        }
        return faults.Count > 0 ? Refusal.Invalid(faults) : result;
    }

    static Word TitleOf(FormField field, IReadOnlyList<RowColumn> columns)
        => new(columns.FirstOrDefault(column => column.Path == field.Path)?.Title ?? field.Label);

    static FormattableString? Put(FormField field, string cell, JsonObject row, FormPart part, ApplicationForm form)
    {
        if (cell.Length == 0)
        {
            // As in Excel an empty cell empties what it is pasted over.
            if (!field.Path.Contains('.', StringComparison.Ordinal)) row[field.Path] = FormWorkbook.Empty(part)[field.Path]?.DeepClone();
            return null;
        }
        var meant = cell;
        if (part.Path != "members" && field.Path.EndsWith("CreditCode", StringComparison.Ordinal))
        {
            var found = form.Members.Where(m => m.CreditCode.Length > 0
                && (m.CreditCode == TypedText.Code(cell) || TypedText.Letters(m.Name) == TypedText.Letters(cell))).ToList();
            if (found.Count == 0) return $"成员单位中没有“{cell}”，请填写成员单位的名称或统一社会信用代码";
            meant = found[0].CreditCode;
        }
        return FormWorkbook.Put(field, new SheetCell("", 0, 0, meant), row);
    }

    // A first line that consists of titles says which column is which.
    static List<FormField?>? Titles(FormPart part, IReadOnlyList<RowColumn> columns, IReadOnlyList<string> line)
    {
        var fields = line.Select(cell => part.Fields.FirstOrDefault(f => f.Label == cell)
            ?? (columns.FirstOrDefault(c => c.Title == cell) is { } known ? part.Fields.First(f => f.Path == known.Path) : null)).ToList();
        return fields.Index().All(f => f.Item is not null || line[f.Index].Length == 0) && fields.Any(f => f is not null) ? fields : null;
    }

    static (int Row, int Column) Place(string? at, int rows)
        => at?.Split(',') is [var row, var column] && int.TryParse(row, out var r) && int.TryParse(column, out var c)
            && r >= 0 && c is >= 0 and < 50 ? (Math.Min(r, rows), c) : (rows, 0);

    /// <summary>The cells of each line that holds any.</summary>
    internal static List<IReadOnlyList<string>> Lines(string text)
    {
        var lines = new List<IReadOnlyList<string>>();
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
            else if (quoted && c == '"') quoted = false;
            else if (!quoted && c == '"' && cell.Length == 0) quoted = true;
            else if (!quoted && c is ('\t' or '\n'))
            {
                EndCell();
                if (c == '\n') EndLine();
            }
            else cell.Append(c);
        }
        EndCell();
        EndLine();
        return lines;

        void EndCell()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }

        void EndLine()
        {
            if (cells.Any(one => one.Length > 0)) lines.Add(cells);
            cells = [];
        }
    }
}
