namespace Ringleader.Cli.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1ms", 1)]
    [InlineData("10s", 10_000)]
    [InlineData("090s", 90_000)]
    [InlineData("5m", 300_000)]
    [InlineData("4h", 14_400_000)]
    public void TryParse_reads_a_number_and_its_unit(string text, long milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1.5s")]
    [InlineData("1,5s")]
    [InlineData(" 1s")]
    [InlineData("1 s")]
    [InlineData("1s ")]
    [InlineData("1S")]
    [InlineData("1sm")]
    [InlineData("1smh")]
    [InlineData("1d")]
    [InlineData("٣s")]
    [InlineData("1194h")]
    [InlineData("9223372036854775807h")]
    [InlineData("99999999999999999999s")]
    public void TryParse_refuses_anything_else(string text)
    {
        Assert.False(Duration.TryParse(text, out _));
    }

    [Theory]
    [InlineData(250, "250ms")]
    [InlineData(1500, "1500ms")]
    [InlineData(30_000, "30s")]
    [InlineData(90_000, "90s")]
    [InlineData(120_000, "2m")]
    [InlineData(7_200_000, "2h")]
    public void Format_takes_the_largest_unit_without_a_fraction(long milliseconds, string expected)
    {
        Assert.Equal(expected, Duration.Format(TimeSpan.FromMilliseconds(milliseconds)));
    }
}
