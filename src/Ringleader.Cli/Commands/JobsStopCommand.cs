using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Daemons;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs stop</c>: ends a worker in the background of this machine, which its pid file names.</summary>
internal sealed class JobsStopCommand : CliCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);
    private readonly Option<string> _pidFile = new("--pid-file") { Description = "The file that it was started with", HelpName = "FILE" };
    private readonly Option<TimeSpan?> _timeout = DurationOption.Create("--timeout", $"How long to wait until it has ended, default {Duration.Format(DefaultTimeout)}");

    public JobsStopCommand(CliConsole console)
        : base("stop", "Stop a worker of this machine that runs in the background", console)
    {
        Add(_pidFile);
        Add(_timeout);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          Its running jobs may end first, for as long as its --stop-timeout says; the others are ready again at once.

        Examples:
          ringleader jobs stop
          ringleader jobs stop --pid-file /run/mail-jobs.pid

        """;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(_pidFile) ?? JobsWorkCommand.DefaultPidFile;
        var id = await RunningDaemon.StopAsync(path, parsed.GetValue(_timeout) ?? DefaultTimeout, cancellationToken).ConfigureAwait(false)
            ?? throw new CommandFailedException($"No worker of this machine runs that '{path}' names. Name its --pid-file.");
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Process {id} has stopped.")).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
