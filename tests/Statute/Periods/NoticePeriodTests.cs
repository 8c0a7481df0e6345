using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Statute.Tests.Periods;

public sealed class NoticePeriodTests
{
    static readonly Policy Kunming = PolicyBook.Find("kunming-2016.1");

    [Fact, Article("11")]
    public void A_notice_that_would_end_on_new_years_eve_of_the_snake_ends_after_spring_festival()
    {
        var notice = Kunming.Notice.Reckon(new DateOnly(2025, 1, 21), WorkCalendar.StateCouncil);

        Assert.Equal(new DateOnly(2025, 1, 28), notice.NominalLastDay);
        Assert.Equal(new DateOnly(2025, 2, 5), notice.LastDay);
        Assert.Equal(new DateOnly(2025, 2, 6), notice.EarliestDecisionDate);
        Assert.Equal(DateTimeOffset.Parse("2025-02-05T16:00:00Z", System.Globalization.CultureInfo.InvariantCulture), notice.ClosesAt);
        Assert.False(notice.Provisional);
        Assert.Equal(["民法典第201条", "全国年节及纪念日放假办法", "民法典第203条"], notice.Articles);
    }
}
