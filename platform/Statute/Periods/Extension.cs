namespace Alliance.Statute.Periods;

/// <summary>A running period that the bureau extended to a later day. The new last day rolls and closes as the period's own would (民法典
/// 203).</summary>
/// <param name="Of">The period as the policy has it.</param>
/// <param name="Until">The last day the bureau set, before any rolling.</param>
public sealed record Extension(Period Of, DateOnly Until) : IReckoningRule
{
    /// <summary>Computes the period that <paramref name="start"/> set going.</summary>
    public ReckonedPeriod Reckon(DateOnly start, WorkCalendar calendar)
        => ReckonedPeriod.Of(this, calendar, start, Until, Of.Roll ? calendar.WorkingDayFrom(Until)
            : Until, Of.Closing, Of.CloseOfBusiness);

    void IReckoningRule.Explain(ReckonedPeriod period, WorkCalendar calendar, ICollection<ReckoningStep> steps)
    {
        var original = Of.Reckon(period.Start, calendar);
        Explanation.Start(Of, original, steps);
        Explanation.Count(Of, original, calendar, steps);
        steps.Add(new($"主管部门决定延长，最后一日由 {BeijingTime.Iso(original.LastDay ?? original.NominalLastDay)} 改为 {BeijingTime.Iso(Until)}",
            Articles.Review));
        Explanation.Ending(period, calendar, Of.Roll, alwaysWorkingDay: false, steps);
    }
}
