namespace Ringleader.Jobs.Memory;

/// <summary>The ready jobs of a queue that the same claims may have, by priority.</summary>
internal sealed class Lane(string kind, int version, bool isSuspect)
{
    private readonly SortedDictionary<int, ReadyLine> _lines = new(Comparer<int>.Create((x, y) => y.CompareTo(x)));
    private ReadyLine? _lastUsed;

    public string Kind => kind;

    /// <summary>The version of the arguments.</summary>
    public int Version => version;

    /// <summary>Whether its jobs run alone.</summary>
    public bool IsSuspect => isSuspect;

    public bool IsEmpty => _lines.Count == 0;

    /// <summary>Its lines, highest priority first. Not to be pushed to meanwhile.</summary>
    public SortedDictionary<int, ReadyLine>.ValueCollection Lines => _lines.Values;

    /// <summary>Whether a job of the queue belongs here.</summary>
    public bool Takes(JobEntry job) => job.IsSuspect == isSuspect && job.Job.Version == version && string.Equals(job.Job.Kind, kind, StringComparison.Ordinal);

    public void Push(JobEntry job)
    {
        var priority = job.Job.Priority;
        if (_lastUsed?.Priority != priority && !_lines.TryGetValue(priority, out _lastUsed))
        {
            _lines.Add(priority, _lastUsed = new(priority));
        }

        _lastUsed.Push(job);
    }

    /// <summary>When the job that is due longest became due; null when there is none.</summary>
    public long? OldestDue()
    {
        long? oldest = null;
        foreach (var line in _lines.Values)
        {
            if (line.Peek() is { } job && !(oldest <= job.DueAt))
            {
                oldest = job.DueAt;
            }
        }

        return oldest;
    }

    /// <summary>Drops lines without jobs, so that priorities used once cost nothing for ever.</summary>
    public void Tidy()
    {
        foreach (var priority in _lines.Where(line => line.Value.Peek() is null).Select(line => line.Key).ToArray())
        {
            _lines.Remove(priority);
        }

        _lastUsed = null;
    }
}
