using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Tests.Ring.Protocol;

public sealed class RingPacketTests
{
    /// <summary>Marshal.dump of <c>[[:lookup_ring, DRbObject.new_with("druby://127.0.0.1:9999", 8)], 5]</c> in Ruby 3.1.</summary>
    private const string Golden =
        "04085b075b073a106c6f6f6b75705f72696e67753a134452623a3a4452624f626a6563742904085b0749221b64727562793a2f2f3132372e302e302e313a39393939063a0645" + "54690d690a";

    /// <summary>What Ruby's RingFinger sent for <c>lookup_ring_any(1)</c>, captured on the wire.</summary>
    private const string Captured =
        "04085b075b073a106c6f6f6b75705f72696e67753a134452623a3a4452624f626a6563742b04085b0749221c64727562793a2f2f3132372e302e302e313a3138373838063a06" + "45546901b46906";

    [Fact]
    public void A_question_is_written_as_ruby_writes_it()
    {
        Assert.Equal(Golden, Convert.ToHexStringLower(RingPacket.Write(new DrbReference("druby://127.0.0.1:9999", 8L), 5)));
    }

    [Fact]
    public void The_question_of_ruby_is_read()
    {
        Assert.Equal(
            new RingQuestion(new CallbackUri(false, "127.0.0.1", 18788), 180L, TimeSpan.FromSeconds(1)),
            RingPacket.Read(Convert.FromHexString(Captured)));
    }

    [Theory]
    [InlineData("druby://box:1", false, "box", 1)]
    [InlineData("drbssl://box.example.com:65535", true, "box.example.com", 65535)]
    [InlineData("druby://::1:9", false, "::1", 9)]
    [InlineData("druby://[fd00::1]:9", false, "fd00::1", 9)]
    [InlineData("druby://:9", false, "", 9)]
    public void Addresses_of_both_schemes_are_read(string uri, bool isTls, string host, int port)
    {
        Assert.Equal(new CallbackUri(isTls, host, port), RingPacket.Read(Packet(uri))?.Callback);
    }

    [Theory]
    [InlineData("drbunix:run.sock")]
    [InlineData("http://box:1")]
    [InlineData("druby://box:0")]
    [InlineData("druby://box:65536")]
    [InlineData("druby://box:-1")]
    [InlineData("druby://box")]
    [InlineData("druby://box:1?name")]
    [InlineData("druby://user@box:1")]
    [InlineData("druby://bo x:1")]
    [InlineData("druby://box\n:1")]
    [InlineData("DRUBY://box:1")]
    [InlineData("")]
    public void Addresses_of_other_forms_are_refused(string uri)
    {
        Assert.Null(RingPacket.Read(Packet(uri)));
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(-5, 0.1)]
    [InlineData(5, 5)]
    [InlineData(2.5, 2.5)]
    [InlineData(1e300, 60)]
    [InlineData(long.MaxValue, 60)]
    public void The_patience_is_brought_within_its_range(object seconds, double expected)
    {
        Assert.Equal(TimeSpan.FromSeconds(expected), RingPacket.Read(Dump(Lookup(), seconds))?.Patience);
    }

    [Fact]
    public void Anything_that_is_not_exactly_a_lookup_is_refused()
    {
        var good = Packet("druby://box:1");
        object?[] others =
        [
            null, 1L, "lookup_ring", Lookup(), new object?[] { Lookup() }, new object?[] { Lookup(), 5L, 6L },
            new object?[] { Lookup(), null }, new object?[] { Lookup(), "5" }, new object?[] { Lookup(), double.NaN }, new object?[] { Lookup(), double.PositiveInfinity },
            new object?[] { new object?[] { RubySymbol.Of("lookup_ring") }, 5L },
            new object?[] { new object?[] { RubySymbol.Of("lookup_rung"), Reference() }, 5L },
            new object?[] { new object?[] { "lookup_ring", Reference() }, 5L },
            new object?[] { new object?[] { RubySymbol.Of("lookup_ring"), null }, 5L },
            new object?[] { new object?[] { RubySymbol.Of("lookup_ring"), Reference(), 1L }, 5L },
            new object?[] { new object?[] { RubySymbol.Of("lookup_ring"), new DrbReference("druby://box:1", null) }, 5L },
            new object?[] { new object?[] { RubySymbol.Of("lookup_ring"), new DrbReference("druby://box:1", new object[] { 1L }) }, 5L },
            new object?[] { new object?[] { RubySymbol.Of("lookup_ring"), new DrbReference($"druby://{new string('a', 900)}:1", 1L) }, 5L },
        ];

        Assert.NotNull(RingPacket.Read(good));
        Assert.All(others, other => Assert.Null(RingPacket.Read(RubyMarshal.Dump(other))));
        Assert.Null(RingPacket.Read([.. good, 0]));
        Assert.Null(RingPacket.Read(new byte[RingPacket.MaxBytes + 1]));
        Assert.All(Enumerable.Range(0, good.Length), length => Assert.Null(RingPacket.Read(good.AsSpan(0, length))));
    }

    [Fact]
    public void A_hundred_thousand_random_and_mutated_datagrams_do_no_harm()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        byte[][] originals = [Convert.FromHexString(Golden), Convert.FromHexString(Captured), Packet("drbssl://box.example.com:65535")];
        var buffer = new byte[RingPacket.MaxBytes + 64];
        var largest = 0L;

        for (var i = 0; i < 100_000; i++)
        {
            var datagram = i % 10 == 0 ? Random(random, buffer) : Mutated(random, originals[i % originals.Length], buffer);
            var before = GC.GetAllocatedBytesForCurrentThread();

            var question = RingPacket.Read(datagram.Span);

            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(
                question is null || (question.Callback.Port is > 0 and <= 65535 && question.Callback.Host.Length < RingPacket.MaxBytes),
                $"Seed {seed}: {Convert.ToHexString(datagram.Span)}");
        }

        Assert.True(largest < 128 * 1024, $"Seed {seed}: {largest} bytes for one datagram.");
    }

    private static ReadOnlyMemory<byte> Random(Random random, byte[] buffer)
    {
        var length = random.Next(buffer.Length + 1);
        random.NextBytes(buffer.AsSpan(0, length));
        return buffer.AsMemory(0, length);
    }

    private static ReadOnlyMemory<byte> Mutated(Random random, byte[] original, byte[] buffer)
    {
        original.CopyTo(buffer, 0);
        var length = random.Next(4) == 0 ? random.Next(original.Length) : original.Length;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            // Mostly behind the fixed beginning, where the decoder has work to do.
            buffer[random.Next(random.Next(5) == 0 ? 0 : 38, original.Length)] = (byte)random.Next(256);
        }

        return buffer.AsMemory(0, length);
    }

    private static DrbReference Reference(string uri = "druby://box:1") => new(uri, 7L);

    private static object?[] Lookup(string uri = "druby://box:1") => [RubySymbol.Of("lookup_ring"), Reference(uri)];

    private static byte[] Packet(string uri) => Dump(Lookup(uri), 5L);

    private static byte[] Dump(object?[] lookup, object seconds) => RubyMarshal.Dump(new object?[] { lookup, seconds });
}
