using Ringleader.Generators.Naming;

namespace Ringleader.Generators.Tests.Naming;

public sealed class RubyGrammarTests
{
    [Theory]
    [InlineData("find", true)]
    [InlineData("Find", true)]
    [InlineData("_", true)]
    [InlineData("ready?", true)]
    [InlineData("save!", true)]
    [InlineData("name=", true)]
    [InlineData("[]=", true)]
    [InlineData("<=>", true)]
    [InlineData("?", false)]
    [InlineData("", false)]
    [InlineData("1st", false)]
    [InlineData("a b", false)]
    [InlineData("a??", false)]
    [InlineData("größe", false)]
    [InlineData("a.b", false)]
    public void IsMethod_follows_the_grammar(string name, bool expected)
    {
        Assert.Equal(expected, RubyGrammar.IsMethod(name));
    }

    [Theory]
    [InlineData("Point", true)]
    [InlineData("Shop::Point", true)]
    [InlineData("Shop::V2::Point_3", true)]
    [InlineData("point", false)]
    [InlineData("Shop::point", false)]
    [InlineData("::Point", false)]
    [InlineData("Shop:Point", false)]
    [InlineData("", false)]
    public void IsClassPath_follows_the_grammar(string name, bool expected)
    {
        Assert.Equal(expected, RubyGrammar.IsClassPath(name));
    }
}
