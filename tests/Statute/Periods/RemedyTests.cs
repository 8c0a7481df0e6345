using Alliance.Statute.Periods;
using Xunit;

namespace Alliance.Statute.Tests.Periods;

public sealed class RemedyTests
{
    [Fact]
    public void Sixty_days_and_six_months_run_from_the_day_after_service()
    {
        var (reconsideration, court) = Remedies.From(new DateOnly(2025, 3, 10), WorkCalendar.StateCouncil);

        Assert.Equal(new DateOnly(2025, 5, 9), reconsideration.LastDay);
        Assert.Equal(new DateOnly(2025, 9, 10), court.LastDay);
    }

    [Fact]
    public void A_last_day_in_a_holiday_moves_behind_it()
    {
        // On 1 October, and within Spring Festival of 2025.
        Assert.Equal(new DateOnly(2025, 10, 9), Remedies.From(new DateOnly(2025, 8, 2), WorkCalendar.StateCouncil).Reconsideration.LastDay);
        Assert.Equal(new DateOnly(2025, 2, 5), Remedies.From(new DateOnly(2024, 7, 31), WorkCalendar.StateCouncil).Court.LastDay);
    }

    [Fact]
    public void Months_end_on_the_last_day_where_there_is_no_corresponding_one()
        => Assert.Equal(new DateOnly(2025, 2, 28), Remedies.From(new DateOnly(2024, 8, 31), WorkCalendar.StateCouncil).Court.LastDay);

    [Fact]
    public void Nothing_is_asserted_of_a_year_whose_calendar_is_not_published()
    {
        var (_, court) = Remedies.From(new DateOnly(2026, 8, 3), WorkCalendar.StateCouncil);

        Assert.True(court.Provisional);
        Assert.Equal(new DateOnly(2027, 2, 3), court.NominalLastDay);
    }
}
