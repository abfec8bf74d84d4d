using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Protocol;
using Ringleader.Remoting.Tests.Peers;

namespace Ringleader.Remoting.Tests.Protocol;

public sealed class RequestParserTests
{
    private static readonly byte[] Request = Frames.Request("echo", 1, "two", new object[] { 3, 4.5 });

    [Fact]
    public void TryParse_finds_the_fields_wherever_the_request_is_split()
    {
        for (var split = 0; split <= Request.Length; split++)
        {
            var parser = new RequestParser(1000, 8);

            var first = parser.TryParse(Request.AsSpan(0, split));
            var status = split == Request.Length ? first : parser.TryParse(Request);

            Assert.Equal(split == Request.Length ? FrameStatus.Complete : FrameStatus.Incomplete, first);
            Assert.Equal(FrameStatus.Complete, status);
            Assert.Equal(Request.Length, parser.Length);
            Assert.Equal(3, parser.ArgumentCount);
            Assert.Equal("echo"u8, MethodName.Read(parser.Method.In(Request)));
            Assert.Equal(Frames.Nil, parser.Reference.In(Request).ToArray());
            Assert.Equal(RubyMarshal.Dump("two"), parser.Argument(1).In(Request).ToArray());
            Assert.Equal(Frames.Nil, parser.Block.In(Request).ToArray());
        }
    }

    [Fact]
    public void TryParse_leaves_what_follows_the_request()
    {
        var parser = new RequestParser(1000, 8);

        var status = parser.TryParse([.. Request, .. Request]);

        Assert.Equal(FrameStatus.Complete, status);
        Assert.Equal(Request.Length, parser.Length);
    }

    [Fact]
    public void Reset_makes_it_ready_for_the_next_request()
    {
        var parser = new RequestParser(1000, 8);
        parser.TryParse(Request);
        parser.Reset();
        var next = Frames.Request("size");

        Assert.Equal(FrameStatus.Complete, parser.TryParse(next));
        Assert.Equal(0, parser.ArgumentCount);
        Assert.Equal("size"u8, MethodName.Read(parser.Method.In(next)));
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void TryParse_takes_as_many_arguments_as_the_limit_says(int count, bool isTaken)
    {
        var request = Frames.Request("echo", [.. Enumerable.Range(0, count).Cast<object?>()]);

        var status = new RequestParser(1000, 8).TryParse(request);

        Assert.Equal(isTaken ? FrameStatus.Complete : FrameStatus.TooManyArguments, status);
    }

    [Fact]
    public void TryParse_takes_more_arguments_than_it_had_room_for()
    {
        var request = Frames.Request("echo", [.. Enumerable.Range(0, 200).Cast<object?>()]);
        var parser = new RequestParser(10_000, 256);

        Assert.Equal(FrameStatus.Complete, parser.TryParse(request));
        Assert.Equal(RubyMarshal.Dump(199), parser.Argument(199).In(request).ToArray());
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1 << 20)]
    public void TryParse_refuses_a_count_without_making_room_for_it(int count)
    {
        var request = Frames.Join(Frames.Nil, RubyMarshal.Dump("echo"), RubyMarshal.Dump(count));
        var parser = new RequestParser(1000, 256);
        parser.TryParse(request);
        parser.Reset();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var status = parser.TryParse(request);

        Assert.Equal(FrameStatus.TooManyArguments, status);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void TryParse_refuses_what_is_no_count()
    {
        foreach (object? count in new object?[] { -1, null, "3", 2.0, long.MaxValue, true, new object[] { 1 } })
        {
            var request = Frames.Join(Frames.Nil, RubyMarshal.Dump("echo"), RubyMarshal.Dump(count));

            Assert.Equal(FrameStatus.Malformed, new RequestParser(1000, 8).TryParse(request));
        }
    }

    [Fact]
    public void TryParse_refuses_a_frame_above_the_limit_as_soon_as_its_length_came()
    {
        byte[] start = [.. Frames.Join(Frames.Nil, RubyMarshal.Dump("echo"), RubyMarshal.Dump(1)), 0, 1, 0, 0];
        var parser = new RequestParser(1000, 8);

        Assert.Equal(FrameStatus.TooLarge, parser.TryParse(start));
        Assert.Equal(65_536u, parser.Claimed);
    }

    [Fact]
    public void TryParse_refuses_a_request_above_the_limit_whose_frames_are_below_it_however_it_arrives()
    {
        var request = Frames.Request("echo", new string('a', 60), new string('b', 60));
        for (var split = 0; split <= request.Length; split++)
        {
            var parser = new RequestParser(100, 8);
            var status = parser.TryParse(request.AsSpan(0, split));

            status = status == FrameStatus.Incomplete ? parser.TryParse(request) : status;

            Assert.Equal(FrameStatus.TooLarge, status);
        }
    }
}
