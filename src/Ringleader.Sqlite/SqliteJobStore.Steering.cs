using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Reading;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite;

/// <summary>Pauses, limits and schedules.</summary>
public sealed partial class SqliteJobStore
{
    /// <inheritdoc/>
    public Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken)
    {
        PauseTarget.ThrowIfInvalid(target);
        return _writer.RunAsync(change => SteeringChanges.SetPaused(change, target, isPaused), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken) =>
        await _readers.AskAsync(SteeringQueries.Pauses, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken)
    {
        JobLimit.ThrowIfInvalid(limit);
        return _writer.RunAsync(change => SteeringChanges.SetLimit(change, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken) =>
        await _readers.AskAsync(SteeringQueries.Limits, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task SaveScheduleAsync(StoredSchedule schedule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return _writer.RunAsync(change => SteeringChanges.SaveSchedule(change, schedule), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _writer.RunAsync(change => change.Database.Use("schedule-delete").Bind(name).Run() == 1, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredSchedule>> ListSchedulesAsync(CancellationToken cancellationToken) =>
        await _readers.AskAsync(SteeringQueries.Schedules, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<JobReceipt?> FireAsync(string schedule, DateTimeOffset instant, NewJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(job);
        return _writer.RunAsync(change => change.Life.Fire(schedule, instant, job), cancellationToken);
    }
}
