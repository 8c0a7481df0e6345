using System.Globalization;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Statute.Tests.Periods;

/// <summary>Periods worked out on paper from the published notices, each for the reason given with it.</summary>
public sealed class WorkedExamples
{
    [Theory, Article("10", "11", "14")]
    [InlineData("2025-01-21", 7, PeriodUnit.CalendarDays, false, true, "2025-02-05",
        "除夕 of 2025 is a statutory day off since decree 795; rolls over the whole Spring Festival")]
    [InlineData("2025-01-21", 7, PeriodUnit.CalendarDays, true, true, "2025-01-27",
        "counting the start day it ends on a Monday before the festival")]
    [InlineData("2025-01-21", 7, PeriodUnit.CalendarDays, false, false, "2025-01-28", "without rolling it ends inside the festival")]
    [InlineData("2024-02-02", 7, PeriodUnit.CalendarDays, false, true, "2024-02-09", "除夕 2024-02-09 was a working day that year")]
    [InlineData("2024-02-03", 7, PeriodUnit.CalendarDays, false, true, "2024-02-18",
        "first day of Spring Festival 2024, rolls to the make-up Sunday 2024-02-18")]
    [InlineData("2024-02-04", 14, PeriodUnit.CalendarDays, false, true, "2024-02-18",
        "ends on the make-up Sunday 2024-02-18 itself, which is a working day")]
    [InlineData("2023-01-14", 7, PeriodUnit.CalendarDays, false, true, "2023-01-28",
        "2023-01-21 to 27 off, make-up Saturday 2023-01-28 is the next working day")]
    [InlineData("2022-01-24", 7, PeriodUnit.CalendarDays, false, true, "2022-02-07", "2022-01-31 is off, rolls to 2022-02-07")]
    [InlineData("2021-02-04", 7, PeriodUnit.CalendarDays, false, true, "2021-02-18", "2021-02-11 is off, rolls to 2021-02-18")]
    [InlineData("2020-01-17", 7, PeriodUnit.CalendarDays, false, true, "2020-02-03",
        "the extended Spring Festival of 2020 ends on 2 February")]
    [InlineData("2019-01-28", 7, PeriodUnit.CalendarDays, false, true, "2019-02-11", "2019-02-04 is off, rolls to 2019-02-11")]
    [InlineData("2018-02-08", 7, PeriodUnit.CalendarDays, false, true, "2018-02-22", "2018-02-15 is off, rolls to 2018-02-22")]
    [InlineData("2026-02-08", 7, PeriodUnit.CalendarDays, false, true, "2026-02-24", "2026-02-15 is the first day off, nine days in a row")]
    [InlineData("2024-09-24", 7, PeriodUnit.CalendarDays, false, true, "2024-10-08", "National Day 2024, rolls to 2024-10-08")]
    [InlineData("2023-09-22", 7, PeriodUnit.CalendarDays, false, true, "2023-10-07", "Mid-Autumn and National Day 2023 together")]
    [InlineData("2020-09-24", 7, PeriodUnit.CalendarDays, false, true, "2020-10-09", "Mid-Autumn and National Day 2020 on one day")]
    [InlineData("2017-09-26", 7, PeriodUnit.CalendarDays, false, true, "2017-10-09", "2017-10-03 is off, rolls to 2017-10-09")]
    [InlineData("2025-09-24", 7, PeriodUnit.CalendarDays, false, true, "2025-10-09", "2025-10-01 to 08 off")]
    [InlineData("2026-09-24", 7, PeriodUnit.CalendarDays, false, true, "2026-10-08", "2026-10-01 to 07 off")]
    [InlineData("2024-09-22", 7, PeriodUnit.CalendarDays, false, true, "2024-09-29", "ends on the make-up Sunday 2024-09-29: no rolling")]
    [InlineData("2024-10-05", 7, PeriodUnit.CalendarDays, false, true, "2024-10-12", "ends on the make-up Saturday 2024-10-12: no rolling")]
    [InlineData("2025-04-20", 7, PeriodUnit.CalendarDays, false, true, "2025-04-27", "ends on the make-up Sunday 2025-04-27")]
    [InlineData("2025-01-19", 7, PeriodUnit.CalendarDays, false, true, "2025-01-26", "ends on the make-up Sunday 2025-01-26")]
    [InlineData("2024-05-04", 7, PeriodUnit.CalendarDays, false, true, "2024-05-11", "ends on the make-up Saturday 2024-05-11")]
    [InlineData("2024-03-28", 7, PeriodUnit.CalendarDays, false, true, "2024-04-07",
        "Qingming 2024, rolls to the make-up Sunday 2024-04-07")]
    [InlineData("2024-04-24", 7, PeriodUnit.CalendarDays, false, true, "2024-05-06", "1 May 2024, rolls to 2024-05-06")]
    [InlineData("2024-06-03", 7, PeriodUnit.CalendarDays, false, true, "2024-06-11", "Dragon Boat Monday 2024-06-10")]
    [InlineData("2024-06-01", 7, PeriodUnit.CalendarDays, false, true, "2024-06-11",
        "a Saturday before Dragon Boat: rolls over three days")]
    [InlineData("2023-12-25", 7, PeriodUnit.CalendarDays, false, true, "2024-01-02", "year end: New Year's Day 2024")]
    [InlineData("2022-12-25", 7, PeriodUnit.CalendarDays, false, true, "2023-01-03",
        "year end: New Year's Day on a Sunday, 2 January 2023 off")]
    [InlineData("2018-12-22", 7, PeriodUnit.CalendarDays, false, true, "2018-12-29",
        "2018-12-29 was made a working Saturday by the notice for 2019")]
    [InlineData("2018-12-24", 7, PeriodUnit.CalendarDays, false, true, "2019-01-02",
        "2018-12-31 was made a day off by the notice for 2019")]
    [InlineData("2016-08-21", 7, PeriodUnit.CalendarDays, false, true, "2016-08-29", "first Sunday of the statute; ends on a Sunday")]
    [InlineData("2024-02-22", 7, PeriodUnit.CalendarDays, false, true, "2024-02-29", "over a leap day: ends on 2024-02-29")]
    [InlineData("2023-02-22", 7, PeriodUnit.CalendarDays, false, true, "2023-03-01", "the same in a common year")]
    [InlineData("2025-01-21", 10, PeriodUnit.WorkingDays, false, true, "2025-02-10",
        "ten working days around Spring Festival, make-up days counted")]
    [InlineData("2025-01-21", 10, PeriodUnit.WorkingDays, true, true, "2025-02-08", "the same with the start day counted")]
    [InlineData("2025-01-28", 5, PeriodUnit.WorkingDays, true, true, "2025-02-10",
        "start day off: counting begins with the first working day")]
    [InlineData("2024-09-27", 5, PeriodUnit.WorkingDays, false, true, "2024-10-10", "make-up Sunday 2024-09-29 counts")]
    [InlineData("2024-09-30", 5, PeriodUnit.WorkingDays, false, true, "2024-10-12",
        "after National Day the fifth working day is the make-up Saturday")]
    [InlineData("2024-04-26", 10, PeriodUnit.WorkingDays, false, true, "2024-05-13", "both make-up days around 1 May 2024 count")]
    [InlineData("2022-01-21", 10, PeriodUnit.WorkingDays, false, true, "2022-02-09",
        "make-up Saturday and Sunday before Spring Festival 2022")]
    [InlineData("2020-01-19", 10, PeriodUnit.WorkingDays, false, true, "2020-02-10", "counted on the calendar as amended in January 2020")]
    [InlineData("2024-12-25", 10, PeriodUnit.WorkingDays, false, true, "2025-01-09", "over the year end into 2025")]
    [InlineData("2024-01-31", 1, PeriodUnit.Months, false, true, "2024-02-29", "no 31 February: the month's last day")]
    [InlineData("2023-01-31", 1, PeriodUnit.Months, false, true, "2023-02-28", "the same in a common year")]
    [InlineData("2024-01-30", 1, PeriodUnit.Months, false, false, "2024-02-29", "no 30 February")]
    [InlineData("2024-03-31", 1, PeriodUnit.Months, false, true, "2024-04-30", "no 31 April")]
    [InlineData("2024-08-31", 6, PeriodUnit.Months, false, true, "2025-02-28", "no 31 February, the next year")]
    [InlineData("2024-03-01", 1, PeriodUnit.Months, true, false, "2024-03-31", "start day counted: the day before the corresponding day")]
    [InlineData("2024-01-31", 1, PeriodUnit.Months, true, false, "2024-02-29",
        "start day counted and no corresponding day: the month's last day")]
    [InlineData("2023-09-26", 24, PeriodUnit.Months, false, true, "2025-09-26", "a cycle of two years")]
    [InlineData("2024-09-04", 1, PeriodUnit.Months, false, true, "2024-10-08", "corresponding day inside National Day")]
    [InlineData("2024-02-29", 1, PeriodUnit.Years, false, true, "2025-02-28", "leap day, one year: 28 February")]
    [InlineData("2024-02-29", 2, PeriodUnit.Years, false, true, "2026-02-28",
        "leap day, two years: the make-up Saturday after Spring Festival")]
    [InlineData("2024-02-29", 4, PeriodUnit.Years, false, false, "2028-02-29", "leap day, four years: 29 February")]
    [InlineData("2023-02-28", 1, PeriodUnit.Years, false, false, "2024-02-28", "28 February stays 28 in a leap year")]
    [InlineData("2016-12-31", 2, PeriodUnit.Years, false, true, "2019-01-02", "year end made a day off by the next year's notice")]
    public void A_period_ends_on_the_day_worked_out(
        string start, int length, PeriodUnit unit, bool countStartDay, bool roll, string lastDay, string why)
    {
        var reckoned = new Period(length, unit, countStartDay, roll).Reckon(Day(start), WorkCalendar.StateCouncil);

        Assert.True(Day(lastDay) == reckoned.LastDay, $"{why}: {reckoned.LastDay:yyyy-MM-dd}");
        Assert.Equal(Day(lastDay).AddDays(1), reckoned.EarliestDecisionDate);
    }

    [Theory, Article("11")]
    [InlineData("2025-02-05T15:59:59Z", true)]
    [InlineData("2025-02-05T16:00:00Z", false)]
    [InlineData("2025-02-05T23:59:59+08:00", true)]
    [InlineData("2025-02-06T00:00:00+08:00", false)]
    [InlineData("2025-02-05T07:59:59-08:00", true)]
    public void Beijing_midnight_divides_in_time_from_late(string instant, bool inTime)
    {
        var notice = new Period(7, PeriodUnit.CalendarDays).Reckon(Day("2025-01-21"), WorkCalendar.StateCouncil);

        Assert.Equal(inTime, notice.IsOpenAt(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)));
    }

    [Theory, Article("11")]
    [InlineData("2025-01-20T15:59:59Z", "2025-01-20")]
    [InlineData("2025-01-20T16:00:00Z", "2025-01-21")]
    [InlineData("2024-02-28T16:00:00Z", "2024-02-29")]
    [InlineData("2024-12-31T15:59:59Z", "2024-12-31")]
    [InlineData("2024-12-31T16:00:00Z", "2025-01-01")]
    public void The_day_is_the_day_in_Beijing(string instant, string day)
        => Assert.Equal(Day(day), BeijingTime.DayOf(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)));

    [Theory, Article("11")]
    [InlineData("2025-02-05T09:29:59Z", true)]
    [InlineData("2025-02-05T09:30:00Z", false)]
    public void Close_of_business_divides_where_the_rule_says_so(string instant, bool inTime)
    {
        var period = new Period(7, PeriodUnit.CalendarDays, Closing: ClosingTime.CloseOfBusiness) { CloseOfBusiness = new(17, 30) };

        Assert.Equal(inTime, period.Reckon(Day("2025-01-21"), WorkCalendar.StateCouncil)
            .IsOpenAt(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)));
    }

    [Theory, Article("14")]
    [InlineData("2024-02-29", 1, "2024-02-29", "2026-02-28")]
    [InlineData("2024-02-29", 2, "2026-03-01", "2028-02-29")]
    [InlineData("2024-02-29", 3, "2028-03-01", "2030-02-28")]
    [InlineData("2023-09-26", 1, "2023-09-26", "2025-09-26")]
    [InlineData("2023-09-26", 2, "2025-09-27", "2027-09-26")]
    [InlineData("2024-08-31", 1, "2024-08-31", "2026-08-31")]
    public void Cycles_are_anchored_to_the_recognition_document(string anchor, int cycle, string starts, string ends)
        => Assert.Equal((Day(starts), Day(ends)), Cycles.Of(Day(anchor), cycle, 24));

    [Fact, Article("14")]
    public void The_status_ends_unrolled_and_the_last_day_for_acts_is_kept_apart()
    {
        var end = Cycles.ReckonEnd(Day("2022-10-02"), 1, 24, WorkCalendar.StateCouncil);

        Assert.Equal(Day("2024-10-02"), end.NominalLastDay);
        Assert.Equal(Day("2024-10-08"), end.LastDay);
    }

    [Theory, Article("14")]
    [InlineData(2022, "2022-12-15")]
    [InlineData(2023, "2023-12-15")]
    [InlineData(2024, "2024-12-16")]
    [InlineData(2018, "2018-12-17")]
    [InlineData(2026, "2026-12-15")]
    public void The_annual_report_is_due_on_15_December_or_the_next_working_day(int year, string lastDay)
        => Assert.Equal(Day(lastDay), FixedDates.AnnualReport(year, Kunming, WorkCalendar.StateCouncil).LastDay);

    [Fact, Article("14")]
    public void Reminders_come_30_and_7_days_before_the_unrolled_date()
        => Assert.Equal([Day("2024-11-15"), Day("2024-12-08")], FixedDates.Reminders(2024, Kunming));

    [Theory, Article("14")]
    [InlineData("2023-11-20", 2023)]
    [InlineData("2023-12-15", 2023)]
    [InlineData("2023-12-16", 2024)]
    public void The_first_report_is_owed_even_by_an_alliance_recognised_in_November(string recognised, int year)
        => Assert.Equal(year, FixedDates.FirstReportYear(Day(recognised), Kunming));

    static Policy Kunming => PolicyBook.Find("kunming-2016.1");

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
