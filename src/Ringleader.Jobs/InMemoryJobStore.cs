using Ringleader.Jobs.Memory;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs;

/// <summary>
/// Keeps jobs in the memory of this process: for tests, for development, and for work that may be lost with the process. Exact and fast.
/// Thread-safe.
/// </summary>
/// <remarks>
/// It behaves as the durable stores do, which one conformance suite holds for all of them. Its memory is bounded by the jobs that have not
/// ended or have failed, and for the others by <see cref="InMemoryJobStoreOptions"/>. Each member is one short change under one lock;
/// <see cref="ListAsync"/>, <see cref="CountAsync"/> and <see cref="ApplyAsync"/> look at every job unless the filter names some.
/// </remarks>
public sealed partial class InMemoryJobStore : IJobStore
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new(); // Guards everything below.
    private readonly JobTable _table = new();
    private readonly Limits _limits = new();
    private readonly Workers _workers = new();
    private readonly ScheduleTable _schedules = new();
    private readonly WorkSignal _signal = new();
    private readonly FailureReports _reports = new();
    private readonly RecentTokens _jobTokens = new();
    private readonly RecentTokens _batchTokens = new();
    private readonly HashSet<string> _pausedKinds = new(StringComparer.Ordinal);
    private readonly JobLife _life;
    private readonly Claims _claims;
    private readonly Housekeeping _housekeeping;
    private readonly TimeProvider _timeProvider;
    private long _lastBatchId;
    private bool _isDisposed;

    /// <summary>Creates an empty store.</summary>
    /// <param name="options">How it behaves; the defaults when null.</param>
    /// <param name="timeProvider">The clock of the store; the system's when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number or a time of the options is negative.</exception>
    public InMemoryJobStore(InMemoryJobStoreOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegative(options.KeepAtMost, nameof(options));
        JobRetention.ThrowIfInvalid(options.Retention);

        _timeProvider = timeProvider ?? TimeProvider.System;
        var ended = new EndedJobs(options.Retention, options.KeepAtMost);
        _life = new(_table, _limits, ended, _reports, _signal);
        _claims = new(_table, _life, _pausedKinds);
        _housekeeping = new(_table, _life, ended, _workers);
    }

    /// <inheritdoc/>
    public string Name => "memory:";

    private long Now => _timeProvider.GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => Task.FromResult(_timeProvider.GetUtcNow().ToUniversalTime());

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        using var scope = Enter(cancellationToken);
        CheckParents(jobs);
        return Task.FromResult<IReadOnlyList<JobReceipt>>(Admit(jobs, batch: null, Now));
    }

    /// <inheritdoc/>
    public Task<long> EnqueueBatchAsync(NewBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = Enter(cancellationToken);
        var now = Now;
        if (_batchTokens.Find(batch.Token) is var known and not 0)
        {
            return Task.FromResult(known);
        }

        CheckParents(batch.Jobs);

        // One is counted on top until all are in, so that nothing follows from the first of them alone.
        var entry = new BatchEntry(++_lastBatchId, batch.OnSucceeded, batch.OnEnded) { Unended = 1, Unsucceeded = 1 };
        _batchTokens.Add(batch.Token, entry.Id, now);
        Admit(batch.Jobs, entry, now);
        entry.Unended--;
        entry.Unsucceeded--;
        _life.EnqueueFollowers(entry, now);
        return Task.FromResult(entry.Id);
    }

    /// <inheritdoc/>
    public Task<WorkerLease> StartWorkerAsync(WorkerDescription worker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        using var scope = Enter(cancellationToken);
        return Task.FromResult(_workers.Start(worker, Now));
    }

    /// <inheritdoc/>
    public Task<WorkerBeat> BeatAsync(WorkerLease lease, IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(progress);
        using var scope = Enter(cancellationToken);
        var now = Now;
        if (_workers.Find(lease) is not { } worker || !worker.Stands(now))
        {
            return Task.FromResult(new WorkerBeat(Stands: false, []));
        }

        worker.LastBeat = now;
        foreach (var report in progress)
        {
            if (FindHeld(report.Id, report.Term) is { } job)
            {
                job.Progress = report.Progress;
                job.Note = report.Note ?? job.Note;
            }
        }

        return Task.FromResult(new WorkerBeat(
            Stands: true, [.. worker.Jobs.Where(job => job.IsCalledOff).Select(job => new JobId(job.Id))], _claims.DoesSuspectWait(worker.Description, now)));
    }

    /// <inheritdoc/>
    public Task StopWorkerAsync(WorkerLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        using var scope = Enter(cancellationToken);
        if (_workers.Find(lease) is { } worker)
        {
            worker.HasStopped = true;
            foreach (var job in worker.Jobs.ToArray())
            {
                _life.Release(job, Now);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, JobClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(claim), claim.Count, "A claim is for at least one job.");
        }

        using var scope = Enter(cancellationToken);
        var now = Now;
        if (_workers.Find(lease) is not { } worker || !worker.Stands(now))
        {
            return Task.FromResult<IReadOnlyList<ClaimedJob>>([]);
        }

        _life.Promote(int.MaxValue, now);
        return Task.FromResult<IReadOnlyList<ClaimedJob>>(_claims.Claim(worker, claim, now));
    }

    /// <inheritdoc/>
    public Task<int> ReleaseUnknownAsync(WorkerLease lease, IReadOnlyList<JobId> known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(known);
        using var scope = Enter(cancellationToken);
        HashSet<JobId> kept = [.. known];
        JobEntry[] unknown = [.. _workers.Find(lease)?.Jobs.Where(job => !kept.Contains(new(job.Id))) ?? []];
        foreach (var job in unknown)
        {
            _life.Release(job, Now);
        }

        return Task.FromResult(unknown.Length);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<bool>> FinishAsync(WorkerLease lease, IReadOnlyList<JobFinish> finishes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(finishes);
        using var scope = Enter(cancellationToken);
        var now = Now;
        var recorded = new bool[finishes.Count];
        for (var index = 0; index < recorded.Length; index++)
        {
            recorded[index] = _life.Finish(finishes[index], now);
        }

        return Task.FromResult<IReadOnlyList<bool>>(recorded);
    }

    /// <inheritdoc/>
    public Task<bool> SetStateAsync(JobId id, long term, string name, string? value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var scope = Enter(cancellationToken);
        if (FindHeld(id, term) is not { } job)
        {
            return Task.FromResult(false);
        }

        if (value is null)
        {
            job.Kept?.Remove(name);
        }
        else
        {
            (job.Kept ??= new(StringComparer.Ordinal))[name] = value;
        }

        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task<SweepReport> SweepAsync(SweepLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        using var scope = Enter(cancellationToken);
        var now = Now;
        _jobTokens.Tidy(now);
        _batchTokens.Tidy(now);
        return Task.FromResult(_housekeeping.Sweep(limits, now));
    }

    /// <inheritdoc/>
    public async Task WaitForWorkAsync(JobClaim claim, TimeSpan atMost, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, TimeSpan.Zero);
        Waiter waiter;
        TimeSpan time;
        using (Enter(cancellationToken))
        {
            var now = Now;
            time = TimeSpan.FromTicks(Math.Min(Math.Min(atMost.Ticks, LongestWait.Ticks), _claims.UntilChance(claim, now)?.Ticks ?? long.MaxValue));
            if (time <= TimeSpan.Zero)
            {
                return;
            }

            waiter = _signal.Add(claim, now + time.Ticks);
        }

        try
        {
            var timer = _timeProvider.CreateTimer(static state => ((Waiter)state!).Wake(), waiter, time, Timeout.InfiniteTimeSpan);
            await using (timer.ConfigureAwait(false))
            {
                var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Cancel(token), waiter);
                await using (registration.ConfigureAwait(false))
                {
                    await waiter.Woken.ConfigureAwait(false);
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _signal.Remove(waiter);
            }
        }
    }

    /// <summary>Ends the store. Who waits for work goes on, and learns at the next call that the store is gone.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _signal.WakeAll();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Takes the lock until the scope is disposed.</summary>
    private Lock.Scope Enter(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var scope = _lock.EnterScope();
        if (_isDisposed)
        {
            scope.Dispose();
            throw new ObjectDisposedException(nameof(InMemoryJobStore));
        }

        return scope;
    }

    private JobEntry? FindHeld(JobId id, long term) => _table.Find(id) is { State: JobState.Running } job && job.Term == term ? job : null;

    private void CheckParents(IReadOnlyList<NewJob> jobs)
    {
        for (var place = 0; place < jobs.Count; place++)
        {
            foreach (var id in jobs[place].After)
            {
                if (id.Value < 1 || id.Value > _table.LastId)
                {
                    throw new ArgumentException($"Job '{id}', after which one of kind '{jobs[place].Kind}' is to come, is unknown to the store.", nameof(jobs));
                }
            }

            foreach (var earlier in jobs[place].AfterPlaces)
            {
                if (earlier < 0 || earlier >= place)
                {
                    throw new ArgumentException($"The job at place {place} can only come after places before it, not after {earlier}.", nameof(jobs));
                }
            }
        }
    }

    private JobReceipt[] Admit(IReadOnlyList<NewJob> jobs, BatchEntry? batch, long now)
    {
        var receipts = new JobReceipt[jobs.Count];
        for (var place = 0; place < receipts.Length; place++)
        {
            var job = jobs[place];
            if (_jobTokens.Find(job.Token) is var known and not 0)
            {
                receipts[place] = new(new(known), IsDuplicate: false);
                continue;
            }

            long[] parents = job.After.Count + job.AfterPlaces.Count == 0
                ? []
                : [.. job.After.Select(id => id.Value).Concat(job.AfterPlaces.Select(earlier => receipts[earlier].Id.Value)).Distinct()];
            receipts[place] = _life.Admit(job, parents, batch, now);
            if (!receipts[place].IsDuplicate)
            {
                _jobTokens.Add(job.Token, receipts[place].Id.Value, now);
            }
        }

        return receipts;
    }
}
