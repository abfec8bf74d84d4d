using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces.Tests.Matching;

public sealed class TupleTextTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "nil" },
        { true, "true" },
        { 42, "42" },
        { 1.0, "1.0" },
        { 1.5f, "1.5" },
        { 1e20, "1e+20" },
        { "a\"b\\\n\u0001", "\"a\\\"b\\\\\\n\\x01\"" },
        { RubySymbol.Of("job"), ":job" },
        { RubySymbol.Of("a b"), ":\"a b\"" },
        { new RubyRange(1, null, ExcludesEnd: true), "1..." },
        { new RubyRegexp("a", RubyRegexpOptions.IgnoreCase), "/a/i" },
        { new RubyClass("A::B"), "A::B" },
        { new object?[] { 1, Array.Empty<object>() }, "[1, []]" },
        { new RubyHash { { "k", 1 } }, "{\"k\"=>1}" },
        { new DrbReference("druby://a:1", 5L), "#<DRb::DRbObject druby://a:1 5>" },
        { new RubyObject("Thing"), "#<Thing>" },
        { new RegisteredPoint(1, 2), "#<struct MatchingPoint x=1, y=2>" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_is_shown_as_ruby_does(object? value, string expected)
    {
        Assert.Equal(expected, TupleText.Of(value));
    }

    [Fact]
    public void Tuples_and_templates_are_shown_with_their_keys()
    {
        Assert.Equal("[:job, 42, \"p\", nil]", SpaceTuple.Create(RubySymbol.Of("job"), 42, "p", null).ToString());
        Assert.Equal("{\"b\"=>1, \"a\"=>nil}", SpaceTuple.WithKeys(("b", 1), ("a", null)).ToString());
        Assert.Equal("[\"job\", Integer, nil, 1..2]", Template.Create("job", Field.OfType<int>(), Field.Any, Field.Between(1, 2)).ToString());
    }

    [Fact]
    public void Long_tuples_are_cut_off()
    {
        SpaceTuple wide = [.. Enumerable.Range(0, 10_000).Select(number => (object?)number)];

        Assert.InRange(wide.ToString().Length, 400, 402);
        Assert.InRange(SpaceTuple.Create(new string('a', 100_000)).ToString().Length, 400, 402);
    }
}
