using System.Globalization;

namespace Ringleader.LoadTests.Reporting;

/// <summary>What a row has to reach.</summary>
/// <param name="Ratio">Our rate ÷ the peer's, at least.</param>
/// <param name="Aim">The ratio that would be better still; null when none is set.</param>
/// <param name="CpuShare">Our CPU time per call ÷ the peer's, at most; null when it is not judged.</param>
internal sealed record Target(double Ratio, double? Aim = null, double? CpuShare = null)
{
    public bool IsReachedBy(double ratio, double cpuShare) => ratio >= Ratio && (CpuShare is null || cpuShare <= CpuShare);

    public override string ToString()
    {
        string cpu = CpuShare is null ? "" : string.Create(CultureInfo.InvariantCulture, $", ≤ {CpuShare} × CPU");
        string aim = Aim is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (aim {Aim} ×)");
        return string.Create(CultureInfo.InvariantCulture, $"≥ {Ratio} ×{cpu}{aim}");
    }
}
