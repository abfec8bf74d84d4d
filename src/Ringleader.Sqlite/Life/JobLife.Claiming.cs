using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Life;

/// <summary>How claims choose their jobs.</summary>
internal sealed partial class JobLife
{
    /// <summary>So many due jobs at most are made ready by one claim, so that a flood of them does not hold it up.</summary>
    private const int MostPromoted = 10_000;

    /// <summary>Hands out jobs to a worker, as many as there are and the claim asks for; none when its lease does not stand.</summary>
    public List<ClaimedJob> Claim(long workerId, JobClaim claim)
    {
        var claimed = new List<ClaimedJob>(Math.Min(claim.Count, 64));
        if (StandingWorker(workerId) is not { } worker)
        {
            return claimed;
        }

        Promote(MostPromoted);
        var jobs = Choose(claim);
        if (jobs.Count > 0)
        {
            var term = Start(jobs, workerId, worker);
            jobs.ForEach(job => claimed.Add(job.ToClaimed(term + job.Id, Now)));
        }

        return claimed;
    }

    private List<ReadyJob> Choose(JobClaim claim)
    {
        var chosen = new List<ReadyJob>();
        var cursors = CursorsOf(claim);
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

    private List<QueueCursor> CursorsOf(JobClaim claim)
    {
        var queues = claim.Queues.Count == 0 ? change.Tally.QueuesWith(JobState.Ready) : claim.Queues.Distinct(StringComparer.Ordinal);
        return [.. queues.Where(queue => !change.Steering.IsQueuePaused(queue)).Select(queue => new QueueCursor(change, queue, claim))];
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
}
