using System.Globalization;
using Alliance.Statute.Periods;
using Xunit;

namespace Alliance.Statute.Tests.Periods;

public sealed class CalendarTests
{
    [Fact]
    public void Every_year_from_2016_to_2026_is_known_and_has_its_source()
    {
        Assert.Equal(Enumerable.Range(2016, 11), WorkCalendar.StateCouncil.Notices.Select(n => n.Year));
        Assert.All(WorkCalendar.StateCouncil.Notices,
            n => Assert.All(n.Papers, paper => Assert.StartsWith("http", paper, StringComparison.Ordinal)));
        Assert.Equal("2016-2026", WorkCalendar.StateCouncil.Edition);
    }

    [Theory]
    [InlineData("2025-01-28", true)]
    [InlineData("2025-01-26", false)]
    [InlineData("2025-01-25", true)]
    [InlineData("2025-01-24", false)]
    [InlineData("2015-12-31", null)]
    [InlineData("2027-01-01", null)]
    public void A_day_is_off_or_working_or_unknown(string day, bool? off)
        => Assert.Equal(off, WorkCalendar.StateCouncil.IsDayOff(Day(day)));

    [Fact]
    public void An_imported_notice_makes_a_provisional_period_certain()
    {
        var period = new Period(7, PeriodUnit.CalendarDays);
        Assert.True(period.Reckon(Day("2027-01-29"), WorkCalendar.StateCouncil).Provisional);

        var imported = WorkCalendar.StateCouncil.With(CalendarNotice.Read(Notice2027).Required());

        Assert.Equal(Day("2027-02-12"), period.Reckon(Day("2027-01-29"), imported).LastDay);
        Assert.Equal("2016-2027", imported.Edition);
        Assert.False(WorkCalendar.StateCouncil.Knows(2027));
    }

    [Fact]
    public void An_amended_notice_takes_the_place_of_the_earlier_version_and_no_other_does()
    {
        var first = CalendarNotice.Read(Notice2027).Required();
        var calendar = WorkCalendar.StateCouncil.With(first);

        Assert.Throws<StatuteException>(() => calendar.With(first));
        var amended = calendar.With(first with { Version = 2, Days = [.. first.Days, new CalendarDay(Day("2027-02-12"), "春节", true)] });
        Assert.True(amended.IsDayOff(Day("2027-02-12")));
        Assert.Equal("2016-2027+2027.2", amended.Edition);
    }

    [Fact]
    public void A_kept_notice_reads_as_it_was_imported()
    {
        var notice = CalendarNotice.Read(Notice2027).Required();
        Assert.Equal(notice.Days, CalendarNotice.Read(notice.ToJson()).Required().Days);
    }

    [Theory]
    [InlineData("\"year\":2027", "\"year\":2027.5", "$.year：应为整数，现为 2027.5")]
    [InlineData("\"year\":2027,", "", "$.year：缺少")]
    [InlineData("\"year\":2027", "\"year\":2026", "$.days[0].date：2027-01-01 不在 2026 年")]
    [InlineData("https://www.gov.cn/zhengce/2027", "see the web", "$.papers[0]：「see the web」不是网址")]
    [InlineData("\"2027-01-01\"", "\"2027-01-32\"", "$.days[0].date：「2027-01-32」不是日期")]
    [InlineData("{\"date\":\"2027-02-06\",\"name\":\"春节\",\"isOffDay\":true}",
        "{\"date\":\"2027-02-05\",\"name\":\"春节\",\"isOffDay\":true}", "$.days[2].date：2027-02-05 重复")]
    [InlineData("{\"date\":\"2027-02-14\",\"name\":\"春节\",\"isOffDay\":false}",
        "{\"date\":\"2027-02-15\",\"name\":\"春节\",\"isOffDay\":false}", "2027-02-15 不是星期六或星期日，不能是调休上班日")]
    [InlineData("{\"date\":\"2027-02-06\",\"name\":\"春节\",\"isOffDay\":true},", "", "$.days：缺少 2027-02-06 春节放假")]
    [InlineData("\"isOffDay\":true},{\"date\":\"2027-02-05\"", "\"isOfDay\":true},{\"date\":\"2027-02-05\"", "$.days[0].isOfDay：没有这个参数")]
    [InlineData("]}", "]", "不是有效的 JSON")]
    public void A_faulty_notice_is_not_loaded_and_the_fault_is_told_with_its_place(string right, string wrong, string sentence)
    {
        Assert.Contains(right, Notice2027, StringComparison.Ordinal);
        var reading = CalendarNotice.Read(Notice2027.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(reading.Value);
        Assert.Contains(reading.Faults, f => f.Sentence.ToString(CultureInfo.InvariantCulture)
            .Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Local_days_off_lie_on_top_with_their_source()
    {
        var local = CalendarDocument.Read("""{"region":"石林彝族自治县","source":"自治条例","days":[{"date":"2025-07-18","name":"火把节"}]}""")
            .Required();
        var calendar = WorkCalendar.StateCouncil.With(local);

        Assert.True(calendar.IsDayOff(Day("2025-07-18")));
        Assert.False(WorkCalendar.StateCouncil.IsDayOff(Day("2025-07-18")));
        Assert.Equal("石林彝族自治县：自治条例", calendar.LocalDays[0].Source);
        Assert.Equal(Day("2025-07-21"), new Period(7, PeriodUnit.CalendarDays).Reckon(Day("2025-07-11"), calendar).LastDay);
        Assert.Null(calendar.IsDayOff(Day("2027-07-18")));
    }

    [Fact]
    public void A_regions_later_days_off_take_the_place_of_its_earlier_ones()
    {
        var first = CalendarDocument.Read("""{"region":"石林彝族自治县","source":"自治条例","days":[{"date":"2025-07-18","name":"火把节"}]}""")
            .Required();
        var moved = CalendarDocument.Read(
            """{"region":"石林彝族自治县","version":2,"source":"县政府公告","days":[{"date":"2025-07-21","name":"火把节"}]}""").Required();
        var calendar = WorkCalendar.StateCouncil.With(first);

        Assert.Equal("石林彝族自治县的放假安排已有第 1 版，新版本号须大于它", first.WhyNot(calendar)?.ToString(CultureInfo.InvariantCulture));
        Assert.Null(moved.WhyNot(calendar));
        calendar = calendar.With(moved);
        Assert.Equal([Day("2025-07-21")], calendar.LocalDays.Select(d => d.Date));
        Assert.False(calendar.IsDayOff(Day("2025-07-18")));
        Assert.Throws<StatuteException>(() => calendar.With(first));
    }

    [Fact]
    public void A_document_says_itself_whether_it_is_a_years_or_a_regions()
    {
        Assert.Equal(("2027", 1), (CalendarDocument.Read(Notice2027).Required().Key, CalendarDocument.Read(Notice2027).Required().Version));
        Assert.Equal("石林", CalendarDocument.Read("""{"region":"石林","source":"公告","days":[{"date":"2025-07-18","name":"火把节"}]}""")
            .Required().Key);
        Assert.Contains("不是有效的 JSON", Assert.Single(CalendarDocument.Read("{").Faults).Sentence.ToString(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_faulty_local_calendar_is_not_loaded()
        => Assert.Equal(["$.source：缺少"], CalendarDocument.Read("""{"region":"石林","days":[{"date":"2025-07-18","name":"火把节"}]}""").Faults
            .Select(f => f.Sentence.ToString(CultureInfo.InvariantCulture)));

    // The State Council's notice for 2027 is not published; this one is made up for the tests.
    const string Notice2027 =
        """
        {"year":2027,"papers":["https://www.gov.cn/zhengce/2027"],"days":[
         {"date":"2027-01-01","name":"元旦","isOffDay":true},{"date":"2027-02-05","name":"春节","isOffDay":true},
         {"date":"2027-02-06","name":"春节","isOffDay":true},{"date":"2027-02-07","name":"春节","isOffDay":true},
         {"date":"2027-02-08","name":"春节","isOffDay":true},{"date":"2027-02-09","name":"春节","isOffDay":true},
         {"date":"2027-02-10","name":"春节","isOffDay":true},{"date":"2027-02-11","name":"春节","isOffDay":true},
         {"date":"2027-02-14","name":"春节","isOffDay":false},{"date":"2027-04-05","name":"清明节","isOffDay":true},
         {"date":"2027-05-01","name":"劳动节","isOffDay":true},{"date":"2027-05-02","name":"劳动节","isOffDay":true},
         {"date":"2027-05-03","name":"劳动节","isOffDay":true},{"date":"2027-06-09","name":"端午节","isOffDay":true},
         {"date":"2027-09-15","name":"中秋节","isOffDay":true},{"date":"2027-10-01","name":"国庆节","isOffDay":true},
         {"date":"2027-10-02","name":"国庆节","isOffDay":true},{"date":"2027-10-03","name":"国庆节","isOffDay":true}]}
        """;

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
