namespace Ringleader.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers that come due fire in order of their due times, each with the
/// clock at its own due time, inside <see cref="Advance"/>. Thread-safe.
/// </summary>
/// <remarks>
/// A timer that is due at once fires on the thread pool, as a real one does. Instants and timestamps move together, and the
/// local time zone is UTC.
/// </remarks>
public sealed class FakeTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly Lock _advancing = new();
    private readonly SortedSet<FakeTimer> _pending = new(FakeTimer.ByDueTime);
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];
    private readonly DateTimeOffset _start;
    private long _sequence;
    private TimeSpan _elapsed;

    /// <summary>Starts the clock at an instant, by default noon of 1 January 2026 in UTC.</summary>
    public FakeTimeProvider(DateTimeOffset? start = null)
    {
        _start = (start ?? new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)).ToUniversalTime();
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait for their due time now.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _start + _elapsed;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock forward and runs the timers that come due on the way, on the calling thread. Calls from several
    /// threads follow one another.
    /// </summary>
    /// <param name="duration">Zero or more.</param>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);

        // The clock's lock is free while a callback runs, so that callbacks may read the clock and change timers.
        lock (_advancing)
        {
            var target = Read() + duration;
            while (TakeNextDue(target) is { } timer)
            {
                timer.Fire();
            }
        }
    }

    /// <summary>Ends when at least this many timers wait, which tells a test that the code under test has begun to wait.</summary>
    public Task WhenPendingTimersAsync(int count)
    {
        lock (_lock)
        {
            if (_pending.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, reached));
            return reached.Task;
        }
    }

    internal bool Schedule(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            _pending.Remove(timer);
            timer.Period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return true;
            }

            timer.DueAt = _elapsed + dueTime;
            Add(timer);
        }

        if (dueTime == TimeSpan.Zero)
        {
            ThreadPool.UnsafeQueueUserWorkItem(clock => clock.Advance(TimeSpan.Zero), this, preferLocal: false);
        }

        return true;
    }

    internal void Cancel(FakeTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            _pending.Remove(timer);
        }
    }

    private TimeSpan Read()
    {
        lock (_lock)
        {
            return _elapsed;
        }
    }

    private FakeTimer? TakeNextDue(TimeSpan target)
    {
        lock (_lock)
        {
            if (_pending.Min is not { } timer || timer.DueAt > target)
            {
                // A callback may have advanced the clock past this call's target.
                _elapsed = TimeSpan.FromTicks(Math.Max(_elapsed.Ticks, target.Ticks));
                return null;
            }

            _pending.Remove(timer);
            _elapsed = TimeSpan.FromTicks(Math.Max(_elapsed.Ticks, timer.DueAt.Ticks));
            if (timer.Period > TimeSpan.Zero)
            {
                timer.DueAt += timer.Period;
                Add(timer);
            }

            return timer;
        }
    }

    /// <summary>Runs under <see cref="_lock"/>.</summary>
    private void Add(FakeTimer timer)
    {
        timer.Sequence = ++_sequence;
        _pending.Add(timer);
        for (var index = _watchers.Count - 1; index >= 0; index--)
        {
            if (_watchers[index].Count <= _pending.Count)
            {
                _watchers[index].Reached.SetResult();
                _watchers.RemoveAt(index);
            }
        }
    }
}
