using System.Globalization;
using System.Numerics;
using System.Text;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>
/// Keys that a peer chooses so that the hashes of the framework collide. Times are compared with those of as many harmless keys,
/// with a wide margin: a table that became a list takes hundreds of times as long.
/// </summary>
public sealed class HashFloodingTests
{
    private const int Keys = 50_000;

    private static IEnumerable<long> Colliding => Enumerable.Range(1, Keys).Select(i => ((long)i << 32) | (uint)i);

    public static TheoryData<string> Kinds => [.. Floods.Keys];

    private static Dictionary<string, Func<long, object?>> Floods { get; } = new(StringComparer.Ordinal)
    {
        ["integers"] = key => key,
        ["floats"] = key => BitConverter.Int64BitsToDouble(key),
        ["times"] = key => new DateTimeOffset(key, TimeSpan.Zero),
        ["decimals"] = key => new decimal((int)key, (int)key, 0, isNegative: false, 1),
        ["big integers"] = key => (BigInteger.One << 70) + key,
        ["rationals"] = key => new RubyRational(key, 7),
        ["arrays of integers"] = key => new object?[] { key, 1L },
        ["arrays whose differences cancel"] = key => new object?[] { key << 16, key },
        ["binary strings"] = key => BitConverter.GetBytes(key),
        ["strings in made-up encodings"] = key => new RubyString([0xff], string.Create(CultureInfo.InvariantCulture, $"enc-{key}")),
        ["symbols"] = key => RubySymbol.Of(key.ToString(CultureInfo.InvariantCulture)),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_hash_of_chosen_keys_has_short_chains(string kind)
    {
        var make = Floods[kind];

        var hashes = Colliding.Select(key => RubyKeyComparer.Hash(make(key), byIdentity: false)).ToList();

        Assert.InRange(hashes.GroupBy(hash => hash & 0xffff).Max(cell => cell.Count()), 1, 24);
        Assert.InRange(hashes.Distinct().Count(), Keys - 30, Keys);
    }

    [Fact]
    public void Symbols_of_one_name_in_many_encodings_do_not_collide()
    {
        var hashes = Enumerable.Range(0, Keys).Select(i => RubySymbol.OfEncoded([0xff], RubyEncoding.Named($"enc-{i}")).GetHashCode());

        Assert.InRange(hashes.Distinct().Count(), Keys - 30, Keys);
    }

    [Fact]
    public void Dictionaries_and_sets_of_a_contract_are_filled_with_chosen_keys_in_time()
    {
        var hash = new RubyHash(Keys);
        foreach (var key in Colliding)
        {
            hash[key] = key;
        }

        AssertQuick(() => Assert.Equal(Keys, RubyConvert.ToDictionary(hash, RubyConvert.ToInt64, RubyConvert.ToInt64)!.Count));
        AssertQuick(() => Assert.Equal(Keys, RubyConvert.To<Dictionary<ulong, long>>(hash).Count));
        AssertQuick(() => Assert.Equal(Keys, RubyConvert.To<Dictionary<DayOfWeekOfPeers, long>>(hash).Count));
        AssertQuick(() => Assert.Equal(Keys, RubyConvert.To<HashSet<long>>(hash.Keys.ToArray()).Count));
        AssertQuick(() => Assert.Equal(Keys, RubyConvert.To<HashSet<(long, string)>>(hash.Keys.Select(key => (object?)new object?[] { key, "a" }).ToArray()).Count));
    }

    [Fact]
    public void Keys_of_a_type_that_hashes_itself_are_refused_when_they_collide()
    {
        var keys = Colliding.Select(key => (object?)new Order(key)).ToArray();

        var error = Assert.Throws<MarshalException>(() => RubyConvert.ToSet(keys, RubyConvert.ToRegistered<Order>));

        Assert.Contains("too many keys with the same hash", error.Message, StringComparison.Ordinal);
        Assert.Equal(5000, RubyConvert.ToSet(Enumerable.Range(0, 5000).Select(i => (object?)new Order(i)).ToArray(), RubyConvert.ToRegistered<Order>)!.Count);
    }

    [Fact]
    public void A_converted_dictionary_finds_its_keys_as_any_other()
    {
        var hash = new RubyHash { [1L] = "a", [2L] = "b" };

        var numbers = RubyConvert.To<Dictionary<decimal, string>>(hash);
        var tuples = RubyConvert.ToSet(new object?[] { new object?[] { 0.0, 1L }, new object?[] { -0.0, 1L } }, pair => (RubyConvert.ToDouble(((object?[])pair!)[0]), 1L));

        Assert.Equal("b", numbers[2.00m]);
        Assert.DoesNotContain(3m, numbers);
        Assert.Single(tuples!);
    }

    [Fact]
    public void Floats_that_a_peer_sent_are_written_back_in_time()
    {
        var floats = Enumerable.Range(1, Keys).Select(i => (object?)BitConverter.Int64BitsToDouble(0x4000_0000_0000_0000L | ((long)i << 32) | (uint)i)).ToArray();

        AssertQuick(() => Assert.NotEmpty(RubyMarshal.Dump(floats)));
    }

    [Fact]
    public void One_long_key_that_is_linked_many_times_costs_more_work_than_is_allowed()
    {
        var document = LinkedKey(length: 200_000, links: 20_000);

        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Load(document));

        Assert.Contains(nameof(MarshalOptions.MaxWork), error.Message, StringComparison.Ordinal);
        Assert.Equal(9, ((RubyHash)RubyMarshal.Load(LinkedKey(length: 1000, links: 1000))!).Count);
    }

    [Fact]
    public void The_largest_document_of_harmless_values_is_within_the_work_that_is_allowed()
    {
        var hash = new RubyHash();
        for (var i = 0; i < 400_000; i++)
        {
            hash[$"key number {i}"] = i;
        }

        Assert.Equal(400_000, ((RubyHash)RubyMarshal.Load(RubyMarshal.Dump(hash))!).Count);
    }

    [Fact]
    public void Shared_strings_are_not_copied_without_limit()
    {
        var shared = new RubyString(new byte[1_000_000], "Shift_JIS");
        var strings = Enumerable.Repeat<object?>(shared, 100_000).ToArray();

        Assert.Contains("shared Strings", Assert.Throws<MarshalException>(() => RubyConvert.To<string[]>(strings)).Message, StringComparison.Ordinal);
        Assert.Contains("shared Strings", Assert.Throws<MarshalException>(() => RubyConvert.To<List<byte[]>>(strings)).Message, StringComparison.Ordinal);
        Assert.Contains("shared Strings", Assert.Throws<MarshalException>(() => RubyConvert.To<HashSet<string>>(Enumerable.Repeat<object?>(new string('a', 1_000_000), 100_000).ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_with_a_huge_fraction_is_not_divided()
    {
        var fields = new RubyFields { { "nano_num", BigInteger.One << 8_000_000 }, { "nano_den", (BigInteger.One << 4_000_000) + 1 } };
        var time = new RubyTime(RubyTime.Pack(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), isUtc: true), fields);

        AssertQuick(() => Assert.False(time.TryGetDateTimeOffset(out _)));
    }

    /// <summary>A Hash of nine keys, of which the last one is long and comes again as a link: two or three bytes that cost all of its hash.</summary>
    private static byte[] LinkedKey(int length, int links)
    {
        using var document = new MemoryStream();
        document.Write([4, 8, (byte)'{']);
        WriteInteger(document, links + 9);
        for (var i = 0; i < 9; i++)
        {
            var text = Encoding.ASCII.GetBytes(new string((char)('a' + i), i == 8 ? length : 1));
            document.WriteByte((byte)'"');
            WriteInteger(document, text.Length);
            document.Write(text);
            document.WriteByte((byte)'0');
        }

        for (var i = 0; i < links; i++)
        {
            document.Write([(byte)'@', 9 + 5, (byte)'0']);
        }

        return document.ToArray();
    }

    private static void WriteInteger(Stream document, int value)
    {
        Span<byte> bytes = stackalloc byte[8];
        document.Write(bytes[..MarshalFormat.WriteInteger(bytes, value)]);
    }

    /// <summary>Each of these takes milliseconds, and minutes with one chain: half a minute is between them on any machine.</summary>
    private static void AssertQuick(Action action)
    {
        var started = TimeProvider.System.GetTimestamp();

        action();

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    private enum DayOfWeekOfPeers : long;

    private sealed record Order(long Id);
}
