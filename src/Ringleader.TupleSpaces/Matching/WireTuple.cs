using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>A tuple or template as the codec reads and writes it: an Array of fields, or a Hash of fields under Strings.</summary>
internal readonly record struct WireTuple(object?[] Fields, TupleKeys? Keys)
{
    /// <summary>A space may allow fewer; this bounds the work before it is asked.</summary>
    private const int MaxFields = 10_000;

    private const int MaxKeyLength = 1_000;

    /// <summary>Longer Strings that a document links to several times are kept once.</summary>
    private const int LongString = 256;

    /// <summary>Takes what a peer sent apart. Fields stay as they came, but for Strings that a <see cref="string"/> holds exactly.</summary>
    /// <exception cref="InvalidTupleException">It is neither an Array nor a Hash with String keys, or too large.</exception>
    public static WireTuple Read(object? value) => value switch
    {
        object?[] array => OfItems(array),
        List<object?> list => OfItems(list),
        RubyHash hash => OfPairs(hash),
        RubyAnnotated { Value: object?[] or RubyHash } node => Read(node.Value),
        RubySubclass { Value: object?[] or RubyHash } node => Read(node.Value),
        _ => throw new InvalidTupleException($"A tuple is an Array, or a Hash with Strings as keys, and not {TupleText.Of(value)}."),
    };

    /// <summary>The Array, or the Hash in the order in which its keys were given.</summary>
    public static object Write(ReadOnlySpan<object?> fields, TupleKeys? keys)
    {
        if (keys is null)
        {
            return fields.ToArray();
        }

        var hash = new RubyHash(fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            hash[keys.AsGiven[i]] = fields[keys.PlaceOf(i)];
        }

        return hash;
    }

    private static WireTuple OfItems(IReadOnlyCollection<object?> items)
    {
        CheckCount(items.Count);
        var fields = new object?[items.Count];
        Dictionary<object, object?>? shared = null;
        var at = 0;
        foreach (var item in items)
        {
            fields[at++] = item is RubyString { Bytes.Length: > LongString } && items.Count > 1
                ? Shared(item, shared ??= new(ReferenceEqualityComparer.Instance))
                : Natural(item);
        }

        return new(fields, null);
    }

    private static WireTuple OfPairs(RubyHash hash)
    {
        CheckCount(hash.Count);
        var keys = TupleKeys.Of([.. hash.Keys.Select(ToKey)]);
        var fields = new object?[hash.Count];
        var given = 0;
        foreach (var value in hash.Values)
        {
            fields[keys.PlaceOf(given++)] = Natural(value);
        }

        return new(fields, keys);
    }

    private static void CheckCount(int count)
    {
        if (count > MaxFields)
        {
            throw new InvalidTupleException($"A tuple of {count} fields is too large; the limit is {MaxFields}.");
        }
    }

    private static string ToKey(object? key) => Natural(key) switch
    {
        string { Length: <= MaxKeyLength } text => text,
        RubyString { EncodingName: "US-ASCII" } ruby when ruby.Bytes.Length <= MaxKeyLength && ruby.TryGetText(out var text) => text!, // by its result
        string or RubyString or byte[] => throw new InvalidTupleException(
            $"The key {TupleText.Of(key)} is not valid: keys are Strings in UTF-8 of at most {MaxKeyLength} letters."),
        _ => throw new InvalidTupleException($"The key {TupleText.Of(key)} is no String; the keys of a tuple are Strings."),
    };

    private static object? Shared(object item, Dictionary<object, object?> shared)
    {
        if (!shared.TryGetValue(item, out var natural))
        {
            natural = Natural(item);
            shared.Add(item, natural);
        }

        return natural;
    }

    private static object? Natural(object? value) =>
        value is RubyString { EncodingName: "UTF-8" } ruby && ruby.TryGetText(out var text) ? text : value;
}
