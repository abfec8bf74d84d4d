using System.Text;
using Ringleader.Cli.Jobs.Programs;

namespace Ringleader.Cli.Tests.Jobs.Programs;

public sealed class OutputTailTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("abcdefgh", "abcdefgh")]
    [InlineData("abcdefghi", "bcdefghi")]
    [InlineData("0123456789abcdefghijklmnopq", "jklmnopq")]
    public async Task Tail_is_what_came_last(string text, string expected)
    {
        var tail = new OutputTail(8);

        await tail.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);

        Assert.Equal(expected, tail.ToString());
    }

    [Fact]
    public async Task Character_that_the_beginning_cuts_through_is_left_out()
    {
        var tail = new OutputTail(8);

        await tail.ReadAsync(new MemoryStream("xä€12345"u8.ToArray()), CancellationToken.None);

        Assert.Equal("€12345", tail.ToString());
    }
}
