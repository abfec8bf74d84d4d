using Ringleader.Remoting.Marshal;
using Ringleader.Testing;
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
        Assert.True(field.Matches(new string('a', 40)));
    }

    [Fact]
    public void A_pattern_that_backtracks_for_too_long_is_an_error_to_its_owner_and_never_a_wrong_answer()
    {
        var field = new RegexpField(new RubyRegexp(@"^(a+)+\1$"));

        var error = Assert.Throws<InvalidTupleException>(() => field.Matches(new string('a', 40) + "b"));

        Assert.Contains(@"/^(a+)+\1$/", error.Message, StringComparison.Ordinal);
        Assert.Contains("250 ms", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_expressions_of_a_template_share_one_budget_of_time()
    {
        var clock = new FakeTimeProvider();
        var budget = new MatchBudget(clock);
        var first = new RegexpField(new RubyRegexp("a"), budget);
        var second = new RegexpField(new RubyRegexp("b"), budget);
        var start = budget.Start(first);

        clock.Advance(TimeSpan.FromSeconds(6));
        budget.Spend(start);

        Assert.Contains("took more than 5 s", Assert.Throws<InvalidTupleException>(() => second.Matches("b")).Message, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.True(second.Matches("b"));
    }

    [Theory]
    [InlineData("((((a{1,30}){1,30}){1,30}){1,30}){1,30}")]
    [InlineData("(?:a{90}){90}")]
    [InlineData("[a-z]{5000}")]
    [InlineData(@"\p{L}{5000}")]
    [InlineData("(?#(){1}(a{90}){90}")]
    [InlineData("(?x)(?:a{90} # (\n){90}")]
    public void A_pattern_with_too_many_repetitions_is_refused_before_it_is_prepared(string pattern)
    {
        var error = Assert.Throws<InvalidTupleException>(() => Template.FromWire(new object?[] { new RubyRegexp(pattern) }));

        Assert.Contains("4000 places", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_patterns_in_one_template_count_together()
    {
        object?[] few = [.. Enumerable.Range(0, 3).Select(static _ => new RubyRegexp("(a{30}){30}"))];
        object?[] many = [.. Enumerable.Range(0, 32).Select(static _ => new RubyRegexp("(a{30}){30}"))];

        Assert.Equal(3, Template.FromWire(few).Count);
        Assert.Throws<InvalidTupleException>(() => Template.FromWire(many));
    }

    [Theory]
    [InlineData(@"\A\h{8}-\h{4}-\h{4}-\h{4}-\h{12}\z", 32 + 6)]
    [InlineData("(ab{3}){100}", 500)]
    [InlineData("a{2,}b{,3}", 5)]
    [InlineData("[]a]{3}x{y}", 7)]
    public void Size_of_a_pattern_is_what_its_repetitions_amount_to(string pattern, int size)
    {
        Assert.Equal(size, PatternSize.Of(RubyPattern.ToDotnet(pattern), mayHaveComments: false));
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
