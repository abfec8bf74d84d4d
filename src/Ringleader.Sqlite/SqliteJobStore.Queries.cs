using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Life;
using Ringleader.Sqlite.Reading;

namespace Ringleader.Sqlite;

/// <summary>What can be asked, and what is done to what was found.</summary>
public sealed partial class SqliteJobStore
{
    private const int LongestPage = 1000;

    /// <summary>How many jobs are changed in one transaction, so that others get at the file in between.</summary>
    private const int ChangedTogether = 500;

    /// <inheritdoc/>
    public async Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken)
    {
        var filter = new JobFilter { Ids = [id] };
        return await ListAsync(filter, before: null, count: 1, cancellationToken).ConfigureAwait(false) is [var job] ? job : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobSnapshot>> ListAsync(JobFilter filter, JobId? before, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LongestPage);
        return await _readers.AskAsync(database => JobQueries.List(database, filter, before, count, Now), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _readers.AskAsync(database => JobQueries.Count(database, filter, Now), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _writer.RunAsync(change => change.Life.Apply(action, JobQueries.ListIds(change.Database, filter, change.Now)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> ChangeAsync(JobChange change, JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (JobChange.LimitToWaiting(filter) is not { } waiting)
        {
            return 0;
        }

        var ids = await _readers.AskAsync(database => JobQueries.ListIds(database, waiting, Now), cancellationToken).ConfigureAwait(false);
        var changed = 0L;
        foreach (var part in ids.Chunk(ChangedTogether))
        {
            changed += await _writer.RunAsync(
                transaction => part.LongCount(id => new WaitingJobs(transaction).TryChange(id, change)), cancellationToken).ConfigureAwait(false);
        }

        return changed;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobSnapshot>> TakeFailuresAsync(int count, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var ids = await _writer.RunAsync(change => FailureReports.Take(change, count, lease), cancellationToken).ConfigureAwait(false);
        if (ids.Count == 0)
        {
            return [];
        }

        var filter = new JobFilter { Ids = [.. ids.Select(id => new JobId(id))], States = [JobState.Failed] };
        var jobs = await _readers.AskAsync(database => JobQueries.List(database, filter, before: null, ids.Count, Now), cancellationToken).ConfigureAwait(false);
        return [.. jobs.OrderBy(job => job.EndedAt).ThenBy(job => job.Id.Value)];
    }

    /// <inheritdoc/>
    public Task ConfirmFailuresAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return _writer.RunAsync(change => FailureReports.Confirm(change.Database, ids.Select(id => id.Value)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken) =>
        await _readers.AskAsync(database => JobQueries.Statistics(database, Now), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadyKind>> ListReadyKindsAsync(CancellationToken cancellationToken) =>
        await _readers.AskAsync(database => JobQueries.ReadyKinds(database, Now), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken) =>
        await _readers.AskAsync(database => JobQueries.Workers(database, Now), cancellationToken).ConfigureAwait(false);
}
