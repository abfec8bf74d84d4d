using Ringleader.Cli.Spaces;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Tests.Spaces;

public sealed class TupleJsonTests
{
    [Fact]
    public void Array_is_a_tuple_of_values_in_a_row()
    {
        Assert.Equal(["job", 1L, RubySymbol.Of("x"), null], TupleJson.ReadTuple("""["job", 1, {"$symbol": "x"}, null]"""));
    }

    [Fact]
    public void Object_is_a_tuple_with_keys()
    {
        var tuple = TupleJson.ReadTuple("""{"kind": "job", "number": 2}""");

        Assert.Equal(["kind", "number"], tuple.Keys);
        Assert.Equal(2L, tuple["number"]);
    }

    [Theory]
    [InlineData("""["job", 1]""", true)]
    [InlineData("""["job", 2]""", false)]
    [InlineData("""["job", null]""", true)]
    [InlineData("""["job", {"$type": "Integer"}]""", true)]
    [InlineData("""["job", {"$type": "Comparable"}]""", true)]
    [InlineData("""["job", {"$type": "String"}]""", false)]
    [InlineData("""["job", {"$range": [1, 10]}]""", true)]
    [InlineData("""["job", {"$range": [2, null]}]""", false)]
    [InlineData("""["job", {"$range": [null, 1]}]""", true)]
    [InlineData("""[{"$regexp": "^j"}, null]""", true)]
    [InlineData("""[{"$regexp": "^o"}, null]""", false)]
    [InlineData("""["job"]""", false)]
    [InlineData("""{"job": 1}""", false)]
    public void Template_matches_by_values_and_patterns(string template, bool matches)
    {
        Assert.Equal(matches, TupleJson.ReadTemplate(template).Matches(["job", 1]));
    }

    [Fact]
    public void Template_with_keys_has_patterns_too()
    {
        var template = TupleJson.ReadTemplate("""{"kind": null, "number": {"$range": [1, 5]}}""");

        Assert.True(template.Matches(SpaceTuple.WithKeys(("kind", "job"), ("number", 5))));
        Assert.False(template.Matches(SpaceTuple.WithKeys(("kind", "job"), ("number", 6))));
    }

    [Theory]
    [InlineData("""["a",1,2.0,null,true,{"$symbol":"s"},{"$binary":"/w=="},[1,{"$symbol":"n"}]]""")]
    [InlineData("""{"kind":"job","head":{"$symbol":"s"}}""")]
    [InlineData("[]")]
    public void What_is_printed_is_read_back_as_the_same(string text)
    {
        var tuple = TupleJson.ReadTuple(text);

        Assert.Equal(text, TupleJson.Write(tuple));
    }

    [Theory]
    [InlineData("1", "The tuple '1' cannot be read. Write it as a JSON array, or as an object for a tuple with keys.")]
    [InlineData("job", "The tuple 'job' cannot be read. Quote a string twice: '\"job\"'.")]
    [InlineData("""[{"$type": 1}]""", """The tuple '[{"$type": 1}]' cannot be read. Patterns are {"$type": "Integer"}, {"$range": [1, 10]}, with null for an open side, and {"$regexp": "^a"}.""")]
    [InlineData("""[{"$range": [1, "a"]}]""", "There is nothing between 1 and \"a\": they have no order. Use two numbers, texts or times.")]
    public void Template_that_cannot_be_meant_is_wrong_use(string text, string message)
    {
        Assert.Equal(message, Assert.Throws<WrongUseException>(() => TupleJson.ReadTemplate(text)).Message);
    }

    [Fact]
    public void Regular_expression_that_is_malformed_is_wrong_use()
    {
        Assert.Throws<WrongUseException>(() => TupleJson.ReadTemplate("""[{"$regexp": "("}]"""));
    }

    [Fact]
    public void Pattern_cannot_be_written()
    {
        var error = Assert.Throws<WrongUseException>(() => TupleJson.ReadTuple("""["job", {"$type": "Integer"}]"""));

        Assert.EndsWith("$type is a pattern: it belongs into a template, not into a tuple that is written.", error.Message, StringComparison.Ordinal);
    }
}
