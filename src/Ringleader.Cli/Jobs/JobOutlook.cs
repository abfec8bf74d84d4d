using System.Globalization;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Jobs;

/// <summary>Says why a job is where it is: what it waits for, and which command changes that. A pure function of what it was given.</summary>
internal sealed record JobOutlook(
    JobSnapshot Job,
    DateTimeOffset Now,
    IReadOnlyList<PauseTarget> Pauses,
    IReadOnlyList<JobLimit> Limits,
    IReadOnlyList<QueueStatistics> Queues,
    IReadOnlyList<WorkerSnapshot> Workers)
{
    /// <summary>Asks the store for what there is to know, each at its own moment.</summary>
    public static async Task<JobOutlook> LoadAsync(OpenStore opened, JobSnapshot job, CancellationToken cancellationToken) => new(
        job,
        await opened.Store.GetTimeAsync(cancellationToken).ConfigureAwait(false),
        await opened.Jobs.ListPausesAsync(cancellationToken).ConfigureAwait(false),
        await opened.Jobs.ListLimitsAsync(cancellationToken).ConfigureAwait(false),
        await opened.Jobs.GetStatisticsAsync(cancellationToken).ConfigureAwait(false),
        await opened.Jobs.GetWorkersAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The reasons as sentences, the first one first.</summary>
    public string Explain() => Job.State switch
    {
        JobState.Waiting => string.Join(' ', WhatItWaitsFor().Concat(WhatIsPaused())),
        JobState.Scheduled => string.Join(' ', [$"Its time comes {JobText.Distance(Job.RunAt, Now)}.", .. WhatIsPaused()]),
        JobState.RetryScheduled => string.Join(' ', [$"Its last attempt failed; the next begins {JobText.Distance(Job.RunAt, Now)}. To have it now: ringleader jobs retry {Job.Id}", .. WhatIsPaused()]),
        JobState.Ready => WhatHoldsItBack().FirstOrDefault("Nothing holds it back: it runs as soon as it is its turn."),
        JobState.Running => WhoRunsIt(),
        JobState.Failed => $"It has failed for good. To try again: ringleader jobs retry {Job.Id}",
        JobState.Cancelled => $"It was called off. To run it all the same: ringleader jobs retry {Job.Id}",
        _ => "It has done its work.",
    };

    private IEnumerable<string> WhatItWaitsFor()
    {
        if (Job.Group is { } group)
        {
            yield return $"Jobs of its group '{group}' that were enqueued before it have not ended.";
        }

        if (Job.LimitKey is { } key)
        {
            var limit = LimitOf(JobLimit.KeyPrefix + key) ?? LimitOf(JobLimit.AllKeys);
            yield return limit?.Running is { } running
                ? string.Create(CultureInfo.InvariantCulture, $"Of its limit key '{key}', {running} may run at a time.")
                : $"It waits for its turn at the limit key '{key}'.";
        }

        if (Job.Group is null && Job.LimitKey is null)
        {
            yield return "Jobs that it comes after have not succeeded yet.";
        }
    }

    private IEnumerable<string> WhatHoldsItBack() => WhatIsPaused().Concat(WhoIsMissing()).Concat(WhatIsLimited());

    private IEnumerable<string> WhatIsPaused()
    {
        if (Pauses.Any(pause => string.Equals(pause.Queue, Job.Queue, StringComparison.Ordinal)))
        {
            yield return $"Its queue is paused: ringleader jobs resume --queue {Job.Queue}";
        }

        if (Pauses.Any(pause => string.Equals(pause.Kind, Job.Kind, StringComparison.Ordinal)))
        {
            yield return $"Its kind is paused: ringleader jobs resume --kind {Job.Kind}";
        }
    }

    private IEnumerable<string> WhoIsMissing()
    {
        var living = Workers.Where(static worker => worker.IsAlive).ToArray();
        var serving = living.Where(worker => worker.Queues.Count == 0 || worker.Queues.Contains(Job.Queue, StringComparer.Ordinal)).ToArray();
        if (living.Length == 0)
        {
            yield return "No worker is alive.";
        }
        else if (serving.Length == 0)
        {
            yield return $"No worker that is alive serves its queue '{Job.Queue}'.";
        }
        else if (serving.All(static worker => worker.Running >= worker.Slots))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"All {serving.Sum(static worker => worker.Slots)} slots of the workers of its queue are taken.");
        }
    }

    private IEnumerable<string> WhatIsLimited()
    {
        var limit = LimitOf(JobLimit.QueuePrefix + Job.Queue);
        var running = Queues.FirstOrDefault(queue => string.Equals(queue.Queue, Job.Queue, StringComparison.Ordinal))?.Counts.GetValueOrDefault(JobState.Running) ?? 0;
        if (limit?.Running is { } most && running >= most)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Of its queue, {most} may run at a time, and {running} do.");
        }

        if (limit is { Starts: { } starts, Per: { } per })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Of its queue, {starts} may start per {Duration.Format(per)}.");
        }
    }

    private string WhoRunsIt() => Workers.FirstOrDefault(worker => worker.IsAlive && string.Equals(worker.Name, Job.Worker, StringComparison.Ordinal)) is null
        ? $"Its worker '{Job.Worker}' has not been heard of for longer than its lease. Any worker that lives makes the job ready again."
        : $"Worker '{Job.Worker}' runs it.";

    private JobLimit? LimitOf(string name) => Limits.FirstOrDefault(limit => string.Equals(limit.Name, name, StringComparison.Ordinal));
}
