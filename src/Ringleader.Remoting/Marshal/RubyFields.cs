using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// The named values of a Ruby object in their order: instance variables, whose names begin with <c>@</c>, or the members of a
/// Struct or exception, whose names do not. Not thread-safe.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It holds the fields of one object, by their names.")]
public sealed class RubyFields : IReadOnlyCollection<KeyValuePair<string, object?>>
{
    private KeyValuePair<RubySymbol, object?>[] _items;

    /// <summary>Starts without fields.</summary>
    public RubyFields() => _items = [];

    internal RubyFields(int capacity) => _items = capacity == 0 ? [] : new KeyValuePair<RubySymbol, object?>[capacity];

    /// <summary>How many fields there are.</summary>
    public int Count { get; private set; }

    /// <summary>For how many there is room; the reader fills exactly as many.</summary>
    internal int Capacity => _items.Length;

    internal ReadOnlySpan<KeyValuePair<RubySymbol, object?>> Items => _items.AsSpan(0, Count);

    /// <summary>A field's value. Setting an unknown name adds it at the end.</summary>
    /// <exception cref="KeyNotFoundException">A name was read that is not there.</exception>
    public object? this[string name]
    {
        get => TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"There is no field '{name}'.");
        set
        {
            var index = IndexOf(name);
            if (index < 0)
            {
                Add(name, value);
            }
            else
            {
                _items[index] = new(_items[index].Key, value);
            }
        }
    }

    /// <summary>Adds a field at the end.</summary>
    public void Add(string name, object? value) => Add(RubySymbol.Of(name), value);

    /// <summary>Finds a field. False, with null, when there is none of that name.</summary>
    public bool TryGetValue(string name, out object? value)
    {
        var index = IndexOf(name);
        value = index < 0 ? null : _items[index].Value;
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return new(_items[i].Key.Name, _items[i].Value);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(RubySymbol name, object? value)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(4, Count * 2));
        }

        _items[Count++] = new(name, value);
    }

    private int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(_items[i].Key.Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
