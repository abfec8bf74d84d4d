namespace Ringleader.Jobs.Memory;

/// <summary>Lets the jobs of a group through one at a time, in the order of their ids.</summary>
internal sealed class GroupGate
{
    private readonly SortedDictionary<long, JobEntry> _line = [];

    /// <summary>The one that is through, from then until it ends; null when there is none.</summary>
    public JobEntry? Holder { get; private set; }

    public bool IsEmpty => Holder is null && _line.Count == 0;

    public void Enter(JobEntry job)
    {
        if (Holder is null)
        {
            Holder = job;
        }
        else
        {
            _line.Add(job.Id, job);
        }
    }

    /// <summary>Takes a job out.</summary>
    /// <returns>The one that is let through because of that; null when none is.</returns>
    public JobEntry? Leave(JobEntry job)
    {
        if (Holder != job)
        {
            _line.Remove(job.Id);
            return null;
        }

        Holder = null;
        foreach (var (id, next) in _line)
        {
            _line.Remove(id);
            return Holder = next;
        }

        return null;
    }
}
