using System.Globalization;

namespace Ringleader.LoadTests.Driving;

internal static class LoadAverage
{
    /// <summary>How many threads ran or waited to run, as the kernel averages it over a minute; NaN where it is not told.</summary>
    public static double OfOneMinute() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;
}
