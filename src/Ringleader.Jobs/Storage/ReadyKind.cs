namespace Ringleader.Jobs.Storage;

/// <summary>The ready jobs of one kind and one version of its arguments in a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Version">The version of the arguments.</param>
/// <param name="OldestWait">How long the first of them has been due.</param>
public sealed record ReadyKind(string Queue, string Kind, int Version, TimeSpan OldestWait)
{
    /// <summary>Sums up the lanes of a store, each with the wait of its first job: by queue, kind and version.</summary>
    public static IReadOnlyList<ReadyKind> Merge(IEnumerable<ReadyKind> lanes) =>
    [
        .. lanes.GroupBy(lane => (lane.Queue, lane.Kind, lane.Version))
            .Select(same => same.MaxBy(lane => lane.OldestWait)!) // No group is empty.
            .OrderBy(kind => kind.Queue, StringComparer.Ordinal).ThenBy(kind => kind.Kind, StringComparer.Ordinal).ThenBy(kind => kind.Version),
    ];

    /// <summary>Whether a worker takes such jobs: it serves the queue, and knows the kind in this version.</summary>
    public bool IsServedBy(WorkerSnapshot worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return (worker.Queues.Count == 0 || worker.Queues.Contains(Queue, StringComparer.Ordinal))
            && (worker.Kinds is null || (worker.Kinds.TryGetValue(Kind, out var newest) && Version <= newest));
    }
}
