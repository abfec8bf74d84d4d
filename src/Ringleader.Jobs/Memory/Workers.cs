using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>The workers, and those of the last hour.</summary>
internal sealed class Workers
{
    private readonly SortedDictionary<long, WorkerEntry> _workers = [];
    private long _lastId;

    public IEnumerable<WorkerEntry> All => _workers.Values;

    public WorkerLease Start(WorkerDescription description, long now)
    {
        var worker = new WorkerEntry(++_lastId, description, now);
        _workers.Add(worker.Id, worker);
        return new(worker.Id, description.Lease);
    }

    /// <summary>The worker of a lease; null when it was forgotten.</summary>
    public WorkerEntry? Find(WorkerLease lease) => _workers.GetValueOrDefault(lease.WorkerId);

    /// <summary>The jobs of workers whose lease has run out.</summary>
    public List<JobEntry> Orphans(int atMost, long now) =>
        [.. _workers.Values.Where(worker => !worker.Stands(now)).SelectMany(worker => worker.Jobs).Take(atMost)];

    /// <summary>Forgets workers that ended an hour ago and hold nothing.</summary>
    public void Tidy(long now)
    {
        foreach (var worker in _workers.Values.Where(worker => worker.Jobs.Count == 0 && !worker.Stands(now) && now - worker.LastBeat > TimeSpan.TicksPerHour).ToArray())
        {
            _workers.Remove(worker.Id);
        }
    }
}
