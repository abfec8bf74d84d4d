namespace Ringleader.Cli.Tests;

/// <summary>What one command line printed, and how it ended.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static async Task<CliRun> OfAsync(string[] args, bool isTerminal = false, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CliConsole(output, error, isTerminal, UseColor: false);

        var exitCode = await CommandLine.RunAsync(args, console, cancellationToken);

        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    public static Task<CliRun> OfAsync(params string[] args) => OfAsync(args, isTerminal: false);
}
