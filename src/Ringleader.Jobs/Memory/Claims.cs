using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>Chooses the jobs that a claim gets.</summary>
internal sealed class Claims(JobTable table, JobLife life, HashSet<string> pausedKinds)
{
    /// <summary>Hands out jobs to a worker, as many as there are and the claim asks for.</summary>
    public List<ClaimedJob> Claim(WorkerEntry worker, JobClaim claim, long now)
    {
        if (!claim.IsBusy && Claim(worker, claim, isForSuspects: true, count: 1, now) is { Count: 1 } suspect)
        {
            return suspect;
        }

        return Claim(worker, claim, isForSuspects: false, claim.Count, now);
    }

    /// <summary>How long until a claim may bring something, as far as time alone decides; null when it does not.</summary>
    public TimeSpan? UntilChance(JobClaim claim, long now)
    {
        var soonest = life.NextDue is { } due ? TimeSpan.FromTicks(Math.Max(0, due - now)) : (TimeSpan?)null;
        foreach (var queue in QueuesOf(claim))
        {
            if (HasWork(queue, claim, isForSuspects: false, now) || (!claim.IsBusy && HasWork(queue, claim, isForSuspects: true, now)))
            {
                return TimeSpan.Zero;
            }

            if (queue.Counts[(int)JobState.Ready] > 0 && queue.UntilAllowed(now) is { Ticks: > 0 } allowed && !(soonest < allowed))
            {
                soonest = allowed;
            }
        }

        return soonest;
    }

    /// <summary>Whether a job that runs alone waits longer than a worker's lease in the queues that it serves.</summary>
    public bool DoesSuspectWait(WorkerDescription worker, long now) => worker.Queues.Count == 0
        ? table.Queues.Any(queue => DoesSuspectWait(queue, worker, now))
        : worker.Queues.Select(table.FindQueue).OfType<QueueEntry>().Any(queue => DoesSuspectWait(queue, worker, now));

    private bool DoesSuspectWait(QueueEntry queue, WorkerDescription worker, long now) =>
        !queue.IsPaused && queue.Lanes.Any(lane => lane.IsSuspect && !pausedKinds.Contains(lane.Kind) && lane.OldestDue() <= now - worker.Lease.Ticks);

    private bool HasWork(QueueEntry queue, JobClaim claim, bool isForSuspects, long now) =>
        new QueueCursor(queue, claim, pausedKinds, isForSuspects, now).Current is not null;

    private List<ClaimedJob> Claim(WorkerEntry worker, JobClaim claim, bool isForSuspects, int count, long now)
    {
        var claimed = new List<ClaimedJob>(Math.Min(count, 64));
        var cursors = CursorsOf(claim, isForSuspects, now);
        while (claimed.Count < count && Next(cursors, claim.InOrder) is { } cursor)
        {
            var job = cursor.Take();
            life.Start(job, worker);
            claimed.Add(job.ToClaimed(now));
        }

        return claimed;
    }

    private static QueueCursor? Next(List<QueueCursor> cursors, bool inOrder)
    {
        QueueCursor? best = null;
        foreach (var cursor in cursors)
        {
            if (cursor.Current is { } job && (best is null || UrgencyComparer.Instance.Compare(job, best.Current) < 0))
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

    private List<QueueCursor> CursorsOf(JobClaim claim, bool isForSuspects, long now)
    {
        var cursors = new List<QueueCursor>();
        foreach (var queue in QueuesOf(claim))
        {
            var cursor = new QueueCursor(queue, claim, pausedKinds, isForSuspects, now);
            if (cursor.Current is not null)
            {
                cursors.Add(cursor);
            }
        }

        return cursors;
    }

    private IEnumerable<QueueEntry> QueuesOf(JobClaim claim) =>
        claim.Queues.Count == 0 ? table.Queues : claim.Queues.Distinct(StringComparer.Ordinal).Select(table.FindQueue).OfType<QueueEntry>();
}
