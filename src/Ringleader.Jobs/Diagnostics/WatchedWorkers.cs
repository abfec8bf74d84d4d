using System.Diagnostics.Metrics;

namespace Ringleader.Jobs.Diagnostics;

/// <summary>The workers of this process, for the meters. Thread-safe.</summary>
internal sealed class WatchedWorkers
{
    private readonly Lock _lock = new();
    private readonly List<WatchedWorker> _workers = [];

    public void Add(WatchedWorker worker)
    {
        lock (_lock)
        {
            _workers.Add(worker);
        }
    }

    public void Remove(WatchedWorker worker)
    {
        lock (_lock)
        {
            _workers.Remove(worker);
        }
    }

    public long Running() => All().Sum(worker => (long)worker.Running);

    public IEnumerable<Measurement<long>> Depths() =>
        from store in Stores()
        from queue in store.Statistics
        from count in queue.Counts
        select new Measurement<long>(count.Value, new("store", store.Store.Name), new("queue", queue.Queue), new("state", count.Key.ToString()));

    public IEnumerable<Measurement<double>> OldestAges() =>
        from store in Stores()
        from queue in store.Statistics
        where queue.OldestReady is not null
        select new Measurement<double>(queue.OldestReady.GetValueOrDefault().TotalSeconds, new("store", store.Store.Name), new("queue", queue.Queue));

    private WatchedWorker[] All()
    {
        lock (_lock)
        {
            return [.. _workers];
        }
    }

    /// <summary>One worker of each store: they would all say the same.</summary>
    private IEnumerable<WatchedWorker> Stores() => All().DistinctBy(worker => worker.Store);
}
