using System.Globalization;

namespace Ringleader.LoadTests.Roles;

/// <summary>One line from the driver to a process: "NAME COUNT SIZE".</summary>
/// <param name="Name">What to do.</param>
/// <param name="Count">How often.</param>
/// <param name="Size">By so many at a time, or as the trial takes it.</param>
internal sealed record TrialCommand(string Name, int Count = 0, int Size = 1)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Count} {Size}");

    public static TrialCommand Parse(string line) => line.Split(' ') is [var name, var count, var size]
        ? new TrialCommand(name, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(size, CultureInfo.InvariantCulture))
        : throw new FormatException($"The command '{line}' is not 'NAME COUNT SIZE'.");
}
