using System.Collections;

namespace Ringleader.Remoting;

/// <summary>Ruby keyword arguments: pass it as the last argument of an untyped call. Not thread-safe.</summary>
public sealed class KeywordArguments : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _pairs = [];

    /// <summary>How many keywords there are.</summary>
    public int Count => _pairs.Count;

    /// <summary>Adds a keyword. For collection initializers.</summary>
    /// <param name="name">The keyword without its colon.</param>
    /// <param name="value">Its value.</param>
    public void Add(string name, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _pairs.Add(new(name, value));
    }

    /// <summary>Finds a keyword's value.</summary>
    public bool TryGetValue(string name, out object? value)
    {
        foreach (var pair in _pairs)
        {
            if (string.Equals(pair.Key, name, StringComparison.Ordinal))
            {
                value = pair.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _pairs.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
