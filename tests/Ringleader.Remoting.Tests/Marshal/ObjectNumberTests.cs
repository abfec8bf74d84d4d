using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>How many numbers each kind of value takes, found by the link that follows it, as in the measurement with Ruby.</summary>
public sealed class ObjectNumberTests
{
    private static readonly MarshalOptions Exact = new() { Exact = true };

    /// <summary>A value of each kind, as Ruby writes it behind the Array that it is in.</summary>
    private static readonly Dictionary<string, object?[]> Samples = new()
    {
        ["nil"] = [null],
        ["true"] = [true],
        ["fixnum"] = [7L],
        ["symbol"] = [RubySymbol.Of("a")],
        ["float"] = [1.5],
        ["bignum"] = [1L << 40],
        ["string (utf-8, us-ascii, binary)"] = ["text", new RubyString("a"u8, "US-ASCII"), new byte[] { 1 }],
        ["string (other encoding, first use of that encoding)"] = [new RubyString("a"u8, "Shift_JIS")],
        ["regexp"] = [new RubyRegexp("x")],
        ["class"] = [new RubyClass("String")],
        ["module"] = [new RubyModule("Kernel")],
        ["array"] = [new object?[] { 1L }],
        ["hash"] = [new RubyHash { { 1L, 2L } }],
        ["hash with immediate default"] = [new RubyHash { Default = 1L }],
        ["hash with string default"] = [new RubyHash { Default = "x" }],
        ["compare_by_identity hash"] = [new RubyHash { IsCompareByIdentity = true }],
        ["range of fixnums"] = [new RubyRange(1L, 2L)],
        ["struct"] = [new RubyStruct("Point") { Members = { ["x"] = 1L } }],
        ["object"] = [new RubyObject("Empty")],
        ["object with one string ivar"] = [new RubyObject("Plain") { Variables = { ["@a"] = "x" } }],
        ["_dump object"] = [new RubyUserDefined("UserDump", "abc"u8, "UTF-8")],
        ["DRbObject"] = [new DrbReference("druby://h:1", 8L)],
        ["marshal_dump object with array payload"] = [new RubyUserMarshal("UserMarshal", new object?[] { 1L })],
        ["subclass of String/Array/Hash (C)"] =
            [new RubySubclass("S", "abc"), new RubySubclass("A", new object?[] { 1L }), new RubySubclass("H", new RubyHash())],
        ["extended object (e)"] = [new RubyExtended(["M"], new RubyObject("Empty"))],
        ["exception with string message and nil bt"] = [new RubyObject("E") { Variables = { ["mesg"] = "x", ["bt"] = null } }],
        ["Set[1]"] = [new RubySet { 1L }],
        ["Time.utc (zone string ivar)"] = [new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)],
        ["Time with offset (zone nil)"] = [new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(9))],
        ["Rational"] = [new RubyRational(3, 4)],
    };

    [Fact]
    public void Samples_are_those_of_the_measurement() =>
        Assert.Equal(
            GoldenFile.ObjectNumbers.Keys.Where(kind => kind != "string (other encoding, later use)").Order(),
            Samples.Keys.Order());

    [Fact]
    public void Writer_gives_each_value_as_many_numbers_as_ruby_does()
    {
        foreach (var (kind, values) in Samples)
        {
            foreach (var value in values)
            {
                Assert.Equal((kind, GoldenFile.ObjectNumbers[kind]), (kind, NumbersOf(value)));
            }
        }
    }

    [Fact]
    public void Reader_and_writer_agree_on_the_link_behind_each_value()
    {
        foreach (var value in Samples.Values.SelectMany(values => values))
        {
            var marker = new object?[] { "marker" };
            var document = RubyMarshal.Dump(new[] { value, marker, marker });

            var natural = Assert.IsType<object?[]>(RubyMarshal.Load(document));
            var exact = RubyMarshal.Load(document, Exact);

            Assert.Same(natural[1], natural[2]);
            Assert.Equal(document, RubyMarshal.Dump(exact, Exact));
        }
    }

    [Fact]
    public void Encoding_name_takes_a_number_only_once()
    {
        var texts = new[] { new RubyString("a"u8, "Shift_JIS"), new RubyString("b"u8, "Shift_JIS") };

        Assert.Equal(3, NumbersOf(texts) - 1);
    }

    /// <summary>The Array around takes number 0, so the number of what follows the value is one more than the value takes.</summary>
    private static int NumbersOf(object? value)
    {
        var marker = new object?[] { "marker" };
        var document = RubyMarshal.Dump(new[] { value, marker, marker });
        var position = document.AsSpan().LastIndexOf((byte)'@') + 1;
        return MarshalFormat.ReadInteger(document, ref position) - 1;
    }
}
