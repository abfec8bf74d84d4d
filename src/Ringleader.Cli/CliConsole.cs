namespace Ringleader.Cli;

/// <summary>Where a command writes, and what it may assume about its reader.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Why something failed.</param>
/// <param name="IsTerminal">True when a person watches <paramref name="Out"/>: progress may be shown.</param>
/// <param name="UseColor">True when colours may be used too.</param>
internal sealed record CliConsole(TextWriter Out, TextWriter Error, bool IsTerminal, bool UseColor)
{
    /// <summary>Opens standard input; by default there is none.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    /// <summary>The streams of this process. <c>NO_COLOR</c> (any text) and <c>TERM=dumb</c> switch colours off.</summary>
    public static CliConsole OfProcess()
    {
#pragma warning disable RS0030 // The one place where the tool meets the console.
        var isTerminal = !Console.IsOutputRedirected;
        return new CliConsole(Console.Out, Console.Error, isTerminal, isTerminal && AllowsColor()) { OpenInput = Console.OpenStandardInput };
#pragma warning restore RS0030
    }

    private static bool AllowsColor() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
}
