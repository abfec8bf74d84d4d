using Ringleader.Remoting.Protocol;

namespace Ringleader.Remoting.Tests.Protocol;

public sealed class FrameTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void TryRead_waits_for_the_whole_length_field(int count)
    {
        var status = Frame.TryRead(new byte[count], 0, 100, out _, out var claimed);

        Assert.Equal(FrameStatus.Incomplete, status);
        Assert.Equal(0u, claimed);
    }

    [Fact]
    public void TryRead_finds_a_frame_behind_an_offset()
    {
        byte[] buffer = [9, 9, 0, 0, 0, 3, 4, 8, 48, 9];

        var status = Frame.TryRead(buffer, 2, 3, out var frame, out _);

        Assert.Equal(FrameStatus.Complete, status);
        Assert.Equal(new Frame(6, 3), frame);
        Assert.Equal([4, 8, 48], frame.In(buffer).ToArray());
    }

    [Theory]
    [InlineData(0x00, 0x00, 0x00, 0x65, 101u)]
    [InlineData(0x7f, 0xff, 0xff, 0xff, 0x7fffffffu)]
    [InlineData(0x80, 0x00, 0x00, 0x00, 0x80000000u)]
    [InlineData(0xff, 0xff, 0xff, 0xff, 0xffffffffu)]
    public void TryRead_refuses_a_length_above_the_limit_before_the_body_came(byte a, byte b, byte c, byte d, uint expected)
    {
        var status = Frame.TryRead([a, b, c, d], 0, 100, out _, out var claimed);

        Assert.Equal(FrameStatus.TooLarge, status);
        Assert.Equal(expected, claimed);
    }
}
