namespace Ringleader.Jobs.Memory;

/// <summary>
/// Jobs that succeeded or were cancelled, in the order in which they are to go. Those kept for the store's own time are bounded in number
/// too, so that a busy store in memory does not grow for ever.
/// </summary>
internal sealed class EndedJobs(JobRetention retention, int keepAtMost)
{
    private readonly Queue<(StampedJob Place, long Until)> _succeeded = new();
    private readonly Queue<(StampedJob Place, long Until)> _cancelled = new();
    private readonly StampedHeap _chosen = new();

    /// <summary>Notes until when a job that has just ended is kept.</summary>
    /// <returns>False when it is not kept at all.</returns>
    public bool Keep(JobEntry job, long now)
    {
        var chosen = ChosenTime(job);
        if ((chosen ?? StoreTime(job)) is not { } time)
        {
            return true; // Failed, and kept until it is retried or discarded.
        }

        if (time <= TimeSpan.Zero)
        {
            return false;
        }

        var until = now + Math.Min(time.Ticks, DateTimeOffset.MaxValue.Ticks - now);
        if (chosen is not null)
        {
            _chosen.Push(job, until);
        }
        else
        {
            (job.State == JobState.Succeeded ? _succeeded : _cancelled).Enqueue((new(job, job.Stamp), until));
        }

        return true;
    }

    /// <summary>The next job that is there against the number that is kept; null when there is none.</summary>
    public JobEntry? TakeSurplus() => TakeFirst(_succeeded, keepAtMost, long.MinValue) ?? TakeFirst(_cancelled, keepAtMost, long.MinValue);

    /// <summary>The next job whose time is over; null when there is none.</summary>
    public JobEntry? TakeExpired(long now)
    {
        if (_chosen.TryPeek(out var job, out var until) && until <= now)
        {
            _chosen.Pop();
            return job;
        }

        return TakeFirst(_succeeded, int.MaxValue, now) ?? TakeFirst(_cancelled, int.MaxValue, now);
    }

    /// <summary>Says that a job that was kept for a time of its own was removed, or is to run again.</summary>
    public void Forget(JobEntry job)
    {
        if (ChosenTime(job) is not null)
        {
            _chosen.Forget();
        }
    }

    /// <summary>A time that is not the same for all jobs of its state, and so has no place in the order of their ends.</summary>
    private TimeSpan? ChosenTime(JobEntry job) => job.State switch
    {
        JobState.Succeeded => job.Job.KeepResult,
        JobState.Failed => job.Job.KeepFailed ?? retention.Failed,
        _ => null,
    };

    private TimeSpan? StoreTime(JobEntry job) => job.State switch
    {
        JobState.Succeeded => retention.Succeeded,
        JobState.Cancelled => retention.Cancelled,
        _ => null,
    };

    private static JobEntry? TakeFirst(Queue<(StampedJob Place, long Until)> line, int keepAtMost, long now)
    {
        while (line.TryPeek(out var first) && (first.Place.IsStale || line.Count > keepAtMost || first.Until <= now))
        {
            line.Dequeue();
            if (!first.Place.IsStale)
            {
                return first.Place.Job;
            }
        }

        return null;
    }
}
