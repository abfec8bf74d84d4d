namespace Ringleader.Jobs.Storage;

/// <summary>What a worker wants to have.</summary>
/// <param name="Count">How many at most, 1 to 1,000.</param>
/// <param name="Queues">From these queues, the first that has work first where <paramref name="InOrder"/>; empty for all.</param>
/// <param name="InOrder">True to empty the queues one after the other; false to take the most urgent of all of them.</param>
/// <param name="MinPriority">Only jobs of at least this priority; null for no bound.</param>
/// <param name="MaxPriority">Only jobs of at most this priority; null for no bound.</param>
/// <param name="IsBusy">
/// True when the worker holds jobs already, so that suspects, which run alone, are left to others. False when it holds none: then the
/// claim brings one suspect and nothing else if one is ready, and other jobs otherwise.
/// </param>
/// <param name="Kinds">The kinds that the worker can run, each with the newest version of its arguments; null for all.</param>
public sealed record JobClaim(
    int Count,
    IReadOnlyList<string> Queues,
    bool InOrder = false,
    int? MinPriority = null,
    int? MaxPriority = null,
    bool IsBusy = false,
    IReadOnlyDictionary<string, int>? Kinds = null)
{
    /// <summary>Whether the worker can run jobs of a kind whose arguments have this version.</summary>
    public bool Knows(string kind, int version) => Kinds is null || (Kinds.TryGetValue(kind, out var newest) && version <= newest);
}
