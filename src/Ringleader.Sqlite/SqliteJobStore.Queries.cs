using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Reading;

namespace Ringleader.Sqlite;

/// <summary>What can be asked, and what is done to what was found.</summary>
public sealed partial class SqliteJobStore
{
    private const int LongestPage = 1000;

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
    public async Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken) =>
        await _readers.AskAsync(database => JobQueries.Statistics(database, Now), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadyKind>> ListReadyKindsAsync(CancellationToken cancellationToken) =>
        await _readers.AskAsync(database => JobQueries.ReadyKinds(database, Now), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken) =>
        await _readers.AskAsync(database => JobQueries.Workers(database, Now), cancellationToken).ConfigureAwait(false);
}
