using System.Globalization;
using Alliance.Statute.CommandLine;
using Alliance.Statute.Periods;
using CsCheck;
using Xunit;

namespace Alliance.Statute.Tests.Periods;

/// <summary>What holds of every period, whatever its start and length.</summary>
public sealed class PeriodProperties
{
    static readonly WorkCalendar Calendar = WorkCalendar.StateCouncil;

    // Within the years whose notices are known, so that nothing is provisional.
    static readonly Gen<DateOnly> KnownDay = Gen.Int[0, 3800].Select(days => new DateOnly(2016, 1, 1).AddDays(days));
    static readonly Gen<PeriodUnit> Days = Gen.Bool.Select(working => working ? PeriodUnit.WorkingDays : PeriodUnit.CalendarDays);
    static readonly Gen<Period> Rolling = Gen.Select(Gen.Int[1, 20], Gen.Enum<PeriodUnit>(), Gen.Bool,
        (n, unit, count) => new Period(unit == PeriodUnit.Years ? 1 : Math.Min(n, unit == PeriodUnit.Months ? 2 : 20), unit, count));

    [Fact, Article("11")]
    public void A_later_start_never_ends_earlier() => Gen.Select(KnownDay, Gen.Int[0, 40], Rolling).Sample((day, later, period) =>
    {
        var (first, second) = (period.Reckon(day, Calendar), period.Reckon(day.AddDays(later), Calendar));
        return first.NominalLastDay <= second.NominalLastDay
            && (first.Provisional || second.Provisional || first.LastDay <= second.LastDay);
    });

    [Fact, Article("11")]
    public void A_longer_period_never_ends_earlier()
        => Gen.Select(KnownDay, Gen.Int[1, 40], Gen.Int[0, 20], Days, Gen.Bool).Sample((day, length, more, unit, count) =>
    {
        var (first, second) = (new Period(length, unit, count).Reckon(day, Calendar),
            new Period(length + more, unit, count).Reckon(day, Calendar));
        return first.Provisional || second.Provisional || first.LastDay <= second.LastDay;
    });

    [Fact, Article("11")]
    public void When_rolling_the_last_day_is_never_a_day_off() => Gen.Select(KnownDay, Rolling).Sample((day, period)
        => period.Reckon(day, Calendar).LastDay is not { } last || Calendar.IsDayOff(last) == false);

    [Fact, Article("11")]
    public void Rolling_skips_days_off_only() => Gen.Select(KnownDay, Rolling).Sample((day, period) =>
    {
        var reckoned = period.Reckon(day, Calendar);
        return reckoned.LastDay is not { } last || (last >= reckoned.NominalLastDay
            && Enumerable.Range(0, last.DayNumber - reckoned.NominalLastDay.DayNumber)
                .All(n => Calendar.IsDayOff(reckoned.NominalLastDay.AddDays(n)) == true));
    });

    [Fact, Article("11")]
    public void Working_days_counted_back_give_the_length() => Gen.Select(KnownDay, Gen.Int[1, 60], Gen.Bool).Sample((day, length, count) =>
    {
        var last = new Period(length, PeriodUnit.WorkingDays, count).Reckon(day, Calendar).LastDay;
        return last is null || Calendar.WorkingDays(count ? day : day.AddDays(1), last.Value) == length;
    });

    [Fact, Article("11")]
    public void Calendar_days_counted_back_give_the_length() => Gen.Select(KnownDay, Gen.Int[1, 400], Gen.Bool).Sample((day, length, count)
        => new Period(length, PeriodUnit.CalendarDays, count, Roll: false).Reckon(day, Calendar).NominalLastDay.DayNumber
            - day.DayNumber + (count ? 1 : 0) == length);

    [Fact, Article("11")]
    public void Counting_the_start_day_ends_no_later() => Gen.Select(KnownDay, Rolling).Sample((day, period)
        => (period with { CountStartDay = true }).Reckon(day, Calendar).NominalLastDay
            <= (period with { CountStartDay = false }).Reckon(day, Calendar).NominalLastDay);

    [Fact, Article("11")]
    public void The_closing_instant_is_the_Beijing_midnight_after_the_last_day() => Gen.Select(KnownDay, Rolling).Sample((day, period) =>
    {
        var reckoned = period.Reckon(day, Calendar);
        return reckoned.ClosesAt is not { } closes
            || (BeijingTime.DayOf(closes.AddTicks(-1)) == reckoned.LastDay && BeijingTime.DayOf(closes) == reckoned.EarliestDecisionDate);
    });

    [Fact, Article("11")]
    public void A_year_without_a_notice_is_never_asserted() => Gen.Select(Gen.Int[0, 4000], Rolling).Sample((days, period) =>
    {
        var reckoned = period.Reckon(new DateOnly(2027, 1, 1).AddDays(days), Calendar);
        return reckoned.Provisional && reckoned.LastDay is null && reckoned.ClosesAt is null && reckoned.EarliestDecisionDate is null
            && reckoned.Steps.Count > 0;
    });

    [Fact, Article("11")]
    public void A_local_day_off_never_shortens_a_period() => Gen.Select(KnownDay, Gen.Int[0, 30], Rolling).Sample((day, off, period) =>
    {
        var local = Calendar.With([new LocalDay(day.AddDays(off), "地方节日", "test")]);
        var (plain, longer) = (period.Reckon(day, Calendar), period.Reckon(day, local));
        return plain.Provisional || longer.Provisional || plain.LastDay <= longer.LastDay;
    });

    [Fact, Article("14")]
    public void Cycles_follow_each_other_without_gap_or_overlap()
        => Gen.Select(KnownDay, Gen.Int[1, 10], Gen.Int[1, 36]).Sample((anchor, cycle, months) =>
    {
        var (one, next) = (Cycles.Of(anchor, cycle, months), Cycles.Of(anchor, cycle + 1, months));
        return one.EndsOn.AddDays(1) == next.StartsOn && one.StartsOn < one.EndsOn;
    });

    [Fact, Article("11")]
    public void Nothing_depends_on_the_time_zone_or_language_of_the_machine()
    {
        var (zone, culture) = (Environment.GetEnvironmentVariable("TZ"), CultureInfo.CurrentCulture);
        try
        {
            var answers = new HashSet<string>();
            foreach (var (place, language) in new[] { ("Asia/Shanghai", "zh-CN"), ("UTC", "en-US"), ("Pacific/Kiritimati", "th-TH"),
                ("America/Los_Angeles", "ar-SA"), ("Asia/Kathmandu", "fa-IR") })
            {
                Environment.SetEnvironmentVariable("TZ", place);
                TimeZoneInfo.ClearCachedData();
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
                answers.Add(string.Join('\n',
                    new[] { "2025-01-21 7", "2024-02-29 2 --unit years", "2024-09-27 5 --unit working --close-of-business 17:30",
                        "report 2024", "cycle 2024-02-29 2" }
                    .Select(words => PeriodCommand.Answer(words.Split(' ')).Json)));
            }
            Assert.Single(answers);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            CultureInfo.CurrentCulture = culture;
        }
    }
}
