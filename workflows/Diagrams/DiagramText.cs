namespace Alliance.Workflows.Diagrams;

/// <summary>A piece of a line of words.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Size">In pixels.</param>
/// <param name="Kind">How it is inked.</param>
public sealed record DiagramSpan(string Text, double Size, SpanKind Kind)
{
    /// <summary>As wide as it will be, estimated.</summary>
    public double Width { get; } = DiagramText.Width(Text, Size, Kind is SpanKind.Word or SpanKind.Name);
}

/// <summary>What a piece of a line is.</summary>
public enum SpanKind
{
    /// <summary>A state's name.</summary>
    Name,
    /// <summary>What happens.</summary>
    Word,
    /// <summary>On what it rests, and how long it takes.</summary>
    Aside,
    /// <summary>A number of cases.</summary>
    Figure,
}

/// <summary>
/// How much room words take where nobody can measure them: the picture is drawn before a browser sees it, and each browser has its font.
/// </summary>
public static class DiagramText
{
    /// <summary>The height of a line.</summary>
    public const int Line = 14;

    /// <summary>A Chinese character is as wide as it is high, a Latin letter about half of that.</summary>
    public static double Width(string text, double size, bool isBold = false)
        => text.Sum(c => c switch
        {
            >= '\u2E80' or '◎' or '↻' or (>= '①' and <= '⑳') => 1.0,
            ' ' or '.' or ',' or 'i' or 'l' or 'j' or '·' or '/' => 0.32,
            (>= 'A' and <= 'Z') or 'm' or 'w' or '×' => 0.7,
            _ => 0.56,
        }) * size * (isBold ? 1.06 : 1);

    /// <summary>Words in as few lines as they need, none wider than asked for unless a single word is.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double widest)
    {
        List<string> lines = [];
        // Chinese breaks anywhere, other languages between words.
        var between = text.Contains(' ', StringComparison.Ordinal) ? " " : "";
        foreach (var word in between.Length > 0 ? text.Split(' ') : text.Select(c => c.ToString()))
        {
            var joined = lines.Count == 0 ? word : lines[^1] + between + word;
            if (lines.Count > 0 && Width(joined, size, true) <= widest) lines[^1] = joined;
            else lines.Add(word);
        }
        return lines;
    }
}
