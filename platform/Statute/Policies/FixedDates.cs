using Alliance.Statute.Periods;

namespace Alliance.Statute.Policies;

/// <summary>The fixed dates of the policy (Art. 14).</summary>
[RestsOn("14")]
public static class FixedDates
{
    /// <summary>The day by which the 年度科技报告 of a year must be in.</summary>
    public static ReckonedPeriod AnnualReport(int year, Policy policy, WorkCalendar calendar) => policy.AnnualReport.Due.In(year, calendar);

    /// <summary>The days on which the lead unit is reminded, counted back from the unrolled date, earliest first.</summary>
    public static IReadOnlyList<DateOnly> Reminders(int year, Policy policy)
    {
        var due = policy.AnnualReport.Due.NominalIn(year);
        return [.. policy.AnnualReport.ReminderDaysBefore.OrderDescending().Select(days => due.AddDays(-days))];
    }

    /// <summary>The first year for which a newly recognised alliance owes a report: the year of its recognition, unless the date falls
    /// within the grace days.</summary>
    public static int FirstReportYear(DateOnly recognisedOn, Policy policy)
    {
        var from = recognisedOn.AddDays(policy.AnnualReport.FirstReportGraceDays);
        return from <= policy.AnnualReport.Due.NominalIn(from.Year) ? from.Year : from.Year + 1;
    }
}
