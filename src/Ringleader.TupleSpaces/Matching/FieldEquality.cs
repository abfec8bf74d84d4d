using Ringleader.Hashing;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>Ruby's <c>==</c> on the values of tuples, and a hash that follows it and that peers cannot make collide. Never throws.</summary>
/// <remarks>
/// <para>
/// Numbers are compared by value whatever their types, Strings by their bytes where their encodings go together, Symbols with
/// Symbols only, Arrays, Hashes, Ranges and Structs by what is in them, references by address and id. Values that are the same
/// to Ruby are the same here, whether they came over the wire or from this process: <see cref="RubyForm"/>.
/// </para>
/// <para>
/// Where Ruby asks the object, which a space cannot do, objects of the same class are equal when their variables are. A value
/// that is nested deeper or larger than <see cref="ComparisonBudget"/> allows is equal to itself only.
/// </para>
/// </remarks>
internal static class FieldEquality
{
    /// <summary>Peers know all hashes that have no secret, and a mask of many fields could be filled with nil.</summary>
    private static readonly int NullHash = KeyedHash.Of(0);

    public static bool Equal(object? left, object? right)
    {
        if (ReferenceEquals(left, right))
        {
            return left is not (double.NaN or float.NaN);
        }

        // The common kinds, without the search for a common form.
        switch (left)
        {
            case null:
                return false;
            case string text when right is string other:
                return string.Equals(text, other, StringComparison.Ordinal);
            case RubySymbol symbol when right is RubySymbol other:
                return symbol.Equals(other);
            case long number when right is long other:
                return number == other;
            case int number when right is int other:
                return number == other;
        }

        var budget = new ComparisonBudget();
        return right is not null && DeepEquality.Equal(left, right, ref budget);
    }

    public static int Hash(object? value)
    {
        switch (value)
        {
            case null:
                return NullHash;
            case string text:
                return text.GetHashCode(StringComparison.Ordinal);
            case RubySymbol symbol:
                return symbol.GetHashCode();
            case long number:
                return KeyedHash.Of(number);
            case int number:
                return KeyedHash.Of(number);
        }

        var budget = new ComparisonBudget();
        return DeepEquality.Hash(value, ref budget);
    }

    public static bool AllEqual(ReadOnlySpan<object?> left, ReadOnlySpan<object?> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (!Equal(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static int HashAll(ReadOnlySpan<object?> values)
    {
        var hash = values.Length;
        foreach (var value in values)
        {
            hash = KeyedHash.Combine(hash, Hash(value));
        }

        return hash;
    }
}
