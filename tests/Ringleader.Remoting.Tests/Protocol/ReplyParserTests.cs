using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Protocol;
using Ringleader.Remoting.Tests.Peers;

namespace Ringleader.Remoting.Tests.Protocol;

public sealed class ReplyParserTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TryParse_finds_mark_and_result_wherever_the_reply_is_split(bool success)
    {
        var reply = Frames.Join(RubyMarshal.Dump(success), RubyMarshal.Dump("result"));
        for (var split = 0; split < reply.Length; split++)
        {
            var parser = default(ReplyParser);

            Assert.Equal(FrameStatus.Incomplete, parser.TryParse(reply.AsSpan(0, split), 1000));
            Assert.Equal(FrameStatus.Complete, parser.TryParse(reply, 1000));
            Assert.Equal(success, parser.Succeeded);
            Assert.Equal(RubyMarshal.Dump("result"), parser.Result.In(reply).ToArray());
            Assert.Equal(reply.Length, parser.Length);
        }
    }

    [Fact]
    public void TryParse_takes_nil_for_false_as_Ruby_does()
    {
        var parser = default(ReplyParser);

        Assert.Equal(FrameStatus.Complete, parser.TryParse(Frames.Join(Frames.Nil, Frames.Nil), 1000));
        Assert.False(parser.Succeeded);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 4, 4, 8, 105, 6 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 16, 0, 0 })] // from the length alone, so that nothing is buffered for it
    [InlineData(new byte[] { 0, 0, 0, 3, 4, 8, 85 })]
    public void TryParse_refuses_a_mark_that_is_neither_true_nor_false(byte[] reply)
    {
        Assert.Equal(FrameStatus.Malformed, default(ReplyParser).TryParse(reply, 1000));
    }

    [Fact]
    public void TryParse_refuses_an_answer_above_the_limit_as_soon_as_its_length_came()
    {
        byte[] start = [.. Frames.Frame(RubyMarshal.Dump(true)), 0x40, 0, 0, 0];
        var parser = default(ReplyParser);

        Assert.Equal(FrameStatus.TooLarge, parser.TryParse(start, 1000));
        Assert.Equal(0x40000000u, parser.Claimed);
    }
}
