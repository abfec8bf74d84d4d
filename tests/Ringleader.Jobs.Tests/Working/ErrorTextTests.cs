using System.Text;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Tests.Working;

public sealed class ErrorTextTests
{
    [Fact]
    public void The_stack_has_those_of_the_causes()
    {
        var error = ErrorText.Of(new InvalidOperationException("It did not work.", new IOException("The disk is full.")));

        Assert.Equal("System.InvalidOperationException", error.Type);
        Assert.Equal("It did not work.", error.Message);
        Assert.Contains("System.IO.IOException: The disk is full.", error.Stack, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("ö")]
    [InlineData("€")]
    [InlineData("😀")]
    public void Long_texts_are_cut_between_characters(string character)
    {
        var error = ErrorText.Of(new IOException(string.Concat(Enumerable.Repeat(character, 30_000))));

        Assert.InRange(Encoding.UTF8.GetByteCount(error.Message), ErrorText.LongestMessage - 4, ErrorText.LongestMessage);
        Assert.InRange(Encoding.UTF8.GetByteCount(error.Stack!), ErrorText.LongestStack - 4, ErrorText.LongestStack);
        Assert.DoesNotContain('\uFFFD', error.Message);
    }

    [Fact]
    public void What_databases_do_not_take_is_replaced()
    {
        Assert.Equal("a\uFFFDb", ErrorText.Of(new IOException("a\0b")).Message);
    }
}
