using System.Linq.Expressions;
using Ringleader.Jobs.Calls;

namespace Ringleader.Jobs.Tests.Calls;

public sealed class ExpressionValueTests
{
    private static readonly int Shared = 5;
    private readonly string _own = "own";

    private static int Property => 6;

    [Fact]
    public void Constants_and_what_was_captured_have_their_value()
    {
        var local = 7;
        var nested = new { Inner = new { Deep = "deep" } };

        Assert.Equal(42, Value(() => 42));
        Assert.Null(Value(() => null));
        Assert.Equal(7, Value(() => local));
        Assert.Equal("deep", Value(() => nested.Inner.Deep));
        Assert.Equal("own", Value(() => _own));
        Assert.Equal(5, Value(() => Shared));
        Assert.Equal(6, Value(() => Property));
        Assert.Equal(string.Empty, Value(() => string.Empty));
    }

    [Fact]
    public void What_has_to_be_reckoned_is()
    {
        var local = 7;
        int? nothing = null;
        object boxed = 3;

        Assert.Equal(8, Value(() => local + 1));
        Assert.Equal("7!", Value(() => $"{local}!"));
        Assert.Equal(new[] { 7, 8 }, Value(() => new[] { local, 8 }));
        Assert.Equal(7L, Value(() => (long)local));
        Assert.Equal((int?)7, Value(() => (int?)local));
        Assert.Equal(9, Value(() => nothing ?? 9));
        Assert.Equal(3, Value(() => (int)boxed));
        Assert.Equal('b', Value(() => "abc"[1]));
        Assert.Equal(new Measure(7), Value(() => new Measure(local)));
    }

    [Fact]
    public void Errors_of_the_expression_are_the_callers()
    {
        string? nothing = null;

        Assert.Throws<NullReferenceException>(() => Value(() => nothing!.Trim()));
        Assert.Throws<FormatException>(() => Value(() => int.Parse("x", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_value_that_the_service_would_have_to_give_is_refused()
    {
        Expression<Func<List<int>, int>> lambda = list => list.IndexOf(3);

        Assert.Contains("only when the job runs", Assert.Throws<ArgumentException>(() => ExpressionValue.Of(lambda.Body)).Message, StringComparison.Ordinal);
        Expression<Func<List<int>, int>> member = list => list.Count;
        Assert.Contains("only when the job runs", Assert.Throws<ArgumentException>(() => ExpressionValue.Of(member.Body)).Message, StringComparison.Ordinal);
    }

    private static object? Value(Expression<Func<object?>> lambda) => ExpressionValue.Of(lambda.Body);
}
