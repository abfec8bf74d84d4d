using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Life;

/// <summary>Workers, and what happens to their jobs when they stop or die.</summary>
internal sealed partial class JobLife
{
    private static readonly TimeSpan KeepWorkers = TimeSpan.FromHours(1);

    public WorkerLease StartWorker(WorkerDescription worker)
    {
        var id = ++change.Counters.LastWorker;
        Database.Use("worker-insert")
            .Bind(id).Bind(worker.Name).Bind(Json.Write(worker.Queues) ?? "[]").Bind(worker.Slots).Bind(Instants.Duration(worker.Lease)).Bind(Now)
            .Run();
        return new(id, worker.Lease);
    }

    public WorkerBeat Beat(long workerId, IReadOnlyList<JobProgress> progress)
    {
        if (StandingWorker(workerId) is null)
        {
            return new(Stands: false, []);
        }

        Database.Use("worker-beat").Bind(workerId).Bind(Now).Run();
        foreach (var report in progress)
        {
            Database.Use("job-set-progress").Bind(report.Id.Value).Bind(report.Term).Bind(report.Progress).Bind(report.Note).Run();
        }

        return new(Stands: true, [.. Database.Use("job-list-called-off").Bind(workerId).Numbers().Select(id => new JobId(id))]);
    }

    public int StopWorker(long workerId)
    {
        Database.Use("worker-stop").Bind(workerId).Run();
        return ReleaseUnknown(workerId, known: []);
    }

    /// <summary>Takes back what a worker holds, except for some.</summary>
    public int ReleaseUnknown(long workerId, IReadOnlyList<JobId> known)
    {
        HashSet<long> kept = [.. known.Select(id => id.Value)];
        var unknown = Database.Use("job-list-of-worker").Bind(workerId).Numbers();
        unknown.RemoveAll(kept.Contains);
        unknown.ForEach(id => BeReadyAgain(Get(id)));
        return unknown.Count;
    }

    /// <summary>The housekeeping of all nodes.</summary>
    public SweepReport Sweep(SweepLimits limits)
    {
        var due = Promote(limits.Count);
        var orphans = Database.Use("job-list-orphans").Bind(Now).Bind(limits.Count).Numbers();
        orphans.ForEach(id => Rescue(id, limits.MaxCrashes));
        var expired = Database.Use("job-list-expired").Bind(Now).Bind(limits.Count).Numbers();
        expired.ForEach(id => Remove(Get(id)));
        Database.Use("unique-tidy").Bind(Now).Run();
        Database.Use("token-tidy").Bind(Now).Run();
        Database.Use("worker-tidy").Bind(Now).Bind(Now - Instants.Duration(KeepWorkers)).Run();
        Database.Use("tally-tidy").Run();
        return new(due, orphans.Count, expired.Count, NextDue(Database) is { } next ? Instants.ToDuration(Math.Max(0, next - Now)) : null);
    }

    /// <summary>When the next scheduled job is due; null when there is none.</summary>
    public static long? NextDue(Database database) => database.Use("job-next-due").Number();

    /// <summary>The name of a worker; null when its lease does not stand.</summary>
    private string? StandingWorker(long workerId)
    {
        using var row = Database.Use("worker-standing").Bind(workerId).Bind(Now);
        return row.Step() ? row.Text(0) : null;
    }

    /// <summary>Takes a job back from a dead worker; too many deaths fail it.</summary>
    private void Rescue(long id, int maxCrashes)
    {
        var row = Get(id);
        row.Crashes++;
        if (row.Crashes > maxCrashes && !row.IsCalledOff)
        {
            SetError(row, JobError.ForCrashes(row.Crashes, row.WorkerName, Instants.ToInstant(Now)));
            End(row, JobState.Failed);
        }
        else
        {
            BeReadyAgain(row);
        }
    }
}
