using Alliance.Workflows.Procedures;
using MassTransit;

namespace Alliance.Workflows.Machines;

/// <summary>Carries a page of law out as a MassTransit state machine: a transition for each row.</summary>
public sealed class PageMachine<TProcedure, TCase> : CaseMachine<TProcedure, TCase>
    where TProcedure : Procedure<TCase>, new() where TCase : ProcedureCase, new()
{
    /// <inheritdoc/>
    protected override void Answer<T>(Event<T> heard)
    {
        foreach (var (from, row) in Page.Rows.Where(one => one.Row.Message == heard.Name))
        {
            var transition = When(heard, c => ReferenceEquals(Taken.Of(Page, c).Row, row)).ThenAsync(async c =>
            {
                var step = Taken.Of(Page, c).Step;
                Page.Take(step, row);
                await step.Consequences.Carry(c, c.Saga);
            });
            During(StateOf(from), row.To is { } to ? transition.TransitionTo(GetState(to)) : transition);
        }
    }

    // The row is looked for once a message, before anything changes the case.
    sealed record Taken(Row<TCase>? Row, Step<TCase> Step)
    {
        public static Taken Of<T>(TProcedure page, BehaviorContext<TCase, T> context) where T : class
            => context.GetOrAddPayload(() =>
            {
                var step = StepOf(context, context.Message);
                return new Taken(page.RowFor(step), step);
            });
    }
}
