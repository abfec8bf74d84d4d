using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs stats</c>: the whole store on one screen.</summary>
internal sealed class JobsStatsCommand : CliCommand
{
    private static readonly IReadOnlyList<string> QueueHeader =
        ["QUEUE", "READY", "OLDEST", "RUNNING", "SCHEDULED", "RETRYING", "WAITING", "FAILED", "SUCCEEDED", "CANCELLED", ""];

    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsStatsCommand(CliConsole console)
        : base("stats", "Count the jobs of each queue, and group the failures by cause", console)
    {
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => $"""
        Notes:
          OLDEST is how long the oldest ready job has been due. "no worker" lists the kinds of ready jobs that no living worker takes. Failures are grouped over the newest {FailedJobs.MostSeen} failed jobs.

        Examples:
          ringleader jobs stats
          ringleader jobs stats --json

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        return _store.UseAsync(parsed, ShowAsync, cancellationToken);

        async Task<int> ShowAsync(OpenStore opened, CancellationToken token)
        {
            var overview = new Overview(
                await opened.Store.GetTimeAsync(token).ConfigureAwait(false),
                await opened.Jobs.GetStatisticsAsync(token).ConfigureAwait(false),
                await opened.Jobs.GetWorkersAsync(token).ConfigureAwait(false),
                await opened.Jobs.ListUnservedKindsAsync(token).ConfigureAwait(false),
                await opened.Jobs.ListPausesAsync(token).ConfigureAwait(false),
                await opened.Jobs.ListLimitsAsync(token).ConfigureAwait(false),
                await FailedJobs.LoadAsync(opened.Jobs, queues: [], token).ConfigureAwait(false));
            await (parsed.GetValue(_json) ? Console.Out.WriteLineAsync(ToJson(overview).ToJsonString()) : PrintAsync(overview)).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private async Task PrintAsync(Overview overview)
    {
        await TextTable.PrintAsync(Console, QueueHeader, overview.Queues.Select(Row)).ConfigureAwait(false);
        var alive = overview.Workers.Where(static worker => worker.IsAlive).ToArray();
        await Console.Out.WriteLineAsync().ConfigureAwait(false);
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"workers   {alive.Length} alive, {alive.Sum(static worker => worker.Running)} of {alive.Sum(static worker => worker.Slots)} slots taken")).ConfigureAwait(false);
        await PrintListAsync("no worker", overview.Unserved.Select(static kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Kind} version {kind.Version} in queue {kind.Queue}"))).ConfigureAwait(false);
        await PrintListAsync("paused", overview.Pauses.Select(PauseText.Of)).ConfigureAwait(false);
        await PrintListAsync("limits", overview.Limits.Select(LimitText.Of)).ConfigureAwait(false);
        if (overview.Failed.Count > 0)
        {
            await Console.Out.WriteLineAsync().ConfigureAwait(false);
            await TextTable.PrintAsync(Console, ["FAILED", "KIND", "ERROR", "NEWEST"], overview.Failed.Select(failed => FailedRow(failed, overview.Now))).ConfigureAwait(false);
        }
    }

    private async Task PrintListAsync(string label, IEnumerable<string> items)
    {
        if (string.Join("; ", items) is { Length: > 0 } list)
        {
            await Console.Out.WriteLineAsync($"{label,-10}{OneLine.Of(list)}").ConfigureAwait(false);
        }
    }

    private static IReadOnlyList<string> Row(QueueStatistics queue)
    {
        return
        [
            queue.Queue,
            Count(JobState.Ready),
            queue.OldestReady is { } oldest ? Age.Of(oldest) : "",
            Count(JobState.Running),
            Count(JobState.Scheduled),
            Count(JobState.RetryScheduled),
            Count(JobState.Waiting),
            Count(JobState.Failed),
            Count(JobState.Succeeded),
            Count(JobState.Cancelled),
            queue.IsPaused ? "paused" : "",
        ];

        string Count(JobState state) => JobText.Number(queue.Counts.GetValueOrDefault(state));
    }

    private static IReadOnlyList<string> FailedRow(FailedJobs failed, DateTimeOffset now) =>
    [
        JobText.Number(failed.Count),
        failed.Kind,
        failed.ErrorType,
        $"{failed.Newest.Id}, {JobText.Distance(failed.Newest.EndedAt ?? failed.Newest.EnqueuedAt, now)}: {failed.Newest.LastError?.Message}",
    ];

    private static JsonObject ToJson(Overview overview) => new()
    {
        ["queues"] = new JsonArray([.. overview.Queues.Select(static queue => (JsonNode)new JsonObject
        {
            ["queue"] = queue.Queue,
            ["paused"] = queue.IsPaused,
            ["oldest_ready_seconds"] = queue.OldestReady?.TotalSeconds,
            ["jobs"] = new JsonObject(JobStates.All.Select(state => KeyValuePair.Create<string, JsonNode?>(JobStates.NameOf(state), queue.Counts.GetValueOrDefault(state)))),
        })]),
        ["workers_alive"] = overview.Workers.Count(static worker => worker.IsAlive),
        ["no_worker"] = new JsonArray([.. overview.Unserved.Select(static kind => (JsonNode)new JsonObject
        {
            ["queue"] = kind.Queue,
            ["kind"] = kind.Kind,
            ["version"] = kind.Version,
        })]),
        ["paused"] = new JsonArray([.. overview.Pauses.Select(PauseText.ToJson)]),
        ["limits"] = new JsonArray([.. overview.Limits.Select(LimitText.ToJson)]),
        ["failed"] = new JsonArray([.. overview.Failed.Select(static failed => (JsonNode)new JsonObject
        {
            ["kind"] = failed.Kind,
            ["error"] = failed.ErrorType,
            ["count"] = failed.Count,
            ["newest"] = failed.Newest.Id.Value,
        })]),
    };

    private sealed record Overview(
        DateTimeOffset Now,
        IReadOnlyList<QueueStatistics> Queues,
        IReadOnlyList<WorkerSnapshot> Workers,
        IReadOnlyList<ReadyKind> Unserved,
        IReadOnlyList<PauseTarget> Pauses,
        IReadOnlyList<JobLimit> Limits,
        IReadOnlyList<FailedJobs> Failed);
}
