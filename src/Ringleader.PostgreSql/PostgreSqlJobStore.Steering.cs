using NpgsqlTypes;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql.Database;
using Ringleader.PostgreSql.Rows;

namespace Ringleader.PostgreSql;

/// <summary>Pauses, limits and schedules.</summary>
public sealed partial class PostgreSqlJobStore
{
    /// <inheritdoc/>
    public async Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken)
    {
        PauseTarget.ThrowIfInvalid(target);
        var call = new StoreCall("set_paused").With(target.Queue).With(target.Kind).With(target.Schedule).With(isPaused);
        await _database.CallAsync(call, cancellationToken).ConfigureAwait(false);
        _wakeUp.Wake();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken) =>
        await _database.CallAsync(new StoreCall("pauses"), row => new PauseTarget(
            row.IsDBNull(0) ? null : row.GetString(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            row.IsDBNull(2) ? null : row.GetString(2)), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken)
    {
        JobLimit.ThrowIfInvalid(limit);
        var queue = limit.Name.StartsWith(JobLimit.QueuePrefix, StringComparison.Ordinal) ? limit.Name[JobLimit.QueuePrefix.Length..] : null;
        var call = new StoreCall("set_limit").With(limit.Name)
            .With(limit.Running, NpgsqlDbType.Integer)
            .With(limit.Starts, NpgsqlDbType.Integer)
            .With(Durations.ToMicroseconds(limit.Per), NpgsqlDbType.Bigint)
            .With(queue);
        await _database.CallAsync(call, cancellationToken).ConfigureAwait(false);
        _wakeUp.Wake();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken) =>
        await _database.CallAsync(new StoreCall("limits"), row => new JobLimit(
            row.GetString(0),
            row.IsDBNull(1) ? null : row.GetInt32(1),
            row.IsDBNull(2) ? null : row.GetInt32(2),
            row.IsDBNull(3) ? null : Durations.FromMicroseconds(row.GetInt64(3))), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task SaveScheduleAsync(StoredSchedule schedule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var call = new StoreCall("save_schedule").With(schedule.Name).With(schedule.Text).WithJson(NewJobJson.Write(schedule.Job)).With(schedule.Missed);
        return _database.CallAsync(call, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _database.CallAsync<bool>(new StoreCall("remove_schedule").With(name), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredSchedule>> ListSchedulesAsync(CancellationToken cancellationToken) =>
        await _database.CallAsync(new StoreCall("schedules"), row => new StoredSchedule(
            row.GetString(0),
            row.GetString(1),
            NewJobJson.Read(row.GetString(2)),
            row.GetString(3),
            row.GetBoolean(4),
            row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
            row.GetFieldValue<DateTimeOffset>(6)), cancellationToken).ConfigureAwait(false);
}
