using System.Globalization;
using System.Net;
using System.Text;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows.Diagrams;

/// <summary>
/// Draws a procedure as SVG that needs neither script nor stylesheet: everything is said in attributes, so that the same picture stands
/// in a page with a strict content security policy and in a file.
/// </summary>
public sealed class DiagramSvg(Words words)
{
    const string Ink = "#1f2328", Quiet = "#59606a", Line = "#8a919c", Primary = "#0958d9";
    const string Font = "-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif";

    static readonly Dictionary<StateColour, (string Fill, string Stroke)> Colours = new()
    {
        [StateColour.Blue] = ("#e6f0ff", "#91caff"),
        [StateColour.Orange] = ("#fff8ec", "#ffd591"),
        [StateColour.Purple] = ("#f6f0ff", "#d3adf7"),
        [StateColour.Green] = ("#f4fbee", "#b7eb8f"),
        [StateColour.Red] = ("#fff1f0", "#ffccc7"),
        [StateColour.Grey] = ("#f4f5f7", "#d3d7dd"),
    };

    /// <summary>The picture.</summary>
    public string Draw(Diagram diagram, Figures figures)
    {
        var (layout, names, said) = Lay(diagram, figures);
        var labels = DiagramLabels.Place(layout, said);
        var svg = new StringBuilder(16_000);
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram\" viewBox=\"0 0 {layout.Width} {layout.Height}\" " +
            $"width=\"{layout.Width}\" height=\"{layout.Height}\" role=\"group\" " +
            $"aria-label=\"{Text(words["{0}程序图", words[Sentences.Kind(diagram.Kind)]])}\" font-family=\"{Font}\" font-size=\"12\" " +
            $"fill=\"{Ink}\">");
        svg.Append(CultureInfo.InvariantCulture,
            $"<defs>{Head($"a-{diagram.Kind}", Line)}{Head($"b-{diagram.Kind}", Primary)}</defs><g fill=\"none\" stroke=\"{Line}\" " +
            $"stroke-width=\"1.3\">");
        var taken = figures.Way is null ? [] : figures.Way.ToHashSet();
        foreach (var arrow in layout.Arrows.OrderBy(arrow => taken.Contains((arrow.From, arrow.To))))
            Path(svg, diagram.Kind, arrow, figures.Way is null ? null : taken.Contains((arrow.From, arrow.To)));
        svg.Append(CultureInfo.InvariantCulture, $"</g><circle cx=\"9\" cy=\"{layout.Boxes.First().MidY}\" r=\"5\" fill=\"{Quiet}\"/>");
        foreach (var box in layout.Boxes) State(svg, diagram, box, names[box.State.Name], figures);
        svg.Append("<g stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\" stroke-linejoin=\"round\" font-size=\"11.5\">");
        for (var i = 0; i < labels.Count; i++) Label(svg, layout.Arrows[i], labels[i], figures);
        return svg.Append("</g></svg>").ToString();
    }

    static string Head(string id, string colour)
        => $"<marker id=\"{id}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\" " +
            $"markerUnits=\"userSpaceOnUse\"><path d=\"M0 0 8 4 0 8Z\" fill=\"{colour}\"/></marker>";

    static void Path(StringBuilder svg, string kind, Arrow arrow, bool? taken)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path data-from=\"{arrow.From}\" data-to=\"{arrow.To}\" d=\"");
        var points = arrow.Points;
        svg.Append(CultureInfo.InvariantCulture, $"M{points[0].X} {points[0].Y}");
        for (var i = 1; i < points.Count - 1; i++)
        {
            // Corners are rounded: stop short of the corner, and turn through it.
            var (before, corner, after) = (points[i - 1], points[i], points[i + 1]);
            var (ax, ay) = Short(corner, before);
            var (bx, by) = Short(corner, after);
            svg.Append(CultureInfo.InvariantCulture, $"L{ax} {ay}Q{corner.X} {corner.Y} {bx} {by}");
        }
        svg.Append(CultureInfo.InvariantCulture, $"L{points[^1].X} {points[^1].Y}\"");
        svg.Append(taken switch
        {
            true => $" stroke=\"{Primary}\" stroke-width=\"2.4\" marker-end=\"url(#b-{kind})\"/>",
            false => $" stroke-opacity=\".45\" marker-end=\"url(#a-{kind})\"/>",
            null => $" marker-end=\"url(#a-{kind})\"/>",
        });
    }

    static (int X, int Y) Short((int X, int Y) corner, (int X, int Y) other)
    {
        const int radius = 6;
        var (dx, dy) = (other.X - corner.X, other.Y - corner.Y);
        return (corner.X + Math.Sign(dx) * Math.Min(radius, Math.Abs(dx) / 2),
            corner.Y + Math.Sign(dy) * Math.Min(radius, Math.Abs(dy) / 2));
    }

    /// <summary>What is drawn where: sized to its words, so that none is wider than its place.</summary>
    internal (DiagramLayout Layout, IReadOnlyDictionary<string, IReadOnlyList<DiagramSpan>> Names, IReadOnlyList<ArrowWords> Said) Lay(
        Diagram diagram, Figures figures)
    {
        var names = diagram.States.ToDictionary(state => state.Name, state => (IReadOnlyList<DiagramSpan>)InState(state, figures));
        var arrows = diagram.Arrows.ToDictionary(arrow => arrow.Key, arrow => OnArrow(arrow.Key, [.. arrow], figures));
        // The number of steps that stay in a state stands in its corner, beside the name.
        var width = Math.Max(124,
            diagram.States.Max(state => names[state.Name].Max(line => line.Width)
                + (state.Ends ? 34 : Stays(diagram, state.Name).Count > 0 ? 52 : 20)));
        var height = Math.Max(60, names.Values.Max(lines => lines.Sum(Height)) + 12);
        // Only what runs from stage to stage needs its words between two columns; what runs on lanes has room there.
        var ends = diagram.States.Where(state => state.Ends).Select(state => state.Name).ToHashSet();
        var between = arrows.Where(arrow => !ends.Contains(arrow.Key.To) && !ends.Contains(arrow.Key.From)).Select(arrow => arrow.Value);
        var gap = Math.Max(92, between.Max(said => Math.Max(DiagramLabels.Width(said.Words), DiagramLabels.Width(said.Asides))) + 56);
        var rows = Math.Max(68, arrows.Values.Max(said => said.Stacked.Count) * DiagramText.Line + 16);
        var layout = new DiagramLayout(diagram, new((int)Math.Ceiling(width), (int)Math.Ceiling(height), (int)Math.Ceiling(gap), rows));
        return (layout, names, [.. layout.Arrows.Select(arrow => arrows[(arrow.From, arrow.To)])]);
    }

    static double Height(DiagramSpan line) => line.Kind == SpanKind.Name ? 16 : line.Kind == SpanKind.Figure ? 16 : 13;

    static List<string> Stays(Diagram diagram, string state)
        => [.. diagram.Steps.Where(step => step.From == state && step.To == state).Select(step => step.Message).Distinct()];

    // The name in at most three lines, then how many cases are there and for how long.
    List<DiagramSpan> InState(DiagramState state, Figures figures)
    {
        List<DiagramSpan> lines =
            [.. DiagramText.Wrap(words[CaseStates.Of(state.Name).Word()], 13, 92).Select(line => new DiagramSpan(line, 13, SpanKind.Name))];
        if (!figures.OfStates.TryGetValue(state.Name, out var figure)) return lines;
        lines.Add(new(figure.First, 12, SpanKind.Figure));
        if (figure.Second is not null) lines.Add(new(figure.Second, 10.5, SpanKind.Aside));
        return lines;
    }

    ArrowWords OnArrow((string From, string To) arrow, IReadOnlyList<DiagramStep> steps, Figures figures)
    {
        var taken = string.Concat(Taken(arrow, figures) is { } times ? times.Select(Circled) : []);
        return new(
            [.. steps.Select(step =>
                (Word: $"{(Sentences.IsDeadline(step.Message) ? "◎" : "")}{words[Sentences.Short(step.Message, step.Condition)]}",
                    Aside: Beside(step, figures))).Distinct()
                .Select((one, i) => (new DiagramSpan((i == 0 ? taken : "") + one.Word, 11.5, SpanKind.Word), one.Aside is null
                    ? null : new DiagramSpan(one.Aside, 10, SpanKind.Aside)))],
            figures.Traffic.TryGetValue(arrow, out var traffic) ? new($"×{traffic}", 10, SpanKind.Figure) : null);
    }

    // At which steps of the case's way the arrow was taken; null where no case is shown.
    static List<int>? Taken((string From, string To) arrow, Figures figures)
        => figures.Way?.Select((step, i) => (step, i)).Where(one => one.step == arrow).Select(one => one.i + 1).ToList();

    void State(StringBuilder svg, Diagram diagram, Box box, IReadOnlyList<DiagramSpan> lines, Figures figures)
    {
        var name = box.State.Name;
        var (fill, stroke) = Colours[StateAttribute.Of(CaseStates.Of(name)).Colour];
        var visited = figures.Way is null || figures.Way.Any(step => step.From == name || step.To == name);
        var current = figures.Current == name;
        if (!visited) (fill, stroke) = ("#fff", "#d3d7dd");
        var link = figures.Link?.Invoke(name);
        if (link is not null) svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Text(link)}\">");
        svg.Append(CultureInfo.InvariantCulture,
            $"<g data-state=\"{name}\"><rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" " +
            $"rx=\"{(box.State.Ends ? 30 : 8)}\" fill=\"{fill}\" stroke=\"{(current ? Primary : stroke)}\" " +
            $"stroke-width=\"{(current ? "3" : "1.5")}\"/>");
        var y = box.MidY - lines.Sum(Height) / 2;
        foreach (var line in lines)
        {
            y += Height(line);
            var ink = line.Kind switch
            {
                SpanKind.Name => "font-weight=\"600\"",
                SpanKind.Figure =>
                $"fill=\"{Primary}\" font-weight=\"600\"",
                _ => $"fill=\"{Quiet}\""
            };
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{box.MidX}\" y=\"{y - 3:0.#}\" text-anchor=\"middle\" font-size=\"{line.Size}\" " +
                $"{ink}>{Text(line.Text)}</text>");
        }
        var stays = Stays(diagram, name);
        if (stays.Count > 0 && !box.State.Ends)
        {
            var heard = string.Join(words["、"], stays.Select(message => words[Sentences.Heard(message)]));
            svg.Append(CultureInfo.InvariantCulture,
                $"<g data-stays=\"{string.Join(' ', stays)}\"><title>{Text(words["停留在本环节：{0}", heard])}</title>" +
                $"<text x=\"{box.Right - 5}\" y=\"{box.Y + 13}\" text-anchor=\"end\" font-size=\"10.5\" " +
                $"fill=\"{Quiet}\">↻{stays.Count}</text></g>");
        }
        svg.Append(link is null ? "</g>" : "</g></a>");
    }

    static void Label(StringBuilder svg, Arrow arrow, IReadOnlyList<LabelBlock> blocks, Figures figures)
    {
        var taken = Taken((arrow.From, arrow.To), figures);
        var colour = taken is null ? Ink : taken.Count > 0 ? Primary : Quiet;
        foreach (var block in blocks)
        {
            var x = block.Anchor switch { "start" => block.Room.X, "end" => block.Room.Right, _ => block.Room.X + block.Room.Width / 2 };
            foreach (var (i, line) in block.Lines.Index())
            {
                svg.Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{x:0.#}\" y=\"{block.Room.Y + 11 + i * DiagramText.Line:0.#}\"" +
                    $"{(block.Anchor == "start" ? "" : $" text-anchor=\"{block.Anchor}\"")}>");
                foreach (var (n, span) in line.Index())
                {
                    var ink = span.Kind switch
                    {
                        SpanKind.Word =>
                            $"{(colour == Ink ? "" : $" fill=\"{colour}\"")}{(taken?.Count > 0 ? " font-weight=\"600\"" : "")}",
                        SpanKind.Figure => $" fill=\"{Primary}\" font-size=\"{span.Size}\"",
                        _ => $" fill=\"{Quiet}\" font-size=\"{span.Size}\"",
                    };
                    svg.Append(CultureInfo.InvariantCulture, $"<tspan{(n > 0 ? " dx=\"4\"" : "")}{ink}>{Text(span.Text)}</tspan>");
                }
                svg.Append("</text>");
            }
        }
    }

    /// <summary>How long the deadlines of a policy are, in words.</summary>
    public IReadOnlyDictionary<string, string> Lengths(Diagram diagram, Policy policy)
        => diagram.Steps.Select(step => step.Message).Distinct().Where(Sentences.IsDeadline)
            .Select(message => (message, Length: DeadlineRule.Length(message, policy))).Where(one => one.Length is not null)
            .ToDictionary(one => one.message, one => Say(one.Length!));

    /// <summary>7 日, 10 个工作日.</summary>
    public string Say(Period period) => period.Unit switch
    {
        PeriodUnit.CalendarDays => words["{0} 日", period.Length],
        PeriodUnit.WorkingDays => words["{0} 个工作日", period.Length],
        PeriodUnit.Months => words["{0} 个月", period.Length],
        PeriodUnit.Years => words["{0} 年", period.Length],
        _ => throw new ArgumentOutOfRangeException(nameof(period), period.Unit, null),
    };

    static string Circled(int number) => number is >= 1 and <= 20 ? ((char)('①' + number - 1)).ToString() : $"({number})";

    // 第十一条 7 日: on what it rests, and how long it is.
    static string? Beside(DiagramStep step, Figures figures)
    {
        var parts = new[] { Article(step.Article), figures.Lengths.GetValueOrDefault(step.Message) }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join(" · ", parts);
    }

    static string? Article(string? article)
        => article is null ? null : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh"
            ? Ui.ArticleText.InChinese(article) : article;

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
