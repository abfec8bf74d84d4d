using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Life;

/// <summary>Workers, and how their claims choose their jobs.</summary>
internal sealed partial class JobLife
{
    /// <summary>So many due jobs at most are made ready by one claim, so that a flood of them does not hold it up.</summary>
    private const int MostPromoted = 10_000;

    /// <summary>Hands out jobs to a worker, as many as there are and the claim asks for; none when its lease does not stand.</summary>
    public List<ClaimedJob> Claim(long workerId, JobClaim claim)
    {
        var claimed = new List<ClaimedJob>(Math.Min(claim.Count, 64));
        if (StandingWorker(workerId) is not { Name: var worker })
        {
            return claimed;
        }

        Promote(MostPromoted);
        var jobs = claim.IsBusy ? [] : Choose(claim with { Count = 1 }, isForSuspects: true);
        if (jobs.Count == 0)
        {
            jobs = Choose(claim, isForSuspects: false);
        }

        if (jobs.Count > 0)
        {
            var term = Start(jobs, workerId, worker);
            jobs.ForEach(job => claimed.Add(job.ToClaimed(term + job.Id, Now)));
        }

        return claimed;
    }

    private List<ReadyJob> Choose(JobClaim claim, bool isForSuspects)
    {
        var chosen = new List<ReadyJob>();
        var cursors = CursorsOf(claim, isForSuspects);
        while (chosen.Count < claim.Count && Next(cursors, claim.InOrder) is { } cursor)
        {
            chosen.Add(cursor.Take());
        }

        cursors.ForEach(cursor => cursor.Close());
        return chosen;
    }

    private static QueueCursor? Next(List<QueueCursor> cursors, bool inOrder)
    {
        QueueCursor? best = null;
        foreach (var cursor in cursors)
        {
            if (cursor.Current is { } job && (best?.Current is not { } first || job.GoesBefore(first)))
            {
                best = cursor;
                if (inOrder)
                {
                    break;
                }
            }
        }

        return best;
    }

    private List<QueueCursor> CursorsOf(JobClaim claim, bool isForSuspects)
    {
        var queues = claim.Queues.Count == 0 ? change.Tally.QueuesWith(JobState.Ready) : claim.Queues.Distinct(StringComparer.Ordinal);
        return [.. queues.Where(queue => !change.Steering.IsQueuePaused(queue)).Select(queue => new QueueCursor(change, queue, claim, isForSuspects))];
    }

    /// <summary>Gives ready jobs to a worker.</summary>
    /// <returns>What the id of a job is to be added to for the term of its attempt.</returns>
    private long Start(List<ReadyJob> jobs, long workerId, string worker)
    {
        var term = change.Counters.LastTerm + 1 - jobs.Min(job => job.Id);
        change.Counters.LastTerm = term + jobs.Max(job => job.Id);
        Database.Use("job-start").Bind(Json.Write(jobs.Select(job => job.Id))).Bind(term).Bind(workerId).Bind(worker).Run();
        foreach (var job in jobs)
        {
            change.Tally.Add(job.Queue, JobState.Ready, -1);
            change.Tally.Add(job.Queue, JobState.Running, 1);
            if (job.KeyUntilStarted is { } key)
            {
                _uniqueKeys.Free(job.Kind, key, job.Id);
            }
        }

        return term;
    }

    private static readonly TimeSpan KeepWorkers = TimeSpan.FromHours(1);

    public WorkerLease StartWorker(WorkerDescription worker)
    {
        var id = ++change.Counters.LastWorker;
        Database.Use("worker-insert")
            .Bind(id).Bind(worker.Name).Bind(Json.Write(worker.Queues) ?? "[]").Bind(worker.Slots).Bind(Instants.Duration(worker.Lease)).Bind(Now).Bind(Json.Write(worker.Kinds))
            .Run();
        return new(id, worker.Lease);
    }

    public WorkerBeat Beat(long workerId, IReadOnlyList<JobProgress> progress)
    {
        if (StandingWorker(workerId) is not { } worker)
        {
            return new(Stands: false, []);
        }

        Database.Use("worker-beat").Bind(workerId).Bind(Now).Run();
        foreach (var report in progress)
        {
            Database.Use("job-set-progress").Bind(report.Id.Value).Bind(report.Term).Bind(report.Progress).Bind(report.Note).Run();
        }

        var suspects = Database.Use("job-suspect-waits").Bind(Now - worker.Lease).Bind(worker.Queues).Number();
        return new(Stands: true, [.. Database.Use("job-list-called-off").Bind(workerId).Numbers().Select(id => new JobId(id))], suspects != 0);
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
        Database.Use("worker-mark-dead").Bind(Now).Run();
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

    /// <summary>A worker, its queues as they are stored; null when its lease does not stand.</summary>
    private (string Name, string Queues, long Lease)? StandingWorker(long workerId)
    {
        using var row = Database.Use("worker-standing").Bind(workerId).Bind(Now);
        return row.Step() ? (row.Text(0), row.Text(1), row.Long(2)) : null;
    }

    /// <summary>Takes a job back from a worker that is gone; see <see cref="CrashRules"/>.</summary>
    private void Rescue(long id, int maxCrashes)
    {
        var row = Get(id);
        if (!HasCrashed(id, out var wasAlone) || row.IsCalledOff)
        {
            BeReadyAgain(row);
            return;
        }

        (row.Crashes, var isFailed) = CrashRules.Judge(row.Crashes, row.IsSuspect, wasAlone, maxCrashes);
        if (isFailed)
        {
            SetError(row, JobError.ForCrashes(row.Crashes, row.WorkerName, Instants.ToInstant(Now)));
            End(row, JobState.Failed);
            return;
        }

        row.IsSuspect = true;
        RunLater(row, CrashRules.WaitAfter(row.Crashes));
    }

    /// <summary>Whether the worker of a job died; one that stopped can hold a job if a claim came late.</summary>
    private bool HasCrashed(long id, out bool wasAlone)
    {
        using var row = Database.Use("worker-of-job").Bind(id);
        var isKnown = row.Step();
        wasAlone = isKnown && row.Bool(1);
        return isKnown && !row.Bool(0);
    }
}
