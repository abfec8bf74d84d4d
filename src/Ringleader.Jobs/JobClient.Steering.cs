using Ringleader.Jobs.Enqueuing;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs;

public sealed partial class JobClient
{
    private const int LongestName = 100;
    private const int LargestPage = 1000;

    /// <summary>A job as it is now; null when there is none of that number, or none any more.</summary>
    public Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken = default) => _store.FindAsync(id, cancellationToken);

    /// <summary>Jobs that pass a filter, newest first.</summary>
    /// <param name="filter">Which; all when null.</param>
    /// <param name="before">The last job of the page before; null for the first page.</param>
    /// <param name="count">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<JobSnapshot>> ListAsync(
        JobFilter? filter = null, JobId? before = null, int count = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LargestPage);
        filter ??= JobFilter.All;
        JobFilter.ThrowIfInvalid(filter);
        return _store.ListAsync(filter, before, count, cancellationToken);
    }

    /// <summary>
    /// The kinds that have ready jobs which no living worker takes: none serves their queue and knows their kind in that version. Empty while
    /// workers of the newest release are running.
    /// </summary>
    /// <returns>By queue, kind and version.</returns>
    public async Task<IReadOnlyList<ReadyKind>> ListUnservedKindsAsync(CancellationToken cancellationToken = default)
    {
        var ready = await _store.ListReadyKindsAsync(cancellationToken).ConfigureAwait(false);
        if (ready.Count == 0)
        {
            return ready;
        }

        WorkerSnapshot[] alive = [.. (await _store.GetWorkersAsync(cancellationToken).ConfigureAwait(false)).Where(worker => worker.IsAlive)];
        return [.. ready.Where(kind => !Array.Exists(alive, kind.IsServedBy))];
    }

    /// <summary>How many jobs pass a filter: what an action on it would look at.</summary>
    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken = default)
    {
        JobFilter.ThrowIfInvalid(filter);
        return _store.CountAsync(filter, cancellationToken);
    }

    /// <summary>
    /// Makes failed, cancelled and retry-scheduled jobs ready at once, with all their attempts again, and lets what was cancelled because of
    /// them wait for them again. Jobs whose parents ended badly or whose unique key is taken stay as they are.
    /// </summary>
    /// <returns>How many jobs that pass the filter were changed.</returns>
    public Task<long> RetryAsync(JobFilter filter, CancellationToken cancellationToken = default) => ApplyAsync(JobAction.Retry, filter, cancellationToken);

    /// <summary>Retries one job, as <see cref="RetryAsync(JobFilter, CancellationToken)"/>.</summary>
    /// <returns>False when nothing changed: there is no such job, or it cannot be retried as it is.</returns>
    public Task<bool> RetryAsync(JobId id, CancellationToken cancellationToken = default) => ApplyAsync(JobAction.Retry, id, cancellationToken);

    /// <summary>Calls off jobs that have not ended. A running one learns it with its worker's next beat, and ends when it listens.</summary>
    /// <returns>How many jobs that pass the filter were changed.</returns>
    public Task<long> CancelAsync(JobFilter filter, CancellationToken cancellationToken = default) => ApplyAsync(JobAction.Cancel, filter, cancellationToken);

    /// <summary>Calls off one job.</summary>
    /// <returns>False when nothing changed: there is no such job, or it has ended or was called off already.</returns>
    public Task<bool> CancelAsync(JobId id, CancellationToken cancellationToken = default) => ApplyAsync(JobAction.Cancel, id, cancellationToken);

    /// <summary>Removes jobs that do not run, without a trace.</summary>
    /// <returns>How many jobs that pass the filter were changed.</returns>
    public Task<long> DiscardAsync(JobFilter filter, CancellationToken cancellationToken = default) => ApplyAsync(JobAction.Discard, filter, cancellationToken);

    /// <summary>Removes one job.</summary>
    /// <returns>False when nothing changed: there is no such job, or it runs.</returns>
    public Task<bool> DiscardAsync(JobId id, CancellationToken cancellationToken = default) => ApplyAsync(JobAction.Discard, id, cancellationToken);

    /// <summary>
    /// Changes when jobs may run. Only jobs that neither run nor have completed are changed: a ready job that is not due any more is scheduled
    /// again, a job that failed has its next attempt then, and a job that waits for others still does.
    /// </summary>
    /// <param name="filter">Which.</param>
    /// <param name="runAt">Not before this instant, by the store's clock; as soon as possible when it is past.</param>
    /// <param name="cancellationToken">Gives up; some of them may have been changed by then.</param>
    /// <returns>How many were changed.</returns>
    public Task<long> RescheduleAsync(JobFilter filter, DateTimeOffset runAt, CancellationToken cancellationToken = default) =>
        ChangeAsync(new(RunAt: runAt), filter, cancellationToken);

    /// <summary>Changes when jobs may run, as <see cref="RescheduleAsync(JobFilter, DateTimeOffset, CancellationToken)"/>.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="delay">Not before this time has passed, by the store's clock; zero or more, at most 36,525 days.</param>
    /// <param name="cancellationToken">Gives up; some of them may have been changed by then.</param>
    /// <returns>How many were changed.</returns>
    public Task<long> RescheduleAsync(JobFilter filter, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, JobOptionsCheck.LongestTime);
        return ChangeAsync(new(Delay: delay), filter, cancellationToken);
    }

    /// <summary>Reschedules one job.</summary>
    /// <returns>False when nothing changed: there is no such job, or it runs or has completed.</returns>
    public async Task<bool> RescheduleAsync(JobId id, DateTimeOffset runAt, CancellationToken cancellationToken = default) =>
        await RescheduleAsync(new JobFilter { Ids = [id] }, runAt, cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Reschedules one job.</summary>
    /// <returns>False when nothing changed: there is no such job, or it runs or has completed.</returns>
    public async Task<bool> RescheduleAsync(JobId id, TimeSpan delay, CancellationToken cancellationToken = default) =>
        await RescheduleAsync(new JobFilter { Ids = [id] }, delay, cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Changes the priority of jobs that neither run nor have completed.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="priority">Higher runs sooner; any integer.</param>
    /// <param name="cancellationToken">Gives up; some of them may have been changed by then.</param>
    /// <returns>How many were changed.</returns>
    public Task<long> SetPriorityAsync(JobFilter filter, int priority, CancellationToken cancellationToken = default) =>
        ChangeAsync(new(Priority: priority), filter, cancellationToken);

    /// <summary>Changes the priority of one job.</summary>
    /// <returns>False when nothing changed: there is no such job, or it runs or has completed.</returns>
    public async Task<bool> SetPriorityAsync(JobId id, int priority, CancellationToken cancellationToken = default) =>
        await SetPriorityAsync(new JobFilter { Ids = [id] }, priority, cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Holds back the jobs of a queue on all nodes. What runs runs on.</summary>
    public Task PauseQueueAsync(string name, CancellationToken cancellationToken = default) => SetPausedAsync(new(Queue: Checked(name)), isPaused: true, cancellationToken);

    /// <summary>Lets the jobs of a queue go again.</summary>
    public Task ResumeQueueAsync(string name, CancellationToken cancellationToken = default) => SetPausedAsync(new(Queue: Checked(name)), isPaused: false, cancellationToken);

    /// <summary>Holds back the jobs of a kind in all queues, on all nodes. What runs runs on.</summary>
    /// <param name="name">The stable name under which its jobs are stored; jobs stored under an alias are another kind here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task PauseKindAsync(string name, CancellationToken cancellationToken = default) => SetPausedAsync(new(Kind: Checked(name)), isPaused: true, cancellationToken);

    /// <summary>Lets the jobs of a kind go again.</summary>
    public Task ResumeKindAsync(string name, CancellationToken cancellationToken = default) => SetPausedAsync(new(Kind: Checked(name)), isPaused: false, cancellationToken);

    /// <summary>What is held back, queues first, then kinds, then schedules, each by name.</summary>
    public Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken = default) => _store.ListPausesAsync(cancellationToken);

    /// <summary>Sets how much of a queue or of a limit key may go on over all nodes; a limit without numbers removes it. What runs runs on.</summary>
    /// <exception cref="ArgumentException">The limit makes no sense; the message says why.</exception>
    public Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken = default)
    {
        JobLimit.ThrowIfInvalid(limit);
        return _store.SetLimitAsync(limit, cancellationToken);
    }

    /// <summary>All limits, by name.</summary>
    public Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken = default) => _store.ListLimitsAsync(cancellationToken);

    /// <summary>All queues that have jobs, a pause or a limit.</summary>
    public Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken = default) => _store.GetStatisticsAsync(cancellationToken);

    /// <summary>The workers that are alive or were lately.</summary>
    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken = default) => _store.GetWorkersAsync(cancellationToken);

    private static string Checked(string name)
    {
        StoredText.ThrowIfInvalid(name, "The name", LongestName, nameof(name));
        return name;
    }

    private Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken) => _store.SetPausedAsync(target, isPaused, cancellationToken);

    private Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken)
    {
        JobFilter.ThrowIfInvalid(filter);
        return _store.ApplyAsync(action, filter, cancellationToken);
    }

    private Task<long> ChangeAsync(JobChange change, JobFilter filter, CancellationToken cancellationToken)
    {
        JobFilter.ThrowIfInvalid(filter);
        return _store.ChangeAsync(change, filter, cancellationToken);
    }

    private async Task<bool> ApplyAsync(JobAction action, JobId id, CancellationToken cancellationToken) =>
        await _store.ApplyAsync(action, new JobFilter { Ids = [id] }, cancellationToken).ConfigureAwait(false) > 0;
}
