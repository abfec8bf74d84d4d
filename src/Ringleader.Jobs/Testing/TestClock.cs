namespace Ringleader.Jobs.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers that come due fire in the order of their times, each with the clock at its own,
/// inside <see cref="Advance"/>. The local time zone is UTC. Thread-safe.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _start;
    private readonly SortedSet<TestTimer> _pending = new(TestTimer.ByTime);
    private long _elapsed;
    private long _lastNumber;

    /// <summary>Starts the clock at an instant, by default noon of 1 January 2026 in UTC.</summary>
    public TestClock(DateTimeOffset? start = null)
    {
        _start = (start ?? new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)).ToUniversalTime();
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start.AddTicks(GetTimestamp());

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _elapsed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new TestTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward, and fires the timers that come due on the way on the calling thread.</summary>
    /// <param name="time">Zero or more.</param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var target = GetTimestamp() + time.Ticks;
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    internal void Set(TestTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _pending.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.SetTime(_elapsed + dueTime.Ticks, ++_lastNumber);
                _pending.Add(timer);
            }
        }

        if (dueTime == TimeSpan.Zero)
        {
            // As a real timer does, it fires on a thread of the pool.
            ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.Advance(TimeSpan.Zero), this, preferLocal: false);
        }
    }

    private TestTimer? TakeDue(long target)
    {
        lock (_lock)
        {
            if (_pending.Min is not { } timer || timer.Time > target)
            {
                _elapsed = Math.Max(_elapsed, target);
                return null;
            }

            _pending.Remove(timer);
            _elapsed = Math.Max(_elapsed, timer.Time);
            return timer;
        }
    }
}
