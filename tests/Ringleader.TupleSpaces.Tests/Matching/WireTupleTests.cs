using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Tests.Matching;

public sealed class WireTupleTests
{
    private static readonly MarshalOptions Exact = new() { Exact = true };

    [Fact]
    public void Array_is_a_tuple_whose_valid_utf8_is_text()
    {
        var binary = new RubyString([255], "ASCII-8BIT");

        var tuple = SpaceTuple.FromWire(new object?[] { Utf8("a"), binary, 1L, null });

        Assert.Equal("a", Assert.IsType<string>(tuple[0]));
        Assert.Same(binary, tuple[1]);
    }

    [Fact]
    public void Everything_goes_back_byte_for_byte()
    {
        var hash = new RubyHash
        {
            { Utf8("b"), new RubyString("x"u8, "US-ASCII") },
            { Utf8("a"), new object?[] { new RubyString([0x8a, 0xbf], "Shift_JIS"), new RubyObject("Thing"), RubySymbol.Of("s") } },
            { Utf8("c"), new RubyAnnotated(Utf8("t"), new RubyFields { { "@v", 1L } }) },
        };
        var document = RubyMarshal.Dump(hash, Exact);

        var tuple = SpaceTuple.FromWire(RubyMarshal.Load(document, Exact));

        Assert.Equal(document, RubyMarshal.Dump(tuple.ToWire(), Exact));
        Assert.Equal(["b", "a", "c"], tuple.Keys);
    }

    [Fact]
    public void Key_that_is_no_string_is_refused()
    {
        Assert.Throws<InvalidTupleException>(() => SpaceTuple.FromWire(new RubyHash { { RubySymbol.Of("a"), 1L } }));
        Assert.Throws<InvalidTupleException>(() => Template.FromWire(new RubyHash { { 1L, null } }));
        Assert.Throws<InvalidTupleException>(() => SpaceTuple.FromWire(new RubyHash { { new RubyString([255], "UTF-8"), 1L } }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text")]
    [InlineData(5L)]
    public void Other_values_are_no_tuples(object? value)
    {
        Assert.Throws<InvalidTupleException>(() => SpaceTuple.FromWire(value));
        Assert.Throws<InvalidTupleException>(() => Template.FromWire(value));
    }

    [Fact]
    public void Ten_thousand_fields_are_the_limit()
    {
        Assert.Equal(10_000, SpaceTuple.FromWire(new object?[10_000]).Count);
        Assert.Throws<InvalidTupleException>(() => SpaceTuple.FromWire(new object?[10_001]));
    }

    [Fact]
    public void Tuple_of_depth_one_hundred_is_compared_and_shown()
    {
        var tuple = SpaceTuple.FromWire(Nested(100));

        Assert.True(Template.FromWire(new object?[] { null }).Matches(tuple));
        Assert.Equal(tuple, tuple);
        Assert.NotEqual(tuple, SpaceTuple.FromWire(Nested(100)));
        Assert.EndsWith("…]]]]]]]]]", tuple.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_travel_as_rubys_values()
    {
        Template template = ["a", Field.OfType<int>(), Field.Between(1, 2), Field.Matching("^a"), Field.Any, Field.Exactly(null), Field.Exactly(5)];

        Assert.Equal(
            ["a", new RubyClass("Integer"), new RubyRange(1, 2), new RubyRegexp("^a"), null, new RubyClass("NilClass"), 5],
            Assert.IsType<object?[]>(template.ToWire()));
    }

    [Fact]
    public void Template_that_came_over_the_wire_means_the_same()
    {
        Template template = ["a", Field.OfType<int>(), Field.Between(1, 2), Field.Matching("^a"), Field.Reference("druby://a:1", 5), Field.Exactly(null)];
        SpaceTuple tuple = ["a", 1, 1.5, "abc", new DrbReference("druby://a:1", 5L), null];

        var travelled = Template.FromWire(RubyMarshal.Load(RubyMarshal.Dump(template.ToWire()), Exact));

        Assert.True(template.Matches(tuple));
        Assert.True(travelled.Matches(tuple));
        Assert.False(travelled.Matches(SpaceTuple.Create("a", 1, 2.5, "abc", new DrbReference("druby://a:1", 5L), null)));
    }

    [Fact]
    public void Predicate_cannot_be_sent()
    {
        Template template = [Field.Where<int>(value => value > 1)];

        Assert.Contains("code does not travel", Assert.Throws<InvalidTupleException>(template.ToWire).Message, StringComparison.Ordinal);
    }

    private static RubyString Utf8(string text) => new(System.Text.Encoding.UTF8.GetBytes(text), "UTF-8");

    private static object?[] Nested(int depth)
    {
        object?[] value = [1L];
        for (var i = 0; i < depth; i++)
        {
            value = [value];
        }

        return value;
    }
}
