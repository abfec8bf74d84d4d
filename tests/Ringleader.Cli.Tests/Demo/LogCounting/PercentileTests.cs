using Ringleader.Cli.Demo.LogCounting;

namespace Ringleader.Cli.Tests.Demo.LogCounting;

public sealed class PercentileTests
{
    [Theory]
    [InlineData(new long[0], 99, 0)]
    [InlineData(new long[] { 7 }, 1, 7)]
    [InlineData(new long[] { 7 }, 100, 7)]
    [InlineData(new long[] { 1, 2 }, 50, 1)]
    [InlineData(new long[] { 1, 2 }, 51, 2)]
    [InlineData(new long[] { 1, 2, 3 }, 99, 3)]
    public void Of_is_the_value_at_the_nearest_rank(long[] sorted, int percent, long expected)
    {
        Assert.Equal(expected, Percentile.Of(sorted, percent));
    }
}
