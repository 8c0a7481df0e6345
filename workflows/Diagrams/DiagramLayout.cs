using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Diagrams;

/// <summary>A state's place.</summary>
/// <param name="State">The state.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Column">From left to right in the order of the procedure.</param>
/// <param name="Row">From top to bottom; the ends that stand on a lane of their own come after the last row.</param>
/// <param name="Width">As wide as the widest words of any state need.</param>
/// <param name="Height">As high as the most lines of any state need.</param>
public sealed record Box(DiagramState State, int X, int Y, int Column, int Row, int Width, int Height)
{
    public int Right => X + Width;
    public int Bottom => Y + Height;
    public int MidX => X + Width / 2;
    public int MidY => Y + Height / 2;
}

/// <summary>An arrow's way.</summary>
/// <param name="From">State before; empty for the beginning.</param>
/// <param name="To">State after.</param>
/// <param name="Points">Corners, the first at the state before.</param>
public sealed record Arrow(string From, string To, IReadOnlyList<(int X, int Y)> Points);

/// <summary>How much room the words of a diagram need.</summary>
/// <param name="Width">Of a state.</param>
/// <param name="Height">Of a state.</param>
/// <param name="Gap">Between two columns.</param>
/// <param name="Between">Between two rows.</param>
public sealed record DiagramSizes(int Width, int Height, int Gap, int Between);

/// <summary>
/// Where everything stands: stages from left to right, side tracks beneath the main way, and the ends in the last column. Arrows run
/// straight or in right angles; those that do not lead to a neighbour run on lanes above and below, so that none crosses a state.
/// </summary>
public sealed class DiagramLayout
{
    // The words of an arrow from end to end stand between them.
    const int LaneStep = 36, EndsApart = 52;

    readonly Diagram _diagram;
    readonly DiagramSizes _sizes;
    readonly Dictionary<string, Box> _boxes = [];
    readonly List<Arrow> _arrows = [];
    readonly Dictionary<(string, int), int> _ports = [];
    readonly Dictionary<string, int> _laneToEnd = [];
    int _top;
    int _lanesAbove;
    int _lanesBelow;

    /// <summary>Computes it.</summary>
    public DiagramLayout(Diagram diagram, DiagramSizes sizes)
    {
        (_diagram, _sizes) = (diagram, sizes);
        Place();
        Route();
    }

    public IReadOnlyCollection<Box> Boxes => _boxes.Values;
    public IReadOnlyList<Arrow> Arrows => _arrows;
    public int Width => _boxes.Values.Max(box => box.Right) + 38;
    public int Height => Math.Max(_boxes.Values.Max(box => box.Bottom) + 12, LowestLane + 16);

    int LowestLane => _boxes.Values.Max(box => box.Bottom) + 6 + _lanesBelow * LaneStep;

    void Place()
    {
        var columns = Columns();
        var ends = _diagram.States.Where(state => state.Ends).ToList();
        var lastColumn = _diagram.States.Where(state => !state.Ends).Max(state => columns[state.Name]);
        // Room for the lanes above: as many as there are ways back on the main row, and one to the first end when it is reached from afar.
        _top = 18 + LaneStep * LanesNeededAbove(columns, ends);
        var rows = new Dictionary<int, int>();
        foreach (var state in _diagram.States.Where(state => !state.Ends))
        {
            var column = columns[state.Name];
            var row = rows.GetValueOrDefault(column);
            rows[column] = row + 1;
            _boxes[state.Name] = new(state, X(column), _top + row * (_sizes.Height + _sizes.Between), column, row,
                _sizes.Width, _sizes.Height);
        }
        var lastRow = rows.Values.Max() - 1;
        var below = _top + lastRow * (_sizes.Height + _sizes.Between) + _sizes.Height + 40;
        for (var i = 0; i < ends.Count; i++)
            _boxes[ends[i].Name] = new(ends[i], X(lastColumn + 1), i == 0 ? _top : below + (i - 1) * (_sizes.Height + EndsApart),
                lastColumn + 1, i == 0 ? 0 : lastRow + i, _sizes.Width, _sizes.Height);
    }

    int X(int column) => _sizes.Gap + column * (_sizes.Width + _sizes.Gap);

    // The declared stages; without them the longest way from the beginning, ways back left out.
    Dictionary<string, int> Columns()
    {
        var states = _diagram.States.Where(state => !state.Ends).ToList();
        if (states.TrueForAll(state => state.Stage is not null))
            return states.ToDictionary(state => state.Name, state => state.Stage!.Value);
        var order = states.Select((state, place) => (state.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
        var columns = states.ToDictionary(state => state.Name, _ => 0);
        foreach (var state in states)
            foreach (var arrow in _diagram.Arrows.Where(a => a.Key.From == state.Name && order.TryGetValue(a.Key.To, out var to)
                && to > order[state.Name]))
                columns[arrow.Key.To] = Math.Max(columns[arrow.Key.To], columns[state.Name] + 1);
        return columns;
    }

    int LanesNeededAbove(Dictionary<string, int> columns, List<DiagramState> ends)
    {
        bool OnMainRow(string state)
            => columns.TryGetValue(state, out var column) && _diagram.States.First(s => !s.Ends && columns[s.Name] == column).Name == state;
        var back = _diagram.Arrows.Count(a => OnMainRow(a.Key.From) && OnMainRow(a.Key.To) && columns[a.Key.To] < columns[a.Key.From]);
        var last = columns.Values.Max();
        var afar = ends.Count > 0
            && _diagram.Arrows.Any(a => a.Key.To == ends[0].Name && columns.TryGetValue(a.Key.From, out var column) && column < last);
        return back + (afar ? 1 : 0);
    }

    void Route()
    {
        foreach (var arrow in _diagram.Arrows.OrderBy(a => a.Key.From.Length == 0 ? -1 : _boxes[a.Key.From].Column)
            .ThenByDescending(a => a.Key.From.Length == 0 ? 0 : _boxes[a.Key.From].Row))
        {
            var to = _boxes[arrow.Key.To];
            _arrows.Add(arrow.Key.From.Length == 0 ? FromBeginning(to) : Way(_boxes[arrow.Key.From], to));
        }
    }

    static bool IsAround(Box from, Box to) => from.Column == to.Column && (Math.Abs(from.Row - to.Row) != 1 || to.State.Ends);

    static Arrow FromBeginning(Box to) => new(Procedure.Beginning, to.State.Name, [(14, to.MidY), (to.X, to.MidY)]);

    Arrow Way(Box from, Box to)
    {
        if (IsAround(from, to)) return AroundTheRight(from, to);
        if (from.Column == to.Column) return Vertical(from, to);
        if (to.State.Ends && to.Row > 0) return OnTheLaneOf(from, to);
        if (from.State.Ends) return Beneath(from, to);
        if (to.Column == from.Column + 1) return from.Row == to.Row ? Straight(from, to) : ToNextColumn(from, to);
        if (to.Column == from.Column - 1 && from.Row < to.Row) return BackAndDown(from, to);
        return Above(from, to);
    }

    static Arrow Straight(Box from, Box to) => new(from.State.Name, to.State.Name, [(from.Right, from.MidY), (to.X, to.MidY)]);

    static Arrow Vertical(Box from, Box to)
    {
        var down = from.Row < to.Row;
        var x = from.MidX + (down ? -8 : 8);
        return new(from.State.Name, to.State.Name, [(x, down ? from.Bottom : from.Y), (x, down ? to.Y : to.Bottom)]);
    }

    // The shorter the nearer, each on a lane of its own: what comes from one state is not taken for what comes from another.
    Arrow AroundTheRight(Box from, Box to)
    {
        var shorter = _diagram.Arrows.Where(a => a.Key.From.Length > 0).Select(a => (From: _boxes[a.Key.From], To: _boxes[a.Key.To]))
            .Count(a => IsAround(a.From, a.To) && a.From.Column == from.Column
                && Math.Abs(a.From.Row - a.To.Row) < Math.Abs(from.Row - to.Row));
        var x = from.Right + 14 + 10 * shorter;
        return new(from.State.Name, to.State.Name, [(from.Right, from.MidY), (x, from.MidY), (x, to.MidY + 12), (to.Right, to.MidY + 12)]);
    }

    // The end stands on a lane of its own; whatever leads there joins it.
    Arrow OnTheLaneOf(Box from, Box to)
    {
        var isLowest = !_boxes.Values.Any(box => box.Column == from.Column && box.Row > from.Row && !box.State.Ends);
        var joins = _laneToEnd[to.State.Name] = _laneToEnd.GetValueOrDefault(to.State.Name) + 1;
        if (isLowest)
        {
            var x = from.X + 22 + 26 * Port(from.State.Name, 0);
            return new(from.State.Name, to.State.Name, [(x, from.Bottom), (x, to.MidY), (to.X, to.MidY)]);
        }
        var port = Port(from.State.Name, 1);
        var right = from.Right + 20 + 9 * port;
        return new(from.State.Name, to.State.Name,
            [(from.Right, from.Bottom - 14 + 8 * port), (right, from.Bottom - 14 + 8 * port), (right, to.MidY), (to.X, to.MidY)]);
    }

    Arrow Beneath(Box from, Box to)
    {
        _lanesBelow++;
        var (y, x) = (LowestLane, to.X - 18);
        // Past the ends beneath it: out on the right, or straight down where it is the last.
        var last = !_boxes.Values.Any(box => box.Column == from.Column && box.Row > from.Row);
        List<(int, int)> start = last ? [(from.MidX, from.Bottom), (from.MidX, y)]
            : [(from.Right, from.MidY), (from.Right + 26, from.MidY), (from.Right + 26, y)];
        return new(from.State.Name, to.State.Name, [.. start, (x, y), (x, to.MidY + 18), (to.X, to.MidY + 18)]);
    }

    static Arrow ToNextColumn(Box from, Box to)
    {
        var x = to.X - 26;
        return new(from.State.Name, to.State.Name,
            [(from.Right, from.MidY - 10), (x, from.MidY - 10), (x, to.MidY + 18), (to.X, to.MidY + 18)]);
    }

    Arrow BackAndDown(Box from, Box to)
    {
        var x = from.X + 22 + 26 * Port(from.State.Name, 0);
        return new(from.State.Name, to.State.Name, [(x, from.Bottom), (x, to.MidY + 14), (to.Right, to.MidY + 14)]);
    }

    Arrow Above(Box from, Box to)
    {
        var shared = to.State.Ends;
        var lane = shared && _laneToEnd.TryGetValue(to.State.Name, out var taken) ? taken
            : _laneToEnd[shared ? to.State.Name : $"{from.State.Name}>{to.State.Name}"] = ++_lanesAbove;
        var y = _top - 6 - lane * LaneStep + 12;
        var (x1, x2) = (from.MidX + (shared ? 32 : -16), to.MidX + (shared ? 0 : 16));
        return new(from.State.Name, to.State.Name, [(x1, from.Y), (x1, y), (x2, y), (x2, to.Y)]);
    }

    int Port(string state, int side) => (_ports[(state, side)] = _ports.GetValueOrDefault((state, side)) + 1) - 1;
}
