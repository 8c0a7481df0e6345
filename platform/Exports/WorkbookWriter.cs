using System.Globalization;
using System.Text;

namespace Alliance.Exports;

/// <summary>A column of a sheet.</summary>
/// <param name="Title">Stands in the first row.</param>
/// <param name="Width">In characters.</param>
/// <param name="Choices">What the cells below offer in a list; null: anything may be typed.</param>
public sealed record SheetColumn(string Title, int Width = 20, IReadOnlyList<string>? Choices = null);

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
/// Every cell is text, so that a credit code keeps its digits and nothing is ever a formula.
/// </summary>
public static class WorkbookWriter
{
    /// <summary>The content type.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // Lists of choices are offered this far down.
    const int RowsWithChoices = 500;
    const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>Writes the workbook.</summary>
    public static async Task Write(Stream stream, IReadOnlyList<Sheet> sheets, CancellationToken ct)
    {
        await using var zip = new ZipWriter(stream);
        await zip.Add("[Content_Types].xml", $"""
            {Head}<Types xmlns="{Package}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{ContentType}.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
            {string.Concat(sheets.Select((_, i) => $"""<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="{Part}"/>"""))}
            </Types>
            """, ct);
        await zip.Add("_rels/.rels", $"""
            {Head}<Relationships xmlns="{Package}/relationships">
            <Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """, ct);
        await zip.Add("xl/workbook.xml", $"""
            {Head}<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>
            {string.Concat(sheets.Select((s, i) => $"""<sheet name="{Text(s.Name)}" sheetId="{i + 1}" r:id="rId{i + 1}"/>"""))}</sheets>
            </workbook>
            """, ct);
        await zip.Add("xl/_rels/workbook.xml.rels", $"""
            {Head}<Relationships xmlns="{Package}/relationships">
            {string.Concat(sheets.Select((_, i) => $"""
                <Relationship Id="rId{i + 1}" Type="{Relations}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>
                """))}
            <Relationship Id="rId{sheets.Count + 1}" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """, ct);
        // Style 1 is text (format 49) that wraps, style 2 a title.
        await zip.Add("xl/styles.xml", $"""
            {Head}<styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>
            <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill>
            <patternFill patternType="solid"><fgColor rgb="FFE6F0FF"/></patternFill></fill></fills><borders count="1"><border/></borders>
            <cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>
            <xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
            <xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">
            <alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>
            """, ct);
        for (var i = 0; i < sheets.Count; i++)
        {
            var sheet = sheets[i];
            await zip.Add(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{i + 1}.xml"), async part =>
            {
                await using var text = new StreamWriter(part, new UTF8Encoding(false), leaveOpen: true);
                await WriteSheet(text, sheet, ct);
            });
        }
    }

    /// <summary>The name of a cell: column 0 of row 1 is A1.</summary>
    public static string NameOf(int column, int row)
    {
        var letters = "";
        for (var n = column + 1; n > 0; n = (n - 1) / 26) letters = (char)('A' + (n - 1) % 26) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }

    // What a sheet is, in the list of contents.
    const string Part = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

    static async Task WriteSheet(StreamWriter text, Sheet sheet, CancellationToken ct)
    {
        await text.WriteAsync($"""
            {Head}<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0">
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>
            """.AsMemory(), ct);
        for (var c = 0; c < sheet.Columns.Count; c++)
            await text.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                $"""<col min="{c + 1}" max="{c + 1}" width="{sheet.Columns[c].Width}" style="1" customWidth="1"/>""").AsMemory(), ct);
        await text.WriteAsync("</cols><sheetData>".AsMemory(), ct);
        await text.WriteAsync(Row([.. sheet.Columns.Select(c => c.Title)], 1, style: 2).AsMemory(), ct);
        var row = 1;
        await foreach (var cells in sheet.Rows.WithCancellation(ct)) await text.WriteAsync(Row(cells, ++row, style: 1).AsMemory(), ct);
        await text.WriteAsync("</sheetData>".AsMemory(), ct);

        var lists = sheet.Columns.Index().Where(c => c.Item.Choices is not null)
            .Select(c => (Cells: $"{NameOf(c.Index, 2)}:{NameOf(c.Index, RowsWithChoices)}", Choices: c.Item.Choices!))
            .Concat((sheet.Choices ?? []).Select(c => (Cells: c.Cell, c.Choices))).ToList();
        if (lists.Count > 0)
        {
            await text.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                $"""<dataValidations count="{lists.Count}">""").AsMemory(), ct);
            foreach (var (cells, choices) in lists)
                await text.WriteAsync($"""
                    <dataValidation type="list" allowBlank="1" sqref="{cells}">
                    <formula1>{Text($"\"{string.Join(',', choices)}\"")}</formula1></dataValidation>
                    """.AsMemory(), ct);
            await text.WriteAsync("</dataValidations>".AsMemory(), ct);
        }
        await text.WriteAsync("</worksheet>".AsMemory(), ct);
    }

    static string Row(IReadOnlyList<string?> cells, int row, int style)
    {
        var xml = new StringBuilder();
        xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
        for (var c = 0; c < cells.Count; c++)
            if (cells[c] is { Length: > 0 } value)
                xml.Append(CultureInfo.InvariantCulture,
                    $"<c r=\"{NameOf(c, row)}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">").Append(Text(value))
                        .Append("</t></is></c>");
        return xml.Append("</row>").ToString();
    }

    // What XML cannot hold is left out: people cannot see it either.
    // What looks like an escape of the format (_x000D_) is marked as text, since a reader would take it for one.
    static string Text(string value)
        => System.Security.SecurityElement
            .Escape(WorkbookReader.Escaped(
                string.Concat(value.Where(c => c is '\t' or '\n' or '\r' || (c >= ' ' && c is not ('\uFFFE' or '\uFFFF'))))));
}
