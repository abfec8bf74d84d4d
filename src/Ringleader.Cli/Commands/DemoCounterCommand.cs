using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Demo.Counting;
using Ringleader.Cli.Demo.Processes;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Cli.Commands;

/// <summary>
/// A .NET counter of the demo scene <c>space</c>. Counts until it is done; or stops with the tuple in its hands, prints its
/// value, and waits to be killed.
/// </summary>
internal sealed class DemoCounterCommand : DemoRoleCommand
{
    private const string CommandName = "demo-counter";

    /// <summary>How long the space keeps a tuple for a counter of which it hears nothing.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    private readonly Option<string> _name = new("--name") { Required = true };
    private readonly Option<int> _port = new("--port") { Required = true };
    private readonly Option<int> _times = new("--times") { Required = true };
    private readonly Option<int> _stopAt = new("--stop-at") { Required = true };

    public DemoCounterCommand(CliConsole console)
        : base(CommandName, "Count on a shared board", console)
    {
        Add(_name);
        Add(_port);
        Add(_times);
        Add(_stopAt);
    }

    /// <summary>The arguments that start it.</summary>
    public static string[] ArgumentsFor(CounterPlan plan) =>
    [
        CommandName,
        "--name", plan.Name,
        "--port", plan.Port.ToString(CultureInfo.InvariantCulture),
        "--times", plan.Times.ToString(CultureInfo.InvariantCulture),
        "--stop-at", plan.StopAt.ToString(CultureInfo.InvariantCulture),
    ];

    /// <inheritdoc/>
    protected override async Task PlayAsync(ParseResult parsed, Lifeline lifeline)
    {
        var plan = new CounterPlan(parsed.GetRequiredValue(_name), parsed.GetValue(_port), parsed.GetValue(_times), parsed.GetValue(_stopAt));
        var finder = new RingFinder(RingProcess.FinderOf(plan.Port) with { Space = new RemoteTupleSpaceOptions { TakeLease = Lease } });
        await using (finder.ConfigureAwait(false))
        {
            var board = await finder.FindAsync(lifeline.Token).ConfigureAwait(false);
            await using (board.ConfigureAwait(false))
            {
                await new Counter(board, plan) { Holding = HoldAsync }.RunAsync(lifeline.Token).ConfigureAwait(false);
            }
        }

        async Task HoldAsync(ITakenTuple taken)
        {
            await SayAsync(taken.Tuple.Get<int>(1).ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
            await lifeline.EndAsync().ConfigureAwait(false);
        }
    }
}
