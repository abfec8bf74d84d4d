using Ringleader.LoadTests.Measuring;
using Ringleader.LoadTests.Roles;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>What one trial in one round measured; not a number what it does not measure.</summary>
/// <param name="PerSecond">Jobs per second.</param>
/// <param name="P50Microseconds">The median time of one operation.</param>
/// <param name="CpuMicroseconds">User and system time per job, of the process and of the database server.</param>
/// <param name="WalBytes">What the database server wrote to its log, per job, since before the preparation.</param>
/// <param name="LoadAverage">How busy the machine was.</param>
internal sealed record TrialSample(double PerSecond, double P50Microseconds, double CpuMicroseconds, double WalBytes, double LoadAverage)
{
    public static TrialSample From(Trial trial, TrialAnswer answer, TimeSpan cpuTime, long? walBytes, double loadAverage) => new(
        answer.Microseconds.Count > 0 ? double.NaN : trial.Count / answer.Seconds,
        answer.Microseconds.Count > 0 ? Median.Of(answer.Microseconds) : double.NaN,
        cpuTime.TotalMicroseconds / trial.Count,
        walBytes is { } written ? (double)written / trial.Count : double.NaN,
        loadAverage);

    public double Of(Figure figure) => figure switch
    {
        Figure.JobsPerSecond => PerSecond,
        Figure.StartTime => P50Microseconds,
        Figure.WalBytes => WalBytes,
        _ => CpuMicroseconds,
    };
}
