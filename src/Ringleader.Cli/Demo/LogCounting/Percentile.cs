namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>Percentiles by nearest rank: always a value that was measured.</summary>
internal static class Percentile
{
    /// <summary>The smallest value that so many of 100 values do not exceed; 0 when there are none.</summary>
    /// <param name="sorted">The values, smallest first.</param>
    /// <param name="percent">1 to 100.</param>
    public static long Of(ReadOnlySpan<long> sorted, int percent) =>
        sorted.IsEmpty ? 0 : sorted[(int)((((long)sorted.Length * percent) + 99) / 100) - 1];
}
