namespace Ringleader.Remoting.Server;

/// <summary>
/// What a connection is doing, and until when it has to have done it. The owner of the connection moves it on; any thread may
/// read it and end an idle one.
/// </summary>
internal sealed class ConnectionActivity
{
    private const int Idle = 0;
    private const int Receiving = 1;
    private const int Busy = 2;
    private const int Closed = 3;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);
    private readonly RemoteServerOptions _options;
    private readonly long _firstRequestDue;
    private long _deadline;
    private long _idleSince;
    private int _state;
    private bool _isReceiving;
    private bool _hasServed;

    /// <param name="options">The time limits.</param>
    /// <param name="firstRequestDue">When the first whole request has to be there, in time stamps.</param>
    public ConnectionActivity(RemoteServerOptions options, long firstRequestDue)
    {
        _options = options;
        _firstRequestDue = firstRequestDue;
        _idleSince = options.TimeProvider.GetTimestamp();
        _deadline = Math.Min(firstRequestDue, options.TimeProvider.DueAt(options.IdleTimeout));
    }

    /// <summary>When the peer has to have sent or taken something, in time stamps; <see cref="long.MaxValue"/> while a call runs.</summary>
    public long Deadline => Volatile.Read(ref _deadline);

    /// <summary>True once a whole request has arrived.</summary>
    public bool HasServed => Volatile.Read(ref _hasServed);

    /// <summary>
    /// Since when it is idle, in time stamps; <see cref="long.MaxValue"/> while it is not. Until its first request is whole a
    /// connection counts as idle: sending a part of one costs no more than sending nothing.
    /// </summary>
    public long IdleSince => Volatile.Read(ref _state) switch
    {
        Idle => Volatile.Read(ref _idleSince),
        Receiving when !HasServed => Volatile.Read(ref _idleSince),
        _ => long.MaxValue,
    };

    /// <summary>
    /// Part of a request is there; false when the connection was ended. A request has one deadline from its first byte on, so a
    /// peer cannot stretch it by sending slowly.
    /// </summary>
    public bool TryReceive()
    {
        if (_isReceiving)
        {
            return true;
        }

        _isReceiving = true;
        RestartReceiving();
        return Interlocked.CompareExchange(ref _state, Receiving, Idle) == Idle;
    }

    /// <summary>The server makes the peer wait, so its time does not run.</summary>
    public void PauseReceiving() => Volatile.Write(ref _deadline, long.MaxValue);

    /// <summary>The peer may send on, and has the whole time for it.</summary>
    public void RestartReceiving()
    {
        var due = _options.TimeProvider.DueAt(_options.ReceiveTimeout);
        Volatile.Write(ref _deadline, HasServed ? due : Math.Min(due, _firstRequestDue));
    }

    /// <summary>A whole request is there; false when the connection was ended.</summary>
    public bool TryServe()
    {
        var expected = _isReceiving ? Receiving : Idle;
        _isReceiving = false;
        Volatile.Write(ref _deadline, long.MaxValue);
        Volatile.Write(ref _hasServed, true);
        return Interlocked.CompareExchange(ref _state, Busy, expected) == expected;
    }

    /// <summary>A reply is being sent.</summary>
    public void StartSending() => Volatile.Write(ref _deadline, _options.TimeProvider.DueAt(_options.SendTimeout));

    /// <summary>The reply was sent and the connection is to be closed, but for what the peer is still sending.</summary>
    public void StartDraining() => Volatile.Write(ref _deadline, _options.TimeProvider.DueAt(DrainTime));

    /// <summary>The reply was sent.</summary>
    public void Rest()
    {
        var now = _options.TimeProvider.GetTimestamp();
        Volatile.Write(ref _idleSince, now);
        Volatile.Write(ref _deadline, _options.TimeProvider.DueAt(_options.IdleTimeout, now));
        Interlocked.CompareExchange(ref _state, Idle, Busy);
    }

    /// <summary>Ends a connection on which nothing arrives; false when it is in use.</summary>
    public bool TryEndIdle() => Interlocked.CompareExchange(ref _state, Closed, Idle) == Idle;

    /// <summary>Ends a connection on which nothing arrives, or which has not sent its first request yet; false when it is in use.</summary>
    public bool TryEndUnused() =>
        TryEndIdle() || (!HasServed && Interlocked.CompareExchange(ref _state, Closed, Receiving) == Receiving);
}
