namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>
/// Divides a wait into calls that each end before the client's limit for a call: so a wait may be longer than any call, and a
/// server that is gone without a word is still noticed.
/// </summary>
internal struct WaitSlices
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _slice;
    private readonly long _started;
    private TimeSpan _rest;

    /// <param name="timeout">The whole wait; may be infinite.</param>
    /// <param name="callTimeout">The client's limit for one call; may be infinite.</param>
    /// <param name="clock">Measures the wait.</param>
    public WaitSlices(TimeSpan timeout, TimeSpan callTimeout, TimeProvider clock)
    {
        _clock = clock;
        _timeout = timeout;
        _slice = callTimeout == Timeout.InfiniteTimeSpan || callTimeout / 2 > Longest ? Longest : callTimeout / 2;
        _started = clock.GetTimestamp();
        _rest = timeout;
    }

    /// <summary>True when the wait is over.</summary>
    public readonly bool IsOver => _rest == TimeSpan.Zero;

    /// <summary>How long the next call is to wait, in seconds. At least one call is made.</summary>
    public double Next()
    {
        if (_timeout == Timeout.InfiniteTimeSpan)
        {
            return _slice.TotalSeconds;
        }

        var left = _timeout == TimeSpan.Zero ? TimeSpan.Zero : _timeout - _clock.GetElapsedTime(_started);
        left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        _rest = left > _slice ? left - _slice : TimeSpan.Zero;
        return left > _slice ? _slice.TotalSeconds : left.TotalSeconds;
    }
}
