using System.Diagnostics;

namespace Ringleader.LoadTests.Measuring;

/// <summary>What one caller notes about its calls. Used by that caller alone until it has ended.</summary>
/// <param name="opens">When the window opens, as a <see cref="Stopwatch"/> timestamp.</param>
/// <param name="closes">When it closes; calls that end later are not in it.</param>
internal sealed class CallerLog(long opens, long closes)
{
    // A TimeSpan counts in steps of 100 ns, too coarse for calls of this process.
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private long _lastEnd = Stopwatch.GetTimestamp();

    public LatencyHistogram Latencies { get; } = new();

    public long AllCalls { get; private set; }

    /// <summary>Notes that a call has just ended. It began when the one before it ended, as a closed loop has it.</summary>
    /// <returns>False when the window has closed and the caller is to end.</returns>
    public bool CallEnded()
    {
        long end = Stopwatch.GetTimestamp();
        if (end >= opens && end < closes)
        {
            Latencies.Record((long)((end - _lastEnd) * NanosecondsPerTick));
        }

        _lastEnd = end;
        AllCalls++;
        return end < closes;
    }
}
