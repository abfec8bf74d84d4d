using System.Globalization;

namespace Ringleader.LoadTests.Reporting;

/// <summary>What a row has to reach.</summary>
/// <param name="Ratio">Our rate ÷ the peer's, at least.</param>
/// <param name="Aim">The ratio that would be better still; null when none is set.</param>
/// <param name="CpuShare">Our CPU time per call ÷ the peer's, at most; null when it is not judged.</param>
/// <param name="MostP50">Our median latency, at most; null when it is not judged.</param>
internal sealed record Target(double Ratio, double? Aim = null, double? CpuShare = null, TimeSpan? MostP50 = null)
{
    public bool IsReachedBy(double ratio, double cpuShare, TimeSpan p50) =>
        ratio >= Ratio && (CpuShare is null || cpuShare <= CpuShare) && (MostP50 is null || p50 <= MostP50);

    public override string ToString()
    {
        string cpu = CpuShare is null ? "" : string.Create(CultureInfo.InvariantCulture, $", ≤ {CpuShare} × CPU");
        string p50 = MostP50 is null ? "" : string.Create(CultureInfo.InvariantCulture, $", p50 ≤ {MostP50.Value.TotalMilliseconds} ms");
        string aim = Aim is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (aim {Aim} ×)");
        return string.Create(CultureInfo.InvariantCulture, $"≥ {Ratio:#,0.##} ×{cpu}{p50}{aim}");
    }
}
