using System.Runtime.CompilerServices;

namespace Ringleader.Remoting;

/// <summary>
/// References by name: a pinned object lives and keeps its id, a string, until it is unpinned, across restarts of the server
/// too if it is pinned again under the same name. All other objects are left to another converter. Thread-safe.
/// </summary>
/// <remarks>A name can be guessed: pin only what everybody who may connect may call.</remarks>
public sealed class NamedIdConverter : IObjectIdConverter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, object> _objects = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<object, string> _names = new();
    private readonly IObjectIdConverter _others;

    /// <summary>Creates a converter without pinned objects.</summary>
    /// <param name="others">The converter for objects that are not pinned. Null: a <see cref="WeakIdConverter"/> of its own.</param>
    public NamedIdConverter(IObjectIdConverter? others = null)
    {
        _others = others ?? new WeakIdConverter();
    }

    /// <summary>
    /// Pins an object under a name. An object that was handed out before keeps its other id as well, for as long as the other
    /// converter knows it.
    /// </summary>
    /// <param name="name">Not empty; upper and lower case differ.</param>
    /// <param name="value">The object.</param>
    /// <exception cref="ArgumentException">The name has another object already, or the object another name.</exception>
    public void Pin(string name, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        lock (_lock)
        {
            if (_objects.TryGetValue(name, out var pinned))
            {
                if (ReferenceEquals(pinned, value))
                {
                    return;
                }

                throw new ArgumentException($"The name '{name}' is taken by another object. Unpin that one first.", nameof(name));
            }

            if (_names.TryGetValue(value, out var known))
            {
                throw new ArgumentException($"The object is pinned under the name '{known}'. Unpin that name first.", nameof(value));
            }

            _objects.Add(name, value);
            _names.Add(value, name);
        }
    }

    /// <summary>Ends the references by this name. False when no object has it.</summary>
    public bool Unpin(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_lock)
        {
            if (!_objects.Remove(name, out var value))
            {
                return false;
            }

            _names.Remove(value);
            return true;
        }
    }

    /// <inheritdoc/>
    public object ToId(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _names.TryGetValue(value, out var name) ? name : _others.ToId(value);
    }

    /// <inheritdoc/>
    public object ToObject(object id)
    {
        if (id is string name)
        {
            lock (_lock)
            {
                if (_objects.TryGetValue(name, out var value))
                {
                    return value;
                }
            }
        }

        return _others.ToObject(id);
    }
}
