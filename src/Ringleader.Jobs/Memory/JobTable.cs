using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>All jobs by their number, and all queues by their name.</summary>
internal sealed class JobTable
{
    private readonly Dictionary<long, JobEntry> _jobs = [];
    private readonly Dictionary<string, QueueEntry> _queues = new(StringComparer.Ordinal);

    /// <summary>The number that was given last; 0 when none was.</summary>
    public long LastId { get; private set; }

    public Dictionary<long, JobEntry>.ValueCollection Jobs => _jobs.Values;

    public Dictionary<string, QueueEntry>.ValueCollection Queues => _queues.Values;

    public JobEntry Add(NewJob job, long[] parents, long now, long due)
    {
        var entry = new JobEntry(++LastId, job, QueueOf(job.Queue), now, due) { Parents = parents };
        entry.Queue.Count(entry.State, 1);
        _jobs.Add(entry.Id, entry);
        return entry;
    }

    public JobEntry? Find(JobId id) => _jobs.GetValueOrDefault(id.Value);

    public bool IsGone(JobEntry job) => !_jobs.ContainsKey(job.Id);

    public void Remove(JobEntry job) => _jobs.Remove(job.Id);

    public QueueEntry? FindQueue(string name) => _queues.GetValueOrDefault(name);

    public QueueEntry QueueOf(string name)
    {
        if (!_queues.TryGetValue(name, out var queue))
        {
            _queues.Add(name, queue = new(name));
        }

        return queue;
    }

    /// <summary>Drops queues that hold nothing.</summary>
    public void Tidy()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Tidy();
            if (queue.IsIdle)
            {
                _queues.Remove(queue.Name);
            }
        }
    }
}
