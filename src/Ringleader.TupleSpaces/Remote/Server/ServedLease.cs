namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>One lease. It ends once; whoever comes later learns how.</summary>
/// <param name="taken">The tuple; null for a lease that was given back before it was granted.</param>
internal sealed class ServedLease(ITakenTuple? taken)
{
    private readonly TaskCompletionSource<LeaseEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private bool _isEnding;

    public bool IsHeld
    {
        get
        {
            lock (_lock)
            {
                return !_isEnding;
            }
        }
    }

    /// <summary>Starts the clock, unless the lease has ended already.</summary>
    public void RunFor(TimeSpan duration, TimeProvider clock, Action<ServedLease> expire)
    {
        lock (_lock)
        {
            if (!_isEnding)
            {
                _timer = clock.CreateTimer(_ => expire(this), null, duration, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Lets it last for a time from now; false when it has ended.</summary>
    public bool TryExtend(TimeSpan duration)
    {
        lock (_lock)
        {
            return !_isEnding && _timer is not null && _timer.Change(duration, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends the lease in this way if it has not ended; gives how it ended.</summary>
    /// <remarks>When that fails the tuple goes back, and whoever wanted to end it so gets the error.</remarks>
    public async ValueTask<LeaseEnd> EndAsync(Func<ITakenTuple, ValueTask<LeaseEnd>> settle)
    {
        if (!TryBeginEnd())
        {
            return await _end.Task.ConfigureAwait(false);
        }

        var end = new LeaseEnd(IsCommitted: false);
        try
        {
            if (taken is not null)
            {
                await using (taken.ConfigureAwait(false))
                {
                    end = await settle(taken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _end.SetResult(end);
        }

        return end;
    }

    private bool TryBeginEnd()
    {
        lock (_lock)
        {
            if (_isEnding)
            {
                return false;
            }

            _isEnding = true;
            _timer?.Dispose();
            return true;
        }
    }
}
