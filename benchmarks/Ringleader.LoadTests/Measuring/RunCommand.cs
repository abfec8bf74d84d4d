using System.Globalization;

namespace Ringleader.LoadTests.Measuring;

/// <summary>One line from the driver to a client process: "run CALLERS SETTLE_MS WINDOW_MS".</summary>
/// <param name="Callers">How many callers call at the same time, each with one call in flight.</param>
/// <param name="Settle">How long they call before the measured window opens.</param>
/// <param name="Window">Length of the measured window.</param>
internal sealed record RunCommand(int Callers, TimeSpan Settle, TimeSpan Window)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"run {Callers} {Settle.TotalMilliseconds:0} {Window.TotalMilliseconds:0}");

    public static RunCommand Parse(string line)
    {
        return line.Split(' ') is ["run", var callers, var settle, var window]
            ? new RunCommand(Number(callers), TimeSpan.FromMilliseconds(Number(settle)), TimeSpan.FromMilliseconds(Number(window)))
            : throw new FormatException($"The command '{line}' is not 'run CALLERS SETTLE_MS WINDOW_MS'.");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
