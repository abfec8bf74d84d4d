using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>Shows the scene on the screen, as it goes on.</summary>
internal sealed class LogCountReport(DemoScreen screen)
{
    private const int TopUrls = 10;

    /// <summary>Who takes part.</summary>
    public void ShowProcesses(
        AccessLogFile file, long lines, int ranges, ChildProcess desk, string uri, IEnumerable<ChildProcess> workers, string? rubyVersion)
    {
        screen.Fact("input", Text($"{file.Title}: {lines:N0} lines in {ranges:N0} ranges"));
        screen.Fact("server", Text($"process {desk.Id} at {uri}"));
        screen.Fact("workers", string.Join(", ", workers.Select(worker => Text($"{worker.Name} (process {worker.Id})"))));
        if (rubyVersion is null)
        {
            screen.Fact("ruby", RubyInterpreter.Missing("a Ruby worker take part"));
        }
        else
        {
            screen.Fact("ruby", $"ruby-1 runs Ruby {rubyVersion} and its own drb library");
        }
    }

    /// <summary>Who died.</summary>
    public void ShowKilled(string victim, HeldRange held) =>
        screen.Fact("killed", Text($"{victim}, with range {held.Id} and its {held.Lines} lines in its hands"));

    /// <summary>The numbers of the run and whether they are right.</summary>
    public SceneResult Conclude(LogCountOutcome outcome)
    {
        var summary = outcome.Summary;
        if (outcome.Redone is { } redone)
        {
            screen.Fact("redone", Text($"by {redone.DoneBy}, {redone.Seconds:0.00} s after {redone.LostBy} had taken it"));
        }

        screen.Fact(
            "calls",
            Text($"{summary.Calls:N0} in {summary.BusySeconds:0.00} s: {outcome.CallRate:N0} calls/s, p50 {Milliseconds(summary.MedianLatency)}, p99 {Milliseconds(summary.TailLatency)}, as the workers measured"));
        screen.Table(
            ["URL", "requests"],
            outcome.Shared.Top(TopUrls).Select(static top => (string[])[top.Key, Text($"{top.Value:N0}")]));
        screen.Table(
            ["worker", "ranges", "lines", "share"],
            summary.Workers.Select(share => (string[])
            [
                string.Equals(share.Worker, outcome.Victim, StringComparison.Ordinal) ? $"{share.Worker} (killed)" : share.Worker,
                Text($"{share.Ranges:N0}"),
                Text($"{share.Lines:N0}"),
                Text($"{100.0 * share.Lines / Math.Max(1, outcome.Lines):0.0} %"),
            ]));
        return new SceneResult(outcome.Check(), Measure(outcome));
    }

    private static JsonObject Measure(LogCountOutcome outcome)
    {
        var summary = outcome.Summary;
        return new JsonObject
        {
            ["lines"] = outcome.Lines,
            ["unreadable_lines"] = summary.UnreadableLines,
            ["ranges"] = summary.Ranges,
            ["urls"] = outcome.Shared.ByUrl.Count,
            ["calls"] = summary.Calls,
            ["busy_seconds"] = summary.BusySeconds,
            ["calls_per_second"] = outcome.CallRate,
            ["p50_microseconds"] = summary.MedianLatency,
            ["p99_microseconds"] = summary.TailLatency,
            ["killed"] = outcome.Victim,
            ["redone_by"] = outcome.Redone?.DoneBy,
            ["redone_after_seconds"] = outcome.Redone?.Seconds,
            ["top"] = new JsonObject(outcome.Shared.Top(TopUrls).Select(static top => KeyValuePair.Create(top.Key, (JsonNode?)top.Value))),
            ["workers"] = new JsonArray([.. summary.Workers.Select(static share => (JsonNode)new JsonObject
            {
                ["name"] = share.Worker,
                ["ranges"] = share.Ranges,
                ["lines"] = share.Lines,
            })]),
        };
    }

    private static string Milliseconds(long microseconds) => Text($"{microseconds / 1000.0:0.00} ms");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
