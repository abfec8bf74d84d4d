namespace Ringleader.Jobs.Memory;

/// <summary>A queue: its ready jobs in their lanes, and what holds them back.</summary>
internal sealed class QueueEntry(string name)
{
    private readonly Dictionary<(string Kind, int Version, bool IsSuspect), Lane> _lanes = [];
    private readonly long[] _counts = new long[Enum.GetValues<JobState>().Length];
    private Lane? _lastUsed;
    private StartRate? _rate;

    public string Name => name;

    public bool IsPaused { get; set; }

    public JobLimit? Limit { get; private set; }

    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Nothing would be lost if it went.</summary>
    public bool IsIdle => !IsPaused && Limit is null && !_counts.AsSpan().ContainsAnyExcept(0);

    /// <summary>Its lanes, in no order. Not to be pushed to meanwhile.</summary>
    public Dictionary<(string Kind, int Version, bool IsSuspect), Lane>.ValueCollection Lanes => _lanes.Values;

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
        if (_lastUsed is not { } lane || !lane.Takes(job))
        {
            var key = (job.Job.Kind, job.Job.Version, job.IsSuspect);
            if (!_lanes.TryGetValue(key, out lane))
            {
                _lanes.Add(key, lane = new(key.Kind, key.Version, key.IsSuspect));
            }

            _lastUsed = lane;
        }

        lane.Push(job);
    }

    /// <summary>When the ready job that is due longest became due.</summary>
    public long? OldestDue() => _lanes.Values.Min(lane => lane.OldestDue());

    /// <summary>Drops what has no jobs, so that priorities and kinds used once cost nothing for ever.</summary>
    public void Tidy()
    {
        foreach (var (key, lane) in _lanes)
        {
            lane.Tidy();
            if (lane.IsEmpty)
            {
                _lanes.Remove(key);
            }
        }

        _lastUsed = null;
    }
}
