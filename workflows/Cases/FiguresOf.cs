using Alliance.Core.Text;
using Alliance.Statute.Policies;
using Alliance.Workflows.Diagrams;

namespace Alliance.Workflows.Cases;

/// <summary>What stands on the diagrams: of all cases, or of one.</summary>
public sealed class FiguresOf(Words words, DiagramSvg svg, TimeProvider clock)
{
    /// <summary>Where the cases are, since when, and what moved lately.</summary>
    public Figures AllCases(Diagram diagram, Overview.Answer overview)
    {
        var now = clock.GetUtcNow();
        return new()
        {
            OfStates = diagram.States.ToDictionary(state => state.Name,
                state => overview.Counts.FirstOrDefault(c => c.Kind == diagram.Kind && c.State == state.Name) is { } count
                ? (words["{0} 件", $"{count.Cases:N0}"], count is { MedianSince: { } median, OldestSince: { } oldest }
                ? $"{Span(now - median)} / {Span(now - oldest)}" : null)
                : (words["{0} 件", 0], (string?)null)),
            Traffic = overview.Traffic.Where(t => t.Kind == diagram.Kind && t.From != t.To).ToDictionary(t => (t.From, t.To), t => t.Steps),
            Lengths = svg.Lengths(diagram, PolicyBook.InForce(Ui.BeijingTime.Day(now))),
            Link = state => $"cases?kind={diagram.Kind}&state={state}",
        };
    }

    /// <summary>How long each deadline is under a version, and nothing else.</summary>
    public Figures Under(Diagram diagram, Policy policy) => new() { Lengths = svg.Lengths(diagram, policy) };

    /// <summary>The way of one case, as far as the step asked for.</summary>
    public Figures OneCase(Diagram diagram, ReadCase.Answer found, int? step = null)
    {
        var moves = Moves(found, diagram.Kind);
        var shown = step is { } many ? [.. moves.Take(many)] : moves;
        var ended = step is null || step >= moves.Count;
        var inStates = new Dictionary<string, TimeSpan>();
        for (var i = 0; i < shown.Count; i++)
        {
            var until = i + 1 < moves.Count ? moves[i + 1].At : clock.GetUtcNow();
            inStates[shown[i].To] = inStates.GetValueOrDefault(shown[i].To) + (until - shown[i].At);
        }
        return new()
        {
            // A case that rests grows no older.
            OfStates = inStates.Where(one => !diagram.States.Any(state => state.Ends && state.Name == one.Key))
                .ToDictionary(one => one.Key, one => (Span(one.Value), (string?)null)),
            Lengths = PolicyBook.Known(found.PolicyVersion) is { } policy ? svg.Lengths(diagram, policy) : new Dictionary<string, string>(),
            Way = [.. shown.Select(move => (move.From, move.To))],
            Current = shown.Count == 0 ? null : ended ? found.State : shown[^1].To,
        };
    }

    /// <summary>The steps from state to state.</summary>
    public static IReadOnlyList<ReadCase.Entry> Moves(ReadCase.Answer found, string kind)
        => found.Kind == kind ? [.. found.Journal.Where(entry => entry.From != entry.To)] : [];

    /// <summary>3 天, 5 小时, 12 分钟: the larger unit alone.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => words["{0} 天", (int)span.TotalDays],
        { TotalHours: >= 1 } => words["{0} 小时", (int)span.TotalHours],
        _ => words["{0} 分钟", Math.Max(0, (int)span.TotalMinutes)],
    };
}
