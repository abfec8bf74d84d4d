namespace Ringleader.PostgreSql.Waking;

/// <summary>Tells those in this process who wait for work that there may be some.</summary>
internal sealed class WorkSignal
{
    private readonly Lock _lock = new(); // Guards the task source.

    // What waits never goes on inside the lock, nor on the thread that wakes it.
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next wake-up. Taken before looking for work, so that none is missed between.</summary>
    public Task Next
    {
        get
        {
            lock (_lock)
            {
                return _next.Task;
            }
        }
    }

    public void Wake()
    {
        TaskCompletionSource woken;
        lock (_lock)
        {
            woken = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        woken.TrySetResult();
    }
}
