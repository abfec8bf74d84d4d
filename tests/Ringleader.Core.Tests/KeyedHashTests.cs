using System.Numerics;
using Ringleader.Hashing;

namespace Ringleader.Core.Tests;

public sealed class KeyedHashTests
{
    private const int Keys = 100_000;

    /// <summary>All of them have the same hash by <see cref="HashCode"/>, which sees the exclusive or of the two halves.</summary>
    private static IEnumerable<long> FoldedToZero => Enumerable.Range(1, Keys).Select(i => ((long)i << 32) | (uint)i);

    [Fact]
    public void Integers_that_collide_by_the_frameworks_hash_do_not_collide()
    {
        Assert.Single(FoldedToZero.Select(key => HashCode.Combine(key)).Distinct());

        AssertSpread(FoldedToZero.Select(KeyedHash.Of));
    }

    public static TheoryData<string, long> Steps => new()
    {
        { "neighbours", 1 }, { "a prime of a table", 1_687_307 }, { "a power of two", 1L << 20 }, { "the upper half", 1L << 32 }, { "the upper bits", 1L << 45 },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Integers_in_a_row_are_spread_evenly(string row, long step)
    {
        Assert.NotEmpty(row);

        AssertSpread(Enumerable.Range(0, Keys).Select(i => KeyedHash.Of(i * step)));
    }

    [Fact]
    public void Each_bit_of_an_integer_changes_about_half_of_the_hash()
    {
        for (var bit = 0; bit < 64; bit++)
        {
            var changed = Enumerable.Range(0, 1000).Sum(i => BitOperations.PopCount((uint)(KeyedHash.Of(i * 0x1234_5679L) ^ KeyedHash.Of((i * 0x1234_5679L) ^ (1L << bit)))));

            Assert.InRange(changed / 1000.0, 12, 20);
        }
    }

    [Fact]
    public void Equal_numbers_have_equal_hashes()
    {
        Assert.Equal(KeyedHash.Of(0.0), KeyedHash.Of(-0.0));
        Assert.Equal(KeyedHash.Of(double.NaN), KeyedHash.Of(BitConverter.Int64BitsToDouble(0x7ff8_0000_0000_0001)));
        Assert.Equal(KeyedHash.Of(1.0m), KeyedHash.Of(1.000m));
        Assert.Equal(KeyedHash.Of(0m), KeyedHash.Of(new decimal(0, 0, 0, isNegative: true, 5)));
        Assert.Equal(KeyedHash.Of(79228162514264337593543950335m), KeyedHash.Of(decimal.MaxValue));
        Assert.Equal(KeyedHash.Of(-120.50m), KeyedHash.Of(-120.5m));
        Assert.Equal(KeyedHash.Of(5L), KeyedHash.Of(new BigInteger(5)));
        Assert.Equal(KeyedHash.Of(BigInteger.Pow(3, 5000)), KeyedHash.Of(BigInteger.Pow(3, 5000)));
        Assert.NotEqual(KeyedHash.Of(BigInteger.Pow(3, 5000)), KeyedHash.Of(-BigInteger.Pow(3, 5000)));
    }

    [Fact]
    public void Decimals_are_spread_evenly() =>
        AssertSpread(Enumerable.Range(0, Keys).Select(i => KeyedHash.Of(new decimal(i, i, 0, isNegative: false, 3))));

    [Fact]
    public void Big_integers_that_differ_in_one_bit_do_not_collide() =>
        AssertSpread(Enumerable.Range(0, Keys).Select(i => KeyedHash.Of((BigInteger.One << 100_200) + (BigInteger.One << i))));

    [Fact]
    public void Bytes_are_told_apart_by_content_and_length()
    {
        AssertSpread(Enumerable.Range(0, Keys).Select(i => KeyedHash.Of(BitConverter.GetBytes(i).AsSpan(0, 3 + (i & 1)).ToArray().Concat(BitConverter.GetBytes(i)).ToArray())));
        Assert.NotEqual(KeyedHash.Of([]), KeyedHash.Of([0]));
        Assert.NotEqual(KeyedHash.Of([0]), KeyedHash.Of([0, 0]));
    }

    [Fact]
    public void Differences_in_two_places_of_a_sequence_do_not_cancel()
    {
        // The rounds of the framework's hash give pairs like these equal hashes, whatever its secret is.
        var hashes = Enumerable.Range(0, Keys).Select(i => KeyedHash.Combine(KeyedHash.Combine(2, i << 16), i));

        AssertSpread(hashes);
    }

    [Fact]
    public void The_order_of_a_sequence_counts() =>
        Assert.NotEqual(KeyedHash.Combine(KeyedHash.Combine(2, 3), 4), KeyedHash.Combine(KeyedHash.Combine(2, 4), 3));

    /// <summary>
    /// Of 100,000 keys about one pair has equal hashes, and in a table of 65,536 the fullest cell has about ten of them.
    /// Chance takes a test like this down once in many millions of runs.
    /// </summary>
    private static void AssertSpread(IEnumerable<int> hashes)
    {
        var all = hashes.ToList();

        Assert.InRange(all.Distinct().Count(), Keys - 30, Keys);
        foreach (var cellOf in new Func<int, long>[] { hash => hash & 0xffff, hash => (uint)hash >> 16, hash => (uint)hash % 65_537 })
        {
            Assert.InRange(all.GroupBy(cellOf).Max(cell => cell.Count()), 4, 24);
        }
    }
}
