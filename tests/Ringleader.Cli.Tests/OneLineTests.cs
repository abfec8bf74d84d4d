namespace Ringleader.Cli.Tests;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("two\nlines\r\nand\ttabs", "two lines and tabs")]
    [InlineData("  gone  blanks ", "gone blanks")]
    [InlineData("a\u001b[31mred\u0007", "a [31mred ")]
    [InlineData("", "")]
    public void Of_leaves_one_line_without_control_characters(string text, string expected)
    {
        Assert.Equal(expected, OneLine.Of(text));
    }

    [Fact]
    public void Of_cuts_a_very_long_text()
    {
        var line = OneLine.Of(new string('x', 100_000));

        Assert.Equal(2001, line.Length);
        Assert.EndsWith("…", line, StringComparison.Ordinal);
    }
}
