using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Diagrams;

/// <summary>The picture of a procedure, read off its page of law: what does not stand there cannot be drawn.</summary>
/// <param name="Kind">Recognition or Operation.</param>
/// <param name="States">In the order of the page.</param>
/// <param name="Steps">Every row of the page.</param>
public sealed record Diagram(string Kind, IReadOnlyList<DiagramState> States, IReadOnlyList<DiagramStep> Steps)
{
    /// <summary>Reads a page.</summary>
    public static Diagram Of<TCase>(Procedure<TCase> page) where TCase : ProcedureCase, new() => new(
        new TCase().Kind,
        [.. page.States.Select(name => new DiagramState(name, page.Ends.Contains(name),
            page.Stages.TryGetValue(name, out var stage) ? stage : null))],
        [.. page.States.Prepend(Procedure.Beginning).SelectMany(state => page.Rows.Where(one => one.From == state))
            .Select(one => StepOf(one.From, one.Row, page.Heard[one.Row.Message].Article))]);

    /// <summary>The rows that lead from one state to another.</summary>
    public IEnumerable<IGrouping<(string From, string To), DiagramStep>> Arrows
        => Steps.Where(step => step.From != step.To).GroupBy(step => (step.From, step.To));

    static DiagramStep StepOf<TCase>(string from, Row<TCase> row, string? article) where TCase : ProcedureCase => new(
        from, row.To ?? from, row.Message, row.Condition, article, [.. row.Named(EffectKind.Says)], [.. row.Named(EffectKind.Sets)],
        [.. row.Named(EffectKind.Cancels)], row.Named(EffectKind.Notes).FirstOrDefault(), row.Named(EffectKind.Waits).Any());
}

/// <summary>A state of the procedure.</summary>
/// <param name="Name">As the machine names it.</param>
/// <param name="Ends">A case rests here.</param>
/// <param name="Stage">Its place in the order of stages, where the procedure has one.</param>
public sealed record DiagramState(string Name, bool Ends, int? Stage);

/// <summary>One row of the page: in a state a message is heard, and what comes of it.</summary>
/// <param name="From">The state; empty for the beginning.</param>
/// <param name="To">The state afterwards, the same when the case stays.</param>
/// <param name="Message">What is heard.</param>
/// <param name="Condition">The condition under which the row holds, null when it always does.</param>
/// <param name="Article">The article the message rests on.</param>
/// <param name="Says">Commands said.</param>
/// <param name="Sets">Deadlines set, by the message that comes when they are due.</param>
/// <param name="Cancels">Deadlines cancelled; an empty name means all.</param>
/// <param name="Note">The remark in the journal.</param>
/// <param name="Waits">The message came early and waits.</param>
public sealed record DiagramStep(
    string From, string To, string Message, string? Condition, string? Article,
    IReadOnlyList<string> Says, IReadOnlyList<string> Sets, IReadOnlyList<string> Cancels, string? Note, bool Waits);
