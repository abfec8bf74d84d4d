using System.Numerics;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces.Tests.Matching;

public sealed class FieldMatchTests
{
    private static readonly string[] Classes =
    [
        "Integer", "Float", "Rational", "Complex", "BigDecimal", "Numeric", "Comparable", "String", "Symbol", "Array", "Hash", "Set", "Enumerable",
        "NilClass", "TrueClass", "FalseClass", "Range", "Regexp", "Time", "Class", "Module", "Struct", "MatchingPoint", "Title", "Thing", "Exception",
        "DRb::DRbObject", "DRb::DRbUnknown", "Object", "Kernel", "BasicObject", "Unheard::Of",
    ];

    public static TheoryData<object?, string> Kinds => new()
    {
        { 1L, "Integer Numeric Comparable" },
        { (byte)1, "Integer Numeric Comparable" },
        { BigInteger.Pow(2, 80), "Integer Numeric Comparable" },
        { 1.5, "Float Numeric Comparable" },
        { TimeSpan.FromSeconds(1), "Float Numeric Comparable" },
        { 1.5m, "BigDecimal Numeric Comparable" },
        { new RubyRational(1, 2), "Rational Numeric Comparable" },
        { new RubyComplex(1L, 0L), "Complex Numeric Comparable" },
        { "a", "String Comparable" },
        { new byte[] { 255 }, "String Comparable" },
        { new RubyString([0x8a], "Shift_JIS"), "String Comparable" },
        { new RubySubclass("Title", "a"), "Title String Comparable" },
        { new RubyExtended(["Thing"], "a"), "Thing String Comparable" },
        { RubySymbol.Of("a"), "Symbol Comparable" },
        { DayOfWeek.Friday, "Symbol Comparable" },
        { new object?[] { 1 }, "Array Enumerable" },
        { (1, 2), "Array Enumerable" },
        { new RubyHash(), "Hash Enumerable" },
        { new RubySet(), "Set Enumerable" },
        { null, "NilClass" },
        { true, "TrueClass" },
        { false, "FalseClass" },
        { new RubyRange(1, 2), "Range Enumerable" },
        { new RubyRegexp("a"), "Regexp" },
        { DateTimeOffset.UnixEpoch, "Time Comparable" },
        { new RubyClass("Unlisted"), "Class Module" },
        { new RubyModule("Kernel"), "Module" },
        { new RubyStruct("MatchingPoint"), "MatchingPoint Struct Enumerable" },
        { new RegisteredPoint(1, 2), "MatchingPoint Struct Enumerable" },
        { new RubyObject("Thing"), "Thing" },
        { new RubyUserDefined("Thing", []), "Thing" },
        { new RubyUserMarshal("Thing", null), "Thing" },
        { new UnknownObject("Thing", Array.Empty<byte>()), "Thing DRb::DRbUnknown" },
        { new DrbReference("druby://a:1", 1L), "DRb::DRbObject" },
        { new EqualityTable.LocalRecord("a"), "DRb::DRbObject" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Class_matches_its_instances_and_those_of_its_descendants(object? value, string kinds)
    {
        var expected = (kinds + " Object Kernel BasicObject").Split(' ').Order(StringComparer.Ordinal);

        var actual = Classes.Where(name => Matches(new RubyClass(name), value)).Order(StringComparer.Ordinal);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Class_matches_itself()
    {
        Assert.True(Matches(new RubyClass("String"), new RubyClass("String")));
        Assert.False(Matches(new RubyClass("String"), new RubyClass("Symbol")));
    }

    [Fact]
    public void Nil_matches_anything_and_constants_what_is_equal()
    {
        Assert.True(Matches(null, null));
        Assert.True(Matches(null, "a"));
        Assert.True(Matches(1, 1.0));
        Assert.False(Matches("a", RubySymbol.Of("a")));
    }

    [Fact]
    public void Nested_arrays_are_no_templates()
    {
        Assert.False(Matches(new object?[] { new RubyClass("Integer"), null }, new object?[] { 1, 2 }));
        Assert.True(FieldMatch.IsConstant(FieldMatch.Compile(new object?[] { new RubyClass("Integer") })));
    }

    [Theory]
    [InlineData(1L, 10L, false, 1.0, true)]
    [InlineData(1L, 10L, false, 10L, true)]
    [InlineData(1L, 10L, true, 10L, false)]
    [InlineData(1L, 10L, true, 9.99, true)]
    [InlineData(1L, 10L, false, "5", false)]
    [InlineData(1L, 10L, false, null, false)]
    [InlineData(1L, null, false, long.MaxValue, true)]
    [InlineData(null, 1L, false, -5, true)]
    [InlineData(null, 1L, false, 2, false)]
    [InlineData(null, null, false, "anything", true)]
    [InlineData("a", "c", false, "bb", true)]
    [InlineData("a", "c", false, "cc", false)]
    [InlineData(1L, 2L, false, double.NaN, false)]
    public void Range_matches_what_it_covers(object? begin, object? end, bool excludesEnd, object? value, bool expected)
    {
        Assert.Equal(expected, Matches(new RubyRange(begin, end, excludesEnd), value));
    }

    [Fact]
    public void Range_covers_times_and_symbols()
    {
        var start = DateTimeOffset.UnixEpoch;

        Assert.True(Matches(new RubyRange(start, start.AddDays(1)), start.AddHours(1).ToOffset(TimeSpan.FromHours(5))));
        Assert.False(Matches(new RubyRange(start, null), start.AddTicks(-1)));
        Assert.True(Matches(new RubyRange(RubySymbol.Of("a"), RubySymbol.Of("c")), RubySymbol.Of("b")));
        Assert.False(Matches(new RubyRange(RubySymbol.Of("a"), RubySymbol.Of("c")), "b"));
    }

    [Fact]
    public void Set_matches_its_members_and_itself()
    {
        var set = new RubySet { "a", 1L };

        Assert.True(Matches(set, "a"));
        Assert.True(Matches(set, 1));
        Assert.True(Matches(set, new RubySet { 1L, "a" }));
        Assert.False(Matches(set, "b"));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("druby://a:1", null, true)]
    [InlineData("druby://a:1", 5, true)]
    [InlineData(null, 6, false)]
    [InlineData("druby://b:1", null, false)]
    public void Reference_template_matches_address_and_id(string? uri, object? id, bool expected)
    {
        var reference = new DrbReference("druby://a:1", 5L);

        Assert.Equal(expected, Matches(Field.Reference(uri, id), reference));
        Assert.Equal(expected, Matches(Field.Reference(uri, id).ToWire(), reference));
        Assert.False(Matches(Field.Reference(uri, id), "druby://a:1"));
    }

    [Fact]
    public void Reference_template_of_ruby_takes_patterns_for_address_and_id()
    {
        var node = new RubyObject("Rinda::DRbObjectTemplate");
        node.Variables.Add("@drb_uri", new RubyRegexp("^druby://a:"));
        node.Variables.Add("@drb_ref", new RubyClass("Integer"));

        Assert.True(Matches(node, new DrbReference("druby://a:1", 5L)));
        Assert.False(Matches(node, new DrbReference("druby://b:1", 5L)));
        Assert.False(Matches(node, new DrbReference("druby://a:1", "5")));
    }

    [Fact]
    public void Exactly_takes_patterns_and_nil_by_their_value()
    {
        Assert.True(Matches(Field.Exactly(null), null));
        Assert.False(Matches(Field.Exactly(null), 1));
        Assert.True(Matches(Field.Exactly(new RubyClass("Integer")), new RubyClass("Integer")));
        Assert.False(Matches(Field.Exactly(new RubyClass("Integer")), 1));
        Assert.False(FieldMatch.IsConstant(FieldMatch.Compile(Field.Exactly(null))));
    }

    [Fact]
    public void Exactly_a_plain_value_is_a_constant()
    {
        Assert.True(FieldMatch.IsConstant(FieldMatch.Compile(Field.Exactly("a"))));
        Assert.Equal(0b11UL, Template.Exactly(["a", 1, null]).ConstantMask);
    }

    [Fact]
    public void Predicate_sees_values_of_its_type_only()
    {
        Assert.True(Matches(Field.Where<int>(value => value > 1), 2));
        Assert.False(Matches(Field.Where<int>(value => value > 1), 1));
        Assert.False(Matches(Field.Where<int>(value => value > 1), "2"));
        Assert.False(Matches(Field.Where<int>(_ => throw new InvalidOperationException("No.")), 2));
    }

    [Fact]
    public void Types_without_a_ruby_class_are_matched_as_they_are()
    {
        Assert.True(Matches(Field.OfType<bool>(), false));
        Assert.False(Matches(Field.OfType<bool>(), 1));
        Assert.Throws<InvalidTupleException>(() => Field.OfType<bool>().ToWire());
        Assert.Equal(new RubyClass("MatchingPoint"), Field.OfType<RegisteredPoint>().ToWire());
    }

    [Fact]
    public void Between_two_values_without_order_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Field.Between(1, "a"));
        Assert.True(Matches(Field.Between(1, null), 2));
    }

    private static bool Matches(object? field, object? value) => FieldMatch.Matches(FieldMatch.Compile(field), value);
}
