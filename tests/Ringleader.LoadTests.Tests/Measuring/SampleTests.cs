using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Tests.Measuring;

public sealed class SampleTests
{
    [Fact]
    public void From_several_processes_adds_rates_and_divides_cpu_time_by_all_calls()
    {
        RunReport[] reports = [Report(calls: 1000, allCalls: 1500), Report(calls: 3000, allCalls: 3500)];

        Sample sample = Sample.From(reports, TimeSpan.FromMilliseconds(50), loadAverage: 1);

        Assert.Equal(2000, sample.CallsPerSecond);
        Assert.Equal(10, sample.CpuMicrosecondsPerCall);
    }

    private static RunReport Report(long calls, long allCalls) =>
        new() { Seconds = 2, AllCalls = allCalls, SumNanoseconds = 100 * calls, Buckets = new() { [100] = calls } };
}
