namespace Ringleader.Remoting;

/// <summary>Time limits as time stamps.</summary>
internal static class TimeLimit
{
    /// <summary>The time stamp at which a limit that starts now is over, or <see cref="long.MaxValue"/> when it is infinite.</summary>
    public static long DueAt(this TimeProvider clock, TimeSpan limit) =>
        limit == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.DueAt(limit, clock.GetTimestamp());

    /// <summary>The time stamp at which a limit that starts at a time stamp is over, or <see cref="long.MaxValue"/> when it is infinite.</summary>
    public static long DueAt(this TimeProvider clock, TimeSpan limit, long start) =>
        limit == Timeout.InfiniteTimeSpan ? long.MaxValue : start + (long)(limit.TotalSeconds * clock.TimestampFrequency);
}
