namespace Ringleader.TupleSpaces.Matching;

/// <summary>
/// The keys of a key tuple. Values are kept in sorted order, whatever the order of writing, so that tuples of the same keys
/// are matched place by place; the written order is kept for handing the tuple back as it came.
/// </summary>
internal sealed class TupleKeys
{
    private readonly string[] _asGiven;
    private readonly int[] _places;

    private TupleKeys(string[] asGiven, string[] sorted)
    {
        _asGiven = asGiven;
        Sorted = sorted;
        _places = [.. asGiven.Select(PlaceOf)];
    }

    public IReadOnlyList<string> AsGiven => _asGiven;

    public string[] Sorted { get; }

    /// <exception cref="InvalidTupleException">A key is there twice.</exception>
    public static TupleKeys Of(string[] keys)
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

        return new(keys, sorted);
    }

    public static bool SameSet(TupleKeys? left, TupleKeys? right) =>
        ReferenceEquals(left, right)
        || (left is not null && right is not null && left.Sorted.AsSpan().SequenceEqual(right.Sorted));

    /// <summary>Where the value of the key at a place of the written order is kept.</summary>
    public int PlaceOf(int given) => _places[given];

    /// <summary>Where the value of a key is kept, or less than 0.</summary>
    public int PlaceOf(string key) => Array.BinarySearch(Sorted, key, StringComparer.Ordinal);
}
