namespace Ringleader.Jobs.Storage;

/// <summary>What a worker wants to have.</summary>
/// <param name="Count">How many at most, 1 to 1,000.</param>
/// <param name="Queues">From these queues, the first that has work first where <paramref name="InOrder"/>; empty for all.</param>
/// <param name="InOrder">True to empty the queues one after the other; false to take the most urgent of all of them.</param>
/// <param name="MinPriority">Only jobs of at least this priority; null for no bound.</param>
/// <param name="MaxPriority">Only jobs of at most this priority; null for no bound.</param>
public sealed record JobClaim(int Count, IReadOnlyList<string> Queues, bool InOrder = false, int? MinPriority = null, int? MaxPriority = null);
