namespace Ringleader.LoadTests.Reporting;

/// <summary>What BenchmarkDotNet counted for one typed call, client and server in one process.</summary>
internal sealed record AllocationRow(string Benchmark, long BytesPerCall)
{
    public const long MostBytes = 300;

    public bool IsReached => BytesPerCall <= MostBytes;
}
