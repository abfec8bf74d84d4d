namespace Ringleader.LoadTests.Measuring;

/// <summary>The medians over all rounds of one cell.</summary>
internal sealed record CellSummary(Cell Cell, IReadOnlyList<Sample> Rounds)
{
    private const double LittlesLawTolerance = 0.15;

    public double CallsPerSecond => Median.Of(Rounds.Select(round => round.CallsPerSecond));

    public double P50Microseconds => Median.Of(Rounds.Select(round => round.P50Microseconds));

    public double P99Microseconds => Median.Of(Rounds.Select(round => round.P99Microseconds));

    public double CpuMicrosecondsPerCall => Median.Of(Rounds.Select(round => round.CpuMicrosecondsPerCall));

    public double LoadAverage => Median.Of(Rounds.Select(round => round.LoadAverage));

    /// <summary>
    /// Callers ÷ rate, as a share of the mean latency: 1 when each caller really had a call in flight all the time, more
    /// when some of them were starved, and then the rate is not that of so many callers.
    /// </summary>
    public double LittlesLawRatio =>
        Median.Of(Rounds.Select(round => Cell.Callers * 1e6 / round.CallsPerSecond / round.MeanMicroseconds));

    public bool ObeysLittlesLaw => Math.Abs(LittlesLawRatio - 1) <= LittlesLawTolerance;
}
