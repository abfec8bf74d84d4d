using System.Globalization;
using Ringleader.Cli.Commands;
using Ringleader.Cli.Demo.Counting;
using Ringleader.Cli.Demo.Processes;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Cli.Demo;

/// <summary>Processes, .NET and Ruby, count together on a shared board: carelessly, carefully, and with one killed in the act.</summary>
internal sealed class SpaceScene : IScene
{
    private const int Times = 150;
    private const int StopAt = 50;
    private const string VictimName = "dotnet-2";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public string Name => "space";

    /// <inheritdoc/>
    public string Title => "processes share a board of tuples, .NET and Ruby alike";

    /// <inheritdoc/>
    public string Summary =>
        "Three processes look for a ring server, find its tuple space, and add one to the same count again and again. First each reads "
        + "the count, adds one and writes the sum in place of whatever is there: updates get lost. Then each takes the count away, "
        + "adds one and writes it back. One process is killed with the count in its hands: its lease of one second runs out.";

    /// <inheritdoc/>
    public InputKind Takes => InputKind.None;

    /// <inheritdoc/>
    public async Task<SceneResult> RunAsync(SceneContext context, CancellationToken cancellationToken)
    {
        var version = await RubyInterpreter.FindVersionAsync("rinda/ring", cancellationToken).ConfigureAwait(false);
        var report = new CountingReport(context.Screen);
        var crew = new Crew(context.Clock, Patience);
        await using (crew.ConfigureAwait(false))
        {
            var ring = await RingProcess.StartAsync(crew, port: 0, cancellationToken).ConfigureAwait(false);
            var finder = new RingFinder(RingProcess.FinderOf(ring.Port));
            await using (finder.ConfigureAwait(false))
            {
                var board = await finder.FindAsync(cancellationToken).ConfigureAwait(false);
                await using (board.ConfigureAwait(false))
                {
                    var counters = StartCounters(crew, ring.Port, version is not null);
                    report.ShowProcesses(ring, counters, version);
                    await crew.WaitForAsync(TakeEachAsync(board, CounterTuples.AnyReady, counters.Count, cancellationToken)).ConfigureAwait(false);

                    var outcome = await PlayAsync(context.Clock, crew, board, counters, cancellationToken).ConfigureAwait(false);
                    return report.Conclude(outcome);
                }
            }
        }
    }

    private static List<ChildProcess> StartCounters(Crew crew, int port, bool withRuby)
    {
        List<ChildProcess> counters = [StartCounter("dotnet-1"), StartCounter(VictimName)];
        counters.Add(withRuby
            ? crew.Start("ruby-1", RubyInterpreter.RunEmbedded("counter.rb", $"{port}", "ruby-1", Times.ToString(CultureInfo.InvariantCulture)))
            : StartCounter("dotnet-3"));
        return counters;

        ChildProcess StartCounter(string name) => crew.Start(name, OwnProgram.Command(DemoCounterCommand.ArgumentsFor(
            new CounterPlan(name, port, Times, string.Equals(name, VictimName, StringComparison.Ordinal) ? StopAt : 0))));
    }

    private static async Task<CountingOutcome> PlayAsync(
        TimeProvider clock, Crew crew, RemoteTupleSpace board, List<ChildProcess> counters, CancellationToken cancellationToken)
    {
        var victim = counters.Single(static counter => string.Equals(counter.Name, VictimName, StringComparison.Ordinal));
        var start = clock.GetTimestamp();
        await BeginAsync(board, CounterTuples.Careless, cancellationToken).ConfigureAwait(false);
        await crew.WaitForAsync(TakeEachAsync(board, CounterTuples.AnyDone(CounterTuples.Careless), counters.Count, cancellationToken)).ConfigureAwait(false);
        var carelessTime = clock.GetElapsedTime(start);

        start = clock.GetTimestamp();
        await BeginAsync(board, CounterTuples.Careful, cancellationToken).ConfigureAwait(false);
        var held = int.Parse(await crew.ReadLineAsync(victim, cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
        await crew.KillAsync(victim, cancellationToken).ConfigureAwait(false);
        var killed = clock.GetTimestamp();
        await crew.WaitForAsync(board.ReadAsync(CounterTuples.AnyCount(CounterTuples.Careful), Patience, cancellationToken).AsTask()).ConfigureAwait(false);
        var back = clock.GetElapsedTime(killed);
        await crew.WaitForAsync(TakeEachAsync(board, CounterTuples.AnyDone(CounterTuples.Careful), counters.Count - 1, cancellationToken)).ConfigureAwait(false);
        var carefulTime = clock.GetElapsedTime(start);

        return new CountingOutcome
        {
            CarelessExpected = counters.Count * Times,
            CarelessCounts = await board.ReadAllAsync(CounterTuples.AnyCount(CounterTuples.Careless), cancellationToken).ConfigureAwait(false),
            CarelessTime = carelessTime,
            CarefulExpected = ((counters.Count - 1) * Times) + StopAt - 1,
            CarefulCounts = await board.ReadAllAsync(CounterTuples.AnyCount(CounterTuples.Careful), cancellationToken).ConfigureAwait(false),
            CarefulTime = carefulTime,
            Victim = VictimName,
            Held = held,
            BackAfter = back,
        };
    }

    /// <summary>Puts a count at zero and lets everybody begin.</summary>
    private static async Task BeginAsync(RemoteTupleSpace board, string count, CancellationToken cancellationToken)
    {
        await board.WriteAsync(CounterTuples.Count(count, 0), cancellationToken: cancellationToken).ConfigureAwait(false);
        await board.WriteAsync(CounterTuples.Go(count), cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static async Task TakeEachAsync(RemoteTupleSpace board, Template template, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await board.TakeAndCommitAsync(template, Patience, cancellationToken).ConfigureAwait(false);
        }
    }
}
