using System.Collections;

namespace Ringleader.Remoting.Marshal;

/// <summary>A Ruby Set: different values in the order of their insertion, compared like the keys of a <see cref="RubyHash"/>. Not thread-safe.</summary>
public sealed class RubySet : IReadOnlyCollection<object?>
{
    /// <summary>Starts empty.</summary>
    public RubySet()
        : this(new RubyHash { Default = false })
    {
    }

    internal RubySet(RubyHash members) => Members = members;

    /// <summary>How many values there are.</summary>
    public int Count => Members.Count;

    /// <summary>The Hash that Ruby keeps them in: every value is a key of true.</summary>
    internal RubyHash Members { get; }

    /// <summary>Adds a value. Nothing changes when it is there already.</summary>
    public void Add(object? value) => Members[value] = true;

    /// <summary>True when the value is there.</summary>
    public bool Contains(object? value) => Members.ContainsKey(value);

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => Members.Keys.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
