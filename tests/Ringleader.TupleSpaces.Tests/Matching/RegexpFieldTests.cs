using System.Diagnostics;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces.Tests.Matching;

public sealed class RegexpFieldTests
{
    [Fact]
    public void Regexp_is_searched_in_texts_and_symbols()
    {
        var field = new RegexpField(new RubyRegexp("^jo"));

        Assert.True(field.Matches("job"));
        Assert.True(field.Matches("a\njob"));
        Assert.True(field.Matches(RubySymbol.Of("job")));
        Assert.True(field.Matches("job"u8.ToArray()));
        Assert.True(field.Matches(new RubyString("job"u8, "US-ASCII")));
        Assert.False(field.Matches("a job"));
        Assert.False(field.Matches(5L));
        Assert.False(field.Matches(null));
    }

    [Fact]
    public void Regexp_matches_an_equal_regexp()
    {
        Assert.True(new RegexpField(new RubyRegexp("a")).Matches(new RubyRegexp("a")));
        Assert.False(new RegexpField(new RubyRegexp("a")).Matches(new RubyRegexp("b")));
    }

    [Fact]
    public void Options_are_rubys()
    {
        Assert.True(new RegexpField(new RubyRegexp("JOB", RubyRegexpOptions.IgnoreCase)).Matches("job"));
        Assert.True(new RegexpField(new RubyRegexp("a.b", RubyRegexpOptions.Multiline)).Matches("a\nb"));
        Assert.False(new RegexpField(new RubyRegexp("a.b")).Matches("a\nb"));
        Assert.True(new RegexpField(new RubyRegexp("a b # c", RubyRegexpOptions.Extended)).Matches("ab"));
    }

    [Fact]
    public void Pattern_that_is_catastrophic_where_engines_backtrack_is_answered()
    {
        var field = new RegexpField(new RubyRegexp("^(a+)+$"));

        Assert.False(field.Matches(new string('a', 40) + "b"));
        Assert.False(field.IsSpent);
    }

    [Fact]
    public void Pattern_that_has_to_backtrack_for_long_is_given_up()
    {
        var field = new RegexpField(new RubyRegexp(@"^(a+)+\1$"));
        var hostile = new string('a', 40) + "b";
        var clock = Stopwatch.StartNew();

        for (var i = 0; i < 1_000; i++)
        {
            Assert.False(field.Matches(hostile));
        }

        Assert.True(field.IsSpent);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("a**")]
    public void Malformed_pattern_is_refused(string pattern)
    {
        Assert.Throws<InvalidTupleException>(() => Field.Matching(pattern));
        Assert.Throws<InvalidTupleException>(() => Template.FromWire(new object?[] { new RubyRegexp(pattern) }));
    }

    [Fact]
    public void Long_pattern_is_refused()
    {
        Assert.Throws<InvalidTupleException>(() => Field.Matching(new string('a', 1_001)));
    }
}
