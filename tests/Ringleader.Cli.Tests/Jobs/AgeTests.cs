using Ringleader.Cli.Jobs;

namespace Ringleader.Cli.Tests.Jobs;

public sealed class AgeTests
{
    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(0, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(60, "1m")]
    [InlineData(3599, "59m")]
    [InlineData(3600, "1h")]
    [InlineData(86_399, "23h")]
    [InlineData(86_400, "1d")]
    [InlineData(8_640_000, "100d")]
    public void Age_is_told_in_the_largest_unit(double seconds, string expected)
    {
        Assert.Equal(expected, Age.Of(TimeSpan.FromSeconds(seconds)));
    }
}
