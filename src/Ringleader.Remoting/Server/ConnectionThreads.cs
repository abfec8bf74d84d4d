using System.Diagnostics.CodeAnalysis;
namespace Ringleader.Remoting.Server;

/// <summary>
/// The threads that connections may have for themselves. A thread that was given back waits ten seconds for the next
/// connection. Thread-safe.
/// </summary>
/// <param name="maximum">The most threads at a time.</param>
internal sealed class ConnectionThreads(int maximum)
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly Stack<Seat> _free = new();
    private int _count;
    private int _awake;
    private bool _stopped;

    /// <summary>True when exactly one thread is not waiting for bytes.</summary>
    public bool IsOnlyOneAwake => Volatile.Read(ref _awake) == 1;

    /// <summary>A thread is about to block for bytes.</summary>
    public void Sleep() => Interlocked.Decrement(ref _awake);

    /// <summary>A thread is no longer blocked.</summary>
    public void Wake() => Interlocked.Increment(ref _awake);

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
            Wake();
            connection.RunOnThread();
            Sleep();
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
