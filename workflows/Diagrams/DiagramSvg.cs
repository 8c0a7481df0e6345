using System.Globalization;
using System.Net;
using System.Text;
using Alliance.Platform.Hosting;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Ui;
using Alliance.Workflows.Cases;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Diagrams;

/// <summary>
/// Draws a procedure as SVG that needs neither script nor stylesheet: everything is said in attributes, so that the same picture stands
/// in a page with a strict content security policy and in a file.
/// </summary>
public sealed class DiagramSvg(Words words)
{
    const string Ink = "#1f2328", Quiet = "#59606a", Line = "#8a919c", Primary = "#0958d9";
    const string Font = "-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif";

    static readonly Dictionary<string, (string Fill, string Stroke)> Colours = new()
    {
        ["blue"] = ("#e6f0ff", "#91caff"),
        ["orange"] = ("#fff8ec", "#ffd591"),
        ["purple"] = ("#f6f0ff", "#d3adf7"),
        ["green"] = ("#f4fbee", "#b7eb8f"),
        ["red"] = ("#fff1f0", "#ffccc7"),
        ["grey"] = ("#f4f5f7", "#d3d7dd"),
    };

    /// <summary>The picture.</summary>
    public string Draw(Diagram diagram, Figures figures)
    {
        var layout = new DiagramLayout(diagram);
        var svg = new StringBuilder(16_000);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram\" viewBox=\"0 0 {layout.Width} {layout.Height}\" width=\"{layout.Width}\" height=\"{layout.Height}\" role=\"group\" aria-label=\"{Text(words["{0}程序图", words[Sentences.Kind(diagram.Kind)]])}\" font-family=\"{Font}\" font-size=\"12\" fill=\"{Ink}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<defs>{Head($"a-{diagram.Kind}", Line)}{Head($"b-{diagram.Kind}", Primary)}</defs><g fill=\"none\" stroke=\"{Line}\" stroke-width=\"1.3\">");
        var taken = figures.Way is null ? [] : figures.Way.ToHashSet();
        foreach (var arrow in layout.Arrows.OrderBy(arrow => taken.Contains((arrow.From, arrow.To)))) Path(svg, diagram.Kind, arrow, figures.Way is null ? null : taken.Contains((arrow.From, arrow.To)));
        svg.Append(CultureInfo.InvariantCulture, $"</g><circle cx=\"9\" cy=\"{layout.Boxes.First().MidY}\" r=\"5\" fill=\"{Quiet}\"/>");
        foreach (var box in layout.Boxes) State(svg, diagram, box, figures);
        svg.Append("<g stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\" stroke-linejoin=\"round\" font-size=\"11.5\">");
        foreach (var arrow in layout.Arrows) Label(svg, diagram, arrow, figures);
        return svg.Append("</g></svg>").ToString();
    }

    static string Head(string id, string colour)
        => $"<marker id=\"{id}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\" markerUnits=\"userSpaceOnUse\"><path d=\"M0 0 8 4 0 8Z\" fill=\"{colour}\"/></marker>";

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
        return (corner.X + Math.Sign(dx) * Math.Min(radius, Math.Abs(dx) / 2), corner.Y + Math.Sign(dy) * Math.Min(radius, Math.Abs(dy) / 2));
    }

    void State(StringBuilder svg, Diagram diagram, Box box, Figures figures)
    {
        var name = box.State.Name;
        var (fill, stroke) = Colours[States.Of(name).Colour];
        var visited = figures.Way is null || figures.Way.Any(step => step.From == name || step.To == name);
        var current = figures.Current == name;
        if (!visited) (fill, stroke) = ("#fff", "#d3d7dd");
        var link = figures.Link?.Invoke(name);
        if (link is not null) svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Text(link)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<g data-state=\"{name}\"><rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{Box.Width}\" height=\"{Box.Height}\" rx=\"{(box.State.Ends ? 30 : 8)}\" fill=\"{fill}\" stroke=\"{(current ? Primary : stroke)}\" stroke-width=\"{(current ? "3" : "1.5")}\"/>");
        var lines = Wrap(words[States.Chinese(name)]);
        var has = figures.OfStates.TryGetValue(name, out var figure);
        var height = lines.Count * 16 + (has ? 16 : 0) + (figure.Second is null ? 0 : 13);
        var y = box.MidY - height / 2 + 13;
        foreach (var line in lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{box.MidX}\" y=\"{y}\" text-anchor=\"middle\" font-size=\"13\" font-weight=\"600\">{Text(line)}</text>");
            y += 16;
        }
        if (has) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{box.MidX}\" y=\"{y}\" text-anchor=\"middle\" fill=\"{Primary}\" font-weight=\"600\">{Text(figure.First)}</text>");
        if (figure.Second is not null) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{box.MidX}\" y=\"{y + 14}\" text-anchor=\"middle\" font-size=\"10.5\" fill=\"{Quiet}\">{Text(figure.Second)}</text>");
        var stays = diagram.Steps.Where(step => step.From == name && step.To == name).Select(step => step.Message).Distinct().ToList();
        if (stays.Count > 0 && !box.State.Ends)
            svg.Append(CultureInfo.InvariantCulture, $"<g data-stays=\"{string.Join(' ', stays)}\"><title>{Text(words["停留在本环节：{0}", string.Join(words["、"], stays.Select(message => words[Sentences.Heard(message)]))])}</title><text x=\"{box.Right - 5}\" y=\"{box.Y + 13}\" text-anchor=\"end\" font-size=\"10.5\" fill=\"{Quiet}\">↻{stays.Count}</text></g>");
        svg.Append(link is null ? "</g>" : "</g></a>");
    }

    void Label(StringBuilder svg, Diagram diagram, Arrow arrow, Figures figures)
    {
        var steps = diagram.Steps.Where(step => step.From == arrow.From && step.To == arrow.To).ToList();
        var taken = figures.Way is null ? null : figures.Way.Select((step, i) => (step, i)).Where(one => one.step == (arrow.From, arrow.To)).Select(one => one.i + 1).ToList();
        var lines = steps.Select(step => (words[Sentences.Short(step.Message, step.Condition)], Beside(step, figures), IsDeadline: Sentences.IsDeadline(step.Message))).Distinct().ToList();
        var y = arrow.Below ? arrow.LabelY : arrow.LabelY - (lines.Count - 1) * 14;
        var colour = taken is null ? Ink : taken.Count > 0 ? Primary : Quiet;
        foreach (var (text, article, deadline) in lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{arrow.LabelX}\" y=\"{y}\"{Anchor(arrow)}{(colour == Ink ? "" : $" fill=\"{colour}\"")}{(taken?.Count > 0 ? " font-weight=\"600\"" : "")}>");
            if (taken?.Count > 0) svg.Append(string.Join("", taken.Select(Circled)));
            svg.Append(CultureInfo.InvariantCulture, $"{(deadline ? "◎" : "")}{Text(text)}");
            // Along a lane there is room beside the words; between two states only beneath the line.
            if (arrow.Anchor != "middle" && article is not null) svg.Append(CultureInfo.InvariantCulture, $" <tspan fill=\"{Quiet}\" font-size=\"10\"{(taken?.Count > 0 ? " font-weight=\"400\"" : "")}>{Text(article)}</tspan>");
            svg.Append("</text>");
            y += 14;
        }
        if (arrow.Anchor == "middle" && lines[0].Item2 is { } beneath)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{arrow.LabelX}\" y=\"{arrow.LabelY + 18}\" text-anchor=\"middle\" font-size=\"10\" fill=\"{Quiet}\">{Text(beneath)}</text>");
        if (figures.Traffic.TryGetValue((arrow.From, arrow.To), out var traffic))
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{arrow.LabelX}\" y=\"{(arrow.Anchor == "middle" ? arrow.LabelY + 30 : arrow.Below ? y : arrow.LabelY + 18)}\"{Anchor(arrow)} font-size=\"10\" fill=\"{Primary}\">×{traffic}</text>");
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

    static string Anchor(Arrow arrow) => arrow.Anchor == "start" ? "" : $" text-anchor=\"{arrow.Anchor}\"";

    // 第十一条 7 日: on what it rests, and how long it is.
    static string? Beside(DiagramStep step, Figures figures)
    {
        var parts = new[] { Article(step.Article), figures.Lengths.GetValueOrDefault(step.Message) }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join(" · ", parts);
    }

    static string? Article(string? article)
        => article is null ? null : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Ui.Articles.InChinese(article) : article;

    // A word of Chinese fits; one of English may need two lines.
    static List<string> Wrap(string text)
    {
        if (text.Length <= 14 || !text.Contains(' ', StringComparison.Ordinal)) return [text];
        var at = text.LastIndexOf(' ', Math.Min(14, text.Length - 1));
        return at < 0 ? [text] : [text[..at], text[(at + 1)..]];
    }

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
