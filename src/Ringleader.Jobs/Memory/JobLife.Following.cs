namespace Ringleader.Jobs.Memory;

/// <summary>What the end of one job means for others: those that come after it, and its batch.</summary>
internal sealed partial class JobLife
{
    private readonly Stack<(JobEntry Job, JobState State)> _ending = new();
    private bool _isEnding;

    private void Link(JobEntry job)
    {
        foreach (var id in job.Parents)
        {
            if (table.Find(new(id)) is { State: not JobState.Succeeded } parent)
            {
                job.ParentsLeft++;
                (parent.Children ??= []).Add(job);
            }
        }
    }

    /// <summary>Takes a job that goes out of the family: what is gone counts as succeeded.</summary>
    private void Unlink(JobEntry job)
    {
        foreach (var id in job.Parents)
        {
            table.Find(new(id))?.Children?.Remove(job);
        }

        foreach (var child in job.Children ?? [])
        {
            child.ParentsLeft--;
        }

        job.Children = null;
    }

    private JobEntry? FindBadParent(JobEntry job)
    {
        foreach (var id in job.Parents)
        {
            if (table.Find(new(id)) is { HasEndedBadly: true } parent)
            {
                return parent;
            }
        }

        return null;
    }

    private void TellChildren(JobEntry job, long now)
    {
        if (job.Children is not { } children)
        {
            return;
        }

        if (job.State == JobState.Succeeded)
        {
            job.Children = null;
            foreach (var child in children)
            {
                if (--child.ParentsLeft == 0 && child.State == JobState.Waiting)
                {
                    Settle(child, now);
                }
            }
        }
        else
        {
            CancelChildren(job, children, now);
        }
    }

    private void CancelChildren(JobEntry job, HashSet<JobEntry> children, long now)
    {
        foreach (var child in children)
        {
            if (child.State == JobState.Waiting)
            {
                child.CancelledBecauseOf = job.Id;
                End(child, JobState.Cancelled, now);
            }
        }
    }

    private void TellBatch(JobEntry job, long now)
    {
        foreach (var batch in job.Batches.ToArray())
        {
            batch.Unended--;
            if (job.State == JobState.Succeeded)
            {
                batch.Unsucceeded--;
            }

            EnqueueFollowers(batch, now);
        }
    }

    /// <summary>Lets a batch wait for a job that a job of its own is a duplicate of.</summary>
    private void Join(long id, BatchEntry? batch)
    {
        if (batch is not null && table.Find(new(id)) is { State: not JobState.Succeeded } job && !job.Batches.Contains(batch))
        {
            (job.OtherBatches ??= []).Add(batch);
            batch.Unsucceeded++;
            batch.Unended += job.HasEnded ? 0 : 1;
        }
    }

    /// <summary>Enqueues what follows a batch, once its time has come.</summary>
    public void EnqueueFollowers(BatchEntry batch, long now)
    {
        foreach (var follower in batch.TakeFollowers())
        {
            Admit(follower, [], batch: null, now);
        }
    }
}
