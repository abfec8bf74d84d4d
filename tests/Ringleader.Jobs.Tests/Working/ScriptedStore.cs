using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Tests.Working;

/// <summary>A store whose calls a test counts, waits for, cuts off before they are done, or whose answers it loses.</summary>
internal sealed class ScriptedStore(IJobStore store) : ITransactionalJobStore
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly Lock _lock = new();
    private readonly List<(string Member, int Count, TaskCompletionSource Reached)> _watchers = [];
    private volatile bool _isAway;
    private volatile string? _loseAnswerOf;

    /// <summary>Called at the end of each call that was not cut off.</summary>
    public Action<string>? Answered { get; set; }

    /// <summary>What was finished, with what the store said to it.</summary>
    public ConcurrentQueue<(JobFinish Finish, bool WasTaken)> Finishes { get; } = [];

    /// <summary>What the store refuses for good.</summary>
    public Func<JobFinish, bool> Refuses { get; set; } = static _ => false;

    /// <summary>What progress the store refuses for good.</summary>
    public Func<JobProgress, bool> RefusesProgress { get; set; } = static _ => false;

    public string Name => store.Name;

    public int TotalCalls => _calls.Values.Sum();

    /// <summary>While true, each call fails before anything is done.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    public int CallsOf(string member) => _calls.GetValueOrDefault(member);

    /// <summary>The next call of the member does its work, and fails.</summary>
    public void LoseAnswerOf(string member) => _loseAnswerOf = member;

    /// <summary>Ends when a member has been called so often in all, however the calls ended.</summary>
    public Task WhenCalledAsync(string member, int count)
    {
        lock (_lock)
        {
            if (CallsOf(member) >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((member, count, reached));
            return reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public Task MigrateAsync(CancellationToken cancellationToken) => CallAsync(() => store.MigrateAsync(cancellationToken));

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => CallAsync(() => store.GetTimeAsync(cancellationToken));

    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken) =>
        CallAsync(() => store.EnqueueAsync(jobs, cancellationToken));

    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(DbTransaction transaction, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken) =>
        CallAsync(() => store.EnqueueAsync(jobs, cancellationToken));

    public Task<long> EnqueueBatchAsync(NewBatch batch, CancellationToken cancellationToken) => CallAsync(() => store.EnqueueBatchAsync(batch, cancellationToken));

    public Task<WorkerLease> StartWorkerAsync(WorkerDescription worker, CancellationToken cancellationToken) => CallAsync(() => store.StartWorkerAsync(worker, cancellationToken));

    public Task<WorkerBeat> BeatAsync(WorkerLease lease, IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken) =>
        CallAsync(() => progress.Any(RefusesProgress) ? throw new ArgumentException("The store does not take that progress.") : store.BeatAsync(lease, progress, cancellationToken));

    public Task StopWorkerAsync(WorkerLease lease, CancellationToken cancellationToken) => CallAsync(() => store.StopWorkerAsync(lease, cancellationToken));

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, JobClaim claim, CancellationToken cancellationToken) =>
        CallAsync(() => store.ClaimAsync(lease, claim, cancellationToken));

    public Task<int> ReleaseUnknownAsync(WorkerLease lease, IReadOnlyList<JobId> known, CancellationToken cancellationToken) =>
        CallAsync(() => store.ReleaseUnknownAsync(lease, known, cancellationToken));

    public Task<IReadOnlyList<bool>> FinishAsync(WorkerLease lease, IReadOnlyList<JobFinish> finishes, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        if (finishes.Any(Refuses))
        {
            throw new ArgumentException("The store does not take that.");
        }

        var taken = await store.FinishAsync(lease, finishes, cancellationToken);
        for (var place = 0; place < finishes.Count; place++)
        {
            Finishes.Enqueue((finishes[place], taken[place]));
        }

        return taken;
    });

    public Task<bool> FinishAsync(DbTransaction transaction, JobFinish finish, CancellationToken cancellationToken) =>
        CallAsync(async () => !((ScriptedTransaction)transaction).Commits || (await store.FinishAsync(new(0, default), [finish], cancellationToken))[0]);

    public Task<bool> SetStateAsync(JobId id, long term, string name, string? value, CancellationToken cancellationToken) =>
        CallAsync(() => store.SetStateAsync(id, term, name, value, cancellationToken));

    public Task<SweepReport> SweepAsync(SweepLimits limits, CancellationToken cancellationToken) => CallAsync(() => store.SweepAsync(limits, cancellationToken));

    public Task WaitForWorkAsync(JobClaim claim, TimeSpan atMost, CancellationToken cancellationToken) =>
        CallAsync(() => store.WaitForWorkAsync(claim, atMost, cancellationToken));

    public Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken) => CallAsync(() => store.FindAsync(id, cancellationToken));

    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobFilter filter, JobId? before, int count, CancellationToken cancellationToken) =>
        CallAsync(() => store.ListAsync(filter, before, count, cancellationToken));

    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken) => CallAsync(() => store.CountAsync(filter, cancellationToken));

    public Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken) => CallAsync(() => store.ApplyAsync(action, filter, cancellationToken));

    public Task<IReadOnlyList<ReadyKind>> ListReadyKindsAsync(CancellationToken cancellationToken) => CallAsync(() => store.ListReadyKindsAsync(cancellationToken));

    public Task<long> ChangeAsync(JobChange change, JobFilter filter, CancellationToken cancellationToken) => CallAsync(() => store.ChangeAsync(change, filter, cancellationToken));

    public Task<IReadOnlyList<JobSnapshot>> TakeFailuresAsync(int count, TimeSpan lease, CancellationToken cancellationToken) =>
        CallAsync(() => store.TakeFailuresAsync(count, lease, cancellationToken));

    public Task ConfirmFailuresAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken) => CallAsync(() => store.ConfirmFailuresAsync(ids, cancellationToken));

    public Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken) => CallAsync(() => store.GetStatisticsAsync(cancellationToken));

    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken) => CallAsync(() => store.GetWorkersAsync(cancellationToken));

    public Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken) => CallAsync(() => store.SetPausedAsync(target, isPaused, cancellationToken));

    public Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken) => CallAsync(() => store.ListPausesAsync(cancellationToken));

    public Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken) => CallAsync(() => store.SetLimitAsync(limit, cancellationToken));

    public Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken) => CallAsync(() => store.ListLimitsAsync(cancellationToken));

    public Task SaveScheduleAsync(StoredSchedule schedule, CancellationToken cancellationToken) => CallAsync(() => store.SaveScheduleAsync(schedule, cancellationToken));

    public Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken) => CallAsync(() => store.RemoveScheduleAsync(name, cancellationToken));

    public Task<IReadOnlyList<StoredSchedule>> ListSchedulesAsync(CancellationToken cancellationToken) => CallAsync(() => store.ListSchedulesAsync(cancellationToken));

    public Task<JobReceipt?> FireAsync(string schedule, DateTimeOffset instant, NewJob job, CancellationToken cancellationToken) =>
        CallAsync(() => store.FireAsync(schedule, instant, job, cancellationToken));

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task CallAsync(Func<Task> call, [CallerMemberName] string member = "") => await CallAsync(
        async () =>
        {
            await call();
            return true;
        },
        member);

    private async Task<T> CallAsync<T>(Func<Task<T>> call, [CallerMemberName] string member = "")
    {
        try
        {
            if (_isAway)
            {
                throw new InjectedFaultException("The store is away.");
            }

            var answer = await call();
            if (_loseAnswerOf == member)
            {
                _loseAnswerOf = null;
                throw new InjectedFaultException("The answer was lost.");
            }

            Answered?.Invoke(member);
            return answer;
        }
        finally
        {
            Count(member);
        }
    }

    private void Count(string member)
    {
        lock (_lock)
        {
            var count = _calls.AddOrUpdate(member, 1, static (_, count) => count + 1);
            foreach (var watcher in _watchers.Where(watcher => watcher.Member == member && watcher.Count <= count).ToArray())
            {
                watcher.Reached.SetResult();
                _watchers.Remove(watcher);
            }
        }
    }
}
