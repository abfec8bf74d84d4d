using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql.Database;
using Ringleader.PostgreSql.Rows;

namespace Ringleader.PostgreSql;

/// <summary>Workers and what they do, and the housekeeping.</summary>
public sealed partial class PostgreSqlJobStore
{
    private const short Refused = 0;
    private const short NeedsLock = 2;

    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(10);

    private long _lastTidied = long.MinValue;

    /// <inheritdoc/>
    public async Task<WorkerLease> StartWorkerAsync(WorkerDescription worker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        var call = new StoreCall("start_worker").With(worker.Name).With([.. worker.Queues]).With(worker.Slots).With(worker.Lease)
            .WithJson(KindVersions.Write(worker.Kinds));
        return new(await _database.CallAsync<long>(call, cancellationToken).ConfigureAwait(false), worker.Lease);
    }

    /// <inheritdoc/>
    public async Task<WorkerBeat> BeatAsync(WorkerLease lease, IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(progress);

        // By itself, so that nothing that is locked can keep a living worker from saying so.
        var (stands, suspectWaits) = (await _database.CallAsync(
            new StoreCall("beat").With(lease.WorkerId), row => (row.GetBoolean(0), row.GetBoolean(1)), cancellationToken).ConfigureAwait(false))[0];
        if (!stands)
        {
            return new(Stands: false, []);
        }

        if (progress.Count > 0)
        {
            var report = new StoreCall("report").With(lease.WorkerId)
                .With([.. progress.Select(job => job.Id.Value)])
                .With([.. progress.Select(job => job.Term)])
                .With(progress.Select(job => job.Progress).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Double)
                .With([.. progress.Select(job => job.Note)]);
            await _database.CallAsync(report, cancellationToken).ConfigureAwait(false);
        }

        var calledOff = new StoreCall("called_off").With(lease.WorkerId);
        return new(Stands: true, await _database.CallAsync(calledOff, row => new JobId(row.GetInt64(0)), cancellationToken).ConfigureAwait(false), suspectWaits);
    }

    /// <inheritdoc/>
    public async Task StopWorkerAsync(WorkerLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var call = new StoreCall("stop_worker").With(lease.WorkerId).With(_keep);
        if (await _database.CallAsync<int>(call, cancellationToken).ConfigureAwait(false) > 0)
        {
            _wakeUp.Wake();
        }
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

        var (lowest, highest) = RanksOf(claim);
        var queues = await _queues.GetNumbersAsync(claim.Queues, cancellationToken).ConfigureAwait(false);
        var (kinds, versions) = await KindVersions.NumberAsync(claim.Kinds, _kinds, cancellationToken).ConfigureAwait(false);
        var call = new StoreCall("claim").With(lease.WorkerId).With(Math.Min(claim.Count, LongestCall)).With(queues).With(claim.InOrder).With(lowest).With(highest)
            .With(claim.IsBusy).With(kinds).With(versions);
        var rows = await _database.CallAsync(call, ClaimedRow.Read, cancellationToken).ConfigureAwait(false);
        rows.Sort((x, y) => claim is { InOrder: true, Queues.Count: > 0 } && x.Queue != y.Queue
            ? Array.IndexOf(queues, x.Queue).CompareTo(Array.IndexOf(queues, y.Queue))
            : ClaimedRow.CompareUrgency(x, y));

        var jobs = new ClaimedJob[rows.Count];
        for (var place = 0; place < jobs.Length; place++)
        {
            jobs[place] = await rows[place].NameAsync(_kinds, _queues, cancellationToken).ConfigureAwait(false);
        }

        return jobs;
    }

    /// <inheritdoc/>
    public async Task<int> ReleaseUnknownAsync(WorkerLease lease, IReadOnlyList<JobId> known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(known);
        var call = new StoreCall("release_unknown").With(lease.WorkerId).With([.. known.Select(id => id.Value)]).With(_keep);
        var released = await _database.CallAsync<int>(call, cancellationToken).ConfigureAwait(false);
        if (released > 0)
        {
            _wakeUp.Wake();
        }

        return released;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> FinishAsync(WorkerLease lease, IReadOnlyList<JobFinish> finishes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(finishes);
        return finishes.Count == 0 ? [] : await FinishAsync(finishes, transaction: null, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> FinishAsync(DbTransaction transaction, JobFinish finish, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(finish);
        var ours = OursOf(transaction);
        await _database.CallAsync(new StoreCall("set_apart").With(finish.Id.Value).With(finish.Term), cancellationToken).ConfigureAwait(false);
        return (await FinishAsync([finish], ours, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <inheritdoc/>
    public Task<bool> SetStateAsync(JobId id, long term, string name, string? value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _database.CallAsync<bool>(new StoreCall("set_state").With(id.Value).With(term).With(name).With(value), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SweepReport> SweepAsync(SweepLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var call = new StoreCall("sweep").With(limits.Count).With(limits.MaxCrashes).With(_keep);
        var report = (await _database.CallAsync(call, ReadReport, cancellationToken).ConfigureAwait(false))[0];
        if (report.Due + report.Rescued > 0)
        {
            _wakeUp.Wake();
        }

        var last = Interlocked.Read(ref _lastTidied);
        var now = _timeProvider.GetTimestamp();
        if ((last == long.MinValue || _timeProvider.GetElapsedTime(last, now) >= TidyEvery) && Interlocked.CompareExchange(ref _lastTidied, now, last) == last)
        {
            await _database.CallAsync(new StoreCall("tidy").With(limits.Count), cancellationToken).ConfigureAwait(false);
        }

        return report;
    }

    /// <inheritdoc/>
    public async Task WaitForWorkAsync(JobClaim claim, TimeSpan atMost, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, TimeSpan.Zero);
        var (lowest, highest) = RanksOf(claim);
        var queues = await _queues.GetNumbersAsync(claim.Queues, cancellationToken).ConfigureAwait(false);
        var (kinds, versions) = await KindVersions.NumberAsync(claim.Kinds, _kinds, cancellationToken).ConfigureAwait(false);
        await _wakeUp.WaitAsync(
            async () => Durations.FromMicroseconds(await _database.CallAsync<long>(
                new StoreCall("until_work").With(queues).With(lowest).With(highest).With(claim.IsBusy).With(kinds).With(versions), cancellationToken).ConfigureAwait(false)),
            atMost,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Priorities as the tables have them: with their bits turned, so that the highest comes first.</summary>
    private static (int Lowest, int Highest) RanksOf(JobClaim claim) => (~(claim.MaxPriority ?? int.MaxValue), ~(claim.MinPriority ?? int.MinValue));

    private static SweepReport ReadReport(NpgsqlDataReader row) =>
        new(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.IsDBNull(3) ? null : Durations.FromMicroseconds(row.GetInt64(3)));

    private async Task<bool[]> FinishAsync(IReadOnlyList<JobFinish> finishes, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        var answers = await FinishAsync(finishes, hasLock: false, transaction, cancellationToken).ConfigureAwait(false);
        int[] left = [.. Enumerable.Range(0, answers.Length).Where(place => answers[place] == NeedsLock)];
        if (left.Length > 0)
        {
            var rest = await FinishAsync([.. left.Select(place => finishes[place])], hasLock: true, transaction, cancellationToken).ConfigureAwait(false);
            for (var place = 0; place < rest.Length; place++)
            {
                answers[left[place]] = rest[place];
            }
        }

        return Array.ConvertAll(answers, answer => answer != Refused);
    }

    private async Task<short[]> FinishAsync(IReadOnlyList<JobFinish> finishes, bool hasLock, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        var hasErrors = finishes.Any(finish => finish.Error is not null);
        var call = new StoreCall("finish")
            .With([.. finishes.Select(finish => finish.Id.Value)])
            .With([.. finishes.Select(finish => finish.Term)])
            .With([.. finishes.Select(finish => (short)finish.Outcome)])
            .With(finishes.Any(finish => finish.RetryAfter is not null) ? finishes.Select(finish => Durations.ToMicroseconds(finish.RetryAfter)).ToArray() : null, NpgsqlDbType.Array | NpgsqlDbType.Bigint)
            .With(finishes.Any(finish => finish.Result is not null) ? finishes.Select(finish => finish.Result?.ToArray()).ToArray() : null, NpgsqlDbType.Array | NpgsqlDbType.Bytea)
            .With(hasErrors ? [.. finishes.Select(finish => finish.Error?.Type)] : (string?[]?)null)
            .With(hasErrors ? [.. finishes.Select(finish => finish.Error?.Message)] : (string?[]?)null)
            .With(hasErrors ? [.. finishes.Select(finish => finish.Error?.Stack)] : (string?[]?)null)
            .With(_keep)
            .With(hasLock)
            .With(transaction is not null);
        var (answers, letsGoOn, somebodyIdles) = (await _database.CallAsync(
            call, row => (row.GetFieldValue<short[]>(0), row.GetBoolean(1), row.GetBoolean(2)), cancellationToken, transaction).ConfigureAwait(false))[0];
        if (letsGoOn && transaction is not null)
        {
            _wakeUp.WakeAfterCommit();
        }
        else if (letsGoOn)
        {
            _wakeUp.Wake(somebodyIdles);
        }

        return answers;
    }
}
