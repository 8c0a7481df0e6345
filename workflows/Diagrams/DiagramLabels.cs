using Rows = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<Alliance.Workflows.Diagrams.DiagramSpan>>;

namespace Alliance.Workflows.Diagrams;

/// <summary>A rectangle that words stand in.</summary>
public readonly record struct Area(double X, double Y, double Width, double Height)
{
    /// <summary>Its right edge.</summary>
    public double Right => X + Width;
    /// <summary>Its lower edge.</summary>
    public double Bottom => Y + Height;

    /// <summary>Whether two share any room.</summary>
    public bool Meets(Area other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    /// <summary>Whether another stands wholly in it.</summary>
    public bool Holds(Area other) => other.X >= X && other.Y >= Y && other.Right <= Right && other.Bottom <= Bottom;

    /// <summary>The same with room on every side.</summary>
    public Area Grown(double by) => new(X - by, Y - by, Width + 2 * by, Height + 2 * by);
}

/// <summary>Lines of words beside an arrow.</summary>
/// <param name="Room">Where they stand.</param>
/// <param name="Lines">From top to bottom.</param>
/// <param name="Anchor">start, middle or end: the edge that holds when a font is wider or narrower than estimated.</param>
public sealed record LabelBlock(Area Room, Rows Lines, string Anchor);

/// <summary>
/// Finds a place for the words of each arrow: beside its own line, over no state and over no other words, across as few lines as can be,
/// and near where the arrow begins, because many arrows join one lane later on.
/// </summary>
public static class DiagramLabels
{
    const double Beside = 5;
    const int Step = 8;
    // What is over something cannot be read; what a line runs through is hard to read; what stands where several run could be any one's.
    const double Overprint = 100_000, Crossing = 400, Shared = 60, Stacked = 6, Under = 4, Far = 0.25;

    sealed record Candidate(IReadOnlyList<LabelBlock> Blocks, double Cost);

    /// <summary>The words of every arrow, in the order of the arrows.</summary>
    /// <param name="layout">Where states and arrows are.</param>
    /// <param name="words">What each arrow says, a line for each step: the word, and what stands beside it.</param>
    public static IReadOnlyList<IReadOnlyList<LabelBlock>> Place(DiagramLayout layout, IReadOnlyList<ArrowWords> words)
    {
        var boxes = layout.Boxes.Select(box => new Area(box.X, box.Y, box.Width, box.Height).Grown(2)).ToList();
        var lines = layout.Arrows.Select(arrow => arrow.Points.Zip(arrow.Points.Skip(1), Between).ToList()).ToList();
        var view = new Area(2, 1, layout.Width - 4, layout.Height - 2);
        var candidates = words.Select((word, i) => Candidates(layout.Arrows[i], word, i, boxes, lines, view)).ToList();
        var chosen = new IReadOnlyList<LabelBlock>[words.Count];
        // Short arrows have the least choice. Whoever came first may have taken the place of others, so everybody looks around again.
        for (var round = 0; round < 3; round++)
            foreach (var i in Enumerable.Range(0, words.Count).OrderBy(i => candidates[i].Count))
            {
                chosen[i] = [];
                var taken = chosen.OfType<IReadOnlyList<LabelBlock>>().SelectMany(blocks => blocks)
                    .Select(block => block.Room.Grown(1)).ToList();
                var least = double.MaxValue;
                foreach (var one in candidates[i].TakeWhile(one => one.Cost < least))
                {
                    var cost = one.Cost + Overprint * one.Blocks.Sum(block => taken.Count(block.Room.Meets));
                    if (cost < least) (least, chosen[i]) = (cost, one.Blocks);
                }
            }
        return chosen;
    }

    static Area Between((int X, int Y) from, (int X, int Y) to)
        => new Area(Math.Min(from.X, to.X), Math.Min(from.Y, to.Y), Math.Abs(from.X - to.X), Math.Abs(from.Y - to.Y)).Grown(1);

    // The cheapest first.
    static List<Candidate> Candidates(Arrow arrow, ArrowWords words, int at, List<Area> boxes, List<List<Area>> lines, Area view)
    {
        List<Candidate> found = [];
        var others = lines.Where((_, i) => i != at).SelectMany(all => all).ToList();
        void Add(double way, double extra, params LabelBlock[] blocks)
        {
            var cost = extra + way * Far;
            foreach (var block in blocks)
            {
                if (!view.Holds(block.Room) || boxes.Exists(block.Room.Meets)) return;
                cost += Crossing * (others.Count(block.Room.Meets) + lines[at].Count(block.Room.Meets));
            }
            found.Add(new(blocks, cost));
        }

        // The same at every place.
        var (over, under) = (words.Words, words.Asides);
        var width = Math.Max(Width(over), Width(under));
        (double Cost, Rows Rows)[] styles = [(0, words.Inline), (Stacked, words.Stacked)];
        double gone = 0;
        foreach (var ((x1, y1), (x2, y2)) in arrow.Points.Zip(arrow.Points.Skip(1)))
        {
            var length = Math.Abs(x2 - x1) + Math.Abs(y2 - y1);
            for (double t = 0; t <= length; t += Step)
            {
                var (x, y) = (x1 + Math.Sign(x2 - x1) * t, y1 + Math.Sign(y2 - y1) * t);
                var here = new Area(x - 1, y - 1, 2, 2);
                var extra = others.Exists(here.Meets) ? Shared : 0;
                if (y1 == y2)
                {
                    // Across the line: what happens above it, on what it rests beneath.
                    if (width <= length)
                    {
                        LabelBlock[] both = under.Count == 0 ? [Above(x, y, over)] : [Above(x, y, over), Below(x, y, under)];
                        Add(gone + Math.Abs(t - length / 2), extra, both);
                    }
                    foreach (var (style, rows) in styles)
                    {
                        Add(gone + t, extra + style, Block(x, y - Beside - Height(rows), rows, "start"));
                        Add(gone + t, extra + style + Under, Block(x, y + Beside, rows, "start"));
                        Add(gone + t, extra + style, Block(x - Width(rows), y - Beside - Height(rows), rows, "end"));
                        Add(gone + t, extra + style + Under, Block(x - Width(rows), y + Beside, rows, "end"));
                    }
                }
                else
                {
                    foreach (var (style, rows) in styles)
                    {
                        Add(gone + t, extra + style, Block(x + Beside, y, rows, "start"));
                        Add(gone + t, extra + style, Block(x - Beside - Width(rows), y, rows, "end"));
                    }
                }
            }
            gone += length;
        }
        if (found.Count == 0) throw new InvalidOperationException($"No room for the words of the arrow from {arrow.From} to {arrow.To}.");
        return [.. found.OrderBy(one => one.Cost)];
    }

    static LabelBlock Above(double x, double y, Rows rows) => Block(x - Width(rows) / 2, y - Beside + 1 - Height(rows), rows, "middle");

    static LabelBlock Below(double x, double y, Rows rows) => Block(x - Width(rows) / 2, y + Beside - 1, rows, "middle");

    static LabelBlock Block(double x, double y, Rows rows, string anchor) => new(new(x, y, Width(rows), Height(rows)), rows, anchor);

    internal static double Width(Rows rows) => rows.Count == 0 ? 0 : rows.Max(row => row.Sum(span => span.Width) + 4 * (row.Count - 1));

    static double Height(Rows rows) => rows.Count * DiagramText.Line;
}

/// <summary>What an arrow says: each step in a line with what stands beside it, one beneath the other, or on both sides of the
/// line.</summary>
/// <param name="Steps">The words of each step, and what it rests on.</param>
/// <param name="Traffic">How often it was taken lately.</param>
public sealed record ArrowWords(IReadOnlyList<(DiagramSpan Word, DiagramSpan? Aside)> Steps, DiagramSpan? Traffic)
{
    /// <summary>The words alone.</summary>
    public Rows Words => [.. Steps.Select(step => (IReadOnlyList<DiagramSpan>)[step.Word])];

    /// <summary>What stands beside them alone, each thing once.</summary>
    public Rows Asides
        => [.. Steps.Select(step => step.Aside).OfType<DiagramSpan>().Distinct().Select(Alone), .. Last];

    /// <summary>Each step in one line.</summary>
    public Rows Inline
        => [.. Steps.Select(step => (IReadOnlyList<DiagramSpan>)(step.Aside is null ? [step.Word] : [step.Word, step.Aside])), .. Last];

    /// <summary>One beneath the other.</summary>
    public Rows Stacked
        => [.. Steps.SelectMany(step => new[] { step.Word, step.Aside }).OfType<DiagramSpan>().Select(Alone), .. Last];

    static IReadOnlyList<DiagramSpan> Alone(DiagramSpan span) => [span];

    IReadOnlyList<DiagramSpan>[] Last => Traffic is null ? [] : [[Traffic]];
}
