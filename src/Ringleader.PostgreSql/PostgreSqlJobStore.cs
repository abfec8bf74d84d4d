using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql.Database;
using Ringleader.PostgreSql.Rows;
using Ringleader.PostgreSql.Waking;

namespace Ringleader.PostgreSql;

/// <summary>Keeps jobs in PostgreSQL 14 or newer, for any number of machines. Durable and thread-safe.</summary>
/// <remarks>
/// <para>Each member is one call of a function of the schema, which the files in <c>Migrations</c> define: one statement, one round trip, one
/// transaction at READ COMMITTED. What is said here about tables is at their definitions in <c>0001_tables.sql</c>.</para>
/// <para><b>Plain jobs</b> belong to no group, limit key, batch or family and have no unique key. A claim deletes their rows in the narrow
/// table <c>ready</c> and writes one lease for all of them; a finish deletes their rows in <c>job</c> and, when all are done, that lease. No
/// row is ever updated on that way, and nobody waits for anybody: claims pass over what others have locked.</para>
/// <para><b>All others</b> are told apart by their flags and are settled one by one, as in the store in memory, under the <i>lock of
/// lives</i>: an advisory lock of the whole schema. It makes the rules about several jobs at a time simple; it is held for a few
/// statements, and a batch of finishes takes it once.</para>
/// <para><b>Locks</b> are taken in this order: lives, leases by their numbers (leases of a single job last), jobs by their numbers. Whoever
/// has no lock of lives changes the row of a running job only with its lease locked. Rows of <c>ready</c> and <c>later</c> are locked last,
/// or passed over when locked, and limits of queues only by claims, by name. Should the server see a deadlock all the same, the call has
/// done nothing and is made again.</para>
/// <para><b>Fencing:</b> a term names a lease and a place in it. It holds the job while that place does.</para>
/// </remarks>
public sealed partial class PostgreSqlJobStore : ITransactionalJobStore
{
    private const int LongestCall = 1000;

    private readonly NpgsqlDataSource? _ownSource;
    private readonly StoreDatabase _database;
    private readonly Names _kinds;
    private readonly Names _queues;
    private readonly WakeUp _wakeUp;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan?[] _keep;

    /// <summary>Creates the store on a data source of the caller's, who disposes it after the store.</summary>
    /// <param name="source">
    /// Where the connections come from. The store needs one for each call that is under way, and one more while somebody waits for work. It is
    /// about twice as fast with <c>No Reset On Close=true;Max Auto Prepare=100;Auto Prepare Min Usages=2</c>, which the other constructor sets:
    /// resetting a connection throws the plans of the store's functions away.
    /// </param>
    /// <param name="options">How it behaves; the defaults when null.</param>
    /// <param name="timeProvider">The clock for polling; the machine's when null. What is due is judged by the database's clock.</param>
    /// <param name="logger">Where it says what it cannot tell a caller; nowhere when null.</param>
    /// <exception cref="ArgumentException">The schema of the options cannot be one, or a time is negative.</exception>
    public PostgreSqlJobStore(NpgsqlDataSource source, PostgreSqlJobStoreOptions? options = null, TimeProvider? timeProvider = null, ILogger<PostgreSqlJobStore>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new();
        PostgreSqlJobStoreOptions.ThrowIfInvalid(options);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _database = new(source, options.Schema, ConnectionText.Describe(source.ConnectionString));
        _kinds = new(_database, "kind");
        _queues = new(_database, "queue");
        _wakeUp = new(source, _database, options, _timeProvider, logger ?? NullLogger<PostgreSqlJobStore>.Instance);
        _keep = [Durations.Limit(options.Retention.Succeeded), Durations.Limit(options.Retention.Cancelled), options.Retention.Failed is { } failed ? Durations.Limit(failed) : null];
    }

    /// <summary>Creates the store; nothing is opened yet.</summary>
    /// <param name="connection">A connection string as Npgsql reads it, or a URL: <c>postgres://user:password@host:port/database</c>.</param>
    /// <param name="options">How it behaves; the defaults when null.</param>
    /// <param name="timeProvider">The clock for polling; the machine's when null. What is due is judged by the database's clock.</param>
    /// <param name="logger">Where it says what it cannot tell a caller; nowhere when null.</param>
    /// <exception cref="ArgumentException">The connection cannot be read, the schema of the options cannot be one, or a time is negative.</exception>
    public PostgreSqlJobStore(string connection, PostgreSqlJobStoreOptions? options = null, TimeProvider? timeProvider = null, ILogger<PostgreSqlJobStore>? logger = null)
        : this(ConnectionText.CreateSource(connection), options, timeProvider, logger)
    {
        _ownSource = _database.Source;
    }

    /// <inheritdoc/>
    public string Name => _database.Name;

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) => new Migrations(_database).ApplyAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        await _database.CallAsync<DateTimeOffset>(new StoreCall("clock"), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken) =>
        EnqueueAsync(jobs, transaction: null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobReceipt>> EnqueueAsync(DbTransaction transaction, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken) =>
        EnqueueAsync(jobs, OursOf(transaction), cancellationToken);

    /// <inheritdoc/>
    public async Task<long> EnqueueBatchAsync(NewBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        CheckPlaces(batch.Jobs);
        await LearnNamesAsync(batch.Jobs, cancellationToken).ConfigureAwait(false);
        var call = new StoreCall("enqueue_batch").With(batch.Token)
            .WithJson(NewJobJson.WriteAll(batch.Jobs))
            .WithJson(batch.OnSucceeded is { } succeeded ? NewJobJson.Write(succeeded) : null)
            .WithJson(batch.OnEnded is { } ended ? NewJobJson.Write(ended) : null)
            .With(_keep);
        var id = await _database.CallAsync<long>(call, cancellationToken).ConfigureAwait(false);
        _wakeUp.Wake();
        return id;
    }

    /// <inheritdoc/>
    public async Task<JobReceipt?> FireAsync(string schedule, DateTimeOffset instant, NewJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(job);
        CheckPlaces([job]);
        await LearnNamesAsync([job], cancellationToken).ConfigureAwait(false);
        var call = new StoreCall("fire").With(schedule)
            .With(Durations.ToInstant(instant), NpgsqlTypes.NpgsqlDbType.TimestampTz)
            .WithJson(NewJobJson.Write(job))
            .With(_keep);
        var fired = await _database.CallAsync(call, ReadReceipt, cancellationToken).ConfigureAwait(false);
        if (fired.Count == 0)
        {
            return null;
        }

        _wakeUp.Wake();
        return fired[0];
    }

    /// <summary>Ends the store. Who waits for work goes on, and learns at the next call that the store is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_database.Close())
        {
            await _wakeUp.DisposeAsync().ConfigureAwait(false);
            if (_ownSource is not null)
            {
                await _ownSource.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static JobReceipt ReadReceipt(NpgsqlDataReader row) => new(new(row.GetInt64(0)), row.GetBoolean(1), row.GetBoolean(2));

    private static NpgsqlTransaction OursOf(DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction as NpgsqlTransaction ?? throw new ArgumentException($"A transaction of PostgreSQL is needed, not a '{transaction.GetType()}'.", nameof(transaction));
    }

    private static void CheckPlaces(IReadOnlyList<NewJob> jobs)
    {
        for (var place = 0; place < jobs.Count; place++)
        {
            foreach (var earlier in jobs[place].AfterPlaces)
            {
                if (earlier < 0 || earlier >= place)
                {
                    throw new ArgumentException($"The job at place {place} can only come after places before it, not after {earlier}.", nameof(jobs));
                }
            }
        }
    }

    private async Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        cancellationToken.ThrowIfCancellationRequested();
        if (jobs.Count == 0)
        {
            return [];
        }

        CheckPlaces(jobs);
        var (kinds, queues) = await LearnNamesAsync(jobs, cancellationToken).ConfigureAwait(false);
        var somebodyIdles = true;
        IReadOnlyList<JobReceipt>? receipts = null;
        if (!jobs.All(PlainJobs.IsPlain))
        {
            var call = new StoreCall("enqueue_any").WithJson(NewJobJson.WriteAll(jobs)).With(null, NpgsqlTypes.NpgsqlDbType.Bigint).With(_keep);
            receipts = await _database.CallAsync(call, ReadReceipt, cancellationToken, transaction).ConfigureAwait(false);
        }
        else if (jobs.Count >= PlainCopy.Fewest && transaction is null)
        {
            (receipts, somebodyIdles) = await new PlainCopy(_database, jobs, kinds, queues).TryRunAsync(cancellationToken).ConfigureAwait(false);
        }

        receipts ??= await _database.CallAsync(PlainJobs.ToCall(jobs, kinds, queues, transaction is null ? _wakeUp.TakeTurn() : null), row =>
        {
            somebodyIdles = row.GetBoolean(1);
            return new JobReceipt(new(row.GetInt64(0)), IsDuplicate: false);
        }, cancellationToken, transaction).ConfigureAwait(false);
        if (transaction is not null)
        {
            _wakeUp.WakeAfterCommit();
        }
        else
        {
            _wakeUp.Wake(somebodyIdles);
        }

        return receipts;
    }

    /// <summary>The numbers of kinds and queues, made on the way where they are new.</summary>
    private async Task<(int[] Kinds, int[] Queues)> LearnNamesAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        var kinds = new int[jobs.Count];
        var queues = new int[jobs.Count];
        for (var place = 0; place < jobs.Count; place++)
        {
            kinds[place] = await _kinds.GetNumberAsync(jobs[place].Kind, cancellationToken).ConfigureAwait(false);
            queues[place] = await _queues.GetNumberAsync(jobs[place].Queue, cancellationToken).ConfigureAwait(false);
        }

        return (kinds, queues);
    }
}
