namespace Ringleader.Jobs.Testing;

/// <summary>A timer of a <see cref="TestClock"/>.</summary>
internal sealed class TestTimer(TestClock clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;
    private volatile bool _isDisposed;
    private long _number;

    public static IComparer<TestTimer> ByTime { get; } =
        Comparer<TestTimer>.Create(static (one, other) => (one.Time, one._number).CompareTo((other.Time, other._number)));

    /// <summary>When it fires, by the clock's timestamp.</summary>
    public long Time { get; private set; }

    public void SetTime(long time, long number) => (Time, _number) = (time, number);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
        {
            return false;
        }

        _period = period;
        clock.Set(this, dueTime);
        return true;
    }

    public void Fire()
    {
        if (_period > TimeSpan.Zero && !_isDisposed)
        {
            clock.Set(this, _period);
        }

        callback(state);
    }

    public void Dispose()
    {
        _isDisposed = true;
        clock.Set(this, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
