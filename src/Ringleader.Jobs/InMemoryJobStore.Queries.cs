using Ringleader.Jobs.Memory;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs;

/// <summary>What can be asked.</summary>
public sealed partial class InMemoryJobStore
{
    private const int LongestPage = 1000;

    /// <inheritdoc/>
    public Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken)
    {
        using var scope = Enter(cancellationToken);
        return Task.FromResult(_table.Find(id)?.ToSnapshot());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobFilter filter, JobId? before, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LongestPage);
        using var scope = Enter(cancellationToken);

        // The smallest number of those kept is thrown out first.
        var newest = new PriorityQueue<JobEntry, long>();
        foreach (var job in Matching(filter))
        {
            if (before is null || job.Id < before.Value.Value)
            {
                newest.Enqueue(job, job.Id);
                if (newest.Count > count)
                {
                    newest.Dequeue();
                }
            }
        }

        return Task.FromResult<IReadOnlyList<JobSnapshot>>([.. newest.UnorderedItems.Select(item => item.Element).OrderByDescending(job => job.Id).Select(job => job.ToSnapshot())]);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var scope = Enter(cancellationToken);
        return Task.FromResult(Matching(filter).LongCount());
    }

    /// <inheritdoc/>
    public Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var scope = Enter(cancellationToken);
        return Task.FromResult(_life.Apply(action, [.. Matching(filter).OrderBy(job => job.Id)], Now));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadyKind>> ListReadyKindsAsync(CancellationToken cancellationToken)
    {
        using var scope = Enter(cancellationToken);
        var now = Now;
        return Task.FromResult(ReadyKind.Merge(
            from queue in _table.Queues
            from lane in queue.Lanes
            let due = lane.OldestDue()
            where due is not null
            select new ReadyKind(queue.Name, lane.Kind, lane.Version, TimeSpan.FromTicks(now - due.Value))));
    }

    /// <inheritdoc/>
    public Task<long> ChangeAsync(JobChange change, JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        using var scope = Enter(cancellationToken);
        var now = Now;
        return Task.FromResult(JobChange.LimitToWaiting(filter) is { } waiting
            ? Matching(waiting).OrderBy(job => job.Id).ToList().LongCount(job => _life.TryChange(job, job.Job with
            {
                RunAt = change.RunAt,
                Delay = change.Delay,
                Priority = change.Priority ?? job.Job.Priority,
            }, change.RunAt is not null || change.Delay is not null, now))
            : 0);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobSnapshot>> TakeFailuresAsync(int count, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using var scope = Enter(cancellationToken);
        var now = Now;
        return Task.FromResult<IReadOnlyList<JobSnapshot>>([.. _reports.Take(count, now, now + lease.Ticks).Select(job => job.ToSnapshot())]);
    }

    /// <inheritdoc/>
    public Task ConfirmFailuresAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using var scope = Enter(cancellationToken);
        _reports.Confirm(ids);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken)
    {
        using var scope = Enter(cancellationToken);
        var now = Now;
        return Task.FromResult<IReadOnlyList<QueueStatistics>>(
        [
            .. _table.Queues.Where(queue => !queue.IsIdle).OrderBy(queue => queue.Name, StringComparer.Ordinal).Select(queue => Describe(queue, now)),
        ]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken)
    {
        using var scope = Enter(cancellationToken);
        var now = Now;
        return Task.FromResult<IReadOnlyList<WorkerSnapshot>>([.. _workers.All.Select(worker => worker.ToSnapshot(now))]);
    }

    private static QueueStatistics Describe(QueueEntry queue, long now)
    {
        var counts = new Dictionary<JobState, long>();
        for (var state = 0; state < queue.Counts.Length; state++)
        {
            if (queue.Counts[state] > 0)
            {
                counts.Add((JobState)state, queue.Counts[state]);
            }
        }

        return new(queue.Name, counts, queue.OldestDue() is { } due ? TimeSpan.FromTicks(now - due) : null, queue.IsPaused);
    }

    private IEnumerable<JobEntry> Matching(JobFilter filter)
    {
        var now = Now;
        var candidates = filter.Ids is { } ids ? ids.Distinct().Select(_table.Find).OfType<JobEntry>() : _table.Jobs;
        return candidates.Where(job => FilterMatch.Passes(job, filter, now));
    }
}
