using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>What people do to jobs.</summary>
internal sealed partial class JobLife
{
    /// <summary>Does something to jobs, which are given in the order of their ids.</summary>
    /// <returns>How many of them were changed, also as a consequence of a change to another of them.</returns>
    public long Apply(JobAction action, List<JobEntry> jobs, long now)
    {
        // Each change gives a new stamp, but a job that is only called off keeps its own.
        var before = jobs.ConvertAll(job => job.Stamp);
        var calledOff = 0;
        foreach (var job in jobs)
        {
            switch (action)
            {
                case JobAction.Retry:
                    Retry(job, now);
                    break;
                case JobAction.Cancel:
                    calledOff += Cancel(job, now);
                    break;
                default:
                    Discard(job, now);
                    break;
            }
        }

        return calledOff + jobs.Where((job, index) => job.Stamp != before[index]).LongCount();
    }

    /// <summary>1 when the job runs and is called off for the first time.</summary>
    private int Cancel(JobEntry job, long now)
    {
        if (job.State == JobState.Running)
        {
            var isNews = !job.IsCalledOff;
            job.IsCalledOff = true;
            return isNews ? 1 : 0;
        }

        if (!job.HasEnded && !table.IsGone(job))
        {
            TakeOut(job);
            End(job, JobState.Cancelled, now);
        }

        return 0;
    }

    private void Discard(JobEntry job, long now)
    {
        if (job.State == JobState.Running || table.IsGone(job))
        {
            return;
        }

        _uniqueKeys.Forget(job);
        if (!job.HasEnded)
        {
            TakeOut(job);
            End(job, JobState.Cancelled, now);
        }

        if (!table.IsGone(job))
        {
            Remove(job);
            ended.Forget(job);
        }
    }

    private void Retry(JobEntry job, long now)
    {
        if (job.State == JobState.RetryScheduled)
        {
            TakeOut(job);
            job.Attempts = 0;
            job.Crashes = 0;
            job.IsSuspect = false;
            job.DueAt = now;
            Settle(job, now);
        }
        else if (job.HasEndedBadly && !table.IsGone(job))
        {
            ReviveFamily(job, now);
        }
    }

    /// <summary>Lets a job that ended badly live again, and with it those that ended because it did.</summary>
    private void ReviveFamily(JobEntry job, long now)
    {
        var reviving = new Stack<JobEntry>([job]);
        while (reviving.TryPop(out var next))
        {
            if (FindBadParent(next) is { } bad)
            {
                // Another parent is bad still, and its retry will be the one that helps.
                next.CancelledBecauseOf = next.CancelledBecauseOf == 0 ? 0 : bad.Id;
                continue;
            }

            if (!TakeKeyAgain(next, now))
            {
                continue;
            }

            next.DueAt = next == job ? now : next.DueAt;
            ended.Forget(next);
            Revive(next, now);
            foreach (var child in next.Children ?? [])
            {
                if (child.State == JobState.Cancelled && child.CancelledBecauseOf == next.Id)
                {
                    reviving.Push(child);
                }
            }
        }
    }

    private bool TakeKeyAgain(JobEntry job, long now)
    {
        var needsKey = job.Job.Unique is { } unique
            && (unique.Scope == UniqueScope.UntilEnded || (unique.Scope == UniqueScope.UntilStarted && job.Term == 0));
        if (!needsKey)
        {
            return true;
        }

        if (_uniqueKeys.FindHolder(job.Job, now) != 0)
        {
            return false;
        }

        _uniqueKeys.Take(job.Job, job.Id, now);
        return true;
    }

    private void Revive(JobEntry job, long now)
    {
        job.Attempts = 0;
        job.Crashes = 0;
        job.IsSuspect = false;
        job.EndedAt = null;
        job.CancelledBecauseOf = 0;
        foreach (var batch in job.Batches)
        {
            batch.Unended++;
        }

        EnterGroup(job);
        Settle(job, now);
    }
}
