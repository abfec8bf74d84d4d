namespace Ringleader.LoadTests.Measuring;

/// <summary>What a client process answers to one run command, as one line of JSON. Ruby clients write the same members.</summary>
internal sealed record RunReport
{
    /// <summary>Length of the measured window.</summary>
    public required double Seconds { get; init; }

    /// <summary>All calls, those before and after the window too: what the CPU time of the processes is divided by.</summary>
    public required long AllCalls { get; init; }

    /// <summary>Sum of the latencies of the calls that ended inside the window.</summary>
    public required long SumNanoseconds { get; init; }

    /// <summary>Latencies of the calls that ended inside the window, as <see cref="LatencyHistogram"/> numbers its buckets.</summary>
    public required Dictionary<int, long> Buckets { get; init; }
}
