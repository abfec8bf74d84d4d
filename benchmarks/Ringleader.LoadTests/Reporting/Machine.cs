using System.Globalization;
using System.Runtime.InteropServices;
using Ringleader.LoadTests.Driving;

namespace Ringleader.LoadTests.Reporting;

/// <summary>Where and when a run was made.</summary>
internal sealed record Machine(
    string Processor, int Cores, string OperatingSystem, string Runtime, string Peers, DateOnly Date, double LoadAverageAtStart)
{
    public static Machine Describe(string peers, TimeProvider time) => new(
        Value("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Value("/etc/os-release", "PRETTY_NAME", '=') ?? RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        peers,
        DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
        LoadAverage.OfOneMinute());

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {OperatingSystem}, {Runtime}, {Peers}, {Date:yyyy-MM-dd}, load average {LoadAverageAtStart:0.0} at the start");

    private static string? Value(string file, string key, char separator) => !File.Exists(file)
        ? null
        : File.ReadLines(file)
            .Select(line => line.Split(separator, 2))
            .Where(parts => parts.Length == 2 && parts[0].Trim() == key)
            .Select(parts => parts[1].Trim().Trim('"'))
            .FirstOrDefault();
}
