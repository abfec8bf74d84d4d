using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Tests.Reporting;

public sealed class TargetTests
{
    [Theory]
    [InlineData(4.0, 0.25, true)]
    [InlineData(3.99, 0.1, false)]
    [InlineData(12, 0.26, false)]
    public void IsReachedBy_asks_for_the_rate_and_the_cpu_time(double ratio, double cpuShare, bool expected)
    {
        var target = new Target(4, Aim: 12, CpuShare: 0.25);

        Assert.Equal(expected, target.IsReachedBy(ratio, cpuShare, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(5.1, false)]
    public void IsReachedBy_asks_for_the_latency_where_one_is_set(double milliseconds, bool expected)
    {
        var target = new Target(1, MostP50: TimeSpan.FromMilliseconds(5));

        Assert.Equal(expected, target.IsReachedBy(2, 1, TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Fact]
    public void ToString_names_every_part_that_is_set()
    {
        Assert.Equal("≥ 4 ×, ≤ 0.25 × CPU (aim 12 ×)", new Target(4, 12, 0.25).ToString());
        Assert.Equal("≥ 0.7 ×", new Target(0.7).ToString());
        Assert.Equal("≥ 1,000 ×, p50 ≤ 5 ms", new Target(1000, MostP50: TimeSpan.FromMilliseconds(5)).ToString());
    }
}
