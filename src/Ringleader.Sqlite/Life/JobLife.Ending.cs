using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Life;

/// <summary>How attempts and jobs end.</summary>
internal sealed partial class JobLife
{
    private readonly Stack<(long Id, long Because)> _toCancel = new();

    /// <summary>Records the end of an attempt; false when its term does not hold the job.</summary>
    public bool Finish(JobFinish finish)
    {
        if (JobRow.Find(Database, finish.Id.Value) is not { State: JobState.Running } row || row.Term != finish.Term)
        {
            return false;
        }

        if (finish.Outcome == JobOutcome.Released)
        {
            BeReadyAgain(row);
            return true;
        }

        row.Attempts++;
        if (finish.Error is { } error)
        {
            SetError(row, error);
        }

        switch (finish.Outcome)
        {
            case JobOutcome.Succeeded:
                End(row, JobState.Succeeded, finish.Result);
                break;
            case JobOutcome.Retry when row.IsCalledOff:
            case JobOutcome.Cancelled:
                End(row, JobState.Cancelled);
                break;
            case JobOutcome.Retry when row.Attempts < row.MaxAttempts:
                row.IsSuspect = row.Crashes > 0; // Its worker has survived it.
                RunLater(row, finish.RetryAfter ?? TimeSpan.Zero);
                break;
            default:
                End(row, JobState.Failed);
                break;
        }

        return true;
    }

    /// <summary>Keeps a text for later attempts, or removes it; false when the term does not hold the job.</summary>
    public bool SetState(long id, long term, string name, string? value)
    {
        Dictionary<string, string> kept;
        using (var row = Database.Use("job-get-kept").Bind(id).Bind(term))
        {
            if (!row.Step())
            {
                return false;
            }

            kept = Json.ReadTexts(row.TextOrNull(0));
        }

        if (value is null)
        {
            kept.Remove(name);
        }
        else
        {
            kept[name] = value;
        }

        Database.Use("job-set-kept").Bind(id).Bind(Json.Write(kept)).Run();
        return true;
    }

    /// <summary>Removes a job that has ended.</summary>
    private void Remove(JobRow row)
    {
        change.Tally.Add(row.Queue, row.State, -1);
        _changed?.Add(row.Id);
        Database.Use("job-delete").Bind(row.Id).Run();
        Unlink(row);
        var batches = BatchesOf(row);
        Database.Use("guest-delete").Bind(row.Id).Run();
        batches.ForEach(batch => Database.Use("batch-delete-empty").Bind(batch).Run());
    }

    /// <summary>The row of a job that is there.</summary>
    private JobRow Get(long id) => JobRow.Find(Database, id) ?? throw new InvalidOperationException($"Job {id} is gone, although other rows speak of it.");

    private void SetError(JobRow row, JobError error) =>
        Database.Use("job-set-error").Bind(row.Id).Bind(error.Type).Bind(error.Message).Bind(error.Stack).Bind(Now).Run();

    private void BeReadyAgain(JobRow row)
    {
        if (row.IsCalledOff)
        {
            End(row, JobState.Cancelled);
            return;
        }

        // The job goes first, so that it has its slot again unless the limit was lowered.
        Settle(row);
        SlotIsFree(row);
        if (row.LimitKey is { } key)
        {
            HandOn(key, besides: 0);
        }
    }

    private void RunLater(JobRow row, TimeSpan after)
    {
        if (row.LimitKey is { } key)
        {
            HandOn(key, besides: row.Id);
        }

        SlotIsFree(row);
        row.DueAt = Instants.After(Now, after);
        Settle(row);
    }

    /// <summary>Ends a job, and works off what follows from that.</summary>
    private void End(JobRow row, JobState state, ReadOnlyMemory<byte>? result = null)
    {
        EndOne(row, state, result);
        while (_toCancel.TryPop(out var next))
        {
            // Unless another of its parents came first.
            if (JobRow.Find(Database, next.Id) is { State: JobState.Waiting } child)
            {
                child.CancelledBy = next.Because;
                EndOne(child, JobState.Cancelled, result: null);
            }
        }
    }

    private void EndOne(JobRow row, JobState state, ReadOnlyMemory<byte>? result)
    {
        var before = row.State;
        row.IsInLine = false;
        row.IsCalledOff = false;
        row.EndedAt = Now;
        var time = KeepTime(row, state);
        row.PruneAt = time is { } kept ? Instants.After(Now, kept) : null;
        Move(row, state);
        SetResult(row, result);

        if (before == JobState.Running)
        {
            SlotIsFree(row);
        }

        if (row.LimitKey is { } key && before is JobState.Running or JobState.Ready)
        {
            HandOn(key, besides: 0);
        }

        _uniqueKeys.Free(row);
        LeaveGroup(row);
        TellChildren(row);
        TellBatch(row);
        if (time <= TimeSpan.Zero)
        {
            Remove(row);
        }
    }

    private void SetResult(JobRow row, ReadOnlyMemory<byte>? result)
    {
        if (result is { } given)
        {
            Database.Use("job-set-result").Bind(row.Id).Bind(given.Span).Run();
        }
    }

    /// <summary>How long a job that ends is kept; zero or less for not at all, null until it is retried or discarded.</summary>
    private TimeSpan? KeepTime(JobRow row, JobState state) => state switch
    {
        JobState.Failed when row.KeepFailed is { } own => Instants.ToDuration(own),
        JobState.Failed => change.Retention.Failed,
        JobState.Succeeded when row.KeepResult is { } own => Instants.ToDuration(own),
        JobState.Succeeded => change.Retention.Succeeded,
        _ => change.Retention.Cancelled,
    };

    /// <summary>Records the ends of attempts, and says which were recorded.</summary>
    /// <remarks>Jobs that succeeded and that nothing follows from are most of all jobs, and are written with one statement.</remarks>
    public bool[] Finish(IReadOnlyList<JobFinish> finishes)
    {
        var recorded = new bool[finishes.Count];
        if (recorded.Length == 1)
        {
            recorded[0] = Finish(finishes[0]);
            return recorded;
        }

        var ids = Json.Write(finishes.Select(finish => finish.Id.Value));
        var rows = JobRow.FindMany(Database, ids);
        HashSet<long> parents = [.. Database.Use("follows-parents-among").Bind(ids).Numbers()];
        var plain = new List<(JobRow Row, JobFinish Finish)>();
        for (var place = 0; place < recorded.Length; place++)
        {
            var finish = finishes[place];
            if (finish is { Outcome: JobOutcome.Succeeded, Error: null }
                && rows.Remove(finish.Id.Value, out var row)
                && row is { State: JobState.Running, IsPlain: true }
                && row.Term == finish.Term
                && !parents.Contains(row.Id))
            {
                plain.Add((row, finish));
                recorded[place] = true;
            }
        }

        SucceedTogether(plain);
        for (var place = 0; place < recorded.Length; place++)
        {
            recorded[place] = recorded[place] || Finish(finishes[place]);
        }

        return recorded;
    }

    private void SucceedTogether(List<(JobRow Row, JobFinish Finish)> jobs)
    {
        var kept = new List<long>();
        var gone = new List<long>();
        foreach (var (row, _) in jobs)
        {
            var isKept = !(KeepTime(row, JobState.Succeeded) <= TimeSpan.Zero);
            (isKept ? kept : gone).Add(row.Id);
            change.Tally.Add(row.Queue, JobState.Running, -1);
            change.Tally.Add(row.Queue, JobState.Succeeded, isKept ? 1 : 0);
            SlotIsFree(row);
        }

        if (gone.Count > 0)
        {
            Database.Use("job-delete-many").Bind(Json.Write(gone)).Run();
        }

        if (kept.Count > 0)
        {
            Database.Use("job-succeed").Bind(Json.Write(kept)).Bind(Now).Bind(Instants.Duration(change.Retention.Succeeded)).Bind(Instants.Last).Run();
            foreach (var (row, finish) in jobs)
            {
                SetResult(row, finish.Result);
            }
        }
    }
}
