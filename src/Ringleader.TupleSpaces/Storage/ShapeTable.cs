using System.Diagnostics.CodeAnalysis;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces.Storage;

/// <summary>What belongs to each shape of tuples: the number of values in a row, or the set of keys.</summary>
internal sealed class ShapeTable<T>
    where T : class
{
    /// <summary>Tuples are mostly shorter than this, and are then found without hashing.</summary>
    private const int ShortLengths = 16;

    private readonly T?[] _byShortLength = new T?[ShortLengths];
    private readonly Dictionary<int, T> _byLength = [];
    private readonly Dictionary<TupleKeys, T> _byKeys = new(KeySetComparer.Instance);

    public int Count { get; private set; }

    public IEnumerable<T> Values => _byShortLength.OfType<T>().Concat(_byLength.Values).Concat(_byKeys.Values);

    public bool TryGet(TupleKeys? keys, int length, [NotNullWhen(true)] out T? value)
    {
        if (keys is not null)
        {
            return _byKeys.TryGetValue(keys, out value);
        }

        if (length >= ShortLengths)
        {
            return _byLength.TryGetValue(length, out value);
        }

        value = _byShortLength[length];
        return value is not null;
    }

    public void Add(TupleKeys? keys, int length, T value)
    {
        Count++;
        if (keys is not null)
        {
            _byKeys.Add(keys, value);
        }
        else if (length >= ShortLengths)
        {
            _byLength.Add(length, value);
        }
        else
        {
            _byShortLength[length] = value;
        }
    }

    /// <summary>Removes what belongs to a shape; there is something.</summary>
    public void Remove(TupleKeys? keys, int length)
    {
        Count--;
        if (keys is not null)
        {
            _byKeys.Remove(keys);
        }
        else if (length >= ShortLengths)
        {
            _byLength.Remove(length);
        }
        else
        {
            _byShortLength[length] = null;
        }
    }

    private sealed class KeySetComparer : IEqualityComparer<TupleKeys>
    {
        public static KeySetComparer Instance { get; } = new();

        public bool Equals(TupleKeys? x, TupleKeys? y) => TupleKeys.SameSet(x, y);

        public int GetHashCode(TupleKeys obj)
        {
            var hash = default(HashCode);
            foreach (var key in obj.Sorted)
            {
                hash.Add(key, StringComparer.Ordinal);
            }

            return hash.ToHashCode();
        }
    }
}
