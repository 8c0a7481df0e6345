using static Alliance.Statute.Periods.BeijingTime;

namespace Alliance.Statute.Periods;

/// <summary>The words of a computation, shared by all rules.</summary>
static class Explanation
{
    /// <summary>Whether the start day counts.</summary>
    public static void Start(Period rule, ReckonedPeriod period, ICollection<ReckoningStep> steps) => steps.Add(rule.CountStartDay
        ? new($"起始日 {Iso(period.Start)} 依规定计入期间", Articles.CivilCode204)
        : new($"起始日 {Iso(period.Start)} 不计入，自次日 {Iso(period.Start.AddDays(1))} 起算", Articles.CivilCode201));

    /// <summary>What was counted.</summary>
    public static void Count(Period rule, ReckonedPeriod period, WorkCalendar calendar, ICollection<ReckoningStep> steps)
    {
        var nominal = Iso(period.NominalLastDay);
        switch (rule.Unit)
        {
            case PeriodUnit.CalendarDays:
                steps.Add(new($"按日连续计算 {rule.Length} 日，至 {nominal} 届满", Articles.CivilCode201));
                break;
            case PeriodUnit.WorkingDays:
                steps.Add(new($"按工作日计算 {rule.Length} 个工作日，休息日和法定节假日不计，调休上班日计入，至 {nominal}", Articles.HolidayRules));
                foreach (var year in UnknownYears(rule.CountStartDay ? period.Start
                    : period.Start.AddDays(1), period.NominalLastDay, calendar))
                    steps.Add(new($"{year} 年的放假安排尚未公布，该年暂按周一至周五计算，只作参考", Articles.HolidayRules));
                break;
            case PeriodUnit.Months or PeriodUnit.Years:
                steps.Add(rule.Unit == PeriodUnit.Months
                    ? new($"按月计算 {rule.Length} 个月", Articles.CivilCode202)
                    : new($"按年计算 {rule.Length} 年", Articles.CivilCode202));
                steps.Add(Corresponding(rule, period.Start, period.NominalLastDay));
                break;
        }
    }

    /// <summary>Whether the last day rolled, and when it ends.</summary>
    public static void Ending(
        ReckonedPeriod period, WorkCalendar calendar, bool roll, bool alwaysWorkingDay, ICollection<ReckoningStep> steps)
    {
        var nominal = period.NominalLastDay;
        if (period.LastDay is not { } last)
        {
            var unknown = nominal;
            while (calendar.IsDayOff(unknown) is not null) unknown = unknown.AddDays(1);
            if (!alwaysWorkingDay)
            {
                Off(nominal, unknown, calendar, steps);
                steps.Add(new($"{Iso(unknown)} 是否放假，须待国务院公布 {unknown.Year} 年放假安排后确定", Articles.HolidayRules));
            }
            steps.Add(new($"届满日暂不能确定，名义届满日为 {Iso(nominal)}，放假安排公布后重新计算", Articles.CivilCode203));
            return;
        }

        if (!alwaysWorkingDay)
        {
            if (!roll) steps.Add(new($"届满日遇休息日不顺延，以 {Iso(last)} 为最后一日", Articles.CivilCode204));
            else if (last == nominal) steps.Add(new($"{Iso(last)} 是工作日，无须顺延", Articles.CivilCode203));
            else
            {
                Off(nominal, last, calendar, steps);
                steps.Add(new($"最后一日为休息日或法定节假日的，顺延至节假日结束的次日 {Iso(last)}", Articles.CivilCode203));
            }
        }
        steps.Add(period.Closing == ClosingTime.Midnight
            ? new($"截止时间为 {Iso(last)} 二十四时（北京时间）", Articles.CivilCode203)
            : new($"有业务时间的，截止时间为 {Iso(last)} {Clock(period)} 停止业务活动时（北京时间）", Articles.CivilCode203));
    }

    static string Clock(ReckonedPeriod period)
        => period.ClosesAt!.Value.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    static ReckoningStep Corresponding(Period rule, DateOnly start, DateOnly nominal)
    {
        var months = rule.Unit == PeriodUnit.Years ? rule.Length * 12 : rule.Length;
        if (start.AddMonths(months).Day != start.Day)
            return new($"到期月没有 {start.Day} 日，以月末日 {Iso(nominal)} 为最后一日", Articles.CivilCode202);
        return rule.CountStartDay
            ? new($"起始日计入，故以到期月对应日的前一日 {Iso(nominal)} 为最后一日", Articles.CivilCode204)
            : new($"到期月的对应日 {Iso(nominal)} 为最后一日", Articles.CivilCode202);
    }

    // The days off between two days, run by run: "2025-01-28 至 2025-02-04 为春节放假".
    static void Off(DateOnly first, DateOnly end, WorkCalendar calendar, ICollection<ReckoningStep> steps)
    {
        while (first < end)
        {
            var name = calendar.NameOf(first);
            var last = first;
            while (last.AddDays(1) < end && calendar.NameOf(last.AddDays(1)) == name) last = last.AddDays(1);
            steps.Add((name, first == last) switch
            {
                (null, true) => new($"{Iso(first)} 是周末休息日", Articles.HolidayRules),
                (null, false) => new($"{Iso(first)} 至 {Iso(last)} 是周末休息日", Articles.HolidayRules),
                (_, true) => new($"{Iso(first)} 是{new Text.Word(name)}假期", Articles.HolidayRules),
                (_, false) => new($"{Iso(first)} 至 {Iso(last)} 是{new Text.Word(name)}假期", Articles.HolidayRules),
            });
            first = last.AddDays(1);
        }
    }

    static IEnumerable<int> UnknownYears(DateOnly first, DateOnly last, WorkCalendar calendar)
        => Enumerable.Range(first.Year, last.Year - first.Year + 1).Where(year => !calendar.Knows(year));
}
