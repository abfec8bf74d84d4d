namespace Ringleader.Jobs.Memory;

/// <summary>A queue: its ready jobs by priority and what holds them back.</summary>
internal sealed class QueueEntry(string name)
{
    private readonly SortedDictionary<int, ReadyLine> _lines = new(Comparer<int>.Create((x, y) => y.CompareTo(x)));
    private readonly Dictionary<string, ReadyLine> _held = new(StringComparer.Ordinal);
    private readonly long[] _counts = new long[Enum.GetValues<JobState>().Length];
    private ReadyLine? _lastUsed;
    private StartRate? _rate;

    public string Name => name;

    public bool IsPaused { get; set; }

    public JobLimit? Limit { get; private set; }

    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Nothing would be lost if it went.</summary>
    public bool IsIdle => !IsPaused && Limit is null && !_counts.AsSpan().ContainsAnyExcept(0);

    /// <summary>Its lines, highest priority first. Not to be pushed to meanwhile.</summary>
    public SortedDictionary<int, ReadyLine>.ValueCollection.Enumerator Lines => _lines.Values.GetEnumerator();

    public void Count(JobState state, int change) => _counts[(int)state] += change;

    public void SetLimit(JobLimit? limit, long now)
    {
        Limit = limit;
        _rate = limit is { Starts: { } starts, Per: { } per } ? new(starts, per, now) : null;
    }

    /// <summary>How many jobs may be started now.</summary>
    public int Allowance(long now)
    {
        if (IsPaused)
        {
            return 0;
        }

        var slots = Limit?.Running is { } most ? (int)Math.Max(0, most - _counts[(int)JobState.Running]) : int.MaxValue;
        return _rate is null ? slots : Math.Min(slots, _rate.Available(now));
    }

    /// <summary>How long until the rate lets a job start; null when time alone does not help.</summary>
    public TimeSpan? UntilAllowed(long now) => _rate?.UntilNext(now);

    public void CountStart() => _rate?.Take();

    public void Push(JobEntry job)
    {
        var priority = job.Job.Priority;
        if (_lastUsed?.Priority != priority && !_lines.TryGetValue(priority, out _lastUsed))
        {
            _lines.Add(priority, _lastUsed = new(priority));
        }

        _lastUsed.Push(job);
    }

    /// <summary>Puts aside a job at the head of its line because its kind is paused.</summary>
    public void Hold(JobEntry job)
    {
        job.Line!.Pop(job); // A job at the head of a line has one.
        if (!_held.TryGetValue(job.Job.Kind, out var line))
        {
            _held.Add(job.Job.Kind, line = new(priority: 0));
        }

        line.Push(job);
    }

    /// <summary>Brings back what was put aside.</summary>
    public void Resume(string kind)
    {
        if (_held.Remove(kind, out var line))
        {
            while (line.Peek() is { } job)
            {
                line.Pop(job);
                Push(job);
            }
        }
    }

    /// <summary>When the ready job that is due longest became due.</summary>
    public long? OldestDue()
    {
        long? oldest = null;
        foreach (var line in _lines.Values.Concat(_held.Values))
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
