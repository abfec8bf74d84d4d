namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>How the work is shared out.</summary>
/// <param name="File">The log.</param>
/// <param name="Length">How many of its bytes are counted: those it had when the scene began.</param>
/// <param name="RangeLines">How many lines a range has.</param>
/// <param name="Workers">How many workers take part.</param>
/// <param name="DealtRounds">How many ranges everybody gets before they go to whoever is faster.</param>
/// <param name="Lease">How long a worker may keep a range.</param>
internal sealed record LogCountPlan(string File, long Length, int RangeLines, int Workers, int DealtRounds, TimeSpan Lease)
{
    /// <summary>Below this there is nothing to share out.</summary>
    public const int MinLines = 200;

    /// <summary>Enough ranges for a distribution of latencies, few enough to be done in a second or two.</summary>
    private const int WantedRanges = 800;

    public static int RangeLinesFor(long lines) => (int)Math.Clamp(lines / WantedRanges, 1, 10_000);
}
