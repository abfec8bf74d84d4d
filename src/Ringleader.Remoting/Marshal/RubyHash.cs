using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// A Ruby Hash: pairs in the order of their insertion, keys compared as Ruby's <c>eql?</c> does, null allowed as a key.
/// Not thread-safe.
/// </summary>
/// <remarks>
/// <c>1</c> and <c>1.0</c> are different keys, <c>1</c> and <c>1L</c> are the same; Strings, Symbols, byte arrays and Arrays are
/// compared by content. Up to eight pairs are searched in a row; more get an index whose hashes are seeded per process.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "Ruby's own word for the type.")]
public sealed class RubyHash : IReadOnlyCollection<KeyValuePair<object?, object?>>
{
    private const int MaxUnindexed = 8;
    private Pair[] _pairs;
    private Slot[]? _slots;
    private int[]? _buckets;

    /// <summary>Starts empty.</summary>
    public RubyHash() => _pairs = [];

    /// <summary>Starts empty, with room.</summary>
    /// <param name="capacity">For how many pairs there is room at once.</param>
    public RubyHash(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _pairs = capacity == 0 ? [] : new Pair[capacity];
    }

    /// <summary>How many pairs there are.</summary>
    public int Count { get; private set; }

    /// <summary>The value of keys that are not there. Null by default.</summary>
    public object? Default { get; set; }

    /// <summary>True when keys are the same only if they are the same object, as after <c>compare_by_identity</c>.</summary>
    /// <remarks>Set it before the first pair.</remarks>
    public bool IsCompareByIdentity { get; init; }

    /// <summary>True when Ruby marked the Hash as the keyword arguments of a call.</summary>
    public bool IsKeywords { get; set; }

    /// <summary>The keys in their order.</summary>
    public IEnumerable<object?> Keys
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                yield return _pairs[i].Key;
            }
        }
    }

    /// <summary>The values in the order of their keys.</summary>
    public IEnumerable<object?> Values
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                yield return _pairs[i].Value;
            }
        }
    }

    internal ReadOnlySpan<Pair> Pairs => _pairs.AsSpan(0, Count);

    /// <summary>A key's value, or <see cref="Default"/> when it is not there. Setting replaces, or adds at the end.</summary>
    public object? this[object? key]
    {
        get => TryGetValue(key, out var value) ? value : Default;
        set
        {
            var index = Find(key, out var hash);
            if (index >= 0)
            {
                _pairs[index].Value = value;
            }
            else
            {
                Append(key, value, hash);
            }
        }
    }

    /// <summary>Adds a pair at the end.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(object? key, object? value)
    {
        if (Find(key, out var hash) >= 0)
        {
            throw new ArgumentException($"The key '{key}' is there already.", nameof(key));
        }

        Append(key, value, hash);
    }

    /// <summary>Finds a key's value. False, with null, when it is not there; <see cref="Default"/> is not used.</summary>
    public bool TryGetValue(object? key, out object? value)
    {
        var index = Find(key, out _);
        value = index < 0 ? null : _pairs[index].Value;
        return index >= 0;
    }

    /// <summary>True when the key is there.</summary>
    public bool ContainsKey(object? key) => Find(key, out _) >= 0;

    /// <summary>Removes a pair. False when the key is not there. The cost grows with the number of pairs.</summary>
    public bool Remove(object? key)
    {
        var index = Find(key, out _);
        if (index < 0)
        {
            return false;
        }

        Array.Copy(_pairs, index + 1, _pairs, index, Count - index - 1);
        _pairs[--Count] = default;
        _slots = null;
        _buckets = null;
        if (Count > MaxUnindexed)
        {
            Reindex();
        }

        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<object?, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return new(_pairs[i].Key, _pairs[i].Value);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(object? key, out int hash)
    {
        if (_buckets is null)
        {
            hash = 0;
            return FindInRow(key);
        }

        hash = RubyKeyComparer.Hash(key, IsCompareByIdentity);
        for (var i = _buckets[hash & (_buckets.Length - 1)] - 1; i >= 0; i = _slots![i].Next)
        {
            if (_slots![i].Hash == hash && RubyKeyComparer.Equal(_pairs[i].Key, key, IsCompareByIdentity))
            {
                return i;
            }
        }

        return -1;
    }

    private int FindInRow(object? key)
    {
        var pairs = _pairs;
        if (key is RubySymbol symbol)
        {
            for (var i = 0; i < Count; i++)
            {
                if (symbol.Equals(pairs[i].Key as RubySymbol))
                {
                    return i;
                }
            }

            return -1;
        }

        for (var i = 0; i < Count; i++)
        {
            if (RubyKeyComparer.Equal(pairs[i].Key, key, IsCompareByIdentity))
            {
                return i;
            }
        }

        return -1;
    }

    private void Append(object? key, object? value, int hash)
    {
        if (Count == _pairs.Length)
        {
            Array.Resize(ref _pairs, Math.Max(4, Count * 2));
        }

        _pairs[Count++] = new Pair { Key = key, Value = value };
        if (_buckets is null)
        {
            if (Count > MaxUnindexed)
            {
                Reindex();
            }
        }
        else if (Count > _slots!.Length)
        {
            Reindex();
        }
        else
        {
            Index(Count - 1, hash);
        }
    }

    private void Reindex()
    {
        var known = _slots;
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, _pairs.Length));
        _slots = new Slot[_pairs.Length];
        _buckets = new int[capacity];
        for (var i = 0; i < Count; i++)
        {
            Index(i, known is not null && i < known.Length ? known[i].Hash : RubyKeyComparer.Hash(_pairs[i].Key, IsCompareByIdentity));
        }
    }

    private void Index(int index, int hash)
    {
        ref var bucket = ref _buckets![hash & (_buckets.Length - 1)];
        _slots![index] = new Slot { Hash = hash, Next = bucket - 1 };
        bucket = index + 1;
    }

    [StructLayout(LayoutKind.Auto)]
    internal struct Pair
    {
        public object? Key;
        public object? Value;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public int Hash;
        public int Next;
    }
}
