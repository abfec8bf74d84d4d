using Ringleader.Jobs.Enqueuing;

namespace Ringleader.Jobs.Storage;

/// <summary>A worker as it presents itself.</summary>
/// <param name="Name">Such as <c>host:web-3 pid:4711</c>; need not be unique.</param>
/// <param name="Queues">The queues it serves; empty for all.</param>
/// <param name="Slots">How many jobs it runs at a time.</param>
/// <param name="Lease">How long it is believed to live without a beat; 1 s to 1 h.</param>
/// <param name="Kinds">The kinds that it can run, each with the newest version of its arguments; null for all.</param>
public sealed record WorkerDescription(
    string Name, IReadOnlyList<string> Queues, int Slots, TimeSpan Lease, IReadOnlyDictionary<string, int>? Kinds = null)
{
    /// <summary>Such as <c>host:web-3 pid:4711</c>; need not be unique. Each NUL and each unpaired surrogate is replaced with U+FFFD.</summary>
    public string Name { get; init => field = StoredText.MakeStorable(value); } = StoredText.MakeStorable(Name);
}
