namespace Ringleader.Testing;

/// <summary>A timer of a <see cref="FakeTimeProvider"/>, whose lock guards every mutable property.</summary>
internal sealed class FakeTimer(FakeTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    /// <summary>Earliest first; of two with one due time, the one that was set first.</summary>
    public static IComparer<FakeTimer> ByDueTime { get; } = Comparer<FakeTimer>.Create(
        (left, right) => (left.DueAt, left.Sequence).CompareTo((right.DueAt, right.Sequence)));

    public TimeSpan DueAt { get; set; }

    public TimeSpan Period { get; set; }

    public long Sequence { get; set; }

    public bool IsDisposed { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        RequireDuration(dueTime);
        RequireDuration(period);
        return clock.Schedule(this, dueTime, period);
    }

    public void Dispose() => clock.Cancel(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void RequireDuration(TimeSpan value)
    {
        if (value != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        }
    }
}
