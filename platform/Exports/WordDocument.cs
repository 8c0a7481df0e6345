using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Alliance.Exports;

/// <summary>A part of a document: a paragraph, or a table.</summary>
public abstract record WordBlock;

/// <summary>A paragraph.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Style">How it stands on the page.</param>
public sealed record WordParagraph(string Text, WordStyle Style = WordStyle.Body) : WordBlock;

/// <summary>A table with lines around its cells; the first row holds the titles.</summary>
/// <param name="Rows">The rows, each with as many cells as the first.</param>
public sealed record WordTable(IReadOnlyList<IReadOnlyList<string>> Rows) : WordBlock;

/// <summary>How a paragraph stands on the page.</summary>
public enum WordStyle
{
    /// <summary>A line begins two characters in.</summary>
    Body,
    /// <summary>In the middle, large.</summary>
    Title,
    /// <summary>A heading.</summary>
    Heading,
    /// <summary>To the right: who signs, and the day.</summary>
    Signature,
    /// <summary>Without indentation: whom it is for.</summary>
    Plain,
}

/// <summary>
/// A document to be filled in with Word or WPS (Office Open XML). The Open XML SDK was looked at: for paragraphs and a table these few
/// small parts are less than what it asks to be told.
/// </summary>
public static class WordDocument
{
    /// <summary>The content type.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    const string Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>The document as a file.</summary>
    public static byte[] Write(IEnumerable<WordBlock> blocks)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "[Content_Types].xml", """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/word/document.xml"
                ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
                """);
            Put(zip, "_rels/.rels", """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
                Target="word/document.xml"/></Relationships>
                """);
            Put(zip, "word/document.xml", Body(blocks));
        }
        return file.ToArray();
    }

    // The same content is the same file, whenever it is made.
    static void Put(ZipArchive zip, string name, string text)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    static string Body(IEnumerable<WordBlock> blocks)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("w", "document", Main);
            xml.WriteStartElement("body", Main);
            foreach (var block in blocks)
                if (block is WordTable table) Write(xml, table);
                else Write(xml, (WordParagraph)block);
            // A4 with the margins of an official letter.
            xml.WriteStartElement("sectPr", Main);
            Empty(xml, "pgSz", ("w", "11906"), ("h", "16838"));
            Empty(xml, "pgMar", ("top", "1700"), ("right", "1474"), ("bottom", "1588"), ("left", "1588"), ("header", "851"),
                ("footer", "992"), ("gutter", "0"));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + text;
    }

    static void Write(XmlWriter xml, WordParagraph paragraph)
    {
        xml.WriteStartElement("p", Main);
        xml.WriteStartElement("pPr", Main);
        Empty(xml, "spacing", ("line", "480"), ("lineRule", "auto"));
        if (paragraph.Style == WordStyle.Body) Empty(xml, "ind", ("firstLine", "560"));
        if (paragraph.Style is WordStyle.Title or WordStyle.Signature)
            Empty(xml, "jc", ("val", paragraph.Style == WordStyle.Title ? "center" : "right"));
        xml.WriteEndElement();
        Run(xml, paragraph.Text, paragraph.Style == WordStyle.Title ? 36 : 28, paragraph.Style is WordStyle.Title or WordStyle.Heading);
        xml.WriteEndElement();
    }

    static void Write(XmlWriter xml, WordTable table)
    {
        xml.WriteStartElement("tbl", Main);
        xml.WriteStartElement("tblPr", Main);
        Empty(xml, "tblW", ("w", "5000"), ("type", "pct"));
        xml.WriteStartElement("tblBorders", Main);
        foreach (var side in (string[])["top", "left", "bottom", "right", "insideH", "insideV"])
            Empty(xml, side, ("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000"));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("tblGrid", Main);
        foreach (var _ in table.Rows[0]) Empty(xml, "gridCol", ("w", "1000"));
        xml.WriteEndElement();
        foreach (var (n, row) in table.Rows.Index())
        {
            xml.WriteStartElement("tr", Main);
            foreach (var cell in row)
            {
                xml.WriteStartElement("tc", Main);
                xml.WriteStartElement("p", Main);
                Run(xml, cell, 24, n == 0);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void Run(XmlWriter xml, string text, int halfPoints, bool bold)
    {
        var size = halfPoints.ToString(System.Globalization.CultureInfo.InvariantCulture);
        xml.WriteStartElement("r", Main);
        xml.WriteStartElement("rPr", Main);
        Empty(xml, "rFonts", ("ascii", "Times New Roman"), ("hAnsi", "Times New Roman"), ("eastAsia", "仿宋"));
        if (bold) Empty(xml, "b");
        Empty(xml, "sz", ("val", size));
        xml.WriteEndElement();
        xml.WriteStartElement("t", Main);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(text);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Empty(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes) xml.WriteAttributeString("w", attribute, Main, value);
        xml.WriteEndElement();
    }
}
