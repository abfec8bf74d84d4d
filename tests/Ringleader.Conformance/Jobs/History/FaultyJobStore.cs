using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs.History;

/// <summary>A store whose calls fail now and then: before anything was done, or after it was done and only the answer is lost.</summary>
/// <param name="store">Does the work.</param>
/// <param name="random">Decides.</param>
/// <param name="rate">The share of calls that fail, 0 to 1; half of them before.</param>
public sealed class FaultyJobStore(IJobStore store, Random random, double rate) : IJobStore
{
    private readonly Lock _lock = new();

    public string Name => store.Name;

    public Task MigrateAsync(CancellationToken cancellationToken) => DisturbAsync(() => store.MigrateAsync(cancellationToken));

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => DisturbAsync(() => store.GetTimeAsync(cancellationToken));

    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.EnqueueAsync(jobs, cancellationToken));

    public Task<long> EnqueueBatchAsync(NewBatch batch, CancellationToken cancellationToken) => DisturbAsync(() => store.EnqueueBatchAsync(batch, cancellationToken));

    public Task<WorkerLease> StartWorkerAsync(WorkerDescription worker, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.StartWorkerAsync(worker, cancellationToken));

    public Task<WorkerBeat> BeatAsync(WorkerLease lease, IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.BeatAsync(lease, progress, cancellationToken));

    public Task StopWorkerAsync(WorkerLease lease, CancellationToken cancellationToken) => DisturbAsync(() => store.StopWorkerAsync(lease, cancellationToken));

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, JobClaim claim, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.ClaimAsync(lease, claim, cancellationToken));

    public Task<int> ReleaseUnknownAsync(WorkerLease lease, IReadOnlyList<JobId> known, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.ReleaseUnknownAsync(lease, known, cancellationToken));

    public Task<IReadOnlyList<bool>> FinishAsync(WorkerLease lease, IReadOnlyList<JobFinish> finishes, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.FinishAsync(lease, finishes, cancellationToken));

    public Task<bool> SetStateAsync(JobId id, long term, string name, string? value, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.SetStateAsync(id, term, name, value, cancellationToken));

    public Task<SweepReport> SweepAsync(SweepLimits limits, CancellationToken cancellationToken) => DisturbAsync(() => store.SweepAsync(limits, cancellationToken));

    public Task WaitForWorkAsync(JobClaim claim, TimeSpan atMost, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.WaitForWorkAsync(claim, atMost, cancellationToken));

    public Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken) => DisturbAsync(() => store.FindAsync(id, cancellationToken));

    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobFilter filter, JobId? before, int count, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.ListAsync(filter, before, count, cancellationToken));

    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken) => DisturbAsync(() => store.CountAsync(filter, cancellationToken));

    public Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.ApplyAsync(action, filter, cancellationToken));

    public Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken) => DisturbAsync(() => store.GetStatisticsAsync(cancellationToken));

    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken) => DisturbAsync(() => store.GetWorkersAsync(cancellationToken));

    public Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.SetPausedAsync(target, isPaused, cancellationToken));

    public Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken) => DisturbAsync(() => store.ListPausesAsync(cancellationToken));

    public Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken) => DisturbAsync(() => store.SetLimitAsync(limit, cancellationToken));

    public Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken) => DisturbAsync(() => store.ListLimitsAsync(cancellationToken));

    public Task SaveScheduleAsync(StoredSchedule schedule, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.SaveScheduleAsync(schedule, cancellationToken));

    public Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken) => DisturbAsync(() => store.RemoveScheduleAsync(name, cancellationToken));

    public Task<IReadOnlyList<StoredSchedule>> ListSchedulesAsync(CancellationToken cancellationToken) => DisturbAsync(() => store.ListSchedulesAsync(cancellationToken));

    public Task<JobReceipt?> FireAsync(string schedule, DateTimeOffset instant, NewJob job, CancellationToken cancellationToken) =>
        DisturbAsync(() => store.FireAsync(schedule, instant, job, cancellationToken));

    /// <summary>Does nothing: the store belongs to who made it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task DisturbAsync(Func<Task> call) => await DisturbAsync(async () =>
    {
        await call();
        return true;
    });

    private async Task<T> DisturbAsync<T>(Func<Task<T>> call)
    {
        double fate;
        lock (_lock)
        {
            fate = random.NextDouble();
        }

        if (fate < rate / 2)
        {
            throw new InjectedFaultException("The store could not be reached.");
        }

        var answer = await call();
        return fate < rate ? throw new InjectedFaultException("The answer of the store was lost.") : answer;
    }
}
