using Ringleader.Cli.Demo.LogCounting;

namespace Ringleader.Cli.Tests.Demo.LogCounting;

public sealed class HeldRangeTests
{
    [Fact]
    public void Parse_reads_what_ToLine_wrote()
    {
        var held = HeldRange.Of(new LineRange(7, 12, ["a", "b"]));

        Assert.Equal("holding 7 12 2", held.ToLine());
        Assert.Equal(held, HeldRange.Parse(held.ToLine(), "w"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("holding 7 12")]
    [InlineData("holding 7 12 x")]
    [InlineData("holding 7 -1 2")]
    [InlineData("Unhandled exception.")]
    public void Parse_of_anything_else_says_who_printed_it(string line)
    {
        var error = Assert.Throws<CommandFailedException>(() => HeldRange.Parse(line, "dotnet-2"));

        Assert.Contains("dotnet-2", error.Message, StringComparison.Ordinal);
    }
}
