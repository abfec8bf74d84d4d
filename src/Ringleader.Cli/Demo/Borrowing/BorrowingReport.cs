using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Demo.Borrowing;

/// <summary>Shows the scene <c>services</c> on the screen, as it goes on.</summary>
internal sealed class BorrowingReport(DemoScreen screen)
{
    /// <summary>Who takes part.</summary>
    public void ShowProcesses(RingProcess ring, ChildProcess printer, ChildProcess? clock, string? rubyVersion)
    {
        screen.Fact("ring", Text($"process {ring.Process.Id} at {ring.Uri}, found at UDP port {ring.Port}"));
        screen.Fact("services", Text($"{SceneServices.Printer} (process {printer.Id})") + (clock is null ? "" : Text($", {SceneServices.Clock} (process {clock.Id})")));
        screen.Fact("ruby", rubyVersion is null
            ? RubyInterpreter.Missing("a Ruby service take part")
            : $"{SceneServices.Clock} runs Ruby {rubyVersion}, registered by Rinda::RingProvider");
    }

    /// <summary>What was found and called.</summary>
    public void ShowCalls(BorrowingPlay play) =>
        screen.Fact("found", Text($"{SceneServices.Printer} by its name, and called, in {play.FoundAfter.TotalMilliseconds:0} ms"));

    /// <summary>Who had to wait, and how long.</summary>
    public void ShowLoan(BorrowingPlay play) => screen.Fact(
        "borrowed",
        Text($"the borrower was killed; the next one had {SceneServices.Printer} {play.LentAfter.TotalSeconds:0.00} s later, with a lease of {SceneServices.Lease.TotalSeconds:0} s"));

    /// <summary>What came back.</summary>
    public void ShowRestart(BorrowingPlay play) => screen.Fact(
        "restarted",
        "the ring server was killed and started anew; registered again: " + string.Join(", ", play.RegisteredAgain.Select(static again => Text($"{again.Name} after {again.After.TotalSeconds:0.00} s"))));

    /// <summary>The numbers of the run and whether they are right.</summary>
    public static SceneResult Conclude(BorrowingPlay play, ChildProcess printer, ChildProcess? clock)
    {
        List<SceneCheck> checks =
        [
            new("A service was found by its name and answered from its own process", play.PrintedBy == printer.Id),
            new("The second borrower waited for the first, and had the service after the first was killed", play.SecondWaited),
            new("What was found before worked on without a ring server", play.WorkedWithoutRing),
            new("Every service registered again by itself", play.RegisteredAgain.Count == (clock is null ? 1 : 2)),
        ];
        if (play.ClockAnswered is { } answered)
        {
            checks.Insert(1, new("The Ruby service was found the same way", answered));
        }

        return new SceneResult(checks, new JsonObject
        {
            ["found_seconds"] = play.FoundAfter.TotalSeconds,
            ["lent_after_seconds"] = play.LentAfter.TotalSeconds,
            ["registered_again_seconds"] = new JsonObject(play.RegisteredAgain.Select(static again => KeyValuePair.Create(again.Name, (JsonNode?)again.After.TotalSeconds))),
            ["ruby"] = clock is not null,
        });
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
