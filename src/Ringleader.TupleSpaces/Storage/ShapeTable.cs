using System.Diagnostics.CodeAnalysis;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces.Storage;

/// <summary>What belongs to each shape of tuples: the number of values in a row, or the set of keys.</summary>
internal sealed class ShapeTable<T>
    where T : class
{
    private readonly Dictionary<int, T> _byLength = [];
    private readonly Dictionary<TupleKeys, T> _byKeys = new(KeySetComparer.Instance);

    public int Count => _byLength.Count + _byKeys.Count;

    public IEnumerable<T> Values => _byLength.Values.Concat(_byKeys.Values);

    public bool TryGet(TupleKeys? keys, int length, [NotNullWhen(true)] out T? value) =>
        keys is null ? _byLength.TryGetValue(length, out value) : _byKeys.TryGetValue(keys, out value);

    public void Add(TupleKeys? keys, int length, T value)
    {
        if (keys is null)
        {
            _byLength.Add(length, value);
        }
        else
        {
            _byKeys.Add(keys, value);
        }
    }

    public void Remove(TupleKeys? keys, int length)
    {
        if (keys is null)
        {
            _byLength.Remove(length);
        }
        else
        {
            _byKeys.Remove(keys);
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
