namespace Ringleader.Remoting.Client;

/// <summary>
/// The connections to one server. A thread gets the one it used last if that is idle, else the one that was given back latest;
/// beyond the maximum callers wait in order. Thread-safe.
/// </summary>
/// <remarks>
/// With many threads on few processors, a thread that keeps its connection keeps its partner on the other side, and what both
/// have in the processor's caches.
/// </remarks>
internal sealed class ConnectionPool(int maximum) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ClientConnection> _idle = new();
    private readonly HashSet<ClientConnection> _all = [];
    private readonly Queue<TaskCompletionSource<ClientConnection?>> _waiting = new();
    private int _count;
    private bool _disposed;

    /// <summary>Of any pool. May be closed meanwhile, so each thread keeps one small object alive at most.</summary>
    [ThreadStatic]
    private static ClientConnection? _usedLast;

    /// <summary>True when there is no connection and nobody is about to open one.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _count == 0;
            }
        }
    }

    /// <summary>Takes an idle connection, or null when there is none.</summary>
    public ClientConnection? TryTake()
    {
        lock (_lock)
        {
            return TakeIdle();
        }
    }

    /// <summary>
    /// Gives an idle connection, or null as the right to open one; waits in order while the maximum is in use. Null must be
    /// answered with <see cref="Opened"/> or <see cref="Discard"/>.
    /// </summary>
    public async ValueTask<ClientConnection?> TakeAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<ClientConnection?> turn;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(RemotingClient));
            if (TakeIdle() is { } connection)
            {
                return connection;
            }

            if (_count < maximum)
            {
                _count++;
                return null;
            }

            turn = new TaskCompletionSource<ClientConnection?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        await using (cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<ClientConnection?>)state!).TrySetCanceled(token), turn).ConfigureAwait(false))
        {
            return await turn.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Adds a connection that was opened by right of <see cref="TakeAsync"/>; it is in use.</summary>
    public void Opened(ClientConnection connection)
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _all.Add(connection);
                return;
            }
        }

        connection.Dispose();
        throw new ObjectDisposedException(nameof(RemotingClient));
    }

    /// <summary>Gives a healthy connection back.</summary>
    public void Return(ClientConnection connection)
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                while (_waiting.TryDequeue(out var turn))
                {
                    if (turn.TrySetResult(connection))
                    {
                        return;
                    }
                }

                _idle.AddLast(connection.IdleNode);
                _usedLast = connection;
                return;
            }
        }

        connection.Dispose();
    }

    /// <summary>Closes a connection, or with null gives back the right to open one.</summary>
    public void Discard(ClientConnection? connection)
    {
        connection?.Dispose();
        lock (_lock)
        {
            if (connection is not null && !_all.Remove(connection))
            {
                return;
            }

            while (_waiting.TryDequeue(out var turn))
            {
                if (turn.TrySetResult(null))
                {
                    return;
                }
            }

            _count--;
        }
    }

    /// <summary>Aborts calls whose deadline has passed and closes connections that are idle since before an instant.</summary>
    public void Sweep(long now, long idleBefore)
    {
        List<ClientConnection>? expired = null;
        lock (_lock)
        {
            // Aborted under the lock, so that a call which ends now cannot hand its connection to the next call before that.
            foreach (var connection in _all.Where(c => c.Deadline <= now))
            {
                connection.Abort(AbortReason.TimedOut);
            }

            // Given back in the order of the list, so the oldest are in front.
            while (_idle.First is { } oldest && oldest.Value.IdleSince < idleBefore)
            {
                _idle.Remove(oldest);
                (expired ??= []).Add(oldest.Value);
            }
        }

        expired?.ForEach(Discard);
    }

    /// <summary>Aborts every call and closes every connection.</summary>
    public void Dispose()
    {
        ClientConnection[] all;
        lock (_lock)
        {
            _disposed = true;
            all = [.. _all];
            _idle.Clear();
            while (_waiting.TryDequeue(out var turn))
            {
                turn.TrySetException(new ObjectDisposedException(nameof(RemotingClient)));
            }
        }

        foreach (var connection in all)
        {
            connection.Abort(AbortReason.Disposed);
        }
    }

    private ClientConnection? TakeIdle()
    {
        var node = _usedLast is { } last && last.IdleNode.List == _idle ? last.IdleNode : _idle.Last;
        if (node is null)
        {
            return null;
        }

        _idle.Remove(node);
        return node.Value;
    }
}
