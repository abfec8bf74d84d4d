namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>
/// Who has which range. A range is free, leased or done. A lease that is not handed in in time is over: its range is free
/// again, goes to the next who asks, and what its worker still hands in is refused. So a worker may die at any point, a
/// range may be worked on twice, and yet it is counted once.
/// </summary>
/// <remarks>
/// While a first few rounds are dealt, nobody gets a range before everybody has as many as he has, so that a worker that is
/// slow to warm up gets its share too. Thread-safe; time comes from the clock and moves nothing by itself.
/// </remarks>
internal sealed class RangeLedger
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _leaseTime;
    private readonly int _dealtRounds;
    private readonly Queue<int> _fresh;
    private readonly Queue<int> _returned = [];
    private readonly Dictionary<int, RangeLease> _leased = [];
    private readonly Dictionary<int, RangeLease> _lost = [];
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly List<RedoneRange> _redone = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _lastTerm;

    public RangeLedger(int rangeCount, TimeSpan leaseTime, int dealtRounds, TimeProvider clock)
    {
        RangeCount = rangeCount;
        _leaseTime = leaseTime;
        _dealtRounds = dealtRounds;
        _clock = clock;
        _fresh = new Queue<int>(Enumerable.Range(0, rangeCount));
    }

    public int RangeCount { get; }

    public int DoneCount
    {
        get
        {
            lock (_lock)
            {
                return field;
            }
        }

        private set;
    }

    /// <summary>Ranges whose lease ran out, each once it was done again.</summary>
    public IReadOnlyList<RedoneRange> Redone
    {
        get
        {
            lock (_lock)
            {
                return [.. _redone];
            }
        }
    }

    /// <summary>Makes a worker take part in the dealt rounds.</summary>
    public void Join(string worker)
    {
        lock (_lock)
        {
            _taken.TryAdd(worker, 0);
            Signal();
        }
    }

    /// <summary>Leases a range, or gives null when there is none for this worker now.</summary>
    public RangeLease? TryTake(string worker)
    {
        lock (_lock)
        {
            FreeOverdue();
            if (!CanTake(worker))
            {
                return null;
            }

            var lease = new RangeLease(_returned.TryDequeue(out var id) ? id : _fresh.Dequeue(), ++_lastTerm, worker, _clock.GetTimestamp());
            _leased.Add(lease.Id, lease);
            _taken[worker] = _taken.GetValueOrDefault(worker) + 1;
            Signal();
            return lease;
        }
    }

    /// <summary>Ends a lease with a result, unless it is over or was never given.</summary>
    public Completion Complete(string worker, int id, int term)
    {
        lock (_lock)
        {
            FreeOverdue();
            if (!_leased.TryGetValue(id, out var lease) || lease.Term != term || !string.Equals(lease.Worker, worker, StringComparison.Ordinal))
            {
                return Completion.Refused;
            }

            _leased.Remove(id);
            DoneCount++;
            Signal();
            if (!_lost.Remove(id, out var lost))
            {
                return Completion.Done;
            }

            _redone.Add(new RedoneRange(id, lost.Worker, worker, _clock.GetElapsedTime(lost.TakenAt).TotalSeconds));
            return Completion.DoneAgain;
        }
    }

    /// <summary>Waits until this worker can take a range (true) or all ranges are done (false).</summary>
    public async Task<bool> WaitForWorkAsync(string worker, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            TimeSpan untilOverdue;
            lock (_lock)
            {
                FreeOverdue();
                if (DoneCount == RangeCount || CanTake(worker))
                {
                    return DoneCount < RangeCount;
                }

                changed = _changed.Task;
                untilOverdue = UntilOverdue();
            }

            try
            {
                await changed.WaitAsync(untilOverdue, _clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // A lease has run out, which the next look finds.
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool CanTake(string worker)
    {
        if (_fresh.Count + _returned.Count == 0)
        {
            return false;
        }

        // Behind the dealt rounds it is first come, first served, as soon as everybody is through them.
        var own = Math.Min(_taken.GetValueOrDefault(worker), _dealtRounds);
        return _taken.Values.All(others => others >= own);
    }

    private void FreeOverdue()
    {
        foreach (var lease in _leased.Values.Where(lease => _clock.GetElapsedTime(lease.TakenAt) >= _leaseTime).ToArray())
        {
            _leased.Remove(lease.Id);
            _lost.TryAdd(lease.Id, lease);
            _returned.Enqueue(lease.Id);

            // Nobody waits for the turn of a worker that may be gone.
            _taken.Remove(lease.Worker);
        }
    }

    private TimeSpan UntilOverdue()
    {
        if (_leased.Count == 0)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = _leaseTime - _clock.GetElapsedTime(_leased.Values.Min(lease => lease.TakenAt));

        // Timers count whole milliseconds and round down: without one more, the last would be spent spinning.
        return left + TimeSpan.FromMilliseconds(1);
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }
}
