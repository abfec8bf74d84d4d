using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Daemons;
using Ringleader.Cli.Rings;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader ring stop</c>: ends a ring server of this machine, which its pid file names. Nobody can end one from afar.</summary>
internal sealed class RingStopCommand : CliCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);
    private readonly Option<int> _port = RingPortOption.Create("The UDP port of the server");
    private readonly Option<string> _pidFile = new("--pid-file") { Description = "The file that it was started with", HelpName = "FILE" };
    private readonly Option<TimeSpan?> _timeout = DurationOption.Create("--timeout", $"How long to wait until it has ended, default {Duration.Format(DefaultTimeout)}");

    public RingStopCommand(CliConsole console)
        : base("stop", "Stop a ring server of this machine that runs in the background", console)
    {
        Add(_port);
        Add(_pidFile);
        Add(_timeout);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Examples:
          ringleader ring stop
          ringleader ring stop --port 7650

        """;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(_pidFile) ?? RingPidFile.DefaultPath(parsed.GetValue(_port));
        var id = await RunningDaemon.StopAsync(path, parsed.GetValue(_timeout) ?? DefaultTimeout, cancellationToken).ConfigureAwait(false)
            ?? throw new CommandFailedException($"No ring server of this machine runs that '{path}' names. Name its --port or its --pid-file.");
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Process {id} has stopped.")).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
