namespace Ringleader.TupleSpaces.Matching;

/// <summary>
/// The keys of a key tuple. Values are kept in sorted order, whatever the order of writing, so that tuples of the same keys
/// are matched place by place; the written order is kept for handing the tuple back as it came.
/// </summary>
/// <remarks>Tuples of one shape mostly share one of these: the last ones made are kept, as many as there is room for.</remarks>
internal sealed class TupleKeys
{
    private static readonly TupleKeys?[] Recent = new TupleKeys?[64];
    private readonly string[] _asGiven;
    private readonly int[] _places;

    private TupleKeys(string[] asGiven, string[] sorted)
    {
        _asGiven = asGiven;
        Sorted = sorted;
        _places = [.. asGiven.Select(PlaceOf)];
        SetHash = HashOf(sorted);
    }

    public IReadOnlyList<string> AsGiven => _asGiven;

    public string[] Sorted { get; }

    /// <summary>The same for the same keys in any order: what goes with <see cref="SameSet"/>.</summary>
    public int SetHash { get; }

    /// <exception cref="InvalidTupleException">A key is there twice.</exception>
    public static TupleKeys Of(string[] keys)
    {
        // A race or a collision costs an allocation.
        ref var slot = ref Recent[(uint)HashOf(keys) % (uint)Recent.Length];
        var known = Volatile.Read(ref slot);
        if (known is null || !known._asGiven.AsSpan().SequenceEqual(keys))
        {
            known = Create(keys);
            Volatile.Write(ref slot, known);
        }

        return known;
    }

    public static bool SameSet(TupleKeys? left, TupleKeys? right) =>
        ReferenceEquals(left, right)
        || (left is not null && right is not null && left.SetHash == right.SetHash && left.Sorted.AsSpan().SequenceEqual(right.Sorted));

    /// <summary>Where the value of the key at a place of the written order is kept.</summary>
    public int PlaceOf(int given) => _places[given];

    /// <summary>Where the value of a key is kept, or less than 0.</summary>
    public int PlaceOf(string key) => Array.BinarySearch(Sorted, key, StringComparer.Ordinal);

    private static TupleKeys Create(string[] keys)
    {
        string[] sorted = [.. keys];
        Array.Sort(sorted, StringComparer.Ordinal);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (string.Equals(sorted[i - 1], sorted[i], StringComparison.Ordinal))
            {
                throw new InvalidTupleException($"The key '{sorted[i]}' is there twice; the keys of a tuple are different.");
            }
        }

        return new([.. keys], sorted);
    }

    private static int HashOf(string[] keys)
    {
        var hash = default(HashCode);
        foreach (var key in keys)
        {
            hash.Add(key, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }
}
