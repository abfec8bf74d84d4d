using System.Data.Common;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Migrations;
using Ringleader.Sqlite.Reading;
using Ringleader.Sqlite.Waking;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite;

/// <summary>
/// Keeps jobs in one SQLite file, for all processes of one machine. What was enqueued outlives crashes and power cuts. Thread-safe.
/// </summary>
/// <remarks>
/// <para>Each process opens its own store on the file. Changes are made by one thread of the store, which commits together what comes in
/// while the last commit runs: the more callers there are at a time, the less each of them costs. Questions are asked on other
/// connections and do not hold it up.</para>
/// <para>The tables, whose names begin with <c>ringleader_</c>, may lie in the file of an application, whose transactions can then take
/// jobs in. The file has to be on a disk of this machine. The clock is that of the machine.</para>
/// <para>Members fail with a <see cref="JobStoreException"/> when the file cannot be used; it says whether trying again may help.</para>
/// </remarks>
public sealed partial class SqliteJobStore : ITransactionalJobStore
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly StoreFile _file;
    private readonly WorkSignal _signal = new();
    private readonly Readers _readers;
    private readonly Writer _writer;
    private readonly CallerTransaction _transactions;
    private readonly TimeProvider _clock;
    private int _isDisposed;

    /// <summary>Creates the store. The file is opened when it is used first.</summary>
    /// <param name="path">The file, which <see cref="MigrateAsync"/> makes if there is none. Its folder has to be there.</param>
    /// <param name="options">How it behaves; the defaults when null.</param>
    /// <param name="timeProvider">The clock of the store, the same for all processes; the machine's when null.</param>
    /// <exception cref="ArgumentException">The path is empty or one of SQLite's own names, such as <c>:memory:</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time of the options is out of its range.</exception>
    public SqliteJobStore(string path, SqliteJobStoreOptions? options = null, TimeProvider? timeProvider = null)
        : this(path, options, timeProvider, probe: null)
    {
    }

    /// <summary>Creates a store whose statements are watched, for tests.</summary>
    internal SqliteJobStore(string path, SqliteJobStoreOptions? options, TimeProvider? timeProvider, StatementProbe? probe)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (path.StartsWith(':') || path.StartsWith("file:", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{path}' is not the path of a file. For jobs in memory there is the InMemoryJobStore.", nameof(path));
        }

        options ??= new();
        ThrowIfInvalid(options);
        _clock = timeProvider ?? TimeProvider.System;
        _file = new(path, options.LockTimeout, probe);
        _readers = new(_file);
        _writer = new(_file, options.Retention, _clock, _signal);
        _transactions = new(_file, _readers, options, _clock);
    }

    /// <inheritdoc/>
    public string Name => "sqlite:" + Path.GetFileName(_file.Path);

    private long Now => Instants.Floor(_clock.GetUtcNow());

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var database = _file.OpenOrCreate();
            Migrator.Migrate(database, _file.Begin);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => Task.FromResult(Instants.ToInstant(Now));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return await _writer.RunAsync(change => change.Life.Enqueue(jobs), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobReceipt>> EnqueueAsync(DbTransaction transaction, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return await _transactions.RunAsync(transaction, change => change.Life.Enqueue(jobs), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<long> EnqueueBatchAsync(NewBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return _writer.RunAsync(change => change.Life.EnqueueBatch(batch), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<WorkerLease> StartWorkerAsync(WorkerDescription worker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return _writer.RunAsync(change => change.Life.StartWorker(worker), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<WorkerBeat> BeatAsync(WorkerLease lease, IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(progress);
        return _writer.RunAsync(change => change.Life.Beat(lease.WorkerId, progress), cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopWorkerAsync(WorkerLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return _writer.RunAsync(change => change.Life.StopWorker(lease.WorkerId), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, JobClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(claim), claim.Count, "A claim is for at least one job.");
        }

        return await _writer.RunAsync(change => change.Life.Claim(lease.WorkerId, claim), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<int> ReleaseUnknownAsync(WorkerLease lease, IReadOnlyList<JobId> known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(known);
        return _writer.RunAsync(change => change.Life.ReleaseUnknown(lease.WorkerId, known), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> FinishAsync(WorkerLease lease, IReadOnlyList<JobFinish> finishes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(finishes);
        return await _writer.RunAsync(change => change.Life.Finish(finishes), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> FinishAsync(DbTransaction transaction, JobFinish finish, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(finish);
        return _transactions.RunAsync(transaction, change => change.Life.Finish(finish), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> SetStateAsync(JobId id, long term, string name, string? value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _writer.RunAsync(change => change.Life.SetState(id.Value, term, name, value), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SweepReport> SweepAsync(SweepLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return _writer.RunAsync(change => change.Life.Sweep(limits), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task WaitForWorkAsync(JobClaim claim, TimeSpan atMost, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, TimeSpan.Zero);
        var until = Instants.After(Now, atMost < LongestWait ? atMost : LongestWait);
        var isKnown = false;
        while (!isKnown)
        {
            var waiter = new Waiter(claim, until);
            _signal.Add(waiter); // Before the look, so that nothing is missed between.
            try
            {
                ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
                var now = Now;
                var chance = await _readers.AskAsync(database => WorkLook.UntilChance(database, claim, now), cancellationToken).ConfigureAwait(false);
                var time = Instants.ToDuration(Math.Min(until - now, chance ?? long.MaxValue));
                isKnown = time <= TimeSpan.Zero || await WaitAsync(waiter, time, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _signal.Remove(waiter);
            }
        }
    }

    /// <summary>Ends the store, when what was begun is done. Who waits for work goes on, and learns at the next call that the store is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _signal.WakeAll();
            await _writer.DisposeAsync().ConfigureAwait(false);
            _readers.Dispose();
        }
    }

    private static void ThrowIfInvalid(SqliteJobStoreOptions options)
    {
        if (options.LockTimeout < TimeSpan.FromSeconds(1) || options.LockTimeout > TimeSpan.FromMinutes(10))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.LockTimeout, "The time to wait for a lock must be 1 s to 10 min.");
        }

        JobRetention.ThrowIfInvalid(options.Retention);
    }

    private async Task<bool> WaitAsync(Waiter waiter, TimeSpan time, CancellationToken cancellationToken)
    {
        var timer = _clock.CreateTimer(static state => ((Waiter)state!).Wake(), waiter, time, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Cancel(token), waiter);
            await using (registration.ConfigureAwait(false))
            {
                return await waiter.Woken.ConfigureAwait(false);
            }
        }
    }
}
