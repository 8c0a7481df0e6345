using Alliance.Ui;
using Xunit;

namespace Alliance.Platform.Tests.Pages;

/// <summary>The scale of a chart and the words at it.</summary>
public sealed class ChartsAreReadAtAGlance
{
    [Theory]
    [InlineData(0, "0 1")]
    [InlineData(1, "0 1")]
    [InlineData(3, "0 1 2 3")]
    [InlineData(7, "0 2 4 6 8")]
    [InlineData(10, "0 5 10")]
    [InlineData(17, "0 5 10 15 20")]
    [InlineData(100, "0 50 100")]
    [InlineData(123_456, "0 50000 100000 150000")]
    public void Cases_stand_at_a_scale_of_round_whole_numbers(int largest, string ticks)
        => Assert.Equal(ticks, string.Join(' ', Axis.For(largest, whole: true).Ticks));

    [Fact]
    public void A_scale_ends_where_the_largest_lies_and_has_few_steps_whatever_it_measures()
    {
        foreach (var largest in (decimal[])[0.004m, 0.07m, 0.5m, 1.3m, 9.99m, 250m, 99_999m, 1_234_567_890_123m])
        {
            var axis = Axis.For(largest, whole: false);
            Assert.InRange(largest, 0, axis.Top);
            Assert.InRange(axis.Percent(largest), 40, 100);
            Assert.InRange(axis.Ticks.Count, 2, 5);
            Assert.Equal(axis.Top, axis.Ticks[^1]);
        }
    }

    [Fact]
    public void A_name_that_would_reach_into_its_number_is_cut()
    {
        Assert.Equal("新材料", Axis.Fit("新材料", 210));
        var cut = Axis.Fit("禄劝彝族苗族自治县与寻甸回族彝族自治县及其他各县（市、区）", 210);
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.InRange(Axis.Wide(cut), 150, 210);
    }
}
