using System.Numerics;
using Ringleader.Remoting;
using Ringleader.Remoting.Contracts;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>A field's value in the type that a caller wants.</summary>
internal static class TupleValue
{
    /// <exception cref="InvalidCastException">The value is of another kind, or does not fit.</exception>
    public static T To<T>(object? value) => To(value, static natural => RemoteConvert.To<T>(natural));

    /// <inheritdoc cref="To{T}(object?)"/>
    public static T To<T>(object? value, Func<object?, T> convert)
    {
        if (value is T wanted)
        {
            return wanted;
        }

        try
        {
            return convert(Widened(value));
        }
        catch (MarshalException problem)
        {
            throw new InvalidCastException($"The field {TupleText.Of(value)} of a tuple is no '{typeof(T)}': {problem.Message}", problem);
        }
    }

    /// <summary>Integers as the codec would read them, for those that never left this process.</summary>
    private static object? Widened(object? value) => value switch
    {
        short or ushort or byte or sbyte or uint => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        ulong number => number <= long.MaxValue ? (object)(long)number : new BigInteger(number),
        _ => RubyForm.Of(value),
    };
}
