using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>
/// The life of jobs in memory: every change of a job's state is made here, under the lock of the store.
/// </summary>
/// <remarks>
/// <para>A job that has not ended and does not run is put where it belongs by <see cref="Settle"/>, which asks in this order: have its
/// parents succeeded, has its group let it through, is it due, has its limit key a slot? The first no decides where it waits; what ends
/// that wait settles it again.</para>
/// <para>A group's gate goes by ids and is held from being let through until the end. A key's slot is held while a job is ready or runs,
/// and so a job that waits for its next attempt gives it back. Both gates hand on what is given back at once, so nothing has to poll.</para>
/// <para>Parents, and jobs ahead in a group, have smaller ids: no two jobs can wait for one another. What follows from one change for many
/// jobs is worked off with a stack, so that a long chain does not deepen the call stack.</para>
/// </remarks>
internal sealed partial class JobLife(JobTable table, Limits limits, EndedJobs ended, FailureReports reports, WorkSignal signal)
{
    private readonly StampedHeap _scheduled = new();
    private readonly UniqueKeys _uniqueKeys = new();
    private readonly Dictionary<string, GroupGate> _groups = new(StringComparer.Ordinal);
    private long _lastTerm;

    /// <summary>When the next scheduled job is due; null when there is none.</summary>
    public long? NextDue => _scheduled.TryPeek(out _, out var due) ? due : null;

    /// <summary>Takes in a job whose parents are known.</summary>
    /// <returns>The job that holds its unique key, when another does; else the new one.</returns>
    public JobReceipt Admit(NewJob job, long[] parents, BatchEntry? batch, long now)
    {
        if (_uniqueKeys.FindHolder(job, now) is var holder and not 0)
        {
            Join(holder, batch);
            return new(new(holder), IsDuplicate: true, ReplaceFor(job, table.Find(new(holder)), now));
        }

        var entry = table.Add(job, parents, now, DueAt(job, now));
        _uniqueKeys.Take(job, entry.Id, now);
        if (batch is not null)
        {
            entry.Batch = batch;
            batch.Unended++;
            batch.Unsucceeded++;
        }

        Link(entry);
        EnterGroup(entry);
        if (FindBadParent(entry) is { } bad)
        {
            entry.CancelledBecauseOf = bad.Id;
            End(entry, JobState.Cancelled, now);
        }
        else
        {
            Settle(entry, now);
        }

        return new(new(entry.Id), IsDuplicate: false);
    }

    /// <summary>Changes a job that waits: takes it out of where it does, and puts it where it belongs then.</summary>
    /// <param name="job">The job.</param>
    /// <param name="changed">What it is to be.</param>
    /// <param name="isRescheduled">Whether its time is to be changed, too.</param>
    /// <param name="now">The instant.</param>
    /// <returns>False when it does not wait: it runs, has completed, or is gone.</returns>
    public bool TryChange(JobEntry job, NewJob changed, bool isRescheduled, long now)
    {
        if (job.State == JobState.Running || job.HasEnded || table.IsGone(job))
        {
            return false;
        }

        // Its slot is handed on only afterwards, so that the job keeps it if it goes on being ready.
        var gate = job.Key;
        LeaveLines(job);
        gate?.Leave(job);
        job.Key = null;
        job.Job = changed with { RunAt = null, Delay = null };
        job.DueAt = isRescheduled ? DueAt(changed, now) : job.DueAt;
        Settle(job, now);
        if (gate is not null)
        {
            HandOn(gate, changed.LimitKey!); // Only jobs with a key pass a gate.
        }

        return true;
    }

    private static long DueAt(NewJob job, long now) => job.RunAt?.UtcTicks ?? (now + Math.Min(job.Delay?.Ticks ?? 0, DateTimeOffset.MaxValue.Ticks - now));

    /// <summary>Replaces what a duplicate asks for in the job that holds its key, if that waits.</summary>
    private bool ReplaceFor(NewJob duplicate, JobEntry? holder, long now)
    {
        if (holder is null || duplicate.Unique is not { Replace: var replace and not UniqueReplace.Nothing })
        {
            return false;
        }

        var changed = holder.Job with { RunAt = duplicate.RunAt, Delay = duplicate.Delay };
        if (replace.HasFlag(UniqueReplace.Arguments))
        {
            changed = changed with { Arguments = duplicate.Arguments, Version = duplicate.Version };
        }

        if (replace.HasFlag(UniqueReplace.Priority))
        {
            changed = changed with { Priority = duplicate.Priority };
        }

        return TryChange(holder, changed, replace.HasFlag(UniqueReplace.RunAt), now);
    }

    /// <summary>Hands a ready job, which was taken out of its line, to a worker.</summary>
    public void Start(JobEntry job, WorkerEntry worker)
    {
        job.Term = ++_lastTerm;
        job.Worker = worker;
        job.Progress = null;
        job.Note = null;
        worker.Jobs.Add(job);
        job.Key?.Start(job);
        if (job.Job.Unique is { Scope: UniqueScope.UntilStarted })
        {
            _uniqueKeys.Release(job);
        }

        Move(job, JobState.Running);
    }

    /// <summary>Settles scheduled jobs whose time has come.</summary>
    /// <returns>How many, at most as many as asked for.</returns>
    public int Promote(int atMost, long now)
    {
        var promoted = 0;
        while (promoted < atMost && _scheduled.TryPeek(out var job, out var due) && due <= now)
        {
            _scheduled.Pop();
            Settle(job, now);
            promoted++;
        }

        return promoted;
    }

    /// <summary>Lets ready jobs of a key through, or calls them back, after its limit has changed.</summary>
    public void Balance(KeyGate gate)
    {
        while (gate.CallBack() is { } tooMany)
        {
            tooMany.Stamp++;
            tooMany.Line!.Forget(tooMany); // A ready job is in a line.
            Move(tooMany, JobState.Waiting);
        }

        while (gate.LetThrough() is { } next)
        {
            MakeReady(next);
        }
    }

    /// <summary>Forgets what has served its time.</summary>
    public void Tidy(long now) => _uniqueKeys.Tidy(now);

    /// <summary>Puts a job that neither runs nor has ended, and is in no line but its group's, where it belongs.</summary>
    private void Settle(JobEntry job, long now)
    {
        if (job.ParentsLeft > 0 || (job.Group is { } group && group.Holder != job))
        {
            Move(job, JobState.Waiting);
        }
        else if (job.DueAt > now)
        {
            Move(job, job.Attempts > 0 ? JobState.RetryScheduled : JobState.Scheduled);
            _scheduled.Push(job, job.DueAt);
            signal.WakeForTime(job.DueAt);
        }
        else if (job.Job.LimitKey is { } key && !(job.Key ??= limits.GateOf(key)).Enter(job))
        {
            Move(job, JobState.Waiting);
        }
        else
        {
            MakeReady(job);
        }
    }

    private void MakeReady(JobEntry job)
    {
        Move(job, JobState.Ready);
        job.Queue.Push(job);
        signal.Wake(job);
    }

    /// <summary>Takes a job that does not run out of where it waits, its group apart.</summary>
    private void TakeOut(JobEntry job)
    {
        LeaveLines(job);
        LeaveKey(job);
    }

    private void LeaveLines(JobEntry job)
    {
        job.Stamp++;
        if (job.State == JobState.Ready)
        {
            job.Line!.Forget(job); // A ready job is in a line.
        }
        else if (job.State is JobState.Scheduled or JobState.RetryScheduled)
        {
            _scheduled.Forget();
        }
    }

    private void LeaveKey(JobEntry job)
    {
        if (job.Key is { } gate)
        {
            gate.Leave(job);
            job.Key = null;
            HandOn(gate, job.Job.LimitKey!); // Only jobs with a key pass a gate.
        }
    }

    private void HandOn(KeyGate gate, string key)
    {
        if (gate.LetThrough() is { } next)
        {
            MakeReady(next);
        }

        limits.Tidy(key, gate);
    }

    private void EnterGroup(JobEntry job)
    {
        if (job.Job.Group is not { } name)
        {
            return;
        }

        if (!_groups.TryGetValue(name, out var group))
        {
            _groups.Add(name, group = new());
        }

        job.Group = group;
        group.Enter(job);
    }

    private static void Move(JobEntry job, JobState state)
    {
        job.Queue.Count(job.State, -1);
        job.Queue.Count(state, 1);
        job.State = state;
        job.Stamp++;
    }
}
