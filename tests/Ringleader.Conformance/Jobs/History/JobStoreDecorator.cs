using System.Runtime.CompilerServices;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs.History;

/// <summary>A store whose calls go through one method, to be failed, counted or ended there.</summary>
/// <param name="store">Does the work.</param>
public abstract class JobStoreDecorator(IJobStore store) : IJobStore
{
    public string Name => store.Name;

    public Task MigrateAsync(CancellationToken cancellationToken) => AroundAsync(() => store.MigrateAsync(cancellationToken));

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => AroundAsync(() => store.GetTimeAsync(cancellationToken));

    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken) =>
        AroundAsync(() => store.EnqueueAsync(jobs, cancellationToken));

    public Task<long> EnqueueBatchAsync(NewBatch batch, CancellationToken cancellationToken) => AroundAsync(() => store.EnqueueBatchAsync(batch, cancellationToken));

    public Task<WorkerLease> StartWorkerAsync(WorkerDescription worker, CancellationToken cancellationToken) =>
        AroundAsync(() => store.StartWorkerAsync(worker, cancellationToken));

    public Task<WorkerBeat> BeatAsync(WorkerLease lease, IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken) =>
        AroundAsync(() => store.BeatAsync(lease, progress, cancellationToken));

    public Task StopWorkerAsync(WorkerLease lease, CancellationToken cancellationToken) => AroundAsync(() => store.StopWorkerAsync(lease, cancellationToken));

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, JobClaim claim, CancellationToken cancellationToken) =>
        AroundAsync(() => store.ClaimAsync(lease, claim, cancellationToken));

    public Task<int> ReleaseUnknownAsync(WorkerLease lease, IReadOnlyList<JobId> known, CancellationToken cancellationToken) =>
        AroundAsync(() => store.ReleaseUnknownAsync(lease, known, cancellationToken));

    public Task<IReadOnlyList<bool>> FinishAsync(WorkerLease lease, IReadOnlyList<JobFinish> finishes, CancellationToken cancellationToken) =>
        AroundAsync(() => store.FinishAsync(lease, finishes, cancellationToken));

    public Task<bool> SetStateAsync(JobId id, long term, string name, string? value, CancellationToken cancellationToken) =>
        AroundAsync(() => store.SetStateAsync(id, term, name, value, cancellationToken));

    public Task<SweepReport> SweepAsync(SweepLimits limits, CancellationToken cancellationToken) => AroundAsync(() => store.SweepAsync(limits, cancellationToken));

    public Task WaitForWorkAsync(JobClaim claim, TimeSpan atMost, CancellationToken cancellationToken) =>
        AroundAsync(() => store.WaitForWorkAsync(claim, atMost, cancellationToken));

    public Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken) => AroundAsync(() => store.FindAsync(id, cancellationToken));

    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobFilter filter, JobId? before, int count, CancellationToken cancellationToken) =>
        AroundAsync(() => store.ListAsync(filter, before, count, cancellationToken));

    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken) => AroundAsync(() => store.CountAsync(filter, cancellationToken));

    public Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken) =>
        AroundAsync(() => store.ApplyAsync(action, filter, cancellationToken));

    public Task<IReadOnlyList<ReadyKind>> ListReadyKindsAsync(CancellationToken cancellationToken) => AroundAsync(() => store.ListReadyKindsAsync(cancellationToken));

    public Task<long> ChangeAsync(JobChange change, JobFilter filter, CancellationToken cancellationToken) => AroundAsync(() => store.ChangeAsync(change, filter, cancellationToken));

    public Task<IReadOnlyList<JobSnapshot>> TakeFailuresAsync(int count, TimeSpan lease, CancellationToken cancellationToken) =>
        AroundAsync(() => store.TakeFailuresAsync(count, lease, cancellationToken));

    public Task ConfirmFailuresAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken) => AroundAsync(() => store.ConfirmFailuresAsync(ids, cancellationToken));

    public Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken) => AroundAsync(() => store.GetStatisticsAsync(cancellationToken));

    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken) => AroundAsync(() => store.GetWorkersAsync(cancellationToken));

    public Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken) =>
        AroundAsync(() => store.SetPausedAsync(target, isPaused, cancellationToken));

    public Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken) => AroundAsync(() => store.ListPausesAsync(cancellationToken));

    public Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken) => AroundAsync(() => store.SetLimitAsync(limit, cancellationToken));

    public Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken) => AroundAsync(() => store.ListLimitsAsync(cancellationToken));

    public Task SaveScheduleAsync(StoredSchedule schedule, CancellationToken cancellationToken) =>
        AroundAsync(() => store.SaveScheduleAsync(schedule, cancellationToken));

    public Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken) => AroundAsync(() => store.RemoveScheduleAsync(name, cancellationToken));

    public Task<IReadOnlyList<StoredSchedule>> ListSchedulesAsync(CancellationToken cancellationToken) => AroundAsync(() => store.ListSchedulesAsync(cancellationToken));

    public Task<JobReceipt?> FireAsync(string schedule, DateTimeOffset instant, NewJob job, CancellationToken cancellationToken) =>
        AroundAsync(() => store.FireAsync(schedule, instant, job, cancellationToken));

    /// <summary>Does nothing: the store belongs to who made it.</summary>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a call, or does something in its place.</summary>
    /// <param name="call">The call of the store.</param>
    /// <param name="member">Which it is.</param>
    protected abstract Task<T> AroundAsync<T>(Func<Task<T>> call, [CallerMemberName] string member = "");

    private async Task AroundAsync(Func<Task> call, [CallerMemberName] string member = "") => await AroundAsync(
        async () =>
        {
            await call();
            return true;
        },
        member);
}
