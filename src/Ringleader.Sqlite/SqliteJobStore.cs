using System.Data.Common;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite;

/// <summary>Keeps jobs in one SQLite file, for the processes of one machine. Durable and thread-safe.</summary>
public sealed class SqliteJobStore : ITransactionalJobStore
{
    private readonly string _path;

    /// <summary>Creates the store; nothing is opened yet.</summary>
    /// <param name="path">The file. It is made by <see cref="MigrateAsync"/> if there is none.</param>
    /// <param name="options">How it behaves; the defaults when null.</param>
    /// <param name="timeProvider">The clock of the store, the same for all processes; the machine's when null.</param>
    public SqliteJobStore(string path, SqliteJobStoreOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <inheritdoc/>
    public string Name => "sqlite:" + System.IO.Path.GetFileName(_path);

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<long> EnqueueBatchAsync(NewBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<WorkerLease> StartWorkerAsync(WorkerDescription worker, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<WorkerBeat> BeatAsync(WorkerLease lease, IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task StopWorkerAsync(WorkerLease lease, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, JobClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<int> ReleaseUnknownAsync(WorkerLease lease, IReadOnlyList<JobId> known, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<bool>> FinishAsync(WorkerLease lease, IReadOnlyList<JobFinish> finishes, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<bool> SetStateAsync(JobId id, long term, string name, string? value, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<SweepReport> SweepAsync(SweepLimits limits, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task WaitForWorkAsync(JobClaim claim, TimeSpan atMost, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobFilter filter, JobId? before, int count, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task SaveScheduleAsync(StoredSchedule schedule, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredSchedule>> ListSchedulesAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<JobReceipt?> FireAsync(string schedule, DateTimeOffset instant, NewJob job, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(DbTransaction transaction, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public Task<bool> FinishAsync(DbTransaction transaction, JobFinish finish, CancellationToken cancellationToken) => throw new NotSupportedException("Not there yet.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
