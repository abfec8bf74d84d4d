namespace Ringleader.Jobs.Memory;

/// <summary>A token bucket: full at first, one token for each start, refilled evenly.</summary>
internal sealed class StartRate(int starts, TimeSpan per, long now)
{
    // What many small refills lose in rounding; far less than a token.
    private const double Rounding = 1e-6;

    private double _tokens = starts;
    private long _refilledAt = now;

    public int Available(long now)
    {
        if (now > _refilledAt)
        {
            _tokens = Math.Min(starts, _tokens + ((double)(now - _refilledAt) / per.Ticks * starts));
            _refilledAt = now;
        }

        return (int)(_tokens + Rounding);
    }

    public void Take() => _tokens--;

    /// <summary>How long until there is a token; null when there never is.</summary>
    public TimeSpan? UntilNext(long now)
    {
        if (Available(now) > 0)
        {
            return TimeSpan.Zero;
        }

        return starts == 0 ? null : TimeSpan.FromTicks((long)Math.Ceiling((1 - _tokens) * per.Ticks / starts));
    }
}
