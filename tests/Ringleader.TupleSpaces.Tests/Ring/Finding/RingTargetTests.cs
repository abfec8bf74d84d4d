using Ringleader.TupleSpaces.Ring.Finding;

namespace Ringleader.TupleSpaces.Tests.Ring.Finding;

public sealed class RingTargetTests
{
    [Theory]
    [InlineData("broadcast", null, 7647, null)]
    [InlineData("localhost", "localhost", 7647, null)]
    [InlineData("box", "box", 7647, null)]
    [InlineData("box.example.com:99", "box.example.com", 99, null)]
    [InlineData("10.0.0.1", "10.0.0.1", 7647, null)]
    [InlineData("10.0.0.1:99", "10.0.0.1", 99, null)]
    [InlineData("fd00::1", "fd00::1", 7647, null)]
    [InlineData("[fd00::1]", "fd00::1", 7647, null)]
    [InlineData("[fd00::1]:99", "fd00::1", 99, null)]
    [InlineData("239.1.2.3", "239.1.2.3", 7647, null)]
    [InlineData("239.1.2.3%eth0", "239.1.2.3", 7647, "eth0")]
    [InlineData("ff02::114%2", "ff02::114", 7647, "2")]
    public void Targets_are_read(string text, string? host, int port, string? networkInterface)
    {
        Assert.Equal(new RingTarget(text, host, port, networkInterface), RingTarget.Parse(text, 7647));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":99")]
    [InlineData("box:0")]
    [InlineData("box:65536")]
    [InlineData("box:x")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("fd00::1::2:3")]
    public void Other_texts_are_refused_with_what_is_expected(string text)
    {
        Assert.Contains("broadcast", Assert.Throws<ArgumentException>(() => RingTarget.Parse(text, 7647)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_entries_and_comments_are_left_out()
    {
        Assert.Equal(["box", "10.0.0.1:99"], RingTarget.Entries(["# seeds", "", " box  # the old one", "\t10.0.0.1:99"]));
    }
}
