namespace Ringleader.LoadTests.Measuring;

/// <summary>One measured window of one subject with so many callers.</summary>
internal sealed record Sample(
    double CallsPerSecond,
    double MeanMicroseconds,
    double P50Microseconds,
    double P99Microseconds,
    double CpuMicrosecondsPerCall,
    double LoadAverage)
{
    /// <summary>Puts together what the client processes reported and the CPU time that all processes of the subject used.</summary>
    public static Sample From(IReadOnlyList<RunReport> reports, TimeSpan cpuTime, double loadAverage)
    {
        var latencies = new LatencyHistogram();
        double rate = 0;
        foreach (RunReport report in reports)
        {
            rate += report.Buckets.Values.Sum() / report.Seconds;
            latencies.Add(report.Buckets, report.SumNanoseconds);
        }

        return new Sample(
            rate,
            latencies.MeanMicroseconds,
            latencies.QuantileMicroseconds(0.50),
            latencies.QuantileMicroseconds(0.99),
            cpuTime.TotalMicroseconds / Math.Max(1, reports.Sum(report => report.AllCalls)),
            loadAverage);
    }
}
