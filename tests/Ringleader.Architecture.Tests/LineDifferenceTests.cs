namespace Ringleader.Architecture.Tests;

public sealed class LineDifferenceTests
{
    [Fact]
    public void Show_lists_what_went_and_came_below_its_heading()
    {
        string shown = LineDifference.Show("class A\n  one\n  two\nclass B\n  three\n", "class A\n  one\n  2\nclass B\n  three\n");

        Assert.Equal("  class A\n-   two\n+   2\n", shown);
    }

    [Fact]
    public void Show_is_empty_for_equal_texts()
    {
        Assert.Empty(LineDifference.Show("a\nb\n", "a\nb\n"));
    }
}
