using NpgsqlTypes;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql.Database;
using Ringleader.PostgreSql.Rows;

namespace Ringleader.PostgreSql;

/// <summary>What can be asked of the jobs, and done to those that were found.</summary>
public sealed partial class PostgreSqlJobStore
{
    /// <inheritdoc/>
    public async Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        await DescribeAsync([id.Value], cancellationToken).ConfigureAwait(false) is [var job, ..] ? job : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobSnapshot>> ListAsync(JobFilter filter, JobId? before, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LongestCall);
        return await DescribeAsync(await MatchAsync(filter, before, count, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _database.CallAsync<long>(Filtering("counting", filter), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var matching = await MatchAsync(filter, before: null, count: null, cancellationToken).ConfigureAwait(false);
        Array.Reverse(matching);

        // In parts, so that others get at the lock of lives between. A job may change in one part because of another in an earlier one.
        var changed = new HashSet<long>();
        foreach (var part in matching.Chunk(LongestCall))
        {
            var call = new StoreCall("apply").With((int)action).With(part).With(_keep);
            changed.UnionWith(await _database.CallAsync<long[]>(call, cancellationToken).ConfigureAwait(false) ?? []);
            _wakeUp.Wake();
        }

        changed.IntersectWith(matching);
        return changed.Count;
    }

    /// <inheritdoc/>
    public async Task<long> ChangeAsync(JobChange change, JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (JobChange.LimitToWaiting(filter) is not { } waiting)
        {
            return 0;
        }

        var matching = await MatchAsync(waiting, before: null, count: null, cancellationToken).ConfigureAwait(false);
        Array.Reverse(matching);
        var changed = 0L;
        foreach (var part in matching.Chunk(LongestCall))
        {
            var call = new StoreCall("change").With(part)
                .With(change.RunAt is { } runAt ? Durations.ToInstant(runAt) : null, NpgsqlDbType.TimestampTz)
                .With(Durations.ToMicroseconds(change.Delay), NpgsqlDbType.Bigint)
                .With(change.Priority, NpgsqlDbType.Integer);
            changed += await _database.CallAsync<int>(call, cancellationToken).ConfigureAwait(false);
            _wakeUp.Wake();
        }

        return changed;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobSnapshot>> TakeFailuresAsync(int count, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var ids = await _database.CallAsync<long[]>(new StoreCall("take_failures").With(count).With(lease), cancellationToken).ConfigureAwait(false);
        return ids is { Length: > 0 }
            ? [.. (await DescribeAsync(ids, cancellationToken).ConfigureAwait(false)).OrderBy(job => job.EndedAt).ThenBy(job => job.Id.Value)]
            : [];
    }

    /// <inheritdoc/>
    public Task ConfirmFailuresAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return _database.CallAsync(new StoreCall("confirm_failures").With([.. ids.Select(id => id.Value)]), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken)
    {
        var rows = await _database.CallAsync(new StoreCall("statistics"), row => (
            Queue: row.GetString(0),
            IsPaused: row.GetBoolean(1),
            State: row.IsDBNull(2) ? (JobState?)null : (JobState)row.GetInt16(2),
            Jobs: row.IsDBNull(3) ? 0 : row.GetInt64(3),
            Oldest: row.IsDBNull(4) ? (TimeSpan?)null : row.GetTimeSpan(4)), cancellationToken).ConfigureAwait(false);
        return
        [
            .. rows.GroupBy(row => row.Queue, StringComparer.Ordinal).Select(queue => new QueueStatistics(
                queue.Key,
                queue.Where(row => row.State is not null).ToDictionary(row => row.State!.Value, row => row.Jobs), // Just asked.
                queue.Max(row => row.Oldest),
                queue.First().IsPaused)),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadyKind>> ListReadyKindsAsync(CancellationToken cancellationToken) => ReadyKind.Merge(await _database.CallAsync(
        new StoreCall("ready_kinds"), row => new ReadyKind(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetTimeSpan(3)), cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken) =>
        await _database.CallAsync(new StoreCall("workers"), row => new WorkerSnapshot(
            row.GetInt64(0),
            row.GetString(1),
            row.GetFieldValue<string[]>(2),
            row.GetInt32(3),
            (int)row.GetInt64(4),
            row.GetFieldValue<DateTimeOffset>(5),
            row.GetFieldValue<DateTimeOffset>(6),
            (WorkerState)row.GetInt16(7),
            KindVersions.Read(row.IsDBNull(8) ? null : row.GetString(8))), cancellationToken).ConfigureAwait(false);

    private static StoreCall Filtering(string function, JobFilter filter) => new StoreCall(function)
        .With(filter.Ids is { } ids ? [.. ids.Select(id => id.Value)] : (long[]?)null)
        .With(filter.States.Count > 0 ? [.. filter.States.Select(state => (short)state)] : (short[]?)null)
        .With(OrNull(filter.Queues))
        .With(OrNull(filter.Kinds))
        .With(OrNull(filter.Tags))
        .With(Durations.ToMicroseconds(filter.OlderThan), NpgsqlDbType.Bigint)
        .With(Durations.ToMicroseconds(filter.YoungerThan), NpgsqlDbType.Bigint)
        .With(filter.ErrorType)
        .With(filter.BatchId, NpgsqlDbType.Bigint);

    private static string[]? OrNull(IReadOnlyList<string> texts) => texts.Count == 0 ? null : [.. texts];

    private async Task<long[]> MatchAsync(JobFilter filter, JobId? before, int? count, CancellationToken cancellationToken)
    {
        var call = Filtering("matching", filter).With(before?.Value, NpgsqlDbType.Bigint).With((long?)count, NpgsqlDbType.Bigint);
        return [.. await _database.CallAsync(call, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false)];
    }

    private async Task<IReadOnlyList<JobSnapshot>> DescribeAsync(long[] ids, CancellationToken cancellationToken)
    {
        var rows = await _database.CallAsync(new StoreCall("describe").With(ids), SnapshotRow.Read, cancellationToken).ConfigureAwait(false);
        var jobs = new JobSnapshot[rows.Count];
        for (var place = 0; place < jobs.Length; place++)
        {
            jobs[place] = await rows[place].NameAsync(_kinds, _queues, cancellationToken).ConfigureAwait(false);
        }

        return jobs;
    }
}
