using System.Text;

namespace Alliance.Exports;

/// <summary>A list as CSV that a spreadsheet opens with its Chinese intact; written row by row, however long it is.</summary>
public static class Csv
{
    /// <summary>The content type.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>Writes the titles and then every row.</summary>
    public static async Task Write(
        Stream stream, IReadOnlyList<string> titles, IAsyncEnumerable<IReadOnlyList<string?>> rows, CancellationToken ct)
    {
        // The mark at the beginning tells spreadsheets that this is UTF-8.
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            leaveOpen: true)
        { NewLine = "\r\n" };
        await text.WriteLineAsync(Line(titles).AsMemory(), ct);
        await foreach (var row in rows.WithCancellation(ct)) await text.WriteLineAsync(Line(row).AsMemory(), ct);
    }

    static string Line(IReadOnlyList<string?> cells) => string.Join(',', cells.Select(Cell));

    /// <summary>A cell. One that begins like a formula is text all the same, whatever stands before its sign and however wide that
    /// is.</summary>
    public static string Cell(string? value) => value switch
    {
        null or "" => "",
        _ when value[0] is '\t' or '\r' or '\n'
            || value.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '−', ..] =>
                $"\"'{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ when value.AsSpan().ContainsAny(",\"\r\n") => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => value,
    };
}
