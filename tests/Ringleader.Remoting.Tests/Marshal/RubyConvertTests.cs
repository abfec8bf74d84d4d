using System.Numerics;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Marshal;

public sealed class RubyConvertTests
{
    private enum Level
    {
        Low,
        VeryHigh = 7,
    }

    [Fact]
    public void Integers_are_checked_against_the_range_of_the_type()
    {
        Assert.Equal(sbyte.MinValue, RubyConvert.ToSByte(-128L));
        Assert.Equal(byte.MaxValue, RubyConvert.ToByte(255L));
        Assert.Equal(short.MinValue, RubyConvert.ToInt16(-32768L));
        Assert.Equal(ushort.MaxValue, RubyConvert.ToUInt16(65535L));
        Assert.Equal(int.MinValue, RubyConvert.ToInt32((long)int.MinValue));
        Assert.Equal(uint.MaxValue, RubyConvert.ToUInt32((long)uint.MaxValue));
        Assert.Equal(ulong.MaxValue, RubyConvert.ToUInt64((BigInteger)ulong.MaxValue));
        Assert.Equal(UInt128.MaxValue, RubyConvert.ToUInt128((BigInteger)UInt128.MaxValue));
        Assert.Equal(Int128.MinValue, RubyConvert.ToInt128((BigInteger)Int128.MinValue));

        Assert.Throws<MarshalException>(() => RubyConvert.ToSByte(128L));
        Assert.Throws<MarshalException>(() => RubyConvert.ToByte(-1L));
        Assert.Throws<MarshalException>(() => RubyConvert.ToInt16(32768L));
        Assert.Throws<MarshalException>(() => RubyConvert.ToUInt16(-1L));
        Assert.Throws<MarshalException>(() => RubyConvert.ToInt32(1L << 31));
        Assert.Throws<MarshalException>(() => RubyConvert.ToUInt32(-1L));
        Assert.Throws<MarshalException>(() => RubyConvert.ToInt64((BigInteger)ulong.MaxValue));
        Assert.Throws<MarshalException>(() => RubyConvert.ToUInt64(-1L));
        Assert.Throws<MarshalException>(() => RubyConvert.ToInt32(1.0));
    }

    [Fact]
    public void Numbers_become_floats_and_decimals()
    {
        Assert.Equal(3.0, RubyConvert.ToDouble(3L));
        Assert.Equal(0.75, RubyConvert.ToDouble(new RubyRational(3, 4)));
        Assert.Equal(2.0, RubyConvert.ToDouble(new RubyRational(BigInteger.Pow(10, 400) * 2, BigInteger.Pow(10, 400))), 9);
        Assert.Equal(1.5f, RubyConvert.ToSingle(1.5));
        Assert.Equal(0.1m, RubyConvert.ToDecimal(0.1));
        Assert.Equal(0.75m, RubyConvert.ToDecimal(new RubyRational(3, 4)));
        Assert.Equal(12m, RubyConvert.ToDecimal(12L));
        Assert.Throws<MarshalException>(() => RubyConvert.ToDecimal(1e300));
        Assert.Throws<MarshalException>(() => RubyConvert.ToDecimal(new RubyRational(1, 0)));
        Assert.Throws<MarshalException>(() => RubyConvert.ToDouble("1"));
    }

    [Fact]
    public void Text_comes_from_strings_and_symbols()
    {
        Assert.Equal("a", RubyConvert.ToText("a"));
        Assert.Equal("a", RubyConvert.ToText(RubySymbol.Of("a")));
        Assert.Equal("a", RubyConvert.ToText(new RubyString("a"u8, "US-ASCII")));
        Assert.Equal("a", RubyConvert.ToText(new RubySubclass("Name", "a")));
        Assert.Null(RubyConvert.ToText(null));
        Assert.Equal('a', RubyConvert.ToChar("a"));
        Assert.Throws<MarshalException>(() => RubyConvert.ToText(new byte[] { 0xff }));
        Assert.Throws<MarshalException>(() => RubyConvert.ToText(new RubyString([0xff], "UTF-8")));
        Assert.Throws<MarshalException>(() => RubyConvert.ToChar("ab"));
    }

    [Fact]
    public void Bytes_come_from_strings_of_any_encoding()
    {
        Assert.Equal([1, 2], RubyConvert.ToBytes(new byte[] { 1, 2 }));
        Assert.Equal([0xc3, 0xa9], RubyConvert.ToBytes("\u00e9"));
        Assert.Equal([0xff], RubyConvert.ToBytes(new RubyString([0xff], "UTF-8")));
        Assert.Null(RubyConvert.ToBytes(null));
        Assert.Throws<MarshalException>(() => RubyConvert.ToBytes(RubySymbol.Of("a")));
    }

    [Fact]
    public void Other_scalars_come_from_their_textual_or_numeric_form()
    {
        var guid = Guid.NewGuid();

        Assert.Equal(guid, RubyConvert.ToGuid(guid.ToString()));
        Assert.Equal(new Uri("druby://h:1"), RubyConvert.ToUri("druby://h:1"));
        Assert.Equal(new Version(1, 2), RubyConvert.ToVersion("1.2"));
        Assert.Equal(TimeSpan.FromSeconds(1.5), RubyConvert.ToTimeSpan(1.5));
        Assert.Equal(TimeSpan.FromSeconds(2), RubyConvert.ToTimeSpan(2L));
        Assert.Equal(DateTimeKind.Utc, RubyConvert.ToDateTime(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(1))).Kind);
        Assert.Equal(RubySymbol.Of("a"), RubyConvert.ToSymbol("a"));
        Assert.Throws<MarshalException>(() => RubyConvert.ToGuid("no guid"));
        Assert.Throws<MarshalException>(() => RubyConvert.ToTimeSpan(1e300));
        Assert.Throws<MarshalException>(() => RubyConvert.ToTimeSpan(double.NaN));
        Assert.Throws<MarshalException>(() => RubyConvert.ToDateTimeOffset(null));
        Assert.Throws<MarshalException>(() => RubyConvert.ToDateTimeOffset("2024-01-01"));
    }

    [Fact]
    public void Enums_come_from_names_in_either_case_and_from_integers()
    {
        foreach (var convert in new Func<object?, Level>[] { RubyConvert.ToEnum<Level>, RubyConvert.To<Level> })
        {
            Assert.Equal(Level.VeryHigh, convert(RubySymbol.Of("very_high")));
            Assert.Equal(Level.VeryHigh, convert("VeryHigh"));
            Assert.Equal(Level.VeryHigh, convert(7L));
            Assert.Throws<MarshalException>(() => convert("nothing"));
            Assert.Throws<MarshalException>(() => convert(null));
        }

        Assert.Throws<MarshalException>(() => RubyConvert.ToEnum<DayOfWeek>(1L << 40));
    }

    [Fact]
    public void Collections_are_converted_item_by_item()
    {
        object?[] items = [1L, 2L];
        var set = new RubySet { 1L, 2L };

        Assert.Equal([1, 2], RubyConvert.ToArray(items, RubyConvert.ToInt32)!);
        Assert.Equal([1, 2], RubyConvert.ToList(items, RubyConvert.ToInt32));
        Assert.Equal([1, 2], RubyConvert.ToSet(set, RubyConvert.ToInt32)!.Order());
        Assert.Equal([1, 2], RubyConvert.ToArray(set, RubyConvert.ToInt32)!);
        Assert.Equal([1, 2], RubyConvert.ToArray(new RubySubclass("Items", items), RubyConvert.ToInt32)!);
        Assert.Null(RubyConvert.ToArray(null, RubyConvert.ToInt32));
        Assert.Null(RubyConvert.ToList(null, RubyConvert.ToInt32));
        Assert.Throws<MarshalException>(() => RubyConvert.ToArray("text", RubyConvert.ToInt32));
        Assert.Equal(items, RubyConvert.ToElements(items, 2));
        Assert.Throws<MarshalException>(() => RubyConvert.ToElements(items, 3));
        Assert.Throws<MarshalException>(() => RubyConvert.ToElements(null, 0));
    }

    [Fact]
    public void Dictionary_keys_of_text_accept_symbols()
    {
        var hash = new RubyHash { { RubySymbol.Of("a"), 1L }, { "b", 2L } };

        var dictionary = RubyConvert.ToDictionary(hash, key => RubyConvert.ToText(key)!, RubyConvert.ToInt32);

        Assert.Equal(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, dictionary);
        Assert.Null(RubyConvert.ToDictionary(null, key => RubyConvert.ToText(key)!, RubyConvert.ToInt32));
        Assert.Throws<MarshalException>(() => RubyConvert.ToDictionary(new RubyHash { { null, 1L } }, key => RubyConvert.ToText(key)!, RubyConvert.ToInt32));
    }

    [Fact]
    public void Nullable_and_registered_values_accept_nil_where_the_type_does()
    {
        Assert.Null(RubyConvert.ToNullable(null, RubyConvert.ToInt32));
        Assert.Equal(5, RubyConvert.ToNullable(5L, RubyConvert.ToInt32));
        Assert.Null(RubyConvert.ToRegistered<RubyClass>(null));
        Assert.Equal(new RubyClass("A"), RubyConvert.ToRegistered<RubyClass>(new RubyClass("A")));
        Assert.Throws<MarshalException>(() => RubyConvert.ToRegistered<RubyRational>(null));
        Assert.Throws<MarshalException>(() => RubyConvert.ToRegistered<RubyClass>("A"));
    }

    [Fact]
    public void To_converts_to_any_of_these_types_and_their_combinations()
    {
        Assert.Equal(5, RubyConvert.To<int>(5L));
        Assert.Equal(5, RubyConvert.To<int?>(5L));
        Assert.Null(RubyConvert.To<int?>(null));
        Assert.Equal("a", RubyConvert.To<string>(RubySymbol.Of("a")));
        Assert.Equal([1, 2], RubyConvert.To<int[]>(new object?[] { 1L, 2L }));
        Assert.Equal([[1], [2, 3]], RubyConvert.To<List<int[]>>(new object?[] { new object?[] { 1L }, new object?[] { 2L, 3L } }));
        Assert.Equal([1.5], RubyConvert.To<IReadOnlyList<double>>(new object?[] { 1.5 }));
        Assert.Equal([1, 2], RubyConvert.To<IReadOnlySet<int>>(new RubySet { 1L, 2L }).Order());
        Assert.Equal(new Dictionary<string, int?> { ["a"] = 1, ["b"] = null }, RubyConvert.To<IReadOnlyDictionary<string, int?>>(new RubyHash { { "a", 1L }, { RubySymbol.Of("b"), null } }));
        Assert.Equal((1, "a"), RubyConvert.To<(int, string)>(new object?[] { 1L, "a" }));
        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 8, 9), RubyConvert.To<(int, int, int, int, int, int, int, int, int)>(Enumerable.Range(1, 9).Select(i => (object?)(long)i).ToArray()));
        Assert.Equal(Tuple.Create(1), RubyConvert.To<Tuple<int>>(new object?[] { 1L }));
        Assert.Equal(new RubyClass("A"), RubyConvert.To<RubyClass>(new RubyClass("A")));
        Assert.Null(RubyConvert.To<RubyClass>(null));
        Assert.Equal(5L, RubyConvert.To<object>(5L));
    }

    [Fact]
    public void To_refuses_what_does_not_fit_and_names_both()
    {
        var error = Assert.Throws<MarshalException>(() => RubyConvert.To<Stream>(new RubyObject("Shop::Point")));

        Assert.Contains("'Shop::Point'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'System.IO.Stream'", error.Message, StringComparison.Ordinal);
        Assert.Throws<MarshalException>(() => RubyConvert.To<int>(null));
        Assert.Throws<MarshalException>(() => RubyConvert.To<(int, int)>(new object?[] { 1L }));
        Assert.Throws<MarshalException>(() => RubyConvert.To<(int, int)>(new object?[] { 1L, 2L, 3L }));
        Assert.Throws<MarshalException>(() => (object)RubyConvert.To<Lazy<int>>(5L));
        Assert.Throws<MarshalException>(() => RubyConvert.To<RubyRational>(null));
    }
}
