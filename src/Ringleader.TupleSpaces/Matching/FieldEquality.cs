namespace Ringleader.TupleSpaces.Matching;

/// <summary>Ruby's <c>==</c> on values, and a hash that follows it.</summary>
internal static class FieldEquality
{
    public static bool Equal(object? left, object? right) => Equals(left, right);

    public static int Hash(object? value) => value?.GetHashCode() ?? 0;

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
        var hash = default(HashCode);
        foreach (var value in values)
        {
            hash.Add(Hash(value));
        }

        return hash.ToHashCode();
    }
}
