using Ringleader.Cli.Demo;

namespace Ringleader.Cli.Tests.Demo;

public sealed class TextLayoutTests
{
    [Fact]
    public void Wrap_breaks_at_blanks_and_keeps_long_words_whole()
    {
        Assert.Equal(["one two", "three", "extraordinarily", "so"], TextLayout.Wrap("one  two three extraordinarily so", 8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Wrap_of_nothing_is_one_empty_line(string text)
    {
        Assert.Equal([""], TextLayout.Wrap(text, 10));
    }

    [Fact]
    public void Columns_align_names_left_and_numbers_right()
    {
        var lines = TextLayout.Columns([["URL", "requests"], ["/", "1,234"], ["/a/very/long/path", "5"]], maxWidth: 10);

        Assert.Equal(["URL         requests", "/              1,234", "/a/very/l…         5"], lines);
    }

    [Fact]
    public void Columns_of_words_are_aligned_left()
    {
        Assert.Equal(["a    one", "bcd  two"], TextLayout.LeftColumns([["a", "one"], ["bcd", "two"]], maxWidth: 10));
    }
}
