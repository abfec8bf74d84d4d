namespace Ringleader.Jobs.Memory;

/// <summary>The failed jobs that are still to be reported, oldest first. Nothing is noted before somebody asks for the first time.</summary>
internal sealed class FailureReports
{
    private readonly Queue<StampedJob> _failed = new();
    private readonly Dictionary<long, (StampedJob Failure, long Until)> _taken = [];
    private bool _isWanted;

    /// <summary>Notes a job that has just failed.</summary>
    public void Add(JobEntry job)
    {
        if (_isWanted)
        {
            _failed.Enqueue(new(job, job.Stamp));
        }
    }

    /// <summary>Takes failures that nobody has taken, or whose report was not confirmed in time.</summary>
    public List<JobEntry> Take(int count, long now, long until)
    {
        _isWanted = true;
        foreach (var (id, taken) in _taken.Where(pair => pair.Value.Until <= now).ToArray())
        {
            _taken.Remove(id);
            _failed.Enqueue(taken.Failure);
        }

        var failures = new List<JobEntry>();
        while (failures.Count < count && _failed.TryDequeue(out var failure))
        {
            // A job that was retried or removed is reported no more.
            if (!failure.IsStale)
            {
                _taken[failure.Job.Id] = (failure, until);
                failures.Add(failure.Job);
            }
        }

        return failures;
    }

    /// <summary>Forgets failures that were reported.</summary>
    public void Confirm(IEnumerable<JobId> ids)
    {
        foreach (var id in ids)
        {
            _taken.Remove(id.Value);
        }
    }
}
