using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>How attempts and jobs end.</summary>
internal sealed partial class JobLife
{
    /// <summary>Records the end of an attempt; false when its term does not hold the job.</summary>
    public bool Finish(JobFinish finish, long now)
    {
        if (table.Find(finish.Id) is not { State: JobState.Running } job || job.Term != finish.Term)
        {
            return false;
        }

        LeaveWorker(job);
        if (finish.Outcome == JobOutcome.Released)
        {
            BeReadyAgain(job, now);
            return true;
        }

        job.Attempts++;
        job.LastError = finish.Error is { } error ? error with { At = new(now, TimeSpan.Zero) } : job.LastError;
        switch (finish.Outcome)
        {
            case JobOutcome.Succeeded:
                job.Result = finish.Result;
                End(job, JobState.Succeeded, now);
                break;
            case JobOutcome.Retry when job.IsCalledOff:
            case JobOutcome.Cancelled:
                End(job, JobState.Cancelled, now);
                break;
            case JobOutcome.Retry when job.Attempts < job.Job.MaxAttempts:
                job.IsSuspect = job.Crashes > 0; // Its worker has survived it.
                RunLater(job, finish.RetryAfter ?? TimeSpan.Zero, now);
                break;
            default:
                End(job, JobState.Failed, now);
                break;
        }

        return true;
    }

    /// <summary>Takes a job back from a worker that stops.</summary>
    public void Release(JobEntry job, long now)
    {
        LeaveWorker(job);
        BeReadyAgain(job, now);
    }

    /// <summary>Takes a job back from a worker that is gone; see <see cref="CrashRules"/>.</summary>
    public void Rescue(JobEntry job, int maxCrashes, long now)
    {
        var worker = job.Worker!; // A running job has a worker.
        worker.DiedAlone ??= worker.Jobs.Count == 1;
        if (worker.HasStopped || job.IsCalledOff)
        {
            // A worker that stopped can hold a job if a claim came late: that is no crash.
            Release(job, now);
            return;
        }

        LeaveWorker(job);
        (job.Crashes, var isFailed) = CrashRules.Judge(job.Crashes, job.IsSuspect, worker.DiedAlone.Value, maxCrashes);
        if (isFailed)
        {
            job.LastError = JobError.ForCrashes(job.Crashes, worker.Description.Name, new(now, TimeSpan.Zero));
            End(job, JobState.Failed, now);
            return;
        }

        job.IsSuspect = true;
        RunLater(job, CrashRules.WaitAfter(job.Crashes), now);
    }

    /// <summary>Removes a job that has ended or was taken out of where it waited.</summary>
    public void Remove(JobEntry job)
    {
        job.Stamp++;
        job.Queue.Count(job.State, -1);
        Unlink(job);
        table.Remove(job);
    }

    private static void LeaveWorker(JobEntry job) => job.Worker!.Jobs.Remove(job); // A running job has a worker.

    private void BeReadyAgain(JobEntry job, long now)
    {
        if (job.IsCalledOff)
        {
            End(job, JobState.Cancelled, now);
            return;
        }

        // The job goes first, so that it has its slot again unless the limit was lowered.
        var gate = job.Key;
        gate?.Stop();
        job.Key = null;
        Settle(job, now);
        SlotIsFree(job);
        if (gate is not null)
        {
            HandOn(gate, job.Job.LimitKey!); // Only jobs with a key pass a gate.
        }
    }

    private void RunLater(JobEntry job, TimeSpan after, long now)
    {
        GiveSlotBack(job);
        job.DueAt = now + Math.Clamp(after.Ticks, 0, DateTimeOffset.MaxValue.Ticks - now);
        Settle(job, now);
    }

    private void GiveSlotBack(JobEntry job)
    {
        if (job.Key is { } gate)
        {
            job.Key = null;
            gate.Stop();
            HandOn(gate, job.Job.LimitKey!); // Only jobs with a key pass a gate.
        }

        SlotIsFree(job);
    }

    private void SlotIsFree(JobEntry job)
    {
        if (job.Queue.Limit?.Running is not null)
        {
            signal.Wake(job.Queue);
        }
    }

    /// <summary>Ends a job that neither waits anywhere but in its group nor is held by a worker, and works off what follows from that.</summary>
    private void End(JobEntry job, JobState state, long now)
    {
        _ending.Push((job, state));
        if (_isEnding)
        {
            return;
        }

        _isEnding = true;
        while (_ending.TryPop(out var next))
        {
            EndOne(next.Job, next.State, now);
        }

        _isEnding = false;
    }

    private void EndOne(JobEntry job, JobState state, long now)
    {
        if (job.HasEnded)
        {
            return; // Two of its parents ended badly.
        }

        if (job.State == JobState.Running)
        {
            GiveSlotBack(job);
        }

        job.IsCalledOff = false;
        job.EndedAt = now;
        Move(job, state);
        if (state == JobState.Failed)
        {
            reports.Add(job);
        }

        _uniqueKeys.Release(job);
        LeaveGroup(job, now);
        TellChildren(job, now);
        TellBatch(job, now);
        if (!ended.Keep(job, now))
        {
            Remove(job);
        }

        while (ended.TakeSurplus() is { } surplus)
        {
            Remove(surplus);
        }
    }

    private void LeaveGroup(JobEntry job, long now)
    {
        if (job.Group is not { } group)
        {
            return;
        }

        job.Group = null;
        if (group.Leave(job) is { } next)
        {
            Settle(next, now);
        }

        if (group.IsEmpty)
        {
            _groups.Remove(job.Job.Group!); // Only jobs with a group pass its gate.
        }
    }
}
