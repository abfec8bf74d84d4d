using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs check</c>: for cron and monitors, as Delayed Job's <c>rake jobs:check[max_age]</c>.</summary>
internal sealed class JobsCheckCommand : CliCommand
{
    private static readonly TimeSpan DefaultAge = TimeSpan.FromMinutes(5);
    private readonly Option<TimeSpan?> _maxAge = DurationOption.Create("--max-age", $"How long a ready job may have been due, default {Duration.Format(DefaultAge)}");
    private readonly Option<TimeSpan?> _failedWithin = DurationOption.Create("--failed-within", "Fail also when a job has failed for good within this time");
    private readonly Option<string[]> _queues = ListOption.Create("--queue", "Only these queues", "QUEUE,…");
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsCheckCommand(CliConsole console)
        : base("check", "Fail when jobs have been ready for too long, or no worker that is alive takes them", console)
    {
        Add(_maxAge);
        Add(_failedWithin);
        Add(_queues);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Exit code:
          0 all is well, 1 it is not, and standard error says why in one line, 2 wrong use.

        Examples:
          ringleader jobs check --max-age 5m
          ringleader jobs check --max-age 1m --queue mail --failed-within 1h --json

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var maxAge = parsed.GetValue(_maxAge) ?? DefaultAge;
        var queues = parsed.GetValue(_queues) ?? [];
        return _store.UseAsync(parsed, CheckAsync, cancellationToken);

        async Task<int> CheckAsync(OpenStore opened, CancellationToken token)
        {
            var statistics = (await opened.Jobs.GetStatisticsAsync(token).ConfigureAwait(false))
                .Where(queue => queues.Length == 0 || queues.Contains(queue.Queue, StringComparer.Ordinal)).ToArray();
            var workers = await opened.Jobs.GetWorkersAsync(token).ConfigureAwait(false);
            var alive = workers.Where(static worker => worker.IsAlive).ToArray();
            string[] problems =
            [
                .. TooOld(statistics, maxAge),
                .. UnservedQueues(alive, queues),
                .. alive.Length > 0 ? await UnservedKindsAsync(opened, alive, queues, token).ConfigureAwait(false) : [],
                .. parsed.GetValue(_failedWithin) is { } time ? await FailedAsync(opened, queues, time, token).ConfigureAwait(false) : [],
            ];
            await PrintAsync(parsed.GetValue(_json), problems, statistics, workers).ConfigureAwait(false);
            return problems.Length == 0 ? ExitCode.Success : throw new CommandFailedException(string.Join(' ', problems));
        }
    }

    private static IEnumerable<string> TooOld(IEnumerable<QueueStatistics> statistics, TimeSpan maxAge) =>
        from queue in statistics
        where queue.OldestReady > maxAge
        select $"The oldest ready job of queue '{queue.Queue}' has been due for {Age.Of(queue.OldestReady.GetValueOrDefault())}{(queue.IsPaused ? "; the queue is paused" : "")}.";

    private static IEnumerable<string> UnservedQueues(WorkerSnapshot[] alive, string[] queues) => alive.Length == 0
        ? ["No worker is alive."]
        : from queue in queues
          where !IsServed(queue, alive)
          select $"No worker that is alive serves queue '{queue}'.";

    /// <summary>The kinds that nobody takes, but for those in queues that are named already.</summary>
    private static async Task<IEnumerable<string>> UnservedKindsAsync(
        OpenStore opened, WorkerSnapshot[] alive, string[] queues, CancellationToken cancellationToken) =>
        from kind in await opened.Jobs.ListUnservedKindsAsync(cancellationToken).ConfigureAwait(false)
        where queues.Length == 0 || (queues.Contains(kind.Queue, StringComparer.Ordinal) && IsServed(kind.Queue, alive))
        select string.Create(
            CultureInfo.InvariantCulture,
            $"No worker that is alive takes jobs of kind '{kind.Kind}', version {kind.Version}, in queue '{kind.Queue}'; the first has been ready for {Age.Of(kind.OldestWait)}.");

    private static bool IsServed(string queue, WorkerSnapshot[] alive) =>
        Array.Exists(alive, worker => worker.Queues.Count == 0 || worker.Queues.Contains(queue, StringComparer.Ordinal));

    private static async Task<IEnumerable<string>> FailedAsync(OpenStore opened, IReadOnlyList<string> queues, TimeSpan time, CancellationToken cancellationToken)
    {
        var since = await opened.Store.GetTimeAsync(cancellationToken).ConfigureAwait(false) - time;
        return from failed in await FailedJobs.LoadAsync(opened.Jobs, queues, cancellationToken).ConfigureAwait(false)
               where failed.Newest.EndedAt >= since
               select $"Job {failed.Newest.Id} of kind '{failed.Kind}' failed within the last {Duration.Format(time)}: {failed.Newest.LastError?.Message}";
    }

    private Task PrintAsync(bool asJson, string[] problems, IReadOnlyList<QueueStatistics> statistics, IReadOnlyList<WorkerSnapshot> workers)
    {
        var oldest = statistics.Max(static queue => queue.OldestReady);
        var alive = workers.Count(static worker => worker.IsAlive);
        if (asJson)
        {
            return Console.Out.WriteLineAsync(new JsonObject
            {
                ["ok"] = problems.Length == 0,
                ["problems"] = JobJson.Texts(problems),
                ["oldest_ready_seconds"] = oldest?.TotalSeconds,
                ["workers_alive"] = alive,
            }.ToJsonString());
        }

        return problems.Length > 0 ? Task.CompletedTask : Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{alive} {(alive == 1 ? "worker is" : "workers are")} alive; {(oldest is { } age ? $"the oldest ready job has been due for {Age.Of(age)}" : "no job waits")}."));
    }
}
