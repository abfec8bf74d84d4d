using System.Numerics;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces.Tests.Matching;

public sealed class FieldPropertyTests
{
    private static readonly MarshalOptions Exact = new() { Exact = true };

    [Fact]
    public void Equality_is_symmetric_survives_the_wire_and_decides_the_hash()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var left = Next(random, 0);
            var right = random.Next(3) == 0 ? RubyMarshal.Load(RubyMarshal.Dump(left), random.Next(2) == 0 ? Exact : MarshalOptions.Default) : Next(random, 0);

            var isEqual = FieldEquality.Equal(left, right);

            Assert.Equal(isEqual, FieldEquality.Equal(right, left));
            Assert.True(!isEqual || FieldEquality.Hash(left) == FieldEquality.Hash(right), $"{TupleText.Of(left)} and {TupleText.Of(right)} are equal, seed {seed}");
            Assert.Equal(isEqual, FieldMatch.Matches(FieldMatch.Compile(Wrapped(left)), right));
        }
    }

    [Fact]
    public void What_travelled_is_equal_to_what_was_sent()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var value = Next(random, 0);
            var document = RubyMarshal.Dump(value);

            Assert.True(FieldEquality.Equal(value, RubyMarshal.Load(document)), $"{TupleText.Of(value)} natural, seed {seed}");
            Assert.True(FieldEquality.Equal(value, RubyMarshal.Load(document, Exact)), $"{TupleText.Of(value)} exact, seed {seed}");
        }
    }

    /// <summary>Ranges are patterns, so equality of them is asked for.</summary>
    private static FieldPattern Wrapped(object? value) => Field.Exactly(value);

    /// <summary>From few different scalars, so that equal ones meet.</summary>
    private static object? Next(Random random, int depth) => random.Next(depth < 3 ? 13 : 10) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-2, 3),
        3 => (long)random.Next(-2, 3),
        4 => random.Next(-4, 5) / 2.0,
        5 => random.Next(-4, 5) / 2m,
        6 => new RubyRational(random.Next(-4, 5), random.Next(1, 3)),
        7 => BigInteger.Pow(2, random.Next(60, 68)) + random.Next(2),
        8 => random.Next(2) == 0 ? "é" : "a",
        9 => RubySymbol.Of(random.Next(2) == 0 ? "é" : "a"),
        10 => Enumerable.Range(0, random.Next(3)).Select(_ => Next(random, depth + 1)).ToArray(),
        11 => new RubyHash { { random.Next(2) == 0 ? "a" : RubySymbol.Of("a"), Next(random, depth + 1) } },
        _ => new RubyRange(random.Next(2), random.Next(2) + 1, random.Next(2) == 0),
    };
}
