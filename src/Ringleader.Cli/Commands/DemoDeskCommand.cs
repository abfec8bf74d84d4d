using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Demo.LogCounting;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Remoting;

namespace Ringleader.Cli.Commands;

/// <summary>
/// The server process of the demo scene <c>remoting</c>. Prints its address as its first line, and serves until its standard
/// input ends.
/// </summary>
internal sealed class DemoDeskCommand : DemoRoleCommand
{
    private const string CommandName = "demo-desk";
    private readonly Option<string> _file = new("--file") { Required = true };
    private readonly Option<long> _length = new("--length") { Required = true };
    private readonly Option<int> _rangeLines = new("--range-lines") { Required = true };
    private readonly Option<int> _workers = new("--workers") { Required = true };
    private readonly Option<int> _dealtRounds = new("--dealt-rounds") { Required = true };
    private readonly Option<TimeSpan?> _lease = new("--lease") { Required = true, CustomParser = DurationOption.Parse };

    public DemoDeskCommand(CliConsole console)
        : base(CommandName, "Hand out ranges of a log", console)
    {
        Add(_file);
        Add(_length);
        Add(_rangeLines);
        Add(_workers);
        Add(_dealtRounds);
        Add(_lease);
    }

    /// <summary>The arguments that start it.</summary>
    public static string[] ArgumentsFor(LogCountPlan plan) =>
    [
        CommandName,
        "--file", plan.File,
        "--length", plan.Length.ToString(CultureInfo.InvariantCulture),
        "--range-lines", plan.RangeLines.ToString(CultureInfo.InvariantCulture),
        "--workers", plan.Workers.ToString(CultureInfo.InvariantCulture),
        "--dealt-rounds", plan.DealtRounds.ToString(CultureInfo.InvariantCulture),
        "--lease", Duration.Format(plan.Lease),
    ];

    /// <inheritdoc/>
    protected override async Task PlayAsync(ParseResult parsed, Lifeline lifeline)
    {
        using var log = await LogFile.OpenAsync(
            parsed.GetRequiredValue(_file), parsed.GetValue(_length), parsed.GetValue(_rangeLines), lifeline.Token).ConfigureAwait(false);
        var lease = parsed.GetRequiredValue(_lease)!.Value; // required, and the parser refuses what is none
        var ledger = new RangeLedger(log.Ranges.Count, lease, parsed.GetValue(_dealtRounds), TimeProvider.System);
        var desk = new RangeDesk(log, ledger, parsed.GetValue(_workers), TimeProvider.System);
        var server = await RemoteServer.StartAsync("druby://127.0.0.1:0", desk, cancellationToken: lifeline.Token).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            await SayAsync(server.Uri).ConfigureAwait(false);
            await lifeline.EndAsync().ConfigureAwait(false);
        }
    }
}
