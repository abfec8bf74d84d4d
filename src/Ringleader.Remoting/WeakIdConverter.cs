using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting;

/// <summary>
/// References that do not keep their objects alive: an object that nothing else on the server holds is collected, and its
/// references end. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// The ids are random numbers below 2**62: they cannot be guessed, an object keeps its own for life, and none is given twice.
/// Objects are told apart by identity, not by <see cref="object.Equals(object)"/>.
/// </para>
/// <para>
/// What is left of collected objects, some 100 bytes each, is cleared away while new objects are handed out, two entries for
/// each, so a server holds at most about twice as many entries as it has ever had living objects.
/// </para>
/// </remarks>
public sealed class WeakIdConverter : IObjectIdConverter
{
    private const int SweptPerAddition = 2;

    private readonly Lock _adding = new();
    private readonly ConditionalWeakTable<object, object> _ids = new();
    private readonly ConcurrentDictionary<long, WeakReference<object>> _objects = new();
    private readonly Queue<long> _toSweep = new();
    private readonly Func<long> _nextId;

    /// <summary>Creates a converter that knows no objects yet.</summary>
    public WeakIdConverter()
        : this(new RandomIds().Next)
    {
    }

    internal WeakIdConverter(Func<long> nextId)
    {
        _nextId = nextId;
    }

    /// <summary>How many ids are kept, those of collected objects that have not been swept included.</summary>
    internal int Count => _objects.Count;

    /// <inheritdoc/>
    public object ToId(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _ids.TryGetValue(value, out var id) ? id : Add(value);
    }

    /// <inheritdoc/>
    public object ToObject(object id)
    {
        if (id is not long number)
        {
            throw new RemoteReferenceException(
                id, "This server never gave out such an id. Ask the server for the object instead of making the id up.");
        }

        if (!_objects.TryGetValue(number, out var reference))
        {
            throw new RemoteReferenceException(
                id,
                "It is a recycled object, or was made by another server or by this one before it was restarted. "
                + "Ask the server for the object again.");
        }

        return reference.TryGetTarget(out var value)
            ? value
            : throw new RemoteReferenceException(
                id,
                "It is a recycled object: nothing on the server kept it. Ask for the object again, "
                + $"or have the server keep it with a {nameof(TimedIdConverter)} or a {nameof(NamedIdConverter)}.");
    }

    private object Add(object value)
    {
        lock (_adding)
        {
            if (_ids.TryGetValue(value, out var known))
            {
                return known;
            }

            Sweep();
            var reference = new WeakReference<object>(value);
            long id;
            do
            {
                id = _nextId();
            }
            while (!_objects.TryAdd(id, reference));

            object boxed = id;
            _ids.Add(value, boxed);
            _toSweep.Enqueue(id);
            return boxed;
        }
    }

    private void Sweep()
    {
        for (var count = 0; count < SweptPerAddition && _toSweep.TryDequeue(out var id); count++)
        {
            if (_objects.TryGetValue(id, out var reference) && reference.TryGetTarget(out _))
            {
                _toSweep.Enqueue(id);
            }
            else
            {
                _objects.TryRemove(id, out _);
            }
        }
    }
}
