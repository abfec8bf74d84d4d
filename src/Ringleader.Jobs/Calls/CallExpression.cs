using System.Linq.Expressions;

namespace Ringleader.Jobs.Calls;

/// <summary>A lambda that is one call of a method on its parameter.</summary>
internal static class CallExpression
{
    /// <summary>The call in it.</summary>
    /// <exception cref="ArgumentException">The lambda is anything else.</exception>
    public static MethodCallExpression Read(LambdaExpression lambda)
    {
        var body = lambda.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } convert)
        {
            body = convert.Operand; // A Task<T> that is taken for a Task.
        }

        return body is MethodCallExpression { Object: { } target } call && Strip(target) == lambda.Parameters[0]
            ? call
            : throw new ArgumentException(
                $"'{lambda}' is not one call of a method on the service. Write the call alone, such as video => video.EncodeAsync(42), and work out its arguments before.", nameof(lambda));
    }

    private static Expression Strip(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert } convert ? Strip(convert.Operand) : expression;
}
