using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces.Tests.Matching;

public sealed class RubyPatternTests
{
    [Theory]
    [InlineData(@"^job$", @"^job$")]
    [InlineData(@"\d+\D", @"[0-9]+[^0-9]")]
    [InlineData(@"[\w-]", @"[a-zA-Z0-9_-]")]
    [InlineData(@"\h{4}", @"[0-9a-fA-F]{4}")]
    [InlineData(@"\\d", @"\\d")]
    [InlineData(@"[[:alpha:][:digit:]_]", @"[\p{L}\p{M}\p{Nd}_]")]
    [InlineData(@"[^[:space:]]", @"[^\s]")]
    [InlineData(@"(?m:.)(?-mix:a)(?mi)", @"(?s:.)(?-six:a)(?si)")]
    [InlineData(@"(?<name>a)(?=b)(?:c)", @"(?<name>a)(?=b)(?:c)")]
    [InlineData(@"[\]a]\[", @"[\]a]\[")]
    [InlineData(@"a\", @"a\")]
    [InlineData(@"[a", @"[a")]
    [InlineData("", "")]
    public void Pattern_means_the_same_in_dotnet(string ruby, string expected)
    {
        Assert.Equal(expected, RubyPattern.ToDotnet(ruby));
    }

    [Theory]
    [InlineData("[a-z&&[^aeiou]]")]
    [InlineData("[a[bc]]")]
    [InlineData("[a-z-[aeiou]]")]
    [InlineData("[[:unheard:]]")]
    public void Combined_sets_are_refused(string ruby)
    {
        Assert.Throws<FormatException>(() => RubyPattern.ToDotnet(ruby));
        Assert.Throws<InvalidTupleException>(() => Field.Matching(ruby));
    }
}
