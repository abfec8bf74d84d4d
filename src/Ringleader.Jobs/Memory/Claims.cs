using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>Chooses the jobs that a claim gets.</summary>
internal sealed class Claims(JobTable table, JobLife life, HashSet<string> pausedKinds)
{
    /// <summary>Hands out jobs to a worker, as many as there are and the claim asks for.</summary>
    public List<ClaimedJob> Claim(WorkerEntry worker, JobClaim claim, long now)
    {
        var claimed = new List<ClaimedJob>(Math.Min(claim.Count, 64));
        var cursors = CursorsOf(claim, now);
        while (claimed.Count < claim.Count && Next(cursors, claim.InOrder) is { } cursor)
        {
            var job = cursor.Take();
            life.Start(job, worker);
            claimed.Add(job.ToClaimed(now));
        }

        return claimed;
    }

    /// <summary>How long until a claim may bring something, as far as time alone decides; null when it does not.</summary>
    public TimeSpan? UntilChance(JobClaim claim, long now)
    {
        var soonest = life.NextDue is { } due ? TimeSpan.FromTicks(Math.Max(0, due - now)) : (TimeSpan?)null;
        foreach (var queue in QueuesOf(claim))
        {
            if (new QueueCursor(queue, claim, pausedKinds, now).Current is not null)
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

    private List<QueueCursor> CursorsOf(JobClaim claim, long now)
    {
        var cursors = new List<QueueCursor>();
        foreach (var queue in QueuesOf(claim))
        {
            var cursor = new QueueCursor(queue, claim, pausedKinds, now);
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
