using System.Diagnostics.CodeAnalysis;
namespace Ringleader.Remoting.Server;

/// <summary>
/// The threads that connections may have for themselves. A connection that is idle gives its thread back only when another
/// wants one; a thread that was given back waits ten seconds for the next connection. Thread-safe.
/// </summary>
/// <param name="maximum">The most threads at a time.</param>
internal sealed class ConnectionThreads(int maximum)
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly Stack<Seat> _free = new();
    private int _count;
    private int _active;
    private int _wanted;
    private bool _stopped;

    /// <summary>True when exactly one connection with a thread was used within the last second.</summary>
    public bool IsOnlyOneActive => Volatile.Read(ref _active) == 1;

    /// <summary>A connection is in use again.</summary>
    public void Activate() => Interlocked.Increment(ref _active);

    /// <summary>A connection was not used for a second.</summary>
    public void Rest() => Interlocked.Decrement(ref _active);

    /// <summary>True, once, for each connection that asked for a thread in vain.</summary>
    public bool TryYield()
    {
        var wanted = Volatile.Read(ref _wanted);
        return wanted > 0 && Interlocked.CompareExchange(ref _wanted, wanted - 1, wanted) == wanted;
    }

    /// <summary>Runs a connection on a thread of its own; false when all are taken.</summary>
    public bool TryRun(ServerConnection connection)
    {
        Seat? seat;
        lock (_lock)
        {
            if (_stopped)
            {
                return false;
            }

            if (!_free.TryPop(out seat))
            {
                if (_count >= maximum)
                {
                    _wanted = Math.Min(_wanted + 1, maximum);
                    return false;
                }

                _count++;
            }
        }

        if (seat is not null)
        {
            seat.Give(connection);
            return true;
        }

        seat = new Seat(connection);
        new Thread(Run) { IsBackground = true, Name = "Ringleader connection" }.Start(seat);
        return true;
    }

    /// <summary>Lets the threads that wait for a connection end.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            while (_free.TryPop(out var seat))
            {
                seat.Give(null);
            }
        }
    }

    private void Run(object? state)
    {
        var seat = (Seat)state!; // started with one above
        while (seat.Take(Timeout.InfiniteTimeSpan) is { } connection)
        {
            connection.RunOnThread();
            if (!WaitForNext(seat))
            {
                return;
            }
        }
    }

    private bool WaitForNext(Seat seat)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                _count--;
                return false;
            }

            _free.Push(seat);
        }

        if (seat.Wait(Linger))
        {
            return true;
        }

        lock (_lock)
        {
            // A connection may have been given between the end of the wait and this lock.
            if (seat.Wait(TimeSpan.Zero))
            {
                return true;
            }

            var others = _free.Where(other => other != seat).Reverse().ToArray();
            _free.Clear();
            foreach (var other in others)
            {
                _free.Push(other);
            }

            _count--;
            return false;
        }
    }

    /// <summary>Where a thread waits for its next connection; null ends it.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "A slim event whose handle is never asked for holds nothing.")]
    private sealed class Seat(ServerConnection? first)
    {
        private readonly ManualResetEventSlim _given = new(initialState: first is not null);
        private ServerConnection? _connection = first;

        public void Give(ServerConnection? connection)
        {
            _connection = connection;
            _given.Set();
        }

        public bool Wait(TimeSpan limit) => _given.Wait(limit);

        public ServerConnection? Take(TimeSpan limit)
        {
            _given.Wait(limit);
            _given.Reset();
            return _connection;
        }
    }
}
