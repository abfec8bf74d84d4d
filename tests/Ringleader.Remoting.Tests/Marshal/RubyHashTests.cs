using System.Numerics;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Marshal;

public sealed class RubyHashTests
{
    [Fact]
    public void Keys_are_the_same_as_in_ruby()
    {
        (object? Left, object? Right, bool AreSame)[] cases =
        [
            (1L, 1, true), (1L, (BigInteger)1, true), (1L, 1.0, false), (1.0, 1.0f, true), (0.0, -0.0, true), (double.NaN, double.NaN, true),
            ("a", "a", true), ("a", RubySymbol.Of("a"), false), (RubySymbol.Of("a"), RubySymbol.Of("a"), true),
            (new byte[] { 1 }, new byte[] { 1 }, true), (new byte[] { 1 }, new byte[] { 2 }, false),
            (new object?[] { 1L, "a" }, new object?[] { 1, "a" }, true), (new object?[] { 1L }, new object?[] { 1.0 }, false),
            (new object?[] { new object?[] { null } }, new object?[] { new object?[] { null } }, true),
            ("a", new RubyString("a"u8, "US-ASCII"), true), (new RubyString([0xff], "UTF-8"), new RubyString([0xff], "UTF-8"), true),
            (new RubyString("a"u8, "UTF-8"), new RubyString("a"u8, "US-ASCII"), true), (new RubyString([0xe9], "ISO-8859-1"), new RubyString([0xe9, 0], "UTF-16LE"), false),
            (new RubyString("a"u8, "Emacs-Mule"), new RubyString("a"u8, "US-ASCII"), true), (new RubyString("a"u8, "Emacs-Mule"), "a", true),
            (new RubyString([0x82, 0xa0], "Shift_JIS"), "\u3042", false), (new RubyString([0xe3, 0x81, 0x82], "UTF-8"), "\u3042", true),
            (null, null, true), (null, false, false), (true, true, true), (true, false, false),
            (new RubyRational(1, 2), new RubyRational(1, 2), true), (new RubyClass("A"), new RubyClass("A"), true),
            (new RubyObject("A"), new RubyObject("A"), false), (BigInteger.Pow(2, 80), BigInteger.Pow(2, 80), true),
        ];

        foreach (var (left, right, areSame) in cases)
        {
            foreach (var others in new[] { 0, 20 })
            {
                var hash = new RubyHash();
                for (var i = 0; i < others; i++)
                {
                    hash[$"other {i}"] = i;
                }

                hash[left] = "left";

                Assert.Equal((left, right, areSame), (left, right, hash.ContainsKey(right)));
            }
        }
    }

    [Fact]
    public void Pairs_keep_the_order_of_their_insertion_with_and_without_index()
    {
        foreach (var count in new[] { 3, 8, 9, 16, 17, 1000 })
        {
            var hash = new RubyHash();
            for (var i = 0; i < count; i++)
            {
                hash.Add((long)i * 7919, i);
            }

            Assert.Equal(Enumerable.Range(0, count), hash.Select(pair => (int)pair.Value!));
            Assert.Equal(Enumerable.Range(0, count), hash.Keys.Select(key => (int)hash[key]!));
            Assert.Equal(count, hash.Count);
        }
    }

    [Fact]
    public void Remove_keeps_the_others_and_their_order()
    {
        foreach (var count in new[] { 5, 9, 10, 100 })
        {
            var hash = new RubyHash();
            for (var i = 0; i < count; i++)
            {
                hash.Add($"key {i}", i);
            }

            Assert.True(hash.Remove("key 2"));

            Assert.False(hash.Remove("key 2"));
            Assert.Equal(Enumerable.Range(0, count).Where(i => i != 2), hash.Values.Cast<int>());
            Assert.All(Enumerable.Range(0, count).Where(i => i != 2), i => Assert.Equal(i, hash[$"key {i}"]));
            hash["key 2"] = -1;
            Assert.Equal(-1, hash.Values.Last());
        }
    }

    [Fact]
    public void Indexer_gives_the_default_for_keys_that_are_not_there()
    {
        var hash = new RubyHash { Default = 0L, ["a"] = 1L };

        Assert.Equal(1L, hash["a"]);
        Assert.Equal(0L, hash["b"]);
        Assert.False(hash.TryGetValue("b", out var value));
        Assert.Null(value);
    }

    [Fact]
    public void Add_refuses_a_key_that_is_there()
    {
        var hash = new RubyHash { { "a", 1L } };

        Assert.Throws<ArgumentException>(() => hash.Add("a", 2L));
    }

    [Fact]
    public void Null_is_a_key()
    {
        var hash = new RubyHash { { null, 1L } };

        Assert.Equal(1L, hash[null]);
    }

    [Fact]
    public void Comparing_by_identity_tells_equal_objects_apart()
    {
        string first = new('a', 1), second = new('a', 1);
        var hash = new RubyHash { IsCompareByIdentity = true, [first] = 1L, [second] = 2L, [RubySymbol.Of("s")] = 3L, [1L] = 4L };

        Assert.Equal(4, hash.Count);
        Assert.Equal(1L, hash[first]);
        Assert.Equal(3L, hash[RubySymbol.Of("s")]);
        Assert.Equal(4L, hash[1L]);
    }

    [Fact]
    public void Array_that_holds_itself_is_a_key_by_identity()
    {
        var array = new object?[1];
        array[0] = array;
        var other = new object?[1];
        other[0] = other;

        var hash = new RubyHash { { array, 1L }, { other, 2L } };

        Assert.Equal(1L, hash[array]);
        Assert.Equal(2L, hash[other]);
    }
}
