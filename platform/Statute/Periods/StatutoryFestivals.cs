using System.Globalization;

namespace Alliance.Statute.Periods;

/// <summary>
/// The festivals on which everybody is off by 全国年节及纪念日放假办法, on their own dates. Used to see whether a notice is complete; never to
/// guess one, for it is the notice that moves days. 清明 is left out: its date follows the sun, not a rule of the measure.
/// </summary>
static class StatutoryFestivals
{
    static readonly ChineseLunisolarCalendar Lunar = new();

    public static IEnumerable<(DateOnly Date, string Name)> Of(int year)
    {
        yield return (new(year, 1, 1), "元旦");
        for (var day = 1; day <= 3; day++) yield return (FromLunar(year, 1, day), "春节");
        yield return (new(year, 5, 1), "劳动节");
        yield return (FromLunar(year, 5, 5), "端午节");
        yield return (FromLunar(year, 8, 15), "中秋节");
        for (var day = 1; day <= 3; day++) yield return (new(year, 10, day), "国庆节");
        if (year < 2025) yield break;
        // Amended by decree 795 from 2025-01-01: the lunar new year's eve and 2 May.
        yield return (FromLunar(year, 1, 1).AddDays(-1), "春节");
        yield return (new(year, 5, 2), "劳动节");
    }

    static DateOnly FromLunar(int year, int month, int day)
    {
        // The calendar numbers months through; after a leap month they are one higher.
        var leap = Lunar.GetLeapMonth(year);
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
    }
}
