using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Alliance.Platform.Exports;

/// <summary>A cell with something in it.</summary>
/// <param name="Name">For example "F3".</param>
/// <param name="Column">From 0.</param>
/// <param name="Row">From 1, as people count.</param>
/// <param name="Text">What stands in it; a number as Excel stores it.</param>
public sealed record SheetCell(string Name, int Column, int Row, string Text);

/// <summary>Reads the cells of an Excel workbook somebody uploaded. Formulas, formats and macros are not looked at; sizes are bounded, and no entity is ever resolved.</summary>
public static class WorkbookReader
{
    // A form filled in by hand is far below this; a bomb in a zip is far above.
    const int MostCells = 50_000;
    // What Excel itself can hold.
    const int LongestCell = 32_767;
    const long MostBytes = 32 * 1024 * 1024;

    static readonly XmlReaderSettings Safely = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes, IgnoreWhitespace = false };

    /// <summary>The sheets by name, each with its filled cells; null when the bytes are no workbook.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<SheetCell>>? Read(Stream stream, CancellationToken ct = default)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Sum(e => e.Length) > MostBytes) return null;
            var targets = Targets(zip);
            var shared = SharedTexts(zip, ct);
            var sheets = new Dictionary<string, IReadOnlyList<SheetCell>>();
            foreach (var (name, relation) in Names(zip))
                if (targets.TryGetValue(relation, out var target) && Open(zip, target) is { } part)
                    using (part) sheets[name] = Cells(part, shared, ct);
            return sheets.Count == 0 ? null : sheets;
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException)
        {
            return null;
        }
    }

    static IEnumerable<(string Name, string Relation)> Names(ZipArchive zip)
    {
        if (Open(zip, "xl/workbook.xml") is not { } xml) yield break;
        using (xml)
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
                    yield return (xml.GetAttribute("name") ?? "", xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") ?? "");
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

    static List<SheetCell> Cells(XmlReader xml, List<string> shared, CancellationToken ct)
    {
        var cells = new List<SheetCell>();
        while (xml.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" } || xml.IsEmptyElement) continue;
            var (name, type) = (xml.GetAttribute("r") ?? "", xml.GetAttribute("t"));
            var text = TextOf(xml, "c");
            if (type == "s") text = int.Parse(text, CultureInfo.InvariantCulture) is var at && at >= 0 && at < shared.Count ? shared[at] : "";
            if (type == "b") text = text == "1" ? "是" : "否";
            if (text.Trim().Length == 0 || Place(name) is not { } place) continue;
            if (cells.Count >= MostCells) throw new InvalidDataException("More cells than a form has.");
            cells.Add(new(name, place.Column, place.Row, text));
        }
        return cells;
    }

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
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA && xml.Depth > depth + 1)
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
        return i > 0 && int.TryParse(name.AsSpan(i), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? (column - 1, row) : null;
    }

    static XmlReader? Open(ZipArchive zip, string part) => zip.GetEntry(part) is { } entry ? XmlReader.Create(entry.Open(), Safely) : null;
}
