using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>Shows the scene <c>jobs</c> on the screen, as it goes on.</summary>
internal sealed class TranscodingReport(DemoScreen screen)
{
    /// <summary>What is to be done.</summary>
    public void ShowInput(InputFolder input) => screen.Fact(
        "input", Text($"{input.Title}: {input.Files.Count:N0} files, {Megabytes(input.Files.Sum(static file => file.Length))}, {input.Files.Count(static file => file.IsUrgent)} of them urgent"));

    /// <summary>Where the jobs are.</summary>
    public void ShowStore(string store) => screen.Fact("store", store);

    /// <summary>Who takes part.</summary>
    public void ShowWorkers(IEnumerable<ChildProcess> workers) =>
        screen.Fact("workers", string.Join(", ", workers.Select(worker => Text($"{worker.Name} (process {worker.Id})"))));

    /// <summary>How it went.</summary>
    public void ShowOutcome(TranscodingOutcome outcome)
    {
        var (files, time) = outcome.Shared;
        var bytes = outcome.Files.Sum(static file => file.Result?.Length ?? 0);
        screen.Fact("killed", Text($"{outcome.Victim}, with {outcome.Held.Count} files in its hands; others had them {outcome.TakenOverAfter?.TotalSeconds:0.0} s later, with a lease of {TranscodingJobs.Lease.TotalSeconds:0} s"));
        screen.Fact("failed", Text($"{outcome.Missing.Attempts} attempts: {OneLine.Of(outcome.Missing.LastError?.Message ?? "")}"));
        screen.Fact("scheduled", Text($"{outcome.Ticks.Count} times, once a second"));
        screen.Fact("files", Text($"{files:N0} in {time.TotalSeconds:0.00} s by the living workers: {Rate(outcome):N0} files/s; all together {Megabytes(bytes)}, compressed to {Compression(outcome):0.0} %"));
    }

    /// <summary>Who did how much, the numbers of all runs, and whether they are right.</summary>
    public SceneResult Conclude(IReadOnlyList<TranscodingOutcome> outcomes)
    {
        screen.Table(
            ["files by worker", .. outcomes.Select(static outcome => outcome.Store)],
            Workers(outcomes).Select(worker => (string[])
            [
                outcomes.Any(outcome => string.Equals(worker, outcome.Victim, StringComparison.Ordinal)) ? $"{worker} (killed)" : worker,
                .. outcomes.Select(outcome => Text($"{CountFiles(outcome, worker):N0}")),
            ]));
        return new SceneResult(
            [.. outcomes.SelectMany(static outcome => outcome.Check())],
            new JsonObject { ["stores"] = new JsonArray([.. outcomes.Select(static outcome => (JsonNode)Measure(outcome))]) });
    }

    private static JsonObject Measure(TranscodingOutcome outcome)
    {
        var (files, time) = outcome.Shared;
        return new JsonObject
        {
            ["store"] = outcome.Store,
            ["files"] = outcome.Files.Count,
            ["bytes"] = outcome.Files.Sum(static file => file.Result?.Length ?? 0),
            ["compressed_bytes"] = outcome.Files.Sum(static file => file.Result?.CompressedLength ?? 0),
            ["shared_files"] = files,
            ["shared_seconds"] = time.TotalSeconds,
            ["files_per_second"] = Rate(outcome),
            ["killed"] = outcome.Victim,
            ["held"] = outcome.Held.Count,
            ["taken_over_after_seconds"] = outcome.TakenOverAfter?.TotalSeconds,
            ["scheduled"] = outcome.Ticks.Count,
            ["error"] = outcome.Missing.LastError?.Message,
            ["workers"] = new JsonArray([.. Workers([outcome]).Select(worker => (JsonNode)new JsonObject { ["name"] = worker, ["files"] = CountFiles(outcome, worker) })]),
        };
    }

    private static IEnumerable<string> Workers(IEnumerable<TranscodingOutcome> outcomes) => outcomes
        .SelectMany(static outcome => outcome.Attempts).Select(static attempt => attempt.Worker).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static int CountFiles(TranscodingOutcome outcome, string worker) =>
        outcome.Files.Count(file => string.Equals(file.Job.Worker, worker, StringComparison.Ordinal));

    private static double Rate(TranscodingOutcome outcome) => outcome.Shared is { Time.Ticks: > 0 } shared ? shared.Files / shared.Time.TotalSeconds : 0;

    private static double Compression(TranscodingOutcome outcome) =>
        100.0 * outcome.Files.Sum(static file => file.Result?.CompressedLength ?? 0) / Math.Max(1, outcome.Files.Sum(static file => file.Result?.Length ?? 0));

    private static string Megabytes(long bytes) => Text($"{bytes / 1e6:0.00} MB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
