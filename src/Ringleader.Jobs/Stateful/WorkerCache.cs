namespace Ringleader.Jobs.Stateful;

/// <summary>
/// What a stateful worker keeps under job keys. Bounded: the value that was written longest ago goes first, and each goes when its time is
/// over. Thread-safe.
/// </summary>
public sealed class WorkerCache
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, object Value, long WrittenAt)>> _byKey = new(StringComparer.Ordinal);

    // In the order of writing, which is that of ending, as all values live for the same time.
    private readonly LinkedList<(string Key, object Value, long WrittenAt)> _written = [];
    private readonly TimeProvider _time;
    private readonly int _size;
    private readonly TimeSpan _lifetime;

    internal WorkerCache(int size, TimeSpan lifetime, TimeProvider time)
    {
        _size = size;
        _lifetime = lifetime;
        _time = time;
    }

    /// <summary>How many values are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                DropEnded();
                return _written.Count;
            }
        }
    }

    /// <summary>The value under a key: null when there is none, or none any more. Setting null removes it.</summary>
    /// <param name="jobKey">The key.</param>
    public object? this[string jobKey]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(jobKey);
            lock (_lock)
            {
                DropEnded();
                return _byKey.TryGetValue(jobKey, out var node) ? node.Value.Value : null;
            }
        }

        set
        {
            ArgumentNullException.ThrowIfNull(jobKey);
            lock (_lock)
            {
                DropEnded();
                if (_byKey.TryGetValue(jobKey, out var old))
                {
                    Drop(old);
                }

                if (value is null)
                {
                    return;
                }

                if (_written.Count == _size)
                {
                    Drop(_written.First!); // The size is at least 1.
                }

                _byKey.Add(jobKey, _written.AddLast((jobKey, value, _time.GetTimestamp())));
            }
        }
    }

    private void DropEnded()
    {
        while (_written.First is { } oldest && _time.GetElapsedTime(oldest.Value.WrittenAt) >= _lifetime)
        {
            Drop(oldest);
        }
    }

    private void Drop(LinkedListNode<(string Key, object Value, long WrittenAt)> node)
    {
        _byKey.Remove(node.Value.Key);
        _written.Remove(node);
    }
}
