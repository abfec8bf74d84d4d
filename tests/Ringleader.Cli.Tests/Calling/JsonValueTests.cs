using System.Numerics;
using Ringleader.Cli.Calling;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Cli.Tests.Calling;

public sealed class JsonValueTests
{
    [Theory]
    [InlineData("null", null)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("0", 0L)]
    [InlineData("-5", -5L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("1.5", 1.5)]
    [InlineData("1.0", 1.0)]
    [InlineData("-1e3", -1000.0)]
    [InlineData("\"text\"", "text")]
    [InlineData("\"\"", "")]
    [InlineData("\"\\u00e9\\n\"", "é\n")]
    [InlineData(" 1 ", 1L)]
    public void Scalars_become_the_values_Ruby_knows(string json, object? expected)
    {
        Assert.Equal(expected, Read(json));
    }

    [Fact]
    public void Integers_beyond_64_bits_keep_every_digit()
    {
        Assert.Equal(BigInteger.Parse("-9223372036854775809", System.Globalization.CultureInfo.InvariantCulture), Read("-9223372036854775809"));
    }

    [Fact]
    public void Arrays_and_objects_nest()
    {
        var array = Assert.IsType<object?[]>(Read("""[1, [], {"a": [true], "b": {}}]"""));

        Assert.Equal(1L, array[0]);
        Assert.Empty(Assert.IsType<object?[]>(array[1]));
        var hash = Assert.IsType<RubyHash>(array[2]);
        Assert.Equal(["a", "b"], hash.Keys);
        Assert.Equal([true], Assert.IsType<object?[]>(hash["a"]));
    }

    [Fact]
    public void Symbols_and_bytes_have_forms_of_their_own()
    {
        Assert.Equal(RubySymbol.Of("size"), Read("""{"$symbol": "size"}"""));
        Assert.Equal([0xff, 0x00], Assert.IsType<byte[]>(Read("""{"$binary": "/wA="}""")));
    }

    [Fact]
    public void Other_objects_with_a_dollar_are_Hashes()
    {
        Assert.IsType<RubyHash>(Read("""{"$symbol": 1}"""));
        Assert.IsType<RubyHash>(Read("""{"$symbol": "a", "b": 1}"""));
        Assert.IsType<RubyHash>(Read("""{"$other": "a"}"""));
    }

    [Theory]
    [InlineData("hello", "Quote a string twice: '\"hello\"'.")]
    [InlineData(":size", "Quote a string twice: '\":size\"'.")]
    [InlineData("1e999", "The number 1e999 is too large for a Float.")]
    [InlineData("{\"$binary\": \"no base64!\"}", "The text of $binary is no base64.")]
    public void What_is_no_value_is_refused_with_a_hint(string text, string hint)
    {
        Assert.False(JsonValue.TryRead(text, out _, out var error));
        Assert.Equal(hint, error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2")]
    [InlineData("01")]
    [InlineData("[1,]")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("// comment")]
    [InlineData("\"\\ud800\"")]
    public void What_is_no_strict_JSON_is_refused(string text)
    {
        Assert.False(JsonValue.TryRead(text, out _, out var error));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void What_is_nested_too_deep_is_refused()
    {
        Assert.True(JsonValue.TryRead(new string('[', 64) + new string(']', 64), out _, out _));
        Assert.False(JsonValue.TryRead(new string('[', 65) + new string(']', 65), out _, out _));
    }

    private static object? Read(string json)
    {
        Assert.True(JsonValue.TryRead(json, out var value, out var error), error);
        return value;
    }
}
