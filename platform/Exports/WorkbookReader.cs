using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Alliance.Exports;

/// <summary>How a cell holds what stands in it.</summary>
public enum CellKind
{
    /// <summary>Text.</summary>
    Text,
    /// <summary>A number, also one that is shown as a day.</summary>
    Number,
    /// <summary>True or false, as 是 or 否.</summary>
    YesNo,
    /// <summary>A formula that came to nothing, for example #N/A.</summary>
    Error,
}

/// <summary>A cell with something in it.</summary>
/// <param name="Name">For example "F3".</param>
/// <param name="Column">From 0.</param>
/// <param name="Row">From 1, as people count.</param>
/// <param name="Text">What stands in it; a number as Excel stores it.</param>
/// <param name="Kind">How the cell holds it.</param>
/// <param name="Day">The day that a number would be, counted as the workbook counts; null where it would be none.</param>
public sealed record SheetCell(string Name, int Column, int Row, string Text, CellKind Kind = CellKind.Text, DateOnly? Day = null);

/// <summary>Reads the cells of an Excel workbook somebody uploaded. Formulas, formats and macros are not looked at; sizes are bounded, and
/// no entity is ever resolved.</summary>
public static partial class WorkbookReader
{
    // A form filled in by hand is far below this; a bomb in a zip is far above.
    const int MostCells = 50_000;
    // What Excel itself can hold.
    const int LongestCell = 32_767;
    const long MostBytes = 32 * 1024 * 1024;

    const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    // Of a workbook that was saved as "strict".
    const string StrictRelationships = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    static readonly XmlReaderSettings Safely =
        new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes, IgnoreWhitespace = false };

    /// <summary>The sheets by name, each with its filled cells; null when the bytes are no workbook.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<SheetCell>>? Read(Stream stream, CancellationToken ct = default)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Sum(e => e.Length) > MostBytes) return null;
            var targets = Targets(zip);
            var shared = SharedTexts(zip, ct);
            var dayZero = DayZero(zip);
            var sheets = new Dictionary<string, IReadOnlyList<SheetCell>>();
            foreach (var (name, relation) in Names(zip))
                if (targets.TryGetValue(relation, out var target) && Open(zip, target) is { } part)
                    using (part) sheets[name] = Cells(part, shared, dayZero, ct);
            return sheets.Count == 0 ? null : sheets;
        }
        // The file of a web form answers a place before its beginning with ArgumentOutOfRange.
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException
            or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    // Excel counts days from the end of 1899, and as if 1900 had been a leap year; Excel for Mac used to count from 1904.
    static DateOnly DayZero(ZipArchive zip)
    {
        if (Open(zip, "xl/workbook.xml") is { } xml)
            using (xml)
                while (xml.Read())
                    if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                        return xml.GetAttribute("date1904") is "1" or "true" ? new(1904, 1, 1) : new(1899, 12, 30);
        return new(1899, 12, 30);
    }

    static IEnumerable<(string Name, string Relation)> Names(ZipArchive zip)
    {
        if (Open(zip, "xl/workbook.xml") is not { } xml) yield break;
        using (xml)
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
                    yield return (xml.GetAttribute("name") ?? "", xml.GetAttribute("id", Relationships)
                        ?? xml.GetAttribute("id", StrictRelationships) ?? "");
    }

    static Dictionary<string, string> Targets(ZipArchive zip)
    {
        var targets = new Dictionary<string, string>();
        if (Open(zip, "xl/_rels/workbook.xml.rels") is not { } xml) return targets;
        using (xml)
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Target") is { } target)
                    targets[xml.GetAttribute("Id") ?? ""] = target.StartsWith('/') ? target[1..] : $"xl/{target}";
        return targets;
    }

    static List<string> SharedTexts(ZipArchive zip, CancellationToken ct)
    {
        var texts = new List<string>();
        if (Open(zip, "xl/sharedStrings.xml") is not { } xml) return texts;
        using (xml)
            while (xml.Read())
            {
                ct.ThrowIfCancellationRequested();
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" }) texts.Add(TextOf(xml, "si"));
            }
        return texts;
    }

    static List<SheetCell> Cells(XmlReader xml, List<string> shared, DateOnly dayZero, CancellationToken ct)
    {
        var cells = new List<SheetCell>();
        var (row, column) = (0, -1);
        while (xml.Read())
        {
            ct.ThrowIfCancellationRequested();
            // Some programs leave the names of rows and cells out: they are counted.
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
                (row, column) = (int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said)
                    ? said : row + 1, -1);
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" }) continue;
            var name = xml.GetAttribute("r") ?? WorkbookWriter.NameOf(column + 1, row);
            column = Place(name)?.Column ?? column;
            if (xml.IsEmptyElement) continue;
            var type = xml.GetAttribute("t");
            var text = TextOf(xml, "c");
            if (type == "s") text = int.Parse(text, CultureInfo.InvariantCulture) is var at && at >= 0 && at < shared.Count
                ? shared[at] : "";
            if (type == "b") text = text.Trim() is "1" or "true" ? "是" : "否";
            var kind = type switch { "b" => CellKind.YesNo, "e" => CellKind.Error, null or "n" => CellKind.Number, _ => CellKind.Text };
            text = kind == CellKind.Text ? Unescaped(text) : text;
            if (text.Trim().Length == 0 || Place(name) is not { } place) continue;
            if (cells.Count >= MostCells) throw new InvalidDataException("More cells than a form has.");
            cells.Add(new(name, place.Column, place.Row, text, kind, kind == CellKind.Number ? DayOf(text, dayZero) : null));
        }
        return cells;
    }

    // What XML cannot hold is written _x000D_ (ECMA-376, ST_Xstring).
    static string Unescaped(string text) => !text.Contains("_x", StringComparison.OrdinalIgnoreCase) ? text
        : EscapedCharacter().Replace(text,
            m => ((char)ushort.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    /// <summary>Text that would be taken for such a character, marked as text.</summary>
    internal static string Escaped(string text) => EscapedCharacter().Replace(text, "_x005F$0");

    static DateOnly? DayOf(string text, DateOnly dayZero)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is > 366 and < 100_000
            ? dayZero.AddDays((int)serial) : null;

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex EscapedCharacter();

    // The text of a cell or shared string: its runs joined, the reading aid (rPh) and the formula (f) left out.
    static string TextOf(XmlReader xml, string element)
    {
        if (xml.IsEmptyElement) return "";
        var text = new StringBuilder();
        var depth = xml.Depth;
        var more = xml.Read();
        while (more && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth && xml.LocalName == element))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" or "f" })
            {
                // Leaves the reader on what follows, which the next round looks at.
                xml.Skip();
                continue;
            }
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA
                && xml.Depth > depth + 1)
            {
                text.Append(xml.Value);
                if (text.Length > LongestCell) throw new InvalidDataException("More characters than a cell has.");
            }
            more = xml.Read();
        }
        return text.ToString();
    }

    static (int Column, int Row)? Place(string name)
    {
        var column = 0;
        var i = 0;
        for (; i < name.Length && name[i] is >= 'A' and <= 'Z' && i < 3; i++) column = column * 26 + (name[i] - 'A' + 1);
        return i > 0 && int.TryParse(name.AsSpan(i), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? (column - 1, row) : null;
    }

    static XmlReader? Open(ZipArchive zip, string part) => zip.GetEntry(part) is { } entry ? XmlReader.Create(entry.Open(), Safely) : null;
}
