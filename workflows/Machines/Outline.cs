using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Machines;

/// <summary>A page of law as activities that follow one another, for an engine that runs activities.</summary>
/// <param name="Kind">Which kind of case.</param>
/// <param name="Stages">A stage for each state, where the case waits; the beginning comes first.</param>
public sealed record Outline<TCase>(string Kind, IReadOnlyList<OutlineStage<TCase>> Stages) where TCase : ProcedureCase;

/// <summary>Outlines are read off pages.</summary>
public static class Outline
{
    /// <summary>Reads a page, with the periods of a policy.</summary>
    public static Outline<TCase> Of<TCase>(Procedure<TCase> page, Policy policy) where TCase : ProcedureCase, new()
    {
        return new(new TCase().Kind, [.. page.States.Prepend(Procedure.Beginning).Select(Stage)]);

        OutlineStage<TCase> Stage(string state)
        {
            var id = state == Procedure.Beginning ? nameof(Procedure.Beginning) : state;
            return new(id, state, [.. page.Rows.Where(one => one.From == state)
                .Select((one, i) => Row($"{id}-{i}", one.Row, one.Row.To ?? state))]);
        }

        OutlineRow<TCase> Row(string id, Row<TCase> row, string to) => new(
            id, row.Condition is null ? row.Message : $"{row.Message} {row.Condition}", page.Heard[row.Message].Article, row, to,
            [.. row.Effects.Select((effect, i) => Act($"{id}-{i}", effect, page.Heard[row.Message].Article))]);

        OutlineAct<TCase> Act(string id, Effect<TCase> effect, string? article)
        {
            var deadline = effect.Kind == EffectKind.Sets;
            return new(id, $"{effect.Kind} {effect.Name}".TrimEnd(), deadline ? page.Heard[effect.Name].Article : article,
                deadline ? DeadlineRule.Length(effect.Name, policy) : null, effect);
        }
    }
}

/// <summary>A state of the page.</summary>
/// <param name="Id">One of a page.</param>
/// <param name="State">Its name in the page.</param>
/// <param name="Rows">In their order: the first that holds is taken.</param>
public sealed record OutlineStage<TCase>(string Id, string State, IReadOnlyList<OutlineRow<TCase>> Rows) where TCase : ProcedureCase
{
    /// <summary>The messages for which the case waits here.</summary>
    public IEnumerable<string> Hears => Rows.Select(row => row.Row.Message).Distinct();
}

/// <summary>What follows when a row is taken.</summary>
/// <param name="Id">One of a page.</param>
/// <param name="Name">The message, and the condition under which the row holds.</param>
/// <param name="Article">The article the message rests on.</param>
/// <param name="Row">The row of the page.</param>
/// <param name="To">The state afterwards, the same when the case stays.</param>
/// <param name="Acts">What is done on the way.</param>
public sealed record OutlineRow<TCase>(
    string Id, string Name, string? Article, Row<TCase> Row, string To, IReadOnlyList<OutlineAct<TCase>> Acts) where TCase : ProcedureCase;

/// <summary>One effect of a row.</summary>
/// <param name="Id">One of a page.</param>
/// <param name="Name">What kind of thing is done, and which.</param>
/// <param name="Article">The article the deadline rests on that is set, otherwise the one of the message.</param>
/// <param name="Period">How long the policy makes the deadline that is set.</param>
/// <param name="Effect">The effect of the page.</param>
public sealed record OutlineAct<TCase>(string Id, string Name, string? Article, Period? Period, Effect<TCase> Effect)
    where TCase : ProcedureCase;
