using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>A worker and the jobs that it holds.</summary>
internal sealed class WorkerEntry(long id, WorkerDescription description, long startedAt)
{
    public long Id => id;

    public WorkerDescription Description => description;

    public long StartedAt { get; } = startedAt;

    public long LastBeat { get; set; } = startedAt;

    public bool HasStopped { get; set; }

    public HashSet<JobEntry> Jobs { get; } = [];

    /// <summary>Whether it held one job only when it was found dead; null while it was not.</summary>
    public bool? DiedAlone { get; set; }

    public bool Stands(long now) => !HasStopped && now < LastBeat + description.Lease.Ticks;

    public WorkerSnapshot ToSnapshot(long now) => new(
        id, description.Name, description.Queues, description.Slots, Jobs.Count, new(StartedAt, TimeSpan.Zero), new(LastBeat, TimeSpan.Zero),
        Stands(now) ? WorkerState.Alive : HasStopped ? WorkerState.Stopped : WorkerState.Dead, description.Kinds);
}
