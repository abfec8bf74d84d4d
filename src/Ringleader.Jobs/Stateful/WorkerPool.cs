namespace Ringleader.Jobs.Stateful;

/// <summary>
/// The places of one worker and the line before them, first come first served. All that runs in a worker holds a place, so a pool that is
/// closed and empty is a worker that has ended.
/// </summary>
internal sealed class WorkerPool(int size)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _line = [];
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<Exception>? _closed;
    private int _running;

    public (int Running, int Waiting) Load
    {
        get
        {
            lock (_lock)
            {
                return (_running, _line.Count);
            }
        }
    }

    /// <summary>Takes a place, or waits for one; <see cref="Leave"/> gives it back.</summary>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> waiter;
        lock (_lock)
        {
            if (_closed is not null)
            {
                throw _closed();
            }

            if (_running < size)
            {
                _running++;
                return;
            }

            waiter = _line.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        using (cancellationToken.UnsafeRegister((_, token) => Abandon(waiter, token), null))
        {
            await waiter.Value.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Gives a place back, to the first in line if there is one.</summary>
    public void Leave()
    {
        TaskCompletionSource? signal = null;
        lock (_lock)
        {
            if (_line.First is { } first)
            {
                _line.Remove(first);
                signal = first.Value;
            }
            else if (--_running == 0 && _closed is not null)
            {
                signal = _empty;
            }
        }

        signal?.TrySetResult();
    }

    /// <summary>Lets nobody in any more, sends the line away, and ends when the last has left.</summary>
    /// <param name="reason">What those who wait or come get.</param>
    public Task CloseAsync(Func<Exception> reason)
    {
        TaskCompletionSource[] line;
        bool isEmpty;
        lock (_lock)
        {
            _closed ??= reason;
            line = [.. _line];
            _line.Clear();
            isEmpty = _running == 0;
        }

        foreach (TaskCompletionSource waiter in line)
        {
            waiter.TrySetException(reason());
        }

        if (isEmpty)
        {
            _empty.TrySetResult();
        }

        return _empty.Task;
    }

    private void Abandon(LinkedListNode<TaskCompletionSource> waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.List is null)
            {
                return; // It was let in, or sent away, just before.
            }

            _line.Remove(waiter);
        }

        waiter.Value.TrySetCanceled(cancellationToken);
    }
}
