using Ringleader.LoadTests.Parts.Jobs;

namespace Ringleader.LoadTests.Tests.Parts.Jobs;

public sealed class RatioLimitTests
{
    [Theory]
    [InlineData(1.5, true)]
    [InlineData(1.49, false)]
    public void A_rate_has_to_be_at_least_the_bound(double ratio, bool expected)
    {
        Assert.Equal(expected, RatioLimit.AtLeast(1.5, aim: 2).IsReachedBy(ratio));
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.51, false)]
    public void A_time_has_to_be_at_most_the_bound(double ratio, bool expected)
    {
        Assert.Equal(expected, RatioLimit.AtMost(0.5).IsReachedBy(ratio));
    }

    [Fact]
    public void A_ratio_that_is_not_a_number_reaches_nothing()
    {
        Assert.False(RatioLimit.AtLeast(1).IsReachedBy(double.NaN));
        Assert.False(RatioLimit.AtMost(1).IsReachedBy(double.NaN));
    }

    [Fact]
    public void ToString_names_the_bound_and_the_aim()
    {
        Assert.Equal("≥ 1.5 × (aim 2 ×)", RatioLimit.AtLeast(1.5, aim: 2).ToString());
        Assert.Equal("≤ 0.9 ×", RatioLimit.AtMost(0.9).ToString());
    }
}
