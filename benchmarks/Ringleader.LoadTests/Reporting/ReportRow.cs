using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Reporting;

/// <summary>A comparison with what was measured for it.</summary>
internal sealed record ReportRow(Comparison Comparison, CellSummary Ours, CellSummary Peer)
{
    /// <summary>The median of the ratios of the rounds: neighbours in time are compared, not the best of each.</summary>
    public double Ratio => Median.Of(Ours.Rounds.Zip(Peer.Rounds, (ours, peer) => ours.CallsPerSecond / peer.CallsPerSecond));

    public double CpuShare =>
        Median.Of(Ours.Rounds.Zip(Peer.Rounds, (ours, peer) => ours.CpuMicrosecondsPerCall / peer.CpuMicrosecondsPerCall));

    public bool IsReached => Comparison.Target.IsReachedBy(Ratio, CpuShare, TimeSpan.FromMicroseconds(Ours.P50Microseconds));
}
