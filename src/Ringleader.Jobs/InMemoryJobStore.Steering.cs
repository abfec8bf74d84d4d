using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs;

/// <summary>Pauses, limits and schedules.</summary>
public sealed partial class InMemoryJobStore
{
    /// <inheritdoc/>
    public Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken)
    {
        PauseTarget.ThrowIfInvalid(target);
        using var scope = Enter(cancellationToken);
        if (target.Queue is { } queue)
        {
            _table.QueueOf(queue).IsPaused = isPaused;
        }
        else if (target.Kind is { } kind)
        {
            _ = isPaused ? _pausedKinds.Add(kind) : _pausedKinds.Remove(kind);
        }
        else if (target.Schedule is { } schedule)
        {
            _schedules.SetPaused(schedule, isPaused);
        }

        _signal.WakeAll();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken)
    {
        using var scope = Enter(cancellationToken);
        return Task.FromResult<IReadOnlyList<PauseTarget>>(
        [
            .. _table.Queues.Where(queue => queue.IsPaused).Select(queue => queue.Name).Order(StringComparer.Ordinal).Select(queue => new PauseTarget(Queue: queue)),
            .. _pausedKinds.Order(StringComparer.Ordinal).Select(kind => new PauseTarget(Kind: kind)),
            .. _schedules.All.Where(schedule => schedule.IsPaused).Select(schedule => new PauseTarget(Schedule: schedule.Name)),
        ]);
    }

    /// <inheritdoc/>
    public Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken)
    {
        JobLimit.ThrowIfInvalid(limit);
        using var scope = Enter(cancellationToken);
        foreach (var gate in _limits.Set(limit))
        {
            _life.Balance(gate);
        }

        if (limit.Name.StartsWith(JobLimit.QueuePrefix, StringComparison.Ordinal))
        {
            _table.QueueOf(limit.Name[JobLimit.QueuePrefix.Length..]).SetLimit(limit is { Running: null, Starts: null } ? null : limit, Now);
        }

        _signal.WakeAll();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken)
    {
        using var scope = Enter(cancellationToken);
        return Task.FromResult(_limits.All);
    }

    /// <inheritdoc/>
    public Task SaveScheduleAsync(StoredSchedule schedule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        using var scope = Enter(cancellationToken);
        _schedules.Save(schedule, new(Now, TimeSpan.Zero));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var scope = Enter(cancellationToken);
        return Task.FromResult(_schedules.Remove(name));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredSchedule>> ListSchedulesAsync(CancellationToken cancellationToken)
    {
        using var scope = Enter(cancellationToken);
        return Task.FromResult(_schedules.All);
    }

    /// <inheritdoc/>
    public Task<JobReceipt?> FireAsync(string schedule, DateTimeOffset instant, NewJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(job);
        using var scope = Enter(cancellationToken);
        if (!_schedules.IsOpen(schedule, instant))
        {
            return Task.FromResult<JobReceipt?>(null);
        }

        CheckParents([job]);
        _schedules.MarkFired(schedule, instant);
        return Task.FromResult<JobReceipt?>(Admit([job], batch: null, Now)[0]);
    }
}
