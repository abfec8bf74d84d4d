using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Demo.LogCounting;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Remoting;

namespace Ringleader.Cli.Commands;

/// <summary>
/// A .NET worker process of the demo scene <c>remoting</c>. Works until everything is done; or stops with a range in its hands,
/// prints which, and waits to be killed.
/// </summary>
internal sealed class DemoWorkerCommand : DemoRoleCommand
{
    private const string CommandName = "demo-worker";
    private readonly Option<string> _uri = new("--uri") { Required = true };
    private readonly Option<string> _name = new("--name") { Required = true };
    private readonly Option<int> _stopAt = new("--stop-at");

    public DemoWorkerCommand(CliConsole console)
        : base(CommandName, "Count ranges of a log", console)
    {
        Add(_uri);
        Add(_name);
        Add(_stopAt);
    }

    /// <summary>The arguments that start it.</summary>
    /// <param name="uri">The desk's address.</param>
    /// <param name="name">The worker's name.</param>
    /// <param name="stopAt">The number of the range to stop at, from 1; 0 for none.</param>
    public static string[] ArgumentsFor(string uri, string name, int stopAt) =>
        [CommandName, "--uri", uri, "--name", name, "--stop-at", stopAt.ToString(CultureInfo.InvariantCulture)];

    /// <inheritdoc/>
    protected override async Task PlayAsync(ParseResult parsed, Lifeline lifeline)
    {
        var client = new RemotingClient(new RemotingClientOptions { CallTimeout = TimeSpan.FromMinutes(5) });
        await using (client.ConfigureAwait(false))
        {
            var desk = client.Connect<IRangeDesk>(parsed.GetRequiredValue(_uri));
            var stopAt = parsed.GetValue(_stopAt);
            var worker = new RangeWorker(parsed.GetRequiredValue(_name), desk, TimeProvider.System)
            {
                Taken = (range, number) => number == stopAt ? HoldAsync(range, lifeline) : Task.CompletedTask,
            };
            await worker.RunAsync(lifeline.Token).ConfigureAwait(false);
        }
    }

    private async Task HoldAsync(LineRange range, Lifeline lifeline)
    {
        await SayAsync(HeldRange.Of(range).ToLine()).ConfigureAwait(false);
        await lifeline.EndAsync().ConfigureAwait(false);
    }
}
