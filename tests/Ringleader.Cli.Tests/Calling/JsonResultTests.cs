using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ringleader.Cli.Calling;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Cli.Tests.Calling;

public sealed class JsonResultTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" },
        { true, "true" },
        { 42L, "42" },
        { BigInteger.Pow(2, 100), "1267650600228229401496703205376" },
        { 1.0, "1.0" },
        { -0.0, "-0.0" },
        { 0.1, "0.1" },
        { 1e300, "1E+300" },
        { double.NaN, "\"NaN\"" },
        { double.PositiveInfinity, "\"Infinity\"" },
        { double.NegativeInfinity, "\"-Infinity\"" },
        { 1.10m, "1.10" },
        { "a\"é\n", "\"a\\\"é\\n\"" },
        { RubySymbol.Of("name"), "\"name\"" },
        { new byte[] { 0xff, 0 }, """{"$binary":"/wA="}""" },
        { new RubyString([0xff], "UTF-8"), """{"$binary":"/w==","encoding":"UTF-8"}""" },
        { new RubyString("abc"u8, "US-ASCII"), "\"abc\"" },
        { new object?[] { 1L, null, Array.Empty<object?>() }, "[1,null,[]]" },
        { Hash(("a", 1L), (RubySymbol.Of("b"), 2L)), """{"a":1,"b":2}""" },
        { Hash(("a", 1L), (RubySymbol.Of("a"), 2L)), """{"$hash":[["a",1],["a",2]]}""" },
        { Hash((1L, 2L), (null, 3L)), """{"$hash":[[1,2],[null,3]]}""" },
        { Hash(), "{}" },
        { Object("Shop::Item", ("@price", 5L)), """{"$class":"Shop::Item","price":5}""" },
        { new RubyRange(1L, null, ExcludesEnd: true), """{"$class":"Range","begin":1,"end":null,"excludes_end":true}""" },
        { new RubyRational(1, 3), """{"$class":"Rational","numerator":1,"denominator":3}""" },
        { new RubyComplex(1L, 2.5), """{"$class":"Complex","real":1,"imaginary":2.5}""" },
        { new RubyRegexp("a+", RubyRegexpOptions.IgnoreCase), """{"$class":"Regexp","source":"a+","options":1}""" },
        { new RubyClass("String"), "\"String\"" },
        { new RubyModule("Kernel"), "\"Kernel\"" },
        { new DrbReference("druby://h:1", 7L), """{"$ref":"druby://h:1","id":7}""" },
        { new UnknownObject("Shop", new byte[] { 4, 8 }), """{"$class":"Shop","$marshal":"BAg="}""" },
        { new RubySubclass("MyList", new object?[] { 1L }), """{"$class":"MyList","$value":[1]}""" },
        { new RubyUserMarshal("Money", 5L), """{"$class":"Money","$value":5}""" },
        { new RubyUserDefined("Money", [1]), """{"$class":"Money","$binary":"AQ=="}""" },
        { new RubyExtended(["Loud"], "hey"), """{"$extended":["Loud"],"$value":"hey"}""" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), "\"2026-01-02T03:04:05+01:00\"" },
        { new RubyUriOption("name"), """{"$option":"name"}""" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Write_has_a_form_for_every_value(object? value, string expected)
    {
        Assert.Equal(expected, JsonResult.Write(value, indented: false));
    }

    [Fact]
    public void Write_of_a_set_lists_its_members()
    {
        var set = new RubySet { 1L, "a" };

        Assert.Equal("""{"$set":[1,"a"]}""", JsonResult.Write(set, indented: false));
    }

    [Fact]
    public void Write_indented_has_one_value_per_line_numbers_too()
    {
        var value = new object?[] { 1.0, BigInteger.Pow(2, 70), Hash(("a", double.NaN)) };

        var json = JsonResult.Write(value, indented: true);

        Assert.Equal("[\n  1.0,\n  1180591620717411303424,\n  {\n    \"a\": \"NaN\"\n  }\n]", json.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Write_of_a_value_that_holds_itself_ends()
    {
        var array = new object?[2];
        array[0] = 1L;
        array[1] = array;

        Assert.Equal("""[1,{"$cycle":true}]""", JsonResult.Write(array, indented: false));
    }

    [Fact]
    public void Write_of_the_same_value_twice_is_no_cycle()
    {
        var shared = new object?[] { 1L };

        Assert.Equal("[[1],[1]]", JsonResult.Write(new object?[] { shared, shared }, indented: false));
    }

    [Fact]
    public void Write_of_a_small_document_that_stands_for_a_huge_tree_is_refused()
    {
        object?[] tree = [];
        for (var i = 0; i < 40; i++)
        {
            tree = [tree, tree];
        }

        Assert.Throws<CommandFailedException>(() => JsonResult.Write(tree, indented: false));
    }

    [Fact]
    public void Write_of_a_value_that_is_too_deep_is_refused()
    {
        Assert.NotEmpty(JsonResult.Write(Nest(200), indented: true));
        Assert.Throws<CommandFailedException>(() => JsonResult.Write(Nest(201), indented: false));
    }

    [Fact]
    public void A_very_large_integer_is_written_in_hexadecimal_digits_and_read_back()
    {
        foreach (var integer in new[] { BigInteger.One << 32_000_000, -(BigInteger.One << 400_000) - 5, (BigInteger.One << 400_003) - 1 })
        {
            var json = JsonResult.Write(integer, indented: false);

            Assert.StartsWith(integer.Sign < 0 ? "{\"$hex\":\"-1000" : "{\"$hex\":\"", json, StringComparison.Ordinal);
            Assert.True(JsonValue.TryRead(json, out var back, out _));
            Assert.Equal(integer, back);
        }

        Assert.DoesNotContain("$hex", JsonResult.Write(BigInteger.One << 199_000, indented: true), StringComparison.Ordinal);
    }

    [Fact]
    public void One_long_string_in_many_places_is_refused()
    {
        var shared = new string('a', 10_000_000);

        var error = Assert.Throws<CommandFailedException>(() => JsonResult.Write(Enumerable.Repeat<object?>(shared, 300).ToArray(), indented: true));

        Assert.Contains("128 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rendering_ends_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        IEnumerable<object?> Items()
        {
            yield return 1L;
            source.Cancel();
            yield return 2L;
            Assert.Fail("Rendering went on.");
        }

        Assert.ThrowsAny<OperationCanceledException>(() => JsonResult.Render(Items(), indented: false, source.Token));
    }

    [Fact]
    public void Write_of_random_values_is_always_one_JSON_document()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var json = JsonResult.Write(RandomValue(random, depth: 5), indented: i % 2 == 0);

            using var document = JsonDocument.Parse(json);
            Assert.True(json.Length > 0, string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        }
    }

    private static object? RandomValue(Random random, int depth) => random.Next(depth == 0 ? 6 : 10) switch
    {
        0 => null,
        1 => random.NextInt64(),
        2 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
        3 => new string([.. Enumerable.Range(0, random.Next(5)).Select(_ => (char)random.Next(0xd800))]),
        4 => RubySymbol.Of($"s{random.Next(5)}"),
        5 => new byte[random.Next(4)],
        6 or 7 => Enumerable.Range(0, random.Next(5)).Select(_ => RandomValue(random, depth - 1)).ToArray(),
        8 => new RubyRange(RandomValue(random, depth - 1), RandomValue(random, depth - 1)),
        _ => RandomHash(random, depth - 1),
    };

    private static RubyHash RandomHash(Random random, int depth)
    {
        var hash = new RubyHash();
        for (var i = random.Next(4); i > 0; i--)
        {
            hash[RandomValue(random, Math.Min(depth, 1))] = RandomValue(random, depth);
        }

        return hash;
    }

    private static object?[] Nest(int levels)
    {
        object?[] value = [];
        for (var i = 1; i < levels; i++)
        {
            value = [value];
        }

        return value;
    }

    private static RubyHash Hash(params (object? Key, object? Value)[] pairs)
    {
        var hash = new RubyHash();
        foreach (var (key, value) in pairs)
        {
            hash.Add(key, value);
        }

        return hash;
    }

    private static RubyObject Object(string className, params (string Name, object? Value)[] fields)
    {
        var ruby = new RubyObject(className);
        foreach (var (name, value) in fields)
        {
            ruby.Variables.Add(name, value);
        }

        return ruby;
    }
}
