namespace Ringleader.Jobs.Storage;

/// <summary>A worker as its store knows it.</summary>
/// <param name="WorkerId">Its number.</param>
/// <param name="Name">As it presented itself.</param>
/// <param name="Queues">The queues it serves; empty for all.</param>
/// <param name="Slots">How many jobs it runs at a time.</param>
/// <param name="Running">How many it holds.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="LastBeat">When it was last heard of.</param>
/// <param name="State">Whether it can be counted on.</param>
/// <param name="Kinds">The kinds that it can run, each with the newest version of its arguments; null for all.</param>
public sealed record WorkerSnapshot(
    long WorkerId,
    string Name,
    IReadOnlyList<string> Queues,
    int Slots,
    int Running,
    DateTimeOffset StartedAt,
    DateTimeOffset LastBeat,
    WorkerState State,
    IReadOnlyDictionary<string, int>? Kinds = null)
{
    /// <summary>Whether its lease stands.</summary>
    public bool IsAlive => State == WorkerState.Alive;
}
