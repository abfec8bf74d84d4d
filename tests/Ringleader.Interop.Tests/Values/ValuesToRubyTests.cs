using System.Numerics;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Interop.Tests.Values;

/// <summary>A .NET client sends values to a Ruby server, which shows what it got and gives it back.</summary>
public sealed class ValuesToRubyTests
{
    private const string Server = """
        require 'set'
        require 'bigdecimal'
        class Mirror
          def echo(value) = value
          def inspect_of(value) = value.inspect
          def class_of(value) = value.class.name
          def encoding_of(text) = [text.encoding.name, text.valid_encoding?]
        end
        serve Mirror.new
        """;

    private static readonly (object? Value, string Shown)[] Table =
    [
        (null, "nil"),
        (true, "true"),
        (false, "false"),
        (0, "0"),
        (-1, "-1"),
        (122, "122"),
        (-124, "-124"),
        ((byte)255, "255"),
        ((sbyte)-128, "-128"),
        ((short)-32768, "-32768"),
        ((ushort)65535, "65535"),
        (uint.MaxValue, "4294967295"),
        ((1 << 30) - 1, "1073741823"),
        (1 << 30, "1073741824"),
        (-(1 << 30), "-1073741824"),
        (-(1 << 30) - 1, "-1073741825"),
        (long.MaxValue, "9223372036854775807"),
        (long.MinValue, "-9223372036854775808"),
        (ulong.MaxValue, "18446744073709551615"),
        (BigInteger.Pow(2, 100), "1267650600228229401496703205376"),
        (-BigInteger.Pow(10, 40), "-10000000000000000000000000000000000000000"),
        (Int128.MaxValue, "170141183460469231731687303715884105727"),
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (0.1, "0.1"),
        (1e100, "1.0e+100"),
        (5e-324, "5.0e-324"),
        (double.MaxValue, "1.7976931348623157e+308"),
        (double.PositiveInfinity, "Infinity"),
        (double.NegativeInfinity, "-Infinity"),
        (double.NaN, "NaN"),
        (1.5f, "1.5"),
        (12.25m, "0.1225e2"),
        ("", "\"\""),
        ("plain", "\"plain\""),
        ("ä€😀", "\"ä€😀\""),
        ("a\nb\0", "\"a\\nb\\u0000\""),
        ('x', "\"x\""),
        (new byte[] { 0xff, 0x41 }, "\"\\xFFA\""),
        (RubySymbol.Of("a"), ":a"),
        (RubySymbol.Of("ä b"), ":\"ä b\""),
        (DayOfWeek.Friday, ":friday"),
        (new RubyRange(1L, 2L), "1..2"),
        (new RubyRange("a", "c", ExcludesEnd: true), "\"a\"...\"c\""),
        (new RubyRange(1L, null), "1.."),
        (1..5, "1...5"),
        (new RubyRegexp("a+", RubyRegexpOptions.IgnoreCase), "/a+/i"),
        (new RubyRational(1, 3), "(1/3)"),
        (new RubyComplex(1L, 2.5), "(1+2.5i)"),
        (new Complex(1, 2), "(1.0+2.0i)"),
        (new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero), "2024-02-29 12:00:00 UTC"),
        (new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(-8)), "2024-02-29 12:00:00 -0800"),
        (new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(5.5)).AddTicks(1234567), "2024-02-29 12:00:00.1234567 +0530"),
        (TimeSpan.FromSeconds(2.5), "2.5"),
        (new Guid("01234567-89ab-cdef-0123-456789abcdef"), "\"01234567-89ab-cdef-0123-456789abcdef\""),
        (new Uri("http://example.com/"), "\"http://example.com/\""),
        (new Version(1, 2, 3), "\"1.2.3\""),
        (new object?[] { 1, "a", null, Array.Empty<object>() }, "[1, \"a\", nil, []]"),
        (new List<int> { 1, 2 }, "[1, 2]"),
        (new[] { 1.5, 2.5 }, "[1.5, 2.5]"),
        ((1, "two", 3.5), "[1, \"two\", 3.5]"),
        (new Dictionary<string, object?> { ["a"] = 1, ["b"] = null }, "{\"a\"=>1, \"b\"=>nil}"),
        (new Dictionary<int, string[]> { [1] = ["x"] }, "{1=>[\"x\"]}"),
        (new RubyHash { [RubySymbol.Of("a")] = 1, [null] = 2 }, "{:a=>1, nil=>2}"),
        (new HashSet<int> { 1, 2 }, "#<Set: {1, 2}>"),
        (new RubyClass("String"), "String"),
        (new RubyModule("Comparable"), "Comparable"),
        (Enumerable.Range(0, 20).Select(i => (object?)new object?[] { i }).ToArray(), "[[0], [1], [2], [3], [4], [5], [6], [7], [8], [9], [10], [11], [12], [13], [14], [15], [16], [17], [18], [19]]"),
    ];

    [Fact]
    public async Task Every_dotnet_value_is_the_ruby_value_that_the_table_says()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var mirror = RemoteObject.Connect(ruby.Uri);

        var shown = new List<string>();
        foreach (var (value, _) in Table)
        {
            shown.Add(await mirror.CallAsync<string>("inspect_of", [value]));
        }

        Assert.Equal(Table.Select(row => row.Shown), shown);
    }

    [Fact]
    public async Task Every_dotnet_value_comes_back_as_the_same_bytes()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var mirror = RemoteObject.Connect(ruby.Uri);

        foreach (var (value, shown) in Table)
        {
            var back = await mirror.CallAsync("echo", [value]);

            Assert.True(RubyMarshal.Dump(value).SequenceEqual(RubyMarshal.Dump(back)), $"{shown} came back as {back}");
        }
    }

    [Fact]
    public async Task Random_nested_values_come_back_as_the_same_bytes()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var values = new RandomValues(new Random(seed));
        await using var ruby = await RubyServer.StartAsync(Server);
        var mirror = RemoteObject.Connect(ruby.Uri);

        for (var i = 0; i < 1000; i++)
        {
            var value = values.Next();
            var back = await mirror.CallAsync("echo", [value]);

            Assert.True(RubyMarshal.Dump(value).SequenceEqual(RubyMarshal.Dump(back)), $"value {i} of seed {seed}");
        }
    }

    [Theory]
    [InlineData("UTF-8", new byte[] { 0xc3, 0xa4 }, true)]
    [InlineData("UTF-8", new byte[] { 0xff }, false)]
    [InlineData("US-ASCII", new byte[] { 0x41 }, true)]
    [InlineData("ASCII-8BIT", new byte[] { 0xff }, true)]
    [InlineData("Shift_JIS", new byte[] { 0x82, 0xa0 }, true)]
    [InlineData("UTF-16LE", new byte[] { 0x41, 0 }, true)]
    [InlineData("ISO-8859-1", new byte[] { 0xe4 }, true)]
    public async Task Strings_keep_their_encoding_and_bytes(string encoding, byte[] bytes, bool isValid)
    {
        await using var client = new RemotingClient(new RemotingClientOptions { Marshal = new MarshalOptions { Exact = true } });
        await using var ruby = await RubyServer.StartAsync(Server);
        var mirror = client.Connect(ruby.Uri);
        var text = new RubyString(bytes, encoding);

        var described = await mirror.CallAsync<object?[]>("encoding_of", [text]);
        var back = await mirror.CallAsync("echo", [text]);

        Assert.Equal(encoding, described[0]!.ToString());
        Assert.Equal(isValid, described[1]);
        Assert.Equal(text, back);
    }
}
