using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text.RegularExpressions;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>What becomes of .NET values in Ruby, seen by reading them back.</summary>
public sealed class DotNetValueTests
{
    private enum Level
    {
        Low,
        VeryHigh = 7,
    }

    [Flags]
    private enum Rights
    {
        Read = 1,
        Write = 2,
    }

    [Fact]
    public void Integers_of_all_types_are_integers()
    {
        object[] values = [(byte)5, (sbyte)5, (short)5, (ushort)5, 5, 5u, 5L, 5ul, (nint)5, (nuint)5, (Int128)5, (UInt128)5, (BigInteger)5];

        foreach (var value in values)
        {
            Assert.Equal(5L, Again(value));
        }

        Assert.Equal((BigInteger)ulong.MaxValue, Again(ulong.MaxValue));
        Assert.Equal((BigInteger)Int128.MinValue, Again(Int128.MinValue));
        Assert.Equal((BigInteger)UInt128.MaxValue, Again(UInt128.MaxValue));
    }

    [Fact]
    public void Numbers_with_a_fraction_are_floats_or_their_own_class()
    {
        Assert.Equal(0.5, Again(0.5f));
        Assert.Equal(0.5, Again((Half)0.5));
        Assert.Equal(90.5, Again(TimeSpan.FromSeconds(90.5)));
        Assert.Equal(new RubyComplex(1.0, 2.0), Again(new Complex(1, 2)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("-123456.789")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("7.9228162514264337593543950335")]
    [InlineData("1000000000000000000000000000")]
    public void Decimals_are_big_decimals(string text)
    {
        var value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(value, Again(value));
    }

    [Fact]
    public void Text_of_all_types_is_a_string()
    {
        var guid = Guid.NewGuid();

        Assert.Equal("c", Again('c'));
        Assert.Equal(guid.ToString(), Again(guid));
        Assert.Equal("http://localhost/a", Again(new Uri("http://localhost/a")));
        Assert.Equal("1.2.3", Again(new Version(1, 2, 3)));
    }

    [Fact]
    public void Text_with_half_of_a_surrogate_pair_is_refused()
    {
        Assert.Throws<MarshalException>(() => RubyMarshal.Dump("\ud800"));
        Assert.Throws<MarshalException>(() => RubyMarshal.Dump(new[] { "first", "\ud800" }));
        Assert.Throws<MarshalException>(() => RubyMarshal.Dump(new string('x', 200) + "\ud800"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(122)]
    [InlineData(123)]
    [InlineData(300)]
    [InlineData(70_000)]
    public void Text_of_any_length_round_trips(int length)
    {
        foreach (var letter in new[] { 'x', '\u00e9', '\u65e5' })
        {
            object?[] texts = ["first", new string(letter, length), "last"];

            Assert.Equal(texts, Again(texts));
        }
    }

    [Fact]
    public void Memory_of_bytes_is_a_binary_string()
    {
        byte[] bytes = [1, 2, 0xff];

        Assert.Equal(bytes, Again(bytes));
        Assert.Equal(bytes, Again(new ReadOnlyMemory<byte>(bytes)));
        Assert.Equal(bytes, Again(new Memory<byte>(bytes)));
        Assert.Equal(bytes, Again(new ArraySegment<byte>(bytes)));
    }

    [Fact]
    public void Enums_are_symbols_in_snake_case_and_combinations_integers()
    {
        Assert.Equal(RubySymbol.Of("very_high"), Again(Level.VeryHigh));
        Assert.Equal(RubySymbol.Of("write"), Again(Rights.Write));
        Assert.Equal(3L, Again(Rights.Read | Rights.Write));
        Assert.Equal(99L, Again((Level)99));
    }

    [Fact]
    public void Times_keep_their_instant_and_offset()
    {
        var utc = new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.Zero).AddTicks(1_234_567);

        Assert.Equal(utc, Again(utc));
        Assert.Equal(utc.UtcDateTime, ((DateTimeOffset)Again(utc.UtcDateTime)!).UtcDateTime);
        Assert.Equal(utc.ToOffset(TimeSpan.FromMinutes(-330)), Again(utc.ToOffset(TimeSpan.FromMinutes(-330))));
        Assert.Equal(TimeSpan.FromMinutes(-330), ((DateTimeOffset)Again(utc.ToOffset(TimeSpan.FromMinutes(-330)))!).Offset);
        Assert.Equal(DateTimeOffset.MinValue, Again(DateTimeOffset.MinValue));
        Assert.Equal(DateTimeOffset.MaxValue, Again(DateTimeOffset.MaxValue));
        Assert.Equal(new DateTimeOffset(1899, 12, 31, 0, 0, 0, TimeSpan.Zero), Again(new DateTimeOffset(1899, 12, 31, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Times_are_written_as_ruby_writes_them()
    {
        var time = new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

        Assert.Equal(
            "040849753a0954696d650d208011c040e20100093a097a6f6e65492208555443063a0645463a0d6e616e6f5f6e756d6902bc023a0d6e616e6f5f64656e69063a0d7375626d6963726f220670",
            Convert.ToHexStringLower(RubyMarshal.Dump(time)));
        Assert.Equal(
            "040849753a0954696d650d2080118040e201000a3a097a6f6e65303a0d6e616e6f5f6e756d6902bc023a0d6e616e6f5f64656e69063a0d7375626d6963726f2206703a0b6f66667365746902100e",
            Convert.ToHexStringLower(RubyMarshal.Dump(time.ToOffset(TimeSpan.FromHours(1)))));
        Assert.Equal(
            "040849753a0954696d6510200000c000000000076b07063a097a6f6e65492208555443063a064546",
            Convert.ToHexStringLower(RubyMarshal.Dump(DateTimeOffset.MinValue)));
        Assert.Equal(
            "040849753a0954696d650f200000c0000000000064063a097a6f6e65492208555443063a064546",
            Convert.ToHexStringLower(RubyMarshal.Dump(new DateTimeOffset(1800, 1, 1, 0, 0, 0, TimeSpan.Zero))));
    }

    [Fact]
    public void Time_of_unspecified_kind_is_refused()
    {
        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Dump(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)));

        Assert.Contains("DateTimeOffset", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_arrays_and_tuples_are_arrays()
    {
        object[] values =
        [
            new[] { 1, 2 }, new long[] { 1, 2 }, new short[] { 1, 2 }, new uint[] { 1, 2 }, new object[] { 1, 2 }, new List<int> { 1, 2 },
            new List<object?> { 1, 2 }, ImmutableArray.Create(1, 2), ImmutableList.Create(1, 2), new ReadOnlyCollection<int>([1, 2]),
            new ArraySegment<int>([0, 1, 2, 3], 1, 2), new OwnList(), (1, 2), Tuple.Create(1, 2), new ArrayList { 1, 2 },
        ];

        foreach (var value in values)
        {
            Assert.Equal(new object?[] { 1L, 2L }, Again(value));
        }

        Assert.Equal(new object?[] { 0.5, 0.5 }, Again(new[] { 0.5, 0.5 }));
        Assert.Equal(new object?[] { "a", null }, Again(new[] { "a", null }));
        Assert.Equal(Enumerable.Range(1, 9).Select(number => (object?)(long)number), (object?[])Again((1, 2, 3, 4, 5, 6, 7, 8, 9))!);
        Assert.Equal(new object?[] { RubySymbol.Of("low") }, Again(new[] { Level.Low }));
        Assert.Equal(new object?[] { 1L, -1L }, Again(new sbyte[] { 1, -1 }));
    }

    [Fact]
    public void Arrays_of_more_than_one_dimension_are_refused() =>
        Assert.Throws<MarshalException>(() => RubyMarshal.Dump(new int[1, 1]));

    [Fact]
    public void Dictionaries_are_hashes_and_string_keys_stay_strings()
    {
        object[] values =
        [
            new Dictionary<string, int> { ["a"] = 1 }, new Dictionary<string, object?> { ["a"] = 1 }, new SortedDictionary<string, int> { ["a"] = 1 },
            new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(), ImmutableDictionary.CreateRange([KeyValuePair.Create("a", 1)]),
            new OwnDictionary(), new Hashtable { ["a"] = 1 },
        ];

        foreach (var value in values)
        {
            Assert.Equal(Rendering.Of(new RubyHash { { "a", 1L } }), Rendering.Of(Again(value)));
        }
    }

    [Fact]
    public void Sets_are_sets()
    {
        foreach (object value in new object[] { new HashSet<int> { 1, 2 }, new SortedSet<int> { 1, 2 }, ImmutableSortedSet.Create(1, 2), new HashSet<int> { 1, 2 }.ToFrozenSet() })
        {
            Assert.Equal([1L, 2L], ((RubySet)Again(value)!).Order());
        }

        Assert.Equal(GoldenFile.Value("set").Hex, Convert.ToHexStringLower(RubyMarshal.Dump(new HashSet<int> { 1, 2 })));
    }

    [Fact]
    public void Keyword_arguments_are_the_marked_hash_of_the_captured_call()
    {
        var captured = GoldenFile.Captures.Single(capture => capture.Name == "call_keyword_args").Documents().ElementAt(3);

        Assert.Equal(captured, RubyMarshal.Dump(new KeywordArguments { { "a", 1 } }));
        Assert.True(Assert.IsType<RubyHash>(RubyMarshal.Load(captured)).IsKeywords);
    }

    [Fact]
    public void Ranges_and_patterns_have_their_ruby_form()
    {
        Assert.Equal(new RubyRange(1L, 5L, ExcludesEnd: true), Again(1..5));
        Assert.Equal(new RubyRange(2L, null), Again(2..));
        Assert.Equal(new RubyRange(-3L, -1L, ExcludesEnd: true), Again(^3..^1));
        Assert.Equal(new RubyRegexp("a+", RubyRegexpOptions.IgnoreCase | RubyRegexpOptions.Multiline), Again(new Regex("a+", RegexOptions.IgnoreCase | RegexOptions.Singleline)));
        Assert.Equal(new RubyRegexp("\u65e5"), Again(new Regex("\u65e5")));
        Assert.Throws<MarshalException>(() => RubyMarshal.Dump(new Regex("a", RegexOptions.RightToLeft)));
    }

    [Fact]
    public void Pattern_from_ruby_matches_in_dotnet()
    {
        var regexp = Assert.IsType<RubyRegexp>(RubyMarshal.Load(GoldenFile.Value("regexp").Bytes));

        var regex = regexp.ToRegex(TimeSpan.FromSeconds(1));

        Assert.Matches(regex, "first\nRINDA");
    }

    [Fact]
    public void Lazy_sequences_are_refused_with_a_word_about_lists()
    {
        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Dump(Enumerable.Range(0, 3).Select(number => number)));

        Assert.Contains("ToList", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_collection_twice_is_one_object_in_ruby()
    {
        var list = new List<object?> { 1 };
        list.Add(list);

        var loaded = Assert.IsType<object?[]>(Again(new object?[] { list, list }));

        Assert.Same(loaded[0], loaded[1]);
        Assert.Same(loaded[0], ((object?[])loaded[0]!)[1]);
    }

    [Fact]
    public void Equal_texts_and_empty_arrays_are_objects_of_their_own_in_ruby()
    {
        var text = new string('x', 3);
        int[] none = [];

        var document = RubyMarshal.Dump(new object?[] { text, text, none, none, Array.Empty<object?>(), Array.Empty<object?>() });

        Assert.DoesNotContain((byte)'@', document);
    }

    [Fact]
    public void Many_shared_objects_are_linked_to_the_right_ones()
    {
        var parts = Enumerable.Range(0, 5000).Select(number => new object?[] { (long)number }).ToArray();

        var loaded = Assert.IsType<object?[]>(Again(parts.Concat(parts.Reverse()).ToArray()));

        for (var i = 0; i < parts.Length; i++)
        {
            Assert.Equal((long)i, ((object?[])loaded[i]!)[0]);
            Assert.Same(loaded[i], loaded[^(i + 1)]);
        }
    }

    [Fact]
    public void Many_symbols_are_linked_to_the_right_ones()
    {
        var symbols = Enumerable.Range(0, 300).Select(number => (object?)RubySymbol.Of($"s{number}")).ToArray();

        Assert.Equal(symbols.Concat(symbols), (object?[])Again(symbols.Concat(symbols).ToArray())!);
    }

    private static object? Again(object? value) => RubyMarshal.Load(RubyMarshal.Dump(value));

    private sealed class OwnList : IReadOnlyList<int>
    {
        public int Count => 2;

        public int this[int index] => index + 1;

        public IEnumerator<int> GetEnumerator() => Enumerable.Range(1, 2).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class OwnDictionary : IReadOnlyDictionary<string, int>
    {
        public int Count => 1;

        public IEnumerable<string> Keys => ["a"];

        public IEnumerable<int> Values => [1];

        public int this[string key] => 1;

        public bool ContainsKey(string key) => true;

        public bool TryGetValue(string key, out int value) => (value = 1) == 1;

        public IEnumerator<KeyValuePair<string, int>> GetEnumerator() => Keys.Select(key => KeyValuePair.Create(key, 1)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
