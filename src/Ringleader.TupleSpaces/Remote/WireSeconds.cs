using System.Numerics;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Remote;

/// <summary>Durations as Ruby counts them: an Integer, Float or Rational of seconds.</summary>
internal static class WireSeconds
{
    /// <summary>What cannot be waited out by any clock here is for ever.</summary>
    private const double Longest = 1e9;

    /// <summary>True for a number, with its time: zero for what is negative, infinite for what is too long.</summary>
    public static bool TryRead(object? value, out TimeSpan duration)
    {
        if (value is not (long or double or BigInteger or RubyRational or int))
        {
            duration = default;
            return false;
        }

        duration = ToTimeSpan(RubyConvert.ToDouble(value));
        return true;
    }

    /// <summary>Zero for what is negative or no number, infinite for what is too long.</summary>
    public static TimeSpan ToTimeSpan(double seconds) =>
        seconds >= Longest ? Timeout.InfiniteTimeSpan : seconds > 0 ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
}
