using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Commands;
using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Demo.Counting;

/// <summary>Shows the scene <c>space</c> on the screen, as it goes on.</summary>
internal sealed class CountingReport(DemoScreen screen)
{
    /// <summary>Who takes part.</summary>
    public void ShowProcesses(RingProcess ring, IEnumerable<ChildProcess> counters, string? rubyVersion)
    {
        screen.Fact("ring", Text($"process {ring.Process.Id} at {ring.Uri}, found at UDP port {ring.Port}"));
        screen.Fact("counters", string.Join(", ", counters.Select(counter => Text($"{counter.Name} (process {counter.Id})"))));
        screen.Fact("ruby", rubyVersion is null
            ? RubyInterpreter.Missing("a Ruby process count")
            : $"ruby-1 runs Ruby {rubyVersion}: Rinda::RingFinger and Rinda::TupleSpaceProxy");
    }

    /// <summary>The numbers of the run and whether they are right.</summary>
    public SceneResult Conclude(CountingOutcome outcome)
    {
        screen.Fact("killed", Text($"{outcome.Victim}, with the count {outcome.Held} in its hands"));
        screen.Fact("back", Text($"after {outcome.BackAfter.TotalSeconds:0.00} s, with a lease of {DemoCounterCommand.Lease.TotalSeconds:0} s"));
        screen.Table(
            ["way", "added", "count", "lost", "s"],
            [
                Row("read and write", outcome.CarelessExpected, outcome.CarelessExpected - outcome.Lost, outcome.CarelessTime),
                Row("take and write", outcome.CarefulExpected, outcome.Careful, outcome.CarefulTime),
            ]);
        return new SceneResult(outcome.Check(), new JsonObject
        {
            ["added_carelessly"] = outcome.CarelessExpected,
            ["lost"] = outcome.Lost,
            ["careless_seconds"] = outcome.CarelessTime.TotalSeconds,
            ["added_carefully"] = outcome.CarefulExpected,
            ["count"] = outcome.Careful,
            ["careful_seconds"] = outcome.CarefulTime.TotalSeconds,
            ["killed"] = outcome.Victim,
            ["held"] = outcome.Held,
            ["back_after_seconds"] = outcome.BackAfter.TotalSeconds,
        });
    }

    private static string[] Row(string way, int added, int count, TimeSpan time) =>
        [way, Text($"{added:N0}"), Text($"{count:N0}"), Text($"{added - count:N0}"), Text($"{time.TotalSeconds:0.00}")];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
