using System.Text;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Life;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite.Reading;

/// <summary>What can be asked about the jobs in the file.</summary>
internal static class JobQueries
{
    public static List<JobSnapshot> List(Database database, JobFilter filter, JobId? before, int count, long now)
    {
        var jobs = new List<JobSnapshot>();
        using var rows = new FilterSql(filter, before, now).Prepare(database, "snapshot-list", count);
        while (rows.Step())
        {
            jobs.Add(ReadSnapshot(rows));
        }

        return jobs;
    }

    public static long Count(Database database, JobFilter filter, long now)
    {
        if (IsOfTally(filter))
        {
            return Tally.Read(database)
                .Where(entry => filter.States.Count == 0 || filter.States.Contains(entry.Key.State))
                .Where(entry => filter.Queues.Count == 0 || filter.Queues.Contains(entry.Key.Queue, StringComparer.Ordinal))
                .Sum(entry => entry.Value);
        }

        return new FilterSql(filter, before: null, now).Prepare(database, "filter-count").Number() ?? 0;
    }

    public static List<long> ListIds(Database database, JobFilter filter, long now) =>
        new FilterSql(filter, before: null, now).Prepare(database, "filter-list-ids").Numbers();

    public static List<QueueStatistics> Statistics(Database database, long now)
    {
        var tally = Tally.Read(database);
        var steering = Steering.Read(database, version: 0);
        var limited = steering.Limits.Select(limit => limit.Name)
            .Where(name => name.StartsWith(JobLimit.QueuePrefix, StringComparison.Ordinal))
            .Select(name => name[JobLimit.QueuePrefix.Length..]);
        var queues = tally.Keys.Select(key => key.Queue).Concat(steering.PausedQueues).Concat(limited).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. queues.Select(queue => new QueueStatistics(queue, CountsOf(tally, queue), OldestReady(database, queue, now), steering.IsQueuePaused(queue)))];
    }

    public static List<WorkerSnapshot> Workers(Database database, long now)
    {
        var workers = new List<WorkerSnapshot>();
        using var rows = database.Use("worker-list");
        while (rows.Step())
        {
            var lastBeat = rows.Long(6);
            workers.Add(new(
                rows.Long(0),
                rows.Text(1),
                Json.ReadWords(rows.Text(2)),
                rows.Int(3),
                rows.Int(8),
                Instants.ToInstant(rows.Long(5)),
                Instants.ToInstant(lastBeat),
                rows.Bool(7) ? WorkerState.Stopped : now < lastBeat + rows.Long(4) ? WorkerState.Alive : WorkerState.Dead,
                Json.ReadVersions(rows.TextOrNull(9))));
        }

        return workers;
    }

    /// <summary>The kinds that have ready jobs.</summary>
    public static IReadOnlyList<ReadyKind> ReadyKinds(Database database, long now) => ReadyKind.Merge(
        from queue in Tally.Read(database).Keys.Where(key => key.State == JobState.Ready).Select(key => key.Queue)
        from lane in Lane.Of(database, queue)
        select new ReadyKind(queue, lane.Kind, lane.Version, Instants.ToDuration(Math.Max(0, now - (lane.OldestDue(database) ?? now)))));

    private static bool IsOfTally(JobFilter filter) =>
        filter is { Ids: null, Kinds.Count: 0, Tags.Count: 0, OlderThan: null, YoungerThan: null, ErrorType: null, BatchId: null };

    private static Dictionary<JobState, long> CountsOf(Dictionary<(string Queue, JobState State), long> tally, string queue) =>
        tally.Where(entry => string.Equals(entry.Key.Queue, queue, StringComparison.Ordinal)).ToDictionary(entry => entry.Key.State, entry => entry.Value);

    private static TimeSpan? OldestReady(Database database, string queue, long now) =>
        Lane.Of(database, queue).Min(lane => lane.OldestDue(database)) is { } due ? Instants.ToDuration(Math.Max(0, now - due)) : null;

    private static JobSnapshot ReadSnapshot(Statement row) => new()
    {
        Id = new(row.Long(0)),
        Kind = row.Text(1),
        Version = row.Int(2),
        Arguments = Encoding.UTF8.GetString(row.Blob(3)),
        State = (JobState)row.Int(4),
        Queue = row.Text(5),
        Priority = row.Int(6),
        Attempts = row.Int(7),
        MaxAttempts = row.Int(8),
        Crashes = row.Int(9),
        EnqueuedAt = Instants.ToInstant(row.Long(10)),
        RunAt = Instants.ToInstant(row.Long(11)),
        EndedAt = Instants.ToInstant(row.LongOrNull(12)),
        Worker = row.TextOrNull(13),
        Term = row.Long(14),
        Progress = row.DoubleOrNull(15),
        Note = row.TextOrNull(16),
        Result = row.BlobOrNull(17) is { } result ? Encoding.UTF8.GetString(result) : null,
        LastError = row.TextOrNull(18) is { } type ? new(type, row.Text(19), row.TextOrNull(20), Instants.ToInstant(row.Long(21))) : null,
        UniqueKey = row.TextOrNull(22),
        Group = row.TextOrNull(23),
        LimitKey = row.TextOrNull(24),
        Tags = Json.ReadWords(row.TextOrNull(25)),
        BatchId = row.LongOrNull(26),
    };
}
