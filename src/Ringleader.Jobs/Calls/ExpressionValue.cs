using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ringleader.Jobs.Calls;

/// <summary>
/// The value of an argument in an expression. Constants and what a lambda has captured, which is nearly all there is, are read without
/// compiling anything.
/// </summary>
internal static class ExpressionValue
{
    /// <summary>The value.</summary>
    /// <exception cref="ArgumentException">It depends on the service that is to be called, or needs code that cannot be made here.</exception>
    public static object? Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(Target(member)),
        MemberExpression { Member: PropertyInfo property } member when property.GetIndexParameters().Length == 0 =>
            property.GetValue(Target(member), BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type.IsAssignableFrom(convert.Operand.Type) => Of(convert.Operand),
        _ => Interpret(expression),
    };

    private static object? Target(MemberExpression member) => member.Expression is { } target ? Of(target) : null;

    private static object? Interpret(Expression expression)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new ArgumentException($"The argument '{expression}' is too much to work out in a program that is compiled ahead of time. Put its value into a variable, and hand that in.", nameof(expression));
        }

        Func<object?> value;
        try
        {
            value = Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true);
        }
        catch (InvalidOperationException problem)
        {
            // The only thing that a compiled lambda can lack here is its own parameter.
            throw new ArgumentException($"The argument '{expression}' asks the service, which is there only when the job runs. Hand in values only.", nameof(expression), problem);
        }

        return value();
    }
}
