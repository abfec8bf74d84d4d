namespace Ringleader.Remoting.Marshal;

/// <content>Arrays, Hashes and registered types.</content>
public static partial class RubyConvert
{
    /// <summary>An Array whose items are converted one by one, or null for nil. A Set is accepted too.</summary>
    public static T[]? ToArray<T>(object? value, Func<object?, T> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        if (ItemsOf(value, "an Array") is not { } items)
        {
            return null;
        }

        using var budget = ConversionBudget.Take(items.Length);
        var result = new T[items.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = convert(items[i]);
        }

        return result;
    }

    /// <summary>An Array whose items are converted one by one, or null for nil. A Set is accepted too.</summary>
    public static List<T>? ToList<T>(object? value, Func<object?, T> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        if (ItemsOf(value, "an Array") is not { } items)
        {
            return null;
        }

        using var budget = ConversionBudget.Take(items.Length);
        var result = new List<T>(items.Length);
        foreach (var item in items)
        {
            result.Add(convert(item));
        }

        return result;
    }

    /// <summary>A Set or Array whose items are converted one by one, or null for nil.</summary>
    /// <remarks>The set has a comparer that resists items chosen to collide; a copy with the default comparer does not.</remarks>
    public static HashSet<T>? ToSet<T>(object? value, Func<object?, T> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        if (ItemsOf(value, "a Set") is not { } items)
        {
            return null;
        }

        using var budget = ConversionBudget.Take(items.Length);
        return ToSetOf(items, convert);
    }

    /// <summary>A Hash whose keys and values are converted one by one, or null for nil.</summary>
    /// <remarks>
    /// Where two keys become the same, such as a String and a Symbol of one name, the later one wins. The dictionary has a comparer
    /// that resists keys chosen to collide; a copy with the default comparer does not.
    /// </remarks>
    public static Dictionary<TKey, TValue>? ToDictionary<TKey, TValue>(
        object? value, Func<object?, TKey> convertKey, Func<object?, TValue> convertValue)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(convertKey);
        ArgumentNullException.ThrowIfNull(convertValue);
        switch (Plain(value))
        {
            case null:
                return null;
            case RubyHash hash:
                using (ConversionBudget.Take(hash.Count))
                {
                    var comparer = PeerKeyComparer<TKey>.For(hash.Count);
                    var result = new Dictionary<TKey, TValue>(hash.Count, comparer);
                    foreach (ref readonly var pair in hash.Pairs)
                    {
                        var key = convertKey(pair.Key) ?? throw Refused(pair.Key, "a key of a dictionary");
                        result[key] = convertValue(pair.Value);
                    }

                    PeerKeyComparer<TKey>.Filled(comparer);
                    return result;
                }

            default:
                throw Refused(value, "a Hash");
        }
    }

    /// <summary>An Array of exactly this many items, as tuples travel.</summary>
    public static object?[] ToElements(object? value, int count) =>
        Plain(value) is object?[] items && items.Length == count ? items : throw Refused(value, MarshalErrors.Text($"an Array of {count}"));

    /// <summary>Null for nil, otherwise the converted value.</summary>
    public static T? ToNullable<T>(object? value, Func<object?, T> convert)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(convert);
        return value is null ? null : convert(value);
    }

    /// <summary>An instance of a registered type or node, or null for nil where the type allows it.</summary>
    public static T? ToRegistered<T>(object? value) => value switch
    {
        T registered => registered,
        null when default(T) is null => default,
        _ when Plain(value) is T registered => registered,
        _ => throw Refused(value, $"a '{typeof(T)}' (is its Ruby class registered?)"),
    };

    private static HashSet<T> ToSetOf<T>(object?[] items, Func<object?, T> convert)
    {
        var comparer = PeerKeyComparer<T>.For(items.Length);
        var result = new HashSet<T>(items.Length, comparer);
        foreach (var item in items)
        {
            var converted = convert(item);
            if (converted is string text)
            {
                // One long text, linked many times, is hashed each time.
                ConversionBudget.TakeBytes(text.Length);
            }

            result.Add(converted);
        }

        PeerKeyComparer<T>.Filled(comparer);
        return result;
    }

    private static object?[]? ItemsOf(object? value, string wanted) => Plain(value) switch
    {
        null => null,
        object?[] items => items,
        RubySet set => [.. set],
        _ => throw Refused(value, wanted),
    };
}
