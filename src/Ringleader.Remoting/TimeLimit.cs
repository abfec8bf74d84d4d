namespace Ringleader.Remoting;

/// <summary>The rule for every time limit of this part: positive, or infinite where it is switched off.</summary>
internal static class TimeLimit
{
    /// <summary>Throws unless the limit is positive or infinite.</summary>
    public static void Require(TimeSpan limit, string name)
    {
        if (limit <= TimeSpan.Zero && limit != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                name, limit, $"The option {name} must be longer than zero or Timeout.InfiniteTimeSpan, but is '{limit}'.");
        }
    }

    /// <summary>The limit as poll(2) takes it: -1 for none, at least 1.</summary>
    public static int ToMilliseconds(TimeSpan limit) => limit == Timeout.InfiniteTimeSpan
        ? Timeout.Infinite
        : (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 1, int.MaxValue);

    /// <summary>The time stamp at which a limit that starts now is over, or <see cref="long.MaxValue"/> when it is infinite.</summary>
    public static long DueAt(this TimeProvider clock, TimeSpan limit) => limit == Timeout.InfiniteTimeSpan
        ? long.MaxValue
        : clock.GetTimestamp() + (long)(limit.TotalSeconds * clock.TimestampFrequency);
}
