namespace Ringleader.Remoting;

/// <summary>The ranges of options; a value outside is named together with its option and the range.</summary>
internal static class OptionRange
{
    /// <summary>Throws unless the value is the minimum or more.</summary>
    public static void RequireAtLeast(long value, long minimum, string name)
    {
        if (value < minimum)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The option {name} must be {minimum} or more, but is '{value}'.");
        }
    }

    /// <summary>Throws unless the limit is positive, or infinite, which switches it off.</summary>
    public static void RequireTime(TimeSpan limit, string name)
    {
        if (limit <= TimeSpan.Zero && limit != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                name, limit, $"The option {name} must be longer than zero or Timeout.InfiniteTimeSpan, but is '{limit}'.");
        }
    }
}
