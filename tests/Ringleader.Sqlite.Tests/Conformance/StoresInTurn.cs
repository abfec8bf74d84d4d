using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Tests.Conformance;

/// <summary>Several stores on one file as one: each call goes to the next of them, as if they were processes.</summary>
public sealed class StoresInTurn(IReadOnlyList<IJobStore> stores) : IJobStore
{
    private int _turn;

    public string Name => Next.Name;

    private IJobStore Next => stores[(Interlocked.Increment(ref _turn) & int.MaxValue) % stores.Count];

    public Task MigrateAsync(CancellationToken cancellationToken) => Next.MigrateAsync(cancellationToken);

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => Next.GetTimeAsync(cancellationToken);

    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken) => Next.EnqueueAsync(jobs, cancellationToken);

    public Task<long> EnqueueBatchAsync(NewBatch batch, CancellationToken cancellationToken) => Next.EnqueueBatchAsync(batch, cancellationToken);

    public Task<WorkerLease> StartWorkerAsync(WorkerDescription worker, CancellationToken cancellationToken) => Next.StartWorkerAsync(worker, cancellationToken);

    public Task<WorkerBeat> BeatAsync(WorkerLease lease, IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken) =>
        Next.BeatAsync(lease, progress, cancellationToken);

    public Task StopWorkerAsync(WorkerLease lease, CancellationToken cancellationToken) => Next.StopWorkerAsync(lease, cancellationToken);

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, JobClaim claim, CancellationToken cancellationToken) =>
        Next.ClaimAsync(lease, claim, cancellationToken);

    public Task<int> ReleaseUnknownAsync(WorkerLease lease, IReadOnlyList<JobId> known, CancellationToken cancellationToken) =>
        Next.ReleaseUnknownAsync(lease, known, cancellationToken);

    public Task<IReadOnlyList<bool>> FinishAsync(WorkerLease lease, IReadOnlyList<JobFinish> finishes, CancellationToken cancellationToken) =>
        Next.FinishAsync(lease, finishes, cancellationToken);

    public Task<bool> SetStateAsync(JobId id, long term, string name, string? value, CancellationToken cancellationToken) =>
        Next.SetStateAsync(id, term, name, value, cancellationToken);

    public Task<SweepReport> SweepAsync(SweepLimits limits, CancellationToken cancellationToken) => Next.SweepAsync(limits, cancellationToken);

    public Task WaitForWorkAsync(JobClaim claim, TimeSpan atMost, CancellationToken cancellationToken) => Next.WaitForWorkAsync(claim, atMost, cancellationToken);

    public Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken) => Next.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobFilter filter, JobId? before, int count, CancellationToken cancellationToken) =>
        Next.ListAsync(filter, before, count, cancellationToken);

    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken) => Next.CountAsync(filter, cancellationToken);

    public Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken) => Next.ApplyAsync(action, filter, cancellationToken);

    public Task<IReadOnlyList<ReadyKind>> ListReadyKindsAsync(CancellationToken cancellationToken) => Next.ListReadyKindsAsync(cancellationToken);

    public Task<long> ChangeAsync(JobChange change, JobFilter filter, CancellationToken cancellationToken) => Next.ChangeAsync(change, filter, cancellationToken);

    public Task<IReadOnlyList<JobSnapshot>> TakeFailuresAsync(int count, TimeSpan lease, CancellationToken cancellationToken) =>
        Next.TakeFailuresAsync(count, lease, cancellationToken);

    public Task ConfirmFailuresAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken) => Next.ConfirmFailuresAsync(ids, cancellationToken);

    public Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken) => Next.GetStatisticsAsync(cancellationToken);

    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken) => Next.GetWorkersAsync(cancellationToken);

    public Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken) => Next.SetPausedAsync(target, isPaused, cancellationToken);

    public Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken) => Next.ListPausesAsync(cancellationToken);

    public Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken) => Next.SetLimitAsync(limit, cancellationToken);

    public Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken) => Next.ListLimitsAsync(cancellationToken);

    public Task SaveScheduleAsync(StoredSchedule schedule, CancellationToken cancellationToken) => Next.SaveScheduleAsync(schedule, cancellationToken);

    public Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken) => Next.RemoveScheduleAsync(name, cancellationToken);

    public Task<IReadOnlyList<StoredSchedule>> ListSchedulesAsync(CancellationToken cancellationToken) => Next.ListSchedulesAsync(cancellationToken);

    public Task<JobReceipt?> FireAsync(string schedule, DateTimeOffset instant, NewJob job, CancellationToken cancellationToken) =>
        Next.FireAsync(schedule, instant, job, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }
}
