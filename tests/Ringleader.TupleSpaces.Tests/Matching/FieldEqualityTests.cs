using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces.Tests.Matching;

public sealed class FieldEqualityTests
{
    [Fact]
    public void Values_of_one_group_are_equal_and_hash_alike()
    {
        foreach (var group in EqualityTable.Groups)
        {
            foreach (var left in group)
            {
                foreach (var right in group)
                {
                    Assert.True(FieldEquality.Equal(left, right), $"{Show(left)} == {Show(right)}");
                    Assert.True(FieldEquality.Hash(left) == FieldEquality.Hash(right), $"hash of {Show(left)} and {Show(right)}");
                }
            }
        }
    }

    [Fact]
    public void Values_of_two_groups_are_different()
    {
        for (var i = 0; i < EqualityTable.Groups.Length; i++)
        {
            for (var j = 0; j < EqualityTable.Groups.Length; j++)
            {
                foreach (var left in i == j ? [] : EqualityTable.Groups[i])
                {
                    foreach (var right in EqualityTable.Groups[j])
                    {
                        Assert.False(FieldEquality.Equal(left, right), $"{Show(left)} == {Show(right)}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Not_a_number_is_not_even_itself()
    {
        object boxed = double.NaN;

        Assert.False(FieldEquality.Equal(boxed, boxed));
        Assert.False(FieldEquality.Equal(double.NaN, float.NaN));
    }

    [Fact]
    public void Array_that_holds_itself_is_equal_to_itself_only()
    {
        var one = new object?[1];
        one[0] = one;
        var other = new object?[1];
        other[0] = other;

        Assert.True(FieldEquality.Equal(one, one));
        Assert.False(FieldEquality.Equal(one, other));
        Assert.Equal(FieldEquality.Hash(one), FieldEquality.Hash(one));
    }

    [Fact]
    public void Arrays_of_exponential_size_are_compared_in_no_time()
    {
        Assert.False(FieldEquality.Equal(Doubling(60), Doubling(60)));
        Assert.Equal(FieldEquality.Hash(Doubling(60)), FieldEquality.Hash(Doubling(60)));
    }

    [Fact]
    public void Ten_thousand_items_are_within_the_limit_in_two_levels_of_a_hundred()
    {
        Assert.True(FieldEquality.Equal(Square(99), Square(99)));
    }

    [Fact]
    public void Object_whose_equality_throws_is_not_equal()
    {
        Assert.False(FieldEquality.Equal(new Grumpy(), new Grumpy()));
        _ = FieldEquality.Hash(new Grumpy());
    }

    [Fact]
    public void Fraction_that_is_too_long_is_equal_by_its_parts()
    {
        var long1 = new RubyRational(System.Numerics.BigInteger.Pow(3, 5_000), 2);

        Assert.True(FieldEquality.Equal(long1, new RubyRational(System.Numerics.BigInteger.Pow(3, 5_000), 2)));
        Assert.False(FieldEquality.Equal(long1, new RubyRational(1, 2)));
    }

    [Fact]
    public void Fractions_are_next_to_the_floats_that_divide_to_them()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 10_000; i++)
        {
            var (numerator, denominator) = (random.Next(int.MinValue, int.MaxValue), random.Next(1, int.MaxValue));

            Assert.True(FieldEquality.Equal(new RubyRational(numerator, denominator), (double)numerator / denominator), $"{numerator}/{denominator}");
        }
    }

    private static string Show(object? value) => $"{TupleText.Of(value)} ({value?.GetType().Name})";

    private static object?[] Doubling(int levels)
    {
        object?[] array = [1L];
        for (var i = 0; i < levels; i++)
        {
            array = [array, array];
        }

        return array;
    }

    private static object?[] Square(int side) => [.. Enumerable.Range(0, side).Select(row => (object?)Enumerable.Range(row, side).Select(item => (object?)(long)item).ToArray())];

    private sealed class Grumpy
    {
        public override bool Equals(object? obj) => throw new InvalidOperationException("No.");

        public override int GetHashCode() => throw new InvalidOperationException("No.");
    }
}
